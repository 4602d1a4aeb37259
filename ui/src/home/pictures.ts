/** What the pictures of the home screen share. */

import type { BranchEvaluation } from '@/api/commands'

/** More organizations than this stand in the table beneath the picture only. */
export const most = 12

/** A printed rate as a place on the axis; null where nothing was divided. The figure itself is never computed here. */
export const figure = (printed: string): number | null => (/^\d/.test(printed) ? Number(printed) : null)

/** Names short enough for an axis. */
export const names = (branches: readonly BranchEvaluation[]) =>
  branches.map(({ name }) => (name.length > 14 ? `${name.slice(0, 13)}…` : name))

export const heightOf = (count: number, each = 28) => 64 + Math.max(2, count) * each
