/** The number pad beside a pile of ballots: which key means what. Places of keys are read (`event.code`), not letters: an
 * input method that is on says 229 and `Process` for every one of them. */

export type Pressed = { mark: string } | { wrong: string } | 'enter' | 'back' | 'escape' | 'category' | null

type Key = Pick<KeyboardEvent, 'code' | 'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>

/** `grades` is how many there are: a digit beyond is `wrong`. */
export function pressedKey(event: Key, grades: number): Pressed {
  if (event.ctrlKey || event.altKey || event.metaKey) return null
  const { code, key } = event
  if (code === 'Enter' || code === 'NumpadEnter') return 'enter'
  if (code === 'Backspace') return 'back'
  if (code === 'Escape') return 'escape'
  if (code === 'NumpadAdd' || key === '+') return 'category'
  if (code === 'NumpadDecimal' || code === 'Period' || key === '.') return { mark: '-' }
  if (code === 'NumpadMultiply' || code === 'NumpadDivide' || code === 'Slash' || key === '*' || key === '/') return { mark: 'x' }
  if (code === 'Digit8' && event.shiftKey) return { mark: 'x' }
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? (/^\d$/.test(key) ? key : undefined)
  if (digit === undefined || event.shiftKey) return null
  if (digit === '0') return { mark: '-' }
  return Number(digit) <= grades ? { mark: digit } : { wrong: digit }
}
