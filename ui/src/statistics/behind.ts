/** A figure whose rows are asked for. */

import type { Args } from '@/api/call'

export interface Behind {
  title: string
  /** As on paper. */
  printed: string
  /** Counted from the records as they are. */
  live?: Args<'papers.rows'>
  /** Kept in a seal. */
  sealed?: Args<'papers.sealed_rows'>
}
