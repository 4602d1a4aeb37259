/** What the office says of a form before it saves it: errors at their fields, warnings to confirm. */

interface Remark {
  weight: 'error' | 'warning'
  field: string
  row: number | null
  message: string
}

export interface Remarks {
  /** By field; of a line of a list by `2.name`. */
  errors: Partial<Record<string, string>>
  warnings: string[]
}

/** The remarks of an answer that saved nothing; null when it saved. */
export function remarksOf(answer: unknown): Remarks | null {
  if (typeof answer !== 'object' || answer === null || !('remarks' in answer) || !('id' in answer) || answer.id !== null) return null
  const remarks = answer.remarks as Remark[]
  const errors: Partial<Record<string, string>> = {}
  for (const remark of remarks.filter(({ weight }) => weight === 'error')) {
    const field = remark.row === null ? remark.field : `${remark.row}.${remark.field}`
    errors[field] ??= remark.message
  }
  return { errors, warnings: remarks.filter(({ weight }) => weight === 'warning').map(({ message }) => message) }
}
