import { expect, test } from 'vitest'
import { pressedKey } from './keys'

const key = (code: string, key: string, more = {}) => ({ code, key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, ...more })

test('digits come from the pad, the row above, and through an input method', () => {
  expect(pressedKey(key('Numpad3', '3'), 5)).toEqual({ mark: '3' })
  expect(pressedKey(key('Digit3', '3'), 5)).toEqual({ mark: '3' })
  expect(pressedKey(key('Digit3', 'Process'), 5)).toEqual({ mark: '3' })
  expect(pressedKey(key('', '3'), 5)).toEqual({ mark: '3' })
  expect(pressedKey(key('Numpad6', '6'), 5)).toEqual({ wrong: '6' })
})

test('nothing marked and marked twice have keys of their own', () => {
  for (const pressed of [key('Numpad0', '0'), key('NumpadDecimal', '.'), key('Period', '。')]) expect(pressedKey(pressed, 5)).toEqual({ mark: '-' })
  for (const pressed of [key('NumpadMultiply', '*'), key('NumpadDivide', '/'), key('Slash', '、'), key('Digit8', '*', { shiftKey: true })]) {
    expect(pressedKey(pressed, 5)).toEqual({ mark: 'x' })
  }
})

test('chords and other keys are left alone', () => {
  expect(pressedKey(key('KeyZ', 'z', { ctrlKey: true }), 5)).toBeNull()
  expect(pressedKey(key('KeyA', 'a'), 5)).toBeNull()
  expect(pressedKey(key('NumpadEnter', 'Process'), 5)).toBe('enter')
})
