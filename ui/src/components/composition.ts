/** Chinese input: while a word is composed, Enter and the letters belong to the input method. */

/** Whether a key belongs to the input method. On WebKit the Enter that confirms a candidate says
 * `isComposing: false` and keyCode 229 (measured.md). */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

/** A handler for `@keydown` that answers Enter alone, outside composition. */
export function onEnter(act: (event: KeyboardEvent) => void): (event: KeyboardEvent | Event) => void {
  return (event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Enter' || isComposing(event)) return
    if (event.ctrlKey || event.altKey || event.metaKey) return
    act(event)
  }
}

/** Whether keys typed here are text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'reset', 'file', 'range'].includes(target.type)
}
