/** Keys that act anywhere on a screen. */

import { onBeforeUnmount, onMounted } from 'vue'
import { isComposing, isTextField } from './composition'

interface Options {
  /** Also while the cursor stands in a text field. */
  inFields?: boolean
}

/** Whether the event is the chord `ctrl+shift+z`. On a Mac, ctrl may be ⌘. */
export function isChord(event: KeyboardEvent, chord: string): boolean {
  const parts = chord.toLowerCase().split('+')
  const key = parts.pop()
  const pressed = /^Digit\d$/.test(event.code) && event.altKey ? event.code.slice(5) : event.key.toLowerCase()
  return (
    pressed === key &&
    (event.ctrlKey || event.metaKey) === parts.includes('ctrl') &&
    event.shiftKey === parts.includes('shift') &&
    event.altKey === parts.includes('alt')
  )
}

/** While the component stands, `chord` (`ctrl+f`, `alt+1`, `f2`) acts, once for a key that is held down; not while a
 * word is composed, and not beneath a dialog. */
export function useShortcut(chord: string, act: (event: KeyboardEvent) => void, options: Options = {}): void {
  function heard(event: KeyboardEvent): void {
    if (event.defaultPrevented || isComposing(event) || !isChord(event, chord)) return
    if (!options.inFields && isTextField(event.target)) return
    if (isDialogOpen()) return
    event.preventDefault()
    if (!event.repeat) act(event)
  }
  onMounted(() => window.addEventListener('keydown', heard))
  onBeforeUnmount(() => window.removeEventListener('keydown', heard))
}

/** Whether something stands over the room: keys of the room rest. */
export function isDialogOpen(): boolean {
  return [...document.querySelectorAll<HTMLElement>('[aria-modal="true"]')].some((dialog) => dialog.offsetParent !== null || dialog.getClientRects().length > 0)
}
