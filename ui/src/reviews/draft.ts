/** What the form of a 点评 or 讲评 begins with. */

import type { ReviewKind, ReviewRow, SubjectKind } from '@/api/commands'

export interface Draft {
  /** The record that is changed; null for a new one. */
  id: number | null
  kind: ReviewKind
  /** Whom it is about, see `keyOf`; null until it is chosen. */
  subject: string | null
  /** 所属时段. */
  period: string | null
  /** The record as it stands. */
  row: ReviewRow | null
}

/** Organizations and members in one list need one key. */
export const keyOf = (row: { subject_kind: SubjectKind; subject_id: number }): string => `${row.subject_kind}:${row.subject_id}`

/** The two parts of a key. */
export function partsOf(key: string): { subject_kind: SubjectKind; subject_id: number } {
  const [kind, id] = key.split(':')
  return { subject_kind: kind as SubjectKind, subject_id: Number(id) }
}
