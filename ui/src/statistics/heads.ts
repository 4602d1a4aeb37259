/** The head of a table of figures: the paths of its columns, merged as on paper. */

export interface Head {
  text: string
  across: number
  down: number
}

/** Rows of heads from the top. Neighbours under one head share it; a column without more heads reaches down. */
export function headsOf(columns: readonly (readonly string[])[]): Head[][] {
  const depth = Math.max(1, ...columns.map((path) => path.length))
  const rows: Head[][] = []
  for (let level = 0; level < depth; level++) {
    const row: Head[] = []
    let before: readonly string[] | null = null
    for (const path of columns) {
      const text = path[level]
      if (text === undefined) {
        before = null
        continue
      }
      const leaf = path.length === level + 1
      const last = row.at(-1)
      const joins = !leaf && before !== null && before.length > level + 1 && path.slice(0, level + 1).every((word, at) => before?.[at] === word)
      if (joins && last) last.across++
      else row.push({ text, across: 1, down: leaf ? depth - level : 1 })
      before = path
    }
    rows.push(row)
  }
  return rows
}
