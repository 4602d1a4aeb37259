import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue'

/** A value that follows after it has rested for `pause` milliseconds. */
export function refDebounced<Value extends string | number | null>(value: () => Value, pause: number): Readonly<Ref<Value>> {
  const rested = ref(value()) as Ref<Value>
  let later: ReturnType<typeof setTimeout> | undefined
  watch(value, (now) => {
    clearTimeout(later)
    later = setTimeout(() => (rested.value = now), pause)
  })
  onScopeDispose(() => clearTimeout(later))
  return readonly(rested) as Readonly<Ref<Value>>
}
