/** The list as the clerk left it: what is searched and filtered, and whom it shows in which order. A person's page
 * goes on to the next one of it, and coming back finds it again. */

import { reactive, shallowRef } from 'vue'
import type { AgeBand, Category, EducationGroup, Order, Sex } from '@/api/commands'
import { members as words } from '@/wording/members'

export const unknown = words.unknown

export interface Filters {
  text: string
  organization: number | null
  standing: string
  category: Category | typeof unknown | ''
  sex: Sex | typeof unknown | ''
  band: AgeBand | typeof unknown | ''
  education: EducationGroup | typeof unknown | ''
  asOf: string | null
  left: boolean
  order: Order
}

const none = (): Filters => ({
  text: '',
  organization: null,
  standing: '',
  category: '',
  sex: '',
  band: '',
  education: '',
  asOf: null,
  left: false,
  order: 'roster',
})

export const filters: Filters = reactive(none())

/** Everything but the day and the order. */
export function clearFilters(): void {
  Object.assign(filters, { ...none(), asOf: filters.asOf, order: filters.order, left: filters.left })
}

/** Ids of the rows as they stand on the screen. */
export const shownIds = shallowRef<number[]>([])
