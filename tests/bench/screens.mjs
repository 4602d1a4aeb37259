// The screens in a browser, through `xianfeng serve`: the list of many members (until it stands, a search, a frame while
// it scrolls), and from a key to what it paints where marks are entered.
//
//   node tests/bench/screens.mjs FOLDER-OF-THE-PROGRAMS [MEMBERS]

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const programs = resolve(process.argv[2] ?? 'target/release')
const members = process.argv[3] ?? '10000'
const root = fileURLToPath(new URL('../..', import.meta.url))
const { chromium } = createRequire(join(root, 'ui/package.json'))('@playwright/test')
const folder = mkdtempSync(join(tmpdir(), 'xianfeng-bench-'))
const office = join(folder, 'office')
const env = { ...process.env, XIANFENG_TODAY: '2012-12-31', XIANFENG_SCREENS: join(root, 'ui/dist') }

function run(program, ...words) {
  const done = spawnSync(join(programs, program), words, { encoding: 'utf8', env })
  if (done.status !== 0) throw new Error(done.stderr || done.stdout)
}
run('xianfeng', '--office', office, 'init', '--name', '市直机关工委')
run('bench_data', 'large', office, members, String(Math.max(1, Math.floor(members / 100))))

const serving = spawn(join(programs, 'xianfeng'), ['--office', office, 'serve', '--port', '0', '--idle', '0'], { env })
const address = await new Promise((found, failed) => {
  let said = ''
  serving.stdout.on('data', (text) => {
    said += text
    const printed = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(said)?.[0]
    if (printed) found(printed)
  })
  serving.once('exit', () => failed(new Error(said)))
})
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage({ viewport: { width: 1366, height: 768 } })

function told(name, times) {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1).padStart(7)
  console.log(`${name.padEnd(60)} ${at(0.5)} ${at(0.95)} ${at(1)}`)
}
console.log(`${`in the browser, ${members} members (ms)`.padEnd(60)}  median    95%   worst`)

/** A command of the contract, as the screens call it. */
const ask = (name, args) =>
  page.evaluate(
    async ([command, taken]) => {
      const began = performance.now()
      const answered = await fetch('/call', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${sessionStorage.getItem('xianfeng.session')}` },
        body: JSON.stringify({ name: command, args: taken }),
      })
      const body = await answered.json()
      if (!body.answer) throw new Error(body.error?.message)
      return { result: body.answer.result, took: performance.now() - began }
    },
    [name, args],
  )
/** Milliseconds from going to a page until something of it stands. */
const go = (path, selector) =>
  page.evaluate(
    async ([hash, wanted]) => {
      const began = performance.now()
      location.hash = hash
      while (!document.querySelector(wanted)) await new Promise(requestAnimationFrame)
      return performance.now() - began
    },
    [path, selector],
  )
/** From the key's own time stamp to the frame in which it was drawn. */
const watchKeys = () =>
  page.evaluate(() => {
    const first = window.painted === undefined
    window.painted = []
    if (!first) return
    const drawn = (act) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = act
        channel.port2.postMessage(null)
      })
    window.addEventListener('keydown', (event) => drawn(() => window.painted.push(performance.now() - event.timeStamp)), true)
  })

try {
  await page.goto(address)
  await page.locator('h1').first().waitFor()

  const stands = []
  for (let turn = 0; turn < 5; turn++) {
    stands.push(await go('#/members', 'tbody tr:not(.unseen)'))
    await go('#/settings', 'body:not(:has(.scroller))')
  }
  told('the list of members stands', stands)

  await go('#/members', 'tbody tr:not(.unseen)')
  const searches = []
  const answers = []
  for (const text of ['wang', '李', 'lin', '198', 'zhangw', '1990', 'wfm', '陈']) {
    await page.waitForTimeout(200)
    searches.push(
      await page.evaluate(async (words) => {
        const box = document.querySelector('input[type=search]')
        const count = () => document.querySelector('.count, [role=status]')?.textContent + document.querySelector('[role=grid]')?.ariaRowCount
        const before = count()
        const began = performance.now()
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(box, words)
        box.dispatchEvent(new Event('input', { bubbles: true }))
        while (count() === before && performance.now() - began < 5000) await new Promise(requestAnimationFrame)
        return performance.now() - began
      }, text),
    )
  }
  for (const text of ['wang', '李', '198', 'zhangw', 'chen']) answers.push((await ask('members.search', { text })).took)
  told('search, from the last letter to the rows', searches)
  told('the office’s answer to it', answers)
  await page.getByRole('searchbox').fill('')
  await page.waitForTimeout(600)

  told(
    'a frame while the list scrolls by its height',
    await page.evaluate(async () => {
      const box = document.querySelector('.scroller')
      const taken = []
      let last = performance.now()
      for (let turn = 0; turn < 120; turn++) {
        box.scrollTop += 640
        await new Promise(requestAnimationFrame)
        const now = performance.now()
        taken.push(now - last)
        last = now
      }
      return taken
    }),
  )

  const today = (await ask('office.status', {})).result.today
  const meeting = (await ask('evaluations.meeting_add', { code: 'BENCH', held_on: today, place: null, method: '会议' })).result.meeting.id
  const due = (await ask('evaluations.due', { meeting })).result
  const listed = due.organizations.slice(0, 2).map(({ subject }) => subject)
  const added = await ask('evaluations.subjects_add', { meeting, scheme: 'organization-004', subjects: listed })
  const [counted, piled] = added.result.subjects.map(({ evaluation }) => evaluation)

  await go(`#/evaluations/counts/${counted}`, '[data-cell="0:0"]')
  await page.locator('[data-cell="0:0"]').focus()
  await watchKeys()
  for (let cell = 0; cell < 42; cell++) for (const key of ['1', '2', 'Enter']) await page.keyboard.press(key, { delay: 15 })
  await page.waitForTimeout(500)
  told('counts grid, from a key to its paint', await page.evaluate(() => window.painted))

  const batch = (await ask('evaluations.batch_open', { evaluations: [piled], category: '党员', expected: null })).result.id
  await go(`#/evaluations/batch/${batch}`, '.current')
  await watchKeys()
  for (let ballot = 0; ballot < 30; ballot++) for (const key of ['1', '2', '1', '1', '3', '1', 'Enter']) await page.keyboard.press(key, { delay: 15 })
  await page.waitForTimeout(500)
  told('ballot by ballot, from a key to its paint', await page.evaluate(() => window.painted))

  const { sheets } = (await ask('evaluations.batch', { batch })).result.progress
  const took = []
  for (let ballot = 1; ballot <= 50; ballot++) {
    took.push((await ask('evaluations.batch_paper_add', { batch, place: { sheet: sheets + ballot, line: 0 }, category: '党员', number: null, marks: '112111' })).took)
  }
  told('one ballot into the office file', took)
} finally {
  await browser.close()
  serving.kill('SIGINT')
  await new Promise((done) => serving.once('exit', done))
  rmSync(folder, { recursive: true, force: true })
}
