import { describe, expect, it } from 'vitest'
import { readDay, readPeriod, writePeriod } from './dates'

describe('a day as a clerk types it', () => {
  it.each([
    ['20120315', '2012-03-15'],
    ['2012-3-15', '2012-03-15'],
    ['2012.03.15', '2012-03-15'],
    ['2012/3/15', '2012-03-15'],
    ['2012年3月15日', '2012-03-15'],
    ['２０１２０３１５', '2012-03-15'],
    [' 2012 3 15 ', '2012-03-15'],
    ['2012-02-29', '2012-02-29'],
    ['2011-02-29', null],
    ['20121301', null],
    ['2012', null],
    ['明天', null],
    ['', null],
  ])('%s is %s', (typed, day) => {
    expect(readDay(typed)).toBe(day)
  })
})

describe('a period', () => {
  it.each(['2012', '2012H2', '2012Q4', '2012-03', '2012-02-01..2012-03-15'])('%s is read and written', (written) => {
    const parts = readPeriod(written)
    expect(parts && writePeriod(parts)).toBe(written)
  })
  it('is none before both days are there', () => {
    expect(writePeriod({ kind: 'range', year: 2012, part: 1, first: '2012-03-15', last: '' })).toBeNull()
    expect(writePeriod({ kind: 'range', year: 2012, part: 1, first: '2012-03-15', last: '2012-03-01' })).toBeNull()
    expect(readPeriod('spring')).toBeNull()
  })
})
