import { expect, test } from 'vitest'
import { lay, readCount } from './paste'

test('counts are read as a spreadsheet writes them', () => {
  expect([readCount('12'), readCount(' 1,234 '), readCount('１２'), readCount('0'), readCount('')]).toEqual([12, 1234, 12, 0, null])
  expect([readCount('12.5'), readCount('-1'), readCount('无')]).toEqual([undefined, undefined, undefined])
})

test('a block is laid from the cell where the cursor stands', () => {
  const pasted = lay('8\t1\r\n\tx\r\n', { item: 1, column: 2 }, { items: 3, columns: 4 })
  expect(pasted.outside).toBe(0)
  expect(pasted.cells).toEqual([
    { item: 1, column: 2, text: '8', value: 8, wrong: false },
    { item: 1, column: 3, text: '1', value: 1, wrong: false },
    { item: 2, column: 2, text: '', value: null, wrong: false },
    { item: 2, column: 3, text: 'x', value: null, wrong: true },
  ])
  expect(lay('1\t2\t3\n4\t5\t6', { item: 0, column: 1 }, { items: 1, columns: 3 }).outside).toBe(4)
})
