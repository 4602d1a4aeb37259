import type { Error as Refusal } from './shapes'

/** `connection`: the program behind the screens does not answer any more; the office itself never says it. */
export type Code = Refusal['code'] | 'connection'

/** What the office, or the way to it, said no with. */
export class OfficeError extends Error {
  readonly code: Code
  readonly hint: string | null
  readonly details: string[]

  constructor(refusal: Omit<Refusal, 'code'> & { code: Code }) {
    super(refusal.message)
    this.name = 'OfficeError'
    this.code = refusal.code
    this.hint = refusal.hint
    this.details = refusal.details
  }

  /** Whether the clerk stopped it: nothing happened, and nothing is said about it. */
  static stopped(error: unknown): boolean {
    return error instanceof OfficeError && error.code === 'cancelled'
  }
}
