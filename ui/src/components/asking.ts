/** What the program says to the clerk and asks of the clerk: one dialog for errors, one for questions, and the lines
 * that tell what was done. Shown by components/Hosts.vue. */

import { reactive, shallowRef } from 'vue'
import { OfficeError } from '@/api/error'
import { errors } from '@/wording/shared'

/** An error as it is shown. */
export interface Shown {
  message: string
  hint: string | null
  details: string[]
}

/** An error in words, whatever was thrown. */
export function inWords(error: unknown): Shown {
  if (error instanceof OfficeError) return { message: error.message, hint: error.hint, details: error.details }
  return { message: errors.inner, hint: errors.innerHint, details: [error instanceof Error ? `${error.name}: ${error.message}` : String(error)] }
}

export const failure = shallowRef<unknown>(null)

/** Shows an error in the dialog. What the clerk stopped is no error. */
export function showError(error: unknown): void {
  if (!OfficeError.stopped(error)) failure.value = error
}

/** A question of the program. */
export interface Question {
  title: string
  text: string
  /** Further lines, such as what would be lost. */
  lines?: string[]
  /** The word on the button that goes ahead. */
  action: string
  /** The word on the button that does not. */
  refuse?: string
  /** The action cannot be taken back: its button is red, and the other one has the focus. */
  danger?: boolean
  /** The action can be taken back, but not by 撤销: the other button has the focus. */
  careful?: boolean
}

export const question = shallowRef<(Question & { answer: (yes: boolean) => void }) | null>(null)

/** Asks. True when the clerk went ahead. */
export function confirm(asked: Question): Promise<boolean> {
  question.value?.answer(false)
  return new Promise((resolve) => {
    question.value = {
      ...asked,
      answer(yes) {
        question.value = null
        resolve(yes)
      },
    }
  })
}

/** Asks before what cannot be undone; everything else is done at once and can be taken back. */
export function confirmIrreversible(asked: Omit<Question, 'danger'>): Promise<boolean> {
  return confirm({ ...asked, danger: true })
}

/** A line that tells what was done. */
export interface Said {
  key: number
  text: string
  /** The operation that 撤销 on the line takes back; none: no such button. */
  operation: string | null
  tone: 'done' | 'note' | 'warning'
}

export const lines = reactive<Said[]>([])
let next = 0

function say(text: string, tone: Said['tone'], operation: string | null): void {
  // Something was done: the line before is about an operation that is no longer the newest, and its 撤销 would take
  // back another.
  if (tone === 'done') for (const line of lines) line.operation = null
  const key = ++next
  lines.push({ key, text, operation, tone })
  while (lines.length > 3) lines.shift()
  setTimeout(() => dismiss(key), operation ? 12_000 : 6_000)
}

/** Takes a line away. */
export function dismiss(key: number): void {
  const at = lines.findIndex((line) => line.key === key)
  if (at >= 0) lines.splice(at, 1)
}

/** Says that something was done. `operation`: the name in the history, for a button that takes it back. */
export function saidDone(text: string, operation: string | null = null): void {
  say(text, 'done', operation)
}

/** Says something that is worth a look and stops nothing. */
export function saidWarning(text: string): void {
  say(text, 'warning', null)
}

/** Says something in passing: copied. */
export function saidNote(text: string): void {
  say(text, 'note', null)
}
