/** 复核: a few sheets of the pile are entered once more and compared with the first time. */

import { computed, ref, shallowRef } from 'vue'
import type { BatchSheet, ReadTwice } from '@/api/commands'
import { ask } from '@/api/call'
import { saidDone, saidNote } from '@/components/asking'
import { batch } from '@/wording/evaluations'
import type { Ballots, Place } from './ballots'

const words = batch.secondPass

interface Pass {
  /** The sheets that were drawn, and which of them is at hand. */
  sheets: number[]
  turn: number
  at: Place
  /** Where this ballot was read differently; entry waits for the clerk's word. */
  found: ReadTwice[]
  differed: number
}

export function useSecondPass(ballots: Ballots) {
  const { id } = ballots
  const pass = shallowRef<Pass | null>(null)
  const howMany = ref(5)
  const sheets = shallowRef<BatchSheet[]>([])
  /** The sheet as it was entered the first time. */
  const first = computed(() => sheets.value.find(({ sheet }) => sheet === pass.value?.at.sheet) ?? null)

  function set(now: Pass | null): void {
    pass.value = now
    ballots.reading.value = now && { at: now.at, read }
  }

  async function start(): Promise<void> {
    const drawn = await ask('evaluations.batch_sample', { batch: id, sheets: howMany.value })
    sheets.value = await ask('evaluations.batch_sheets', { batch: id })
    ballots.clear()
    if (drawn[0] !== undefined) set({ sheets: drawn, turn: 0, at: { sheet: drawn[0], line: 0 }, found: [], differed: 0 })
  }

  async function read(): Promise<void> {
    const now = pass.value
    if (!now || now.found.length > 0) return
    const found = await ask('evaluations.batch_second_pass', { batch: id, place: now.at, marks: ballots.marks.value })
    if (found.length > 0) {
      set({ ...now, found, differed: now.differed + found.length })
      ballots.tell(words.differs(found.length), true)
      return
    }
    ballots.tell(words.same)
    goOn()
  }

  /** The next ballot that was drawn. */
  function goOn(): void {
    const now = pass.value
    if (!now) return
    const line = (now.at.line + 1) % ballots.subjects.value.length
    const turn = line === 0 ? now.turn + 1 : now.turn
    const sheet = now.sheets[turn]
    if (sheet === undefined) {
      saidDone(words.done(now.sheets.length, now.differed))
      return leave()
    }
    ballots.marks.value = ''
    set({ ...now, turn, at: { sheet, line }, found: [] })
  }

  /** The second time was right. */
  async function take(): Promise<void> {
    const now = pass.value
    if (!now || !first.value) return
    const { category, number } = first.value
    const place = now.at
    ballots.progress.value = await ask('evaluations.batch_paper_correct', { batch: id, place, category, number, marks: ballots.marks.value })
    saidNote(words.corrected)
    goOn()
  }

  function leave(): void {
    set(null)
    ballots.clear()
    void ballots.load()
  }

  return { pass, howMany, first, start, goOn, take, leave }
}
