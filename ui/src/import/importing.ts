/** The import that is under way. It outlives the page, so that the clerk may look something up and come back. */

import { computed, reactive, ref, shallowRef } from 'vue'
import type { ColumnLook, ImportAsked, ImportSummary, KindName, Look, Mapping, SheetLook, SheetMapping } from '@/api/commands'
import { ask, onMoved, work } from '@/api/call'
import { usePreference } from '@/api/preference'
import type { FileHandle } from '@/api/shell'
import { saidDone } from '@/components/asking'
import { importing as words } from '@/wording/import'

export type StepKey = 'file' | 'columns' | 'check' | 'preview' | 'done'

export const step = ref<StepKey>('file')
export const file = shallowRef<FileHandle | null>(null)
export const look = shallowRef<Look | null>(null)
export const kind = ref<KindName | null>(null)
export const programme = ref<number | null>(null)
export const asOf = ref<string | null>(null)
/** By header text, and by the letters of single sheets: what the clerk chose. */
export const mapping = reactive<{ columns: Record<string, string>; sheets: Record<string, SheetMapping> }>({ columns: {}, sheets: {} })
export const fromMemory = ref(false)
export const summary = shallowRef<ImportSummary | null>(null)
export const result = shallowRef<ImportSummary | null>(null)
export const undone = ref(false)
/** The kind for which the clerk came here. */
export const expected = ref<KindName | null>(null)

/** Columns that the clerk named before, by kind and header text. */
export const memory = () => usePreference<Partial<Record<KindName, Record<string, string>>>>('import.columns', {})

const sent = (): Mapping => ({ columns: mapping.columns, sheets: mapping.sheets })

export function begin(): void {
  memory() // what was chosen before is there when a file comes
  step.value = 'file'
  file.value = null
  look.value = null
  kind.value = null
  summary.value = null
  result.value = null
  undone.value = false
  Object.assign(mapping, { columns: {}, sheets: {} })
  void ask('import.leave')
}

/** A file was chosen or dropped. */
export async function take(handle: FileHandle): Promise<void> {
  begin()
  const seen = await work('import.look', { file: handle.id, kind: expected.value }, words.file.looking)
  file.value = handle
  look.value = seen
  kind.value = seen.kind
  asOf.value = seen.as_of
  remember()
  if (fromMemory.value) await lookAgain()
  step.value = 'columns'
}

/** Takes over what was named for this kind before, as far as this file has such headers. */
function remember(): void {
  fromMemory.value = false
  const seen = look.value
  const known = kind.value ? memory().value[kind.value] : undefined
  if (!seen || !known) return
  // A header that was not recognised stands among the first rows.
  const headers = new Set(seen.sheets.flatMap((sheet) => [...sheet.columns.map((column) => column.text), ...sheet.top.flatMap((row) => row.cells)]))
  const fields = new Set(seen.tables.flatMap((table) => table.fields.map((field) => field.name)).concat(words.columns.ignoreWord))
  for (const [text, field] of Object.entries(known)) {
    if (!headers.has(text) || !fields.has(field)) continue
    mapping.columns[text] = field
    fromMemory.value = true
  }
}

export async function forget(): Promise<void> {
  Object.assign(mapping, { columns: {}, sheets: {} })
  fromMemory.value = false
  await lookAgain()
}

/** Reads the columns again, as the clerk named them. */
export async function lookAgain(): Promise<void> {
  if (!file.value) return
  summary.value = null
  look.value = await ask('import.look', { file: file.value.id, kind: kind.value, mapping: sent() })
}

export async function setKind(chosen: KindName): Promise<void> {
  kind.value = chosen
  Object.assign(mapping, { columns: {}, sheets: {} })
  await lookAgain()
  remember()
  if (fromMemory.value) await lookAgain()
}

const ofSheet = (sheet: string): SheetMapping => (mapping.sheets[sheet] ??= { skip: false, header_row: null, columns: {} })

/** Reads a column as a field, or not at all. One field is read from one column: the one before it is left out. */
export async function setField(sheet: SheetLook, column: ColumnLook, field: string): Promise<void> {
  const doubled = (one: ColumnLook) => sheet.columns.filter((other) => other.text === one.text).length > 1
  const put = (one: ColumnLook, value: string) => {
    if (doubled(one)) (ofSheet(sheet.name).columns ??= {})[one.letters] = value
    else mapping.columns[one.text] = value
  }
  if (field !== words.columns.ignoreWord) {
    for (const other of sheet.columns) {
      if (other !== column && other.field === field) put(other, words.columns.ignoreWord)
    }
  }
  put(column, field)
  await lookAgain()
}

export async function setSkip(sheet: string, skip: boolean): Promise<void> {
  ofSheet(sheet).skip = skip
  await lookAgain()
}

export async function setHeaderRow(sheet: string, row: number | null): Promise<void> {
  ofSheet(sheet).header_row = row
  await lookAgain()
}

function asked(): ImportAsked {
  return {
    file: file.value?.id ?? '',
    kind: kind.value ?? 'members',
    programme: programme.value,
    mapping: sent(),
    as_of: dated.value ? asOf.value : null,
  }
}

/** Lists that speak of a day. */
export const dated = computed(() => kind.value === 'members' || kind.value === 'nominations')
export const readable = computed(() => look.value?.sheets.some((sheet) => sheet.state === 'read') ?? false)

export async function check(): Promise<void> {
  summary.value = await work('import.check', asked(), words.columns.checking)
  const named = kind.value
  if (named && Object.keys(mapping.columns).length > 0) {
    const kept = memory()
    kept.value = { ...kept.value, [named]: { ...kept.value[named], ...mapping.columns } }
  }
  step.value = 'check'
}

export async function apply(): Promise<void> {
  const checked = summary.value
  if (!checked) return
  const made = await work('import.apply', { import: asked(), sha256: checked.sha256 }, words.preview.applying)
  if (!made.applied) {
    // The office changed in the meantime: the findings say how.
    summary.value = made
    step.value = 'check'
    return
  }
  result.value = made
  undone.value = false
  step.value = 'done'
  saidDone(words.done.said(made.created, made.updated), await newest())
}

async function newest(): Promise<string | null> {
  return (await ask('history.next')).undo
}

// Another office has nothing to do with this file.
onMoved((moved) => {
  if (moved.includes('*')) begin()
})
