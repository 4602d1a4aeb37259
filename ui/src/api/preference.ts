/** What the clerk chose last, kept by the office (the browser's own storage would be lost with serve's port). */

import { ref, watch, type Ref } from 'vue'
import { shell } from './shell'

const known = new Map<string, Ref<unknown>>()

async function carry(name: string, args: unknown): Promise<unknown> {
  const envelope = await shell().call({ name, args })
  return 'answer' in envelope ? envelope.answer.result : null
}

/** A remembered choice. It holds `fallback` until the office has answered, and again when it knows none. Screens that
 * use one key share one value. */
export function usePreference<Value>(key: string, fallback: Value): Ref<Value> {
  const found = known.get(key)
  if (found) return found as Ref<Value>
  const value = ref(fallback) as Ref<Value>
  known.set(key, value as Ref<unknown>)
  let loaded = false
  let touched = false
  void carry('preferences.get', { key })
    .then((kept) => {
      if (!touched && kept !== null && kept !== undefined) value.value = kept as Value
    })
    .catch(() => undefined) // a choice that cannot be read is the first choice
    .then(() => {
      loaded = true
    })
  let later: ReturnType<typeof setTimeout> | undefined
  watch(
    value,
    (chosen) => {
      if (!loaded) touched = true
      clearTimeout(later)
      later = setTimeout(() => void carry('preferences.put', { key, value: chosen }).catch(() => undefined), 300)
    },
    { deep: true, flush: 'sync' },
  )
  return value
}

/** Another office has other choices. */
export function forgetPreferences(): void {
  known.clear()
}
