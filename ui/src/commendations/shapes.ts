/** Shapes of 评先表彰, and what is worked out of them. */

import type { Result } from '@/api/call'
import { outcomes, states } from '@/wording/commendations'

export type Programme = Result<'commendations.programmes'>[number]
export type Nomination = Result<'commendations.nominations'>[number]
export type Choices = Result<'papers.choices'>

/** The tables that the room shows. */
export const tables = ['programme', 'quota', 'nomination', 'nomination_step', 'objection', 'honour', 'standing', 'evaluation', 'pledge', 'member', 'membership_event', 'organization']

export interface Column {
  /** The step that comes next; null for those that have ended. */
  next: string | null
  nominations: Nomination[]
}

/** Who stands before which step, in the order of the steps; those that have ended last. */
export function columnsOf(programme: Programme, nominations: readonly Nomination[]): Column[] {
  const before = (next: string | null) => nominations.filter((one) => one.next_step === next)
  return [...programme.steps.map((next) => ({ next, nominations: before(next) })), { next: null, nominations: before(null) }]
}

export const failedOf = (one: Nomination) => one.checks.filter(({ outcome }) => outcome === outcomes.failed)
export const toConfirm = (one: Nomination) => one.checks.filter(({ outcome }) => outcome === outcomes.toConfirm)
export const openObjection = (one: Nomination) => one.objections.find(({ settled_on }) => settled_on === null)
export const isOpen = (one: Nomination) => one.state === states.open

/** After 公示 the office decides: a failed check needs a reason in writing. */
export function decides(programme: Programme, step: string): boolean {
  return programme.steps.indexOf(step) > programme.steps.indexOf(programme.publicity_step)
}
