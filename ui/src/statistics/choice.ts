/** What the clerk chose for a paper, and what is asked of the office: only what the form takes. */

import type { Args, Result } from '@/api/call'
import { takes } from '@/wording/statistics'

export type Form = Result<'papers.forms'>[number]
export type Paper = Args<'papers.preview'>
export type PaperRequest = NonNullable<Paper['request']>

export interface Choice {
  period: string
  asOf: string | null
  organization: number | null
  member: number | null
  profile: NonNullable<PaperRequest['profile']>
  copies: number
  numbered: boolean
  scheme: string | null
  order: NonNullable<PaperRequest['order']>
  programme: number | null
  kind: string | null
  dateStyle: NonNullable<PaperRequest['date_style']>
}

/** Last year's figures are asked for early in a year; a quarterly table is made for the quarter that runs. */
export function firstChoice(form: Form, today: string): Choice {
  const year = Number(today.slice(0, 4))
  const quarter = Math.ceil(Number(today.slice(5, 7)) / 3)
  return {
    period: form.quarterly || form.key === 'quarterly-table' ? `${year}Q${quarter}` : `${year}`,
    asOf: null,
    organization: null,
    member: null,
    profile: 'internal',
    copies: 1,
    numbered: false,
    scheme: null,
    order: 'roster',
    programme: null,
    kind: null,
    dateStyle: 'arabic',
  }
}

export function does(form: Form, what: keyof typeof takes): boolean {
  return form.takes.includes(takes[what])
}

/** The request of a choice. */
export function requestOf(form: Form, choice: Choice): PaperRequest {
  const request: PaperRequest = {}
  if (does(form, 'period')) request.period = choice.period
  if (does(form, 'asOf') && choice.asOf) request.as_of = choice.asOf
  if (does(form, 'organization') && choice.organization) request.organization = choice.organization
  if (does(form, 'member') && choice.member) request.member = choice.member
  if (does(form, 'profile')) request.profile = choice.profile
  if (does(form, 'copies')) Object.assign(request, { copies: choice.copies, numbered: choice.numbered })
  if (does(form, 'scheme') && choice.scheme) request.scheme = choice.scheme
  if (does(form, 'order')) request.order = choice.order
  if (does(form, 'programme') && choice.programme) request.programme = choice.programme
  if (does(form, 'kind') && choice.kind) request.kind = choice.kind
  if (does(form, 'dateStyle')) request.date_style = choice.dateStyle
  return request
}

/** Whether the form can be asked for with a choice: a programme must be chosen where there are several. */
export function isWhole(form: Form, choice: Choice): boolean {
  return !does(form, 'period') || choice.period !== ''
}

/** The tables that figures are counted from: a change in one of them is a change of the figures. */
export const counted = [
  'member', 'membership_event', 'organization', 'pledge', 'pledge_progress', 'scheme', 'meeting', 'meeting_voters', 'evaluation', 'ballot',
  'category_count', 'item_count', 'honour', 'layout', 'review',
]
