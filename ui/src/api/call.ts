/** Asking the office. `ask` for what answers at once, `work` for what takes a while, `useAsked` for what a screen
 * shows and keeps fresh. */

import { onScopeDispose, ref, shallowRef, toValue, watch, type MaybeRefOrGetter, type Ref, type ShallowRef } from 'vue'
import type { Commands } from './commands'
import { OfficeError } from './error'
import { shell } from './shell'

export { OfficeError } from './error'
export type CommandName = keyof Commands
export type Args<Name extends CommandName> = Commands[Name]['args']
export type Result<Name extends CommandName> = Commands[Name]['result']
/** A command that takes nothing is asked by its name alone. */
type Taken<Name extends CommandName> = object extends Args<Name> ? [args?: Args<Name>] : [args: Args<Name>]

type Heard = (moved: string[], operation: string | null) => void
const listeners = new Set<Heard>()

/** Hears of every change: the tables that moved (`*`: another office), and the operation's name. Returns how to stop. */
export function onMoved(heard: Heard): () => void {
  listeners.add(heard)
  return () => listeners.delete(heard)
}

/** An answer, and the operation that was entered into the history for it. */
export interface Whole<Name extends CommandName> {
  result: Result<Name>
  operation: string | null
}

async function carryWhole<Name extends CommandName>(name: Name, args: unknown, job?: string): Promise<Whole<Name>> {
  const envelope = await shell().call({ name, args, job })
  if ('error' in envelope) throw new OfficeError(envelope.error)
  const { result, moved, operation } = envelope.answer
  // A note, such as an export, moves no record, but the history is longer.
  if (moved.length > 0 || operation !== null) for (const heard of listeners) heard([...moved, 'operation'], operation)
  return { result: result as Result<Name>, operation }
}

async function carry<Name extends CommandName>(name: Name, args: unknown, job?: string): Promise<Result<Name>> {
  return (await carryWhole(name, args, job)).result
}

/** As `ask`, with the operation's name: see components/change.ts. */
export function askWhole<Name extends CommandName>(name: Name, args: Args<Name>): Promise<Whole<Name>> {
  return carryWhole(name, args)
}

/** Asks a command. What the office refuses is thrown as `OfficeError`; uncaught, it becomes the error dialog. */
export function ask<Name extends CommandName>(name: Name, ...[args]: Taken<Name>): Promise<Result<Name>> {
  return carry(name, args ?? {})
}

/** Long work that is running, for the one dialog that shows it. */
export interface Work {
  title: string
  stage: string | null
  /** 0 to 100, or null when it cannot be told. */
  percent: number | null
  stopping: boolean
  stop: () => void
}

/** Shown by components/WorkDialog.vue. */
export const running: ShallowRef<Work | null> = shallowRef(null)

const patience = 400
const pulse = 200

/** Asks a command that may take a while: after 400 ms a dialog shows how far it is and offers to stop it. What the
 * clerk stopped is thrown as an `OfficeError` of the code `cancelled`, about which nothing is said. */
export async function work<Name extends CommandName>(name: Name, args: Args<Name>, title: string): Promise<Result<Name>> {
  const job = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const tell = (told: Partial<Work>) => {
    if (running.value) running.value = { ...running.value, ...told }
  }
  const stop = () => {
    tell({ stopping: true })
    void shell().call({ name: 'job.cancel', args: {}, job })
  }
  let pulses: ReturnType<typeof setInterval> | undefined
  const begin = setTimeout(() => {
    running.value = { title, stage: null, percent: null, stopping: false, stop }
    pulses = setInterval(async () => {
      const envelope = await shell().call({ name: 'job.progress', args: {}, job })
      const at = 'answer' in envelope ? (envelope.answer.result as { stage: string; done: number; total: number } | null) : null
      if (at) tell({ stage: at.stage, percent: at.total > 0 ? Math.min(100, Math.floor((at.done / at.total) * 100)) : null })
    }, pulse)
  }, patience)
  try {
    return await carry(name, args, job)
  } finally {
    clearTimeout(begin)
    clearInterval(pulses)
    if (pulses !== undefined) running.value = null
  }
}

/** What a screen shows. */
export interface Asked<Data> {
  /** The newest answer; null until the first one. */
  data: ShallowRef<Data | null>
  error: Ref<unknown>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

/** Asks at once, again when `args` change, and again when a change moved a row of one of `tables`. Null for `args`
 * asks nothing. Answers that come too late are dropped. */
export function useAsked<Name extends CommandName>(
  name: Name,
  args: MaybeRefOrGetter<Args<Name> | null>,
  tables: readonly string[],
): Asked<Result<Name>> {
  const data = shallowRef<Result<Name> | null>(null)
  const error = ref<unknown>(null)
  const loading = ref(false)
  let newest = 0

  async function reload(): Promise<void> {
    const asked = toValue(args)
    const turn = ++newest
    if (asked === null) {
      data.value = null
      error.value = null
      loading.value = false
      return
    }
    loading.value = true
    try {
      const answer = await carry(name, asked)
      if (turn !== newest) return
      data.value = answer
      error.value = null
    } catch (caught) {
      if (turn === newest) error.value = caught
    } finally {
      if (turn === newest) loading.value = false
    }
  }

  // Arguments are compared by what they say: a getter makes a new object each time.
  watch(() => JSON.stringify(toValue(args)), () => void reload(), { immediate: true })
  onScopeDispose(
    onMoved((moved) => {
      if (moved.includes('*') || moved.some((table) => tables.includes(table))) void reload()
    }),
  )
  return { data: data as ShallowRef<Result<Name> | null>, error, loading, reload }
}
