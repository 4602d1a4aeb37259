/** What a table is told about its columns, apart from the drawing (components/DataTable.vue). */

/** One column. */
export interface Column<Row> {
  /** Names the column for ever: the remembered choice of columns holds it. */
  key: string
  title: string
  /** What stands in the cell, and what is found by it; without it, the row's field of the same name. */
  text?: (row: Row) => string | number | null | undefined
  /** What the column is sorted by, when that is not its text. Empty ones come last. */
  order?: (row: Row) => string | number | null | undefined
  /** Numbers stand at the right and are sorted as numbers. */
  kind?: 'text' | 'number' | 'date'
  /** Pixels; a column without it takes what is left, at least `least`. */
  width?: number
  least?: number
  /** Not shown until the clerk chooses it. */
  hidden?: boolean
  /** Always shown, at the left, while the others scroll. */
  fixed?: boolean
  /** Cannot be sorted by. */
  unsorted?: boolean
}

/** What the clerk chose for a table. */
export interface TableChoice {
  order: string[]
  /** Shown and hidden are both kept: a column that is new in a later version follows its own default. */
  shown: string[]
  hidden: string[]
  widths: Record<string, number>
  sort: Sort | null
}
export interface Sort {
  key: string
  down: boolean
}

export const noChoice = (): TableChoice => ({ order: [], shown: [], hidden: [], widths: {}, sort: null })

/** All columns in the clerk's order; new ones keep their place behind the one before them. */
export function ordered<Row>(columns: readonly Column<Row>[], choice: TableChoice): Column<Row>[] {
  const place = new Map(choice.order.map((key, at) => [key, at]))
  let last = -1
  const placed = columns.map((column, at) => {
    last = place.get(column.key) ?? last
    return { column, place: last, at }
  })
  placed.sort((a, b) => Number(b.column.fixed ?? false) - Number(a.column.fixed ?? false) || a.place - b.place || a.at - b.at)
  return placed.map(({ column }) => column)
}

/** Whether a column is shown. */
export function isShown<Row>(column: Column<Row>, choice: TableChoice): boolean {
  if (column.fixed || choice.shown.includes(column.key)) return true
  return !choice.hidden.includes(column.key) && !column.hidden
}

/** What stands in a cell. */
export function cellText<Row>(row: Row, column: Column<Row>): string {
  const value = column.text ? column.text(row) : (row as Record<string, unknown>)[column.key]
  return value === null || value === undefined ? '' : String(value)
}

const collator = new Intl.Collator('zh-CN', { numeric: true })

/** The rows in the order of a column; the given order where it says nothing, and for equal cells. */
export function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | null): readonly Row[] {
  const column = sort && columns.find(({ key }) => key === sort.key)
  if (!column) return rows
  const value = (row: Row) => {
    const found = column.order ? column.order(row) : cellText(row, column)
    if (found === null || found === undefined || found === '') return null
    return column.kind === 'number' ? Number(found) : found
  }
  const sign = sort.down ? -1 : 1
  return rows
    .map((row) => ({ row, value: value(row) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      if (typeof a.value === 'number' && typeof b.value === 'number') return sign * (a.value - b.value)
      return sign * collator.compare(String(a.value), String(b.value))
    })
    .map(({ row }) => row)
}
