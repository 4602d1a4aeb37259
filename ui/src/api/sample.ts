/** 示例单位: going in and out. */

import { settings } from '@/wording/settings'
import { ask, work } from './call'
import { officeChanged } from './office'

/** Opens the sample office; `fresh` makes it anew. */
export async function openSample(fresh = false): Promise<void> {
  await work('office.sample', { fresh }, settings.sample.opening)
  await officeChanged()
}

/** Back to the clerk's own office, if there is one. */
export async function leaveSample(): Promise<void> {
  await ask('office.leave_sample')
  await officeChanged()
}
