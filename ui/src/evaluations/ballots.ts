/** 逐票录入: one digit an item, Enter for the next ballot; each ballot is in the office file before the next one begins. */

import { computed, ref, shallowRef } from 'vue'
import type { BatchPage, BatchProgress, BatchSheet } from '@/api/commands'
import { ask } from '@/api/call'
import { OfficeError } from '@/api/error'
import { inWords, saidNote, showError } from '@/components/asking'
import { batch as words } from '@/wording/evaluations'
import { pressedKey } from './keys'

export type Place = BatchProgress['next']

/** A ballot that is compared with what was entered before, and what is done with it once it is full. */
interface Reading {
  at: Place
  read: () => Promise<void>
}

export type Ballots = ReturnType<typeof useBallots>

/** The batch `id`. `numberWanted` puts the cursor where the number of the next sheet is written. */
export function useBallots(id: number, numberWanted: (wanted: boolean) => void) {
  const page = shallowRef<BatchPage | null>(null)
  const progress = shallowRef<BatchProgress | null>(null)
  /** It was closed or discarded. */
  const gone = ref(false)
  /** What was marked on this ballot so far, a letter an item. */
  const marks = ref('')
  const category = ref('')
  const number = ref('')
  const useNumber = ref(false)
  const told = ref<{ text: string; wrong: boolean } | null>(null)
  /** A ballot that was entered and is being put right. */
  const mending = shallowRef<Place | null>(null)
  const reading = shallowRef<Reading | null>(null)

  const items = computed(() => page.value?.scheme.definition.items ?? [])
  const grades = computed(() => page.value?.scheme.definition.grades.length ?? 0)
  const subjects = computed(() => page.value?.subjects ?? [])
  const place = computed(() => reading.value?.at ?? mending.value ?? progress.value?.next ?? null)
  const lastSheet = computed<BatchSheet | null>(() => progress.value?.last.at(-1) ?? null)
  const lastPlace = computed<Place | null>(() => (lastSheet.value ? { sheet: lastSheet.value.sheet, line: lastSheet.value.lines.length - 1 } : null))
  /** What a letter means: a grade, 弃权 or 无效. */
  const letterWord = (letter: string) => page.value?.scheme.legend.find((key) => key.letter === letter)?.label ?? ''

  async function load(): Promise<void> {
    try {
      page.value = await ask('evaluations.batch', { batch: id })
      progress.value = page.value.progress
      category.value = page.value.category ?? lastSheet.value?.category ?? page.value.categories[0] ?? ''
      useNumber.value = Boolean(lastSheet.value?.number)
    } catch (error) {
      if (error instanceof OfficeError && error.code === 'not_found') gone.value = true
      else showError(error)
    }
  }

  function tell(text: string, wrong = false): void {
    told.value = { text, wrong }
  }
  function clear(): void {
    mending.value = null
    marks.value = ''
    number.value = ''
    told.value = null
  }

  async function enter(): Promise<void> {
    const at = place.value
    if (!at || items.value.length === 0) return
    if (marks.value.length < items.value.length) return tell(words.tooShort(items.value.length - marks.value.length), true)
    if (reading.value) return reading.value.read()
    const written = number.value
    const asked = { batch: id, place: at, category: category.value, number: (useNumber.value && written.trim()) || null, marks: marks.value }
    // The number of the next sheet may be typed before this one is saved.
    const isNextSheet = useNumber.value && !mending.value && at.line + 1 === subjects.value.length
    if (isNextSheet) {
      number.value = ''
      numberWanted(true)
    }
    try {
      progress.value = await ask(mending.value ? 'evaluations.batch_paper_correct' : 'evaluations.batch_paper_add', asked)
    } catch (error) {
      if (isNextSheet) {
        number.value = written
        numberWanted(false)
      }
      const { message, hint } = inWords(error)
      return tell(hint ? `${message}　${hint}` : message, true)
    }
    const { expected, sheets, next } = progress.value
    if (mending.value) {
      number.value = next.line === 0 ? '' : (lastSheet.value?.number ?? '')
      if (useNumber.value && next.line === 0) numberWanted(true)
    }
    mending.value = null
    marks.value = ''
    told.value = expected !== null && sheets > expected ? { text: words.beyond(sheets - expected), wrong: true } : null
  }

  /** Back over a digit; at the beginning, back to the ballot before, with its marks. */
  function back(): void {
    told.value = null
    if (marks.value.length > 0) {
      marks.value = marks.value.slice(0, -1)
      return
    }
    if (reading.value) return
    const before = mending.value ? previous(mending.value) : lastPlace.value
    if (before) mend(before)
  }
  function previous(at: Place): Place | null {
    if (at.line > 0) return { sheet: at.sheet, line: at.line - 1 }
    const older = progress.value?.last.find(({ sheet }) => sheet === at.sheet - 1)
    return older ? { sheet: older.sheet, line: older.lines.length - 1 } : null
  }
  /** Takes a ballot that was entered out of the pile again. */
  function mend(at: Place): void {
    const sheet = progress.value?.last.find(({ sheet: one }) => one === at.sheet)
    if (!sheet) return
    mending.value = at
    marks.value = sheet.lines[at.line] ?? ''
    category.value = sheet.category
    number.value = sheet.number ?? ''
    tell(words.correcting(at.sheet))
  }

  function nextCategory(): void {
    const all = page.value?.categories ?? []
    if (page.value?.category || all.length < 2) return
    category.value = all[(all.indexOf(category.value) + 1) % all.length] ?? category.value
  }

  let busy = false
  /** Keys that came while a ballot was on its way: none is lost. */
  const waiting: KeyboardEvent[] = []
  async function press(event: KeyboardEvent): Promise<void> {
    if (busy) {
      waiting.push(event)
      return
    }
    const key = pressedKey(event, grades.value)
    if (key === 'enter') {
      busy = true
      try {
        await enter()
      } finally {
        busy = false
      }
      for (let kept = waiting.shift(); kept; kept = waiting.shift()) await press(kept)
    } else if (key === 'back') back()
    else if (key === 'escape') clear()
    else if (key === 'category') nextCategory()
    else if (key && 'wrong' in key) tell(words.noSuchGrade(key.wrong, grades.value), true)
    else if (key) {
      if (marks.value.length >= items.value.length) return tell(words.tooMany, true)
      marks.value += key.mark
      if (!mending.value) told.value = null
    }
  }

  async function removeLast(): Promise<void> {
    progress.value = await ask('evaluations.batch_paper_remove_last', { batch: id })
    clear()
    saidNote(words.removed)
  }
  async function expect(sheets: number | null): Promise<void> {
    progress.value = (await ask('evaluations.batch_expect', { batch: id, expected: sheets })).progress
  }

  return {
    id, page, progress, gone, marks, category, number, useNumber, told, mending, reading,
    items, grades, subjects, place, lastSheet, lastPlace, letterWord,
    load, tell, clear, mend, press, removeLast, expect,
  }
}
