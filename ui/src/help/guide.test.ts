/** The guide quotes the screens: what it puts in quotation marks must stand on one, or in the office's own words. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(__dirname, '../../..')

function texts(folder: string, ending: RegExp): string {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => ending.test(name) && !/test/.test(name))
  return files.map((name) => readFileSync(join(root, folder, name), 'utf8')).join('\n')
}

/** Of a line with a place in it (登记“考核”), what stands around the place. */
const parts = (quoted: string) => quoted.split(/……|“|”/).filter((part) => part.length > 1)

test('every word that the guide quotes stands on a screen', () => {
  const said = texts('ui/src', /\.(ts|vue)$/) + texts('src-tauri/core/src', /\.rs$/)
  const plain = ['3 月 15 日前', '确定吗', '今天', '可改'] // no words of a screen
  for (const name of readdirSync(join(root, 'assets/help')).filter((file) => file.endsWith('.md'))) {
    const chapter = readFileSync(join(root, 'assets/help', name), 'utf8')
    const quoted = [...chapter.matchAll(/“([^”]+)”/g)].map((found) => found[1] ?? '')
    const missing = quoted.filter((words) => !plain.includes(words) && !parts(words).every((part) => said.includes(part)))
    expect(missing, name).toEqual([])
  }
})
