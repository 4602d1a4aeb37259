/** Shapes that every command shares, apart from the generated ones. */

import type { Error as Refusal } from './commands'

export type { Refusal as Error }

/** A file in the office's hands: chosen, dropped, or written for the clerk. */
export interface FileHandle {
  id: string
  name: string
  /** Bytes. */
  size: number
}
