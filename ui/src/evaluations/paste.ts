/** Cells from a spreadsheet, and where they go in the counts grid. */

export interface PastedCell {
  /** Place of the item. */
  item: number
  /** Place of the column: the grades, 弃权, 项无效. */
  column: number
  /** As it was copied. */
  text: string
  /** What it says; null for an empty cell, which empties the place. */
  value: number | null
  /** It is no whole number and is left out. */
  wrong: boolean
}

export interface Pasted {
  cells: PastedCell[]
  /** How many numbers lie outside the grid. */
  outside: number
}

/** A whole number as a spreadsheet writes it: 1,234 too, and full-width digits. */
export function readCount(text: string): number | null | undefined {
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '')
  if (plain === '') return null
  return /^\d{1,9}$/.test(plain) ? Number(plain) : undefined
}

/** Lays the copied rows with their first cell at `item`, `column`. */
export function lay(copied: string, from: { item: number; column: number }, size: { items: number; columns: number }): Pasted {
  const rows = copied.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n').map((row) => row.split('\t'))
  const pasted: Pasted = { cells: [], outside: 0 }
  rows.forEach((row, down) => {
    row.forEach((text, right) => {
      const item = from.item + down
      const column = from.column + right
      const read = readCount(text)
      if (item >= size.items || column >= size.columns) {
        if (read !== null) pasted.outside++
        return
      }
      pasted.cells.push({ item, column, text: text.trim(), value: read ?? null, wrong: read === undefined })
    })
  })
  return pasted
}
