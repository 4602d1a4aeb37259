import { expect, test } from 'vitest'
import { headsOf } from './heads'

test('neighbours under one head share it, and a column without more heads reaches down', () => {
  const rows = headsOf([['党员数'], ['其中', '女'], ['其中', '汉族'], ['年龄', '31-35岁']])
  expect(rows.map((row) => row.map(({ text, across, down }) => `${text} ${across} ${down}`))).toEqual([
    ['党员数 1 2', '其中 2 1', '年龄 1 1'],
    ['女 1 1', '汉族 1 1', '31-35岁 1 1'],
  ])
})

test('a flat table has one row of heads', () => {
  expect(headsOf([['甲'], ['乙']])).toEqual([[{ text: '甲', across: 1, down: 1 }, { text: '乙', across: 1, down: 1 }]])
})
