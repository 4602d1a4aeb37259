/** 汇总录入: what is typed into the counts grid and what is saved. A question (one item of one kind of voters) is saved
 * whole. An empty cell was not entered, and is no zero. */

import { computed, reactive, ref, watch } from 'vue'
import type { CategorySheet, CountsSheet, QuestionSheet } from '@/api/commands'
import { ask, useAsked } from '@/api/call'
import { change } from '@/components/change'
import { useUnsaved } from '@/components/unsaved'
import { counts as words } from '@/wording/evaluations'
import { readCount, type PastedCell } from './paste'

/** The row above the items: 有效票 and 空白票. */
export const HEAD = -1

export const text = (value: number | null) => (value === null ? '' : String(value))

/** The counts of one subject at a meeting. */
export function useCounts(evaluation: number) {
  const { data, error } = useAsked('evaluations.counts', { evaluation }, ['category_count', 'item_count', 'evaluation', 'meeting_voters', 'ballot'])
  const sheet = ref<CountsSheet | null>(null)
  const at = ref('')
  /** What is typed and not saved yet, by row: the place of the item, or -1 for the head. */
  const typed = reactive(new Map<string, string[]>())
  const saving = ref(false)
  const justSaved = ref('')

  function take(found: CountsSheet): void {
    sheet.value = found
    if (!at.value) at.value = found.categories.find(({ came }) => came)?.category ?? found.categories[0]?.category ?? ''
  }
  const category = computed<CategorySheet | null>(() => sheet.value?.categories.find((one) => one.category === at.value) ?? null)
  const items = computed(() => sheet.value?.scheme.definition.items ?? [])
  const columns = computed(() => [...(sheet.value?.scheme.definition.grades.map(({ name }) => name) ?? []), words.abstained, words.voided])
  const closed = computed(() => Boolean(sheet.value && (sheet.value.ballots > 0 || sheet.value.batch)))

  const rowKey = (item: number, of = at.value) => `${of}|${item}`
  const cellsOf = (question: QuestionSheet) => [...question.grades, question.abstained, question.voided]
  const text = (value: number | null) => (value === null ? '' : String(value))
  function savedRow(item: number): string[] {
    const found = category.value
    if (!found) return []
    if (item < 0) return [text(found.valid), text(found.blank)]
    const question = found.questions[item]
    return question ? cellsOf(question).map(text) : []
  }
  const row = (item: number) => typed.get(rowKey(item)) ?? savedRow(item)
  const isTyped = (item: number) => typed.has(rowKey(item))
  /** Rows that are on their way into the office file. */
  const onTheWay = reactive(new Set<string>())
  useUnsaved(() => [...typed.keys()].some((key) => !onTheWay.has(key)))

  function type(item: number, column: number, value: string): void {
    const cells = [...row(item)]
    cells[column] = value
    if (JSON.stringify(cells) === JSON.stringify(savedRow(item))) typed.delete(rowKey(item))
    else typed.set(rowKey(item), cells)
  }
  const isWrong = (value: string | undefined) => readCount(value ?? '') === undefined
  /** The running sum: of what stands there now, saved or not. */
  const sum = (item: number) => row(item).reduce((all, cell) => all + (readCount(cell) ?? 0), 0)
  const valid = computed(() => readCount(row(-1)[0] ?? '') ?? null)
  const isEmpty = (item: number) => row(item).every((cell) => cell.trim() === '')
  const isWhole = (item: number) => row(item).every((cell) => cell.trim() !== '')
  function fits(item: number): 'none' | 'fits' | 'less' | 'more' {
    if (valid.value === null || isEmpty(item)) return 'none'
    const now = sum(item)
    if (now === valid.value) return 'fits'
    return now > valid.value ? 'more' : 'less'
  }
  /** Until the row is saved its warnings are old. */
  const warnings = (item: number) => (isTyped(item) ? [] : (category.value?.questions[item]?.warnings ?? []))

  const question = (item: number, cells: readonly string[], of: string) => {
    const values = cells.map((cell) => readCount(cell) ?? null)
    return { category: of, item, grades: values.slice(0, -2), abstained: values.at(-2) ?? null, voided: values.at(-1) ?? null }
  }

  let queue: Promise<void> = Promise.resolve()
  /** Rows are saved one after another, in the order they were left. */
  function save(item: number, of = at.value): Promise<void> {
    const key = rowKey(item, of)
    const cells = typed.get(key)
    if (!cells || cells.some(isWrong)) return queue
    onTheWay.add(key)
    // One that was refused does not hold back the next.
    queue = queue.catch(() => undefined).then(async () => {
      saving.value = true
      try {
        const head = { category: of, valid: readCount(cells[0] ?? '') ?? null, blank: readCount(cells[1] ?? '') ?? null }
        const found = await ask('evaluations.put_counts', item < 0 ? { evaluation, heads: [head] } : { evaluation, questions: [question(item, cells, of)] })
        take(found)
        if (JSON.stringify(typed.get(key)) === JSON.stringify(cells)) typed.delete(key)
        justSaved.value = key
      } finally {
        saving.value = false
        onTheWay.delete(key)
      }
    })
    return queue
  }
  function zeros(item: number): void {
    typed.set(rowKey(item), row(item).map((cell) => (cell.trim() === '' ? '0' : cell)))
  }
  function drop(item: number): void {
    typed.delete(rowKey(item))
  }

  /** Takes cells that were copied elsewhere into the rows of `items`, and saves them in one operation. */
  async function put(cells: readonly PastedCell[], places: readonly number[]): Promise<void> {
    const of = at.value
    const questions = places.map((item) => {
      const after = [...row(item)]
      for (const cell of cells) if (cell.item === item && !cell.wrong) after[cell.column] = text(cell.value)
      return question(item, after, of)
    })
    take(await change('evaluations.put_counts', { evaluation, questions }, words.paste.saved(places.length)))
    for (const item of places) typed.delete(rowKey(item, of))
  }
  /** Until everything that was left is saved. */
  const settled = () => queue

  watch(data, (found) => {
    if (found) take(found)
  })
  return {
    error, sheet, at, category, items, columns, closed, saving, justSaved, typed,
    row, isTyped, type, isWrong, sum, valid, isEmpty, isWhole, fits, warnings, save, zeros, drop, put, settled,
  }
}
