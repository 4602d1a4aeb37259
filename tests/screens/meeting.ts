/** The ground of stories about 群众评议: a meeting of the day, and a pile of its sheets. */

import type { Page } from '@playwright/test'
import { expect, type Desk } from './desk'

export interface Subject {
  evaluation: number
  name: string
}
export interface Ground {
  meeting: number
  subjects: Subject[]
  scheme: { key: string; items: { name: string }[]; grades: { name: string }[] }
}

/** A meeting of the day with one organization, by a scheme of `items` items of the office's own. */
export async function ground(here: Desk, items: number, code = 'PY-90'): Promise<Ground> {
  const schemes = await here.ask<{ definition: Ground['scheme'] & Record<string, unknown> }[]>('evaluations.schemes', {})
  const first = schemes[0]?.definition
  if (!first) throw new Error('no scheme')
  const definition = { ...first, name: `作风评议${items}项`, items: Array.from({ length: items }, (_, at) => ({ name: `评议内容之${at + 1}`, overall: false })) }
  const added = await here.ask<{ definition: Ground['scheme'] }>('evaluations.scheme_add', { definition })
  const entry = { code, held_on: '2012-03-15', place: null, method: '会议' }
  const made = await here.ask<{ meeting: { id: number } }>('evaluations.meeting_add', entry)
  const meeting = made.meeting.id
  const due = await here.ask<{ organizations: { subject: unknown; name: string }[] }>('evaluations.due', { meeting })
  const subjects = due.organizations.filter(({ name }) => name === '机关党支部').map(({ subject }) => subject)
  const found = await here.ask<{ subjects: Subject[] }>('evaluations.subjects_add', { meeting, scheme: added.definition.key, subjects })
  return { meeting, subjects: found.subjects, scheme: added.definition }
}

export async function openBatch(here: Desk, page: Page, items: number, expected: number | null, code?: string): Promise<{ batch: number; ground: Ground }> {
  const laid = await ground(here, items, code)
  const opened = await here.ask<{ id: number }>('evaluations.batch_open', {
    evaluations: laid.subjects.map(({ evaluation }) => evaluation),
    category: '党员',
    expected,
  })
  await here.go(`/evaluations/batch/${opened.id}`)
  await expect(page.getByText('第 1 张', { exact: true })).toBeVisible()
  return { batch: opened.id, ground: laid }
}
