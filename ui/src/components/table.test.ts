import { expect, it } from 'vitest'
import { isShown, noChoice, ordered, sorted, type Column } from './table'

interface Row {
  name: string
  age: number | null
}
const columns: Column<Row>[] = [
  { key: 'name', title: '姓名', fixed: true },
  { key: 'age', title: '年龄', kind: 'number' },
  { key: 'note', title: '备注', hidden: true, text: () => '' },
]
const rows: Row[] = [
  { name: '张三', age: 40 },
  { name: '李四', age: null },
  { name: '王五', age: 9 },
]
const names = (sort: { key: string; down: boolean } | null) => sorted(rows, columns, sort).map((row) => row.name)

it('rows stand as given until the clerk sorts them', () => {
  expect(names(null)).toEqual(['张三', '李四', '王五'])
})

it('numbers sort as numbers, and empty cells come last both ways', () => {
  expect(names({ key: 'age', down: false })).toEqual(['王五', '张三', '李四'])
  expect(names({ key: 'age', down: true })).toEqual(['张三', '王五', '李四'])
})

it('a column that a later version adds keeps its place, and its own default', () => {
  const choice = { ...noChoice(), order: ['name', 'note'], hidden: ['name'] }
  expect(ordered(columns, choice).map(({ key }) => key)).toEqual(['name', 'age', 'note'])
  const shown = (key: string) => columns.filter((column) => column.key === key).map((column) => isShown(column, choice))
  expect([...shown('name'), ...shown('age'), ...shown('note')]).toEqual([true, true, false])
})
