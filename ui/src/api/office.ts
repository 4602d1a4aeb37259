/** Which office is open, and what the next 撤销 and 重做 would do. */

import { computed, ref, shallowRef } from 'vue'
import { ask, onMoved, type Result } from './call'
import { forgetPreferences } from './preference'
import { shell } from './shell'

export const status = shallowRef<Result<'office.status'> | null>(null)
export const isOpen = computed(() => status.value !== null && status.value.state === 'open')
export const steps = ref<Result<'history.next'>>({ undo: null, redo: null })

async function refreshSteps(): Promise<void> {
  steps.value = isOpen.value ? await ask('history.next') : { undo: null, redo: null }
  shell().offer(steps.value)
}

/** Asks anew which office is open; with `retry`, one that could not be opened is tried again. */
export async function refreshStatus(retry = false): Promise<void> {
  if (retry) await ask('office.retry')
  status.value = await ask('office.status')
  await refreshSteps()
}

/** After another office was opened, made or restored. Its pages have heard already; its choices are others. */
export async function officeChanged(): Promise<void> {
  forgetPreferences()
  await refreshStatus()
}

onMoved((moved) => {
  if (moved.includes('*')) return
  void refreshSteps()
  if (moved.includes('office')) void refreshStatus()
})
