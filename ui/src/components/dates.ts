/** Days as clerks type them. Within the program a day is `2012-03-15`. */

const shapes = [/^(\d{4})(\d{2})(\d{2})$/, /^(\d{4})[-./\s\u5e74](\d{1,2})[-./\s\u6708](\d{1,2})\u65e5?$/]

/** 20120315, 2012-3-15, 2012.3.15, 2012/3/15, 2012年3月15日, also in full-width digits; null when it is no day. */
export function readDay(typed: string): string | null {
  const text = typed.trim().normalize('NFKC')
  for (const shape of shapes) {
    const found = shape.exec(text)
    if (!found) continue
    const [year, month, day] = found.slice(1).map(Number) as [number, number, number]
    return isDay(year, month, day) ? iso(year, month, day) : null
  }
  return null
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1900 && year <= 2999 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

export function iso(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

export type PeriodKind = 'year' | 'half' | 'quarter' | 'month' | 'range'

/** A period in parts. `part` counts from 1 within the year. */
export interface PeriodParts {
  kind: PeriodKind
  year: number
  part: number
  first: string
  last: string
}

/** `2012`, `2012H1`, `2012Q1`, `2012-03`, `2012-02-01..2012-03-15`. */
export function writePeriod({ kind, year, part, first, last }: PeriodParts): string | null {
  switch (kind) {
    case 'year':
      return `${year}`
    case 'half':
      return `${year}H${part}`
    case 'quarter':
      return `${year}Q${part}`
    case 'month':
      return `${year}-${String(part).padStart(2, '0')}`
    case 'range':
      return first && last && first <= last ? `${first}..${last}` : null
  }
}

/** The parts of a period as it is written; null when it is none. */
export function readPeriod(written: string): PeriodParts | null {
  const range = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(written)
  if (range?.[1] && range[2]) return { kind: 'range', year: Number(range[1].slice(0, 4)), part: 1, first: range[1], last: range[2] }
  const found = /^(\d{4})(?:(H|Q|-)(\d{1,2}))?$/.exec(written)
  if (!found) return null
  const kinds: Record<string, PeriodKind> = { H: 'half', Q: 'quarter', '-': 'month' }
  return { kind: found[2] ? (kinds[found[2]] ?? 'year') : 'year', year: Number(found[1]), part: Number(found[3] ?? 1), first: '', last: '' }
}

/** How many parts a year has. */
export const partsOf: Record<PeriodKind, number> = { year: 1, half: 2, quarter: 4, month: 12, range: 1 }

/** A day in the office's own words: 2012年3月15日. */
export function dayInWords(day: string, words: (year: number, month: number, day: number) => string): string {
  const [year, month, date] = day.split('-').map(Number)
  return year && month && date ? words(year, month, date) : day
}
