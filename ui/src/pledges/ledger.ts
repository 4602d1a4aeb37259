/** The ledger as a screen reads it: what is due, and which lines are meant. */

import type { PledgeFactsInput, PledgeLine, PledgeStatus, SubjectKind } from '@/api/commands'
import { pledges as words } from '@/wording/pledges'

/** How near the deadline of a line is; null where nothing is due any more. */
export type Due = 'overdue' | 'soon' | 'later' | 'none' | null

export function dueOf(line: PledgeLine, soonDays: number): Due {
  if (line.days_left !== null) return line.days_left < 0 ? 'overdue' : line.days_left <= soonDays ? 'soon' : 'later'
  const open = line.closed_on === null && (line.status === words.statuses[0] || line.status === words.statuses[1])
  return open ? 'none' : null
}

export function dueText(line: PledgeLine, soonDays: number): string {
  const days = line.days_left ?? 0
  switch (dueOf(line, soonDays)) {
    case 'overdue':
      return words.due.overdue(-days)
    case 'soon':
      return days === 0 ? words.due.today : words.due.soon(days)
    case 'later':
      return words.due.later(days)
    case 'none':
      return words.due.none
    case null:
      return words.due.settled
  }
}

/** Which lines the clerk wants to see. */
export interface Filters {
  text: string
  subject: SubjectKind | 'all'
  branch: string | null
  status: PledgeStatus | 'all'
  due: Exclude<Due, null> | 'all'
  closing: 'all' | 'open' | 'closed'
}

export const noFilters = (): Filters => ({ text: '', subject: 'all', branch: null, status: 'all', due: 'all', closing: 'all' })

export function meant(line: PledgeLine, wanted: Filters, soonDays: number): boolean {
  const text = wanted.text.trim()
  const holds = (value: string | null) => value?.includes(text) ?? false
  return (
    (wanted.subject === 'all' || line.subject_kind === wanted.subject) &&
    (wanted.branch === null || line.branch === wanted.branch) &&
    (wanted.status === 'all' || line.status === wanted.status) &&
    (wanted.due === 'all' || dueOf(line, soonDays) === wanted.due) &&
    (wanted.closing === 'all' || (line.closed_on !== null) === (wanted.closing === 'closed')) &&
    (text === '' || String(line.ledger_number) === text || holds(line.subject) || holds(line.content) || holds(line.owner) || holds(line.branch))
  )
}

/** Whether nothing more is to be written before a line is closed. */
export function isSettled(line: PledgeLine): boolean {
  const ended = line.status === words.status.partly || line.status === words.status.unfulfilled
  return line.status === words.status.fulfilled || (ended && Boolean(line.reason?.trim()))
}

/** A form for a new pledge. */
export const blank = (year: number): PledgeFactsInput & { subject: PledgeFactsInput['subject'] } => ({
  subject: { organization: 0 },
  year,
  content: '',
  category: null,
  measure: null,
  owner: null,
  deadline: null,
  published_on: null,
  published_by: null,
  status: words.status.notStarted,
  fulfilled_on: null,
  reason: null,
})
