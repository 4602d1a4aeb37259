/** A desk for a story: an office in a folder of its own, `xianfeng serve` on it, a browser that came in by the printed
 * address, and an eye on everything that must not happen (errors in the console, refusals of the content policy). */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { test as plain, expect, type Page } from '@playwright/test'

export const root = join(__dirname, '../..')
export const sample = join(root, 'assets/sample')
/** The day of every story, unless it says another. */
export const today = '2012-03-16'

const target = process.env['CARGO_TARGET_DIR'] ?? join(root, 'target')
const program = process.env['XIANFENG'] ?? join(target, 'debug/xianfeng')

/** SLOW=6: the browser on a PC six times as slow, where a story that does not wait for what it needs is found out. */
const slow = Number(process.env['SLOW'] ?? 0)

/** What stands in an office's folder when a story begins. */
export type Beginning =
  /** Nothing: the first use. */
  | 'nothing'
  /** An office with a name and nothing else. */
  | 'empty'
  /** The sample office: organizations, members, pledges, ballots. */
  | 'sample'
  /** The sample office in June 2012: a quarter is sealed, a commendation is at its 公示. */
  | 'june'

/** Runs the terminal program on the office; fails loudly. */
export function xianfeng(office: string, ...args: string[]): string {
  return xianfengOn(today, office, ...args)
}

function xianfengOn(day: string, office: string, ...args: string[]): string {
  const ran = spawnSync(program, ['--office', office, ...args], { encoding: 'utf8', env: environment(day) })
  if (ran.status !== 0) throw new Error(`xianfeng ${args.join(' ')}: ${ran.status}\n${ran.stdout}${ran.stderr}`)
  return ran.stdout
}

function environment(day = today): NodeJS.ProcessEnv {
  return { ...process.env, XIANFENG_TODAY: day, XIANFENG_SCREENS: process.env['XIANFENG_SCREENS'] ?? join(root, 'ui/dist') }
}

const begun = new Map<Beginning, string>()

/** Makes the office of a beginning, and copies it for every later story. */
function lay(beginning: Beginning, office: string): void {
  if (beginning === 'nothing') return
  let first = begun.get(beginning)
  if (!first) {
    first = join(mkdtempSync(join(tmpdir(), 'xianfeng-begin-')), 'office')
    process.once('exit', () => rmSync(join(first as string, '..'), { recursive: true, force: true }))
    xianfeng(first, 'init', '--name', '县司法局党组', '--superior', '市司法局政治部')
    if (beginning !== 'empty') {
      xianfeng(first, 'import', 'organizations', join(sample, '党组织名册.xlsx'))
      xianfeng(first, 'import', 'members', join(sample, '党员花名册.xlsx'))
      xianfeng(first, 'import', 'pledges', join(sample, '公开承诺.xlsx'))
      xianfeng(first, 'import', 'ballots', join(sample, '群众评议票.xlsx'))
    }
    if (beginning === 'june') commend(first)
    begun.set(beginning, first)
  }
  spawnSync('cp', ['-a', first, office])
}

function commend(office: string): void {
  const june = (...args: string[]) => xianfengOn('2012-06-26', office, ...args)
  june('seal', 'quarterly-table', '--period', '2012Q1')
  june('programme', 'add', '--year', '2012', '--name', '七一表彰', '--level', '县级')
  june('programme', 'quota', '七一表彰', '--kind', '优秀共产党员', '--most', '4')
  june('nominate', '--programme', '七一表彰', '--kind', '先进基层党组织', '--organization', '机关党支部', '--on', '2012-05-20')
  for (const member of ['余德东', '范静玲', '雷健']) {
    june('nominate', '--programme', '七一表彰', '--kind', '优秀共产党员', '--member', member, '--on', '2012-05-20', '--reason', '长期坚持入户走访，热情为群众办事。')
  }
  for (const [step, day] of [['考核', '2012-05-21'], ['推荐', '2012-05-22'], ['公示', '2012-06-20']] as const) {
    june('advance', '--programme', '七一表彰', '--all', '--to', step, '--on', day, '--despite', '党组会议研究同意')
  }
}

export class Desk {
  /** The office's folder. */
  readonly office: string
  private readonly folder: string
  private serving: ChildProcess | undefined
  private readonly seen: string[] = []
  private said = ''

  constructor(
    readonly page: Page,
    beginning: Beginning,
    private readonly day = today,
  ) {
    this.folder = mkdtempSync(join(tmpdir(), 'xianfeng-desk-'))
    this.office = join(this.folder, '台账')
    lay(beginning, this.office)
    page.on('console', (message) => {
      // What a page asks of a program that was stopped is no fault of the story.
      if (!this.serving && message.text().includes('ERR_CONNECTION_REFUSED')) return
      if (message.type() === 'error' || message.type() === 'warning') this.seen.push(`${message.type()}: ${message.text()}`)
    })
    page.on('pageerror', (error) => this.seen.push(`page: ${error.message}`))
  }

  /** Starts the program; returns the address that it printed. */
  async serve(): Promise<string> {
    const serving = spawn(program, ['--office', this.office, 'serve', '--port', '0', '--idle', '0'], {
      env: environment(this.day),
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    this.serving = serving
    serving.stderr.on('data', (text: Buffer) => (this.said += text.toString()))
    return new Promise((resolve, reject) => {
      let printed = ''
      serving.stdout.on('data', (text: Buffer) => {
        printed += text.toString()
        const address = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(printed)?.[0]
        if (address) resolve(address)
      })
      serving.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${printed}${this.said}`)))
    })
  }

  /** Starts the program and opens its screens; they stand when this returns. */
  async open(path = ''): Promise<void> {
    const address = await this.serve()
    if (slow) await (await this.page.context().newCDPSession(this.page)).send('Emulation.setCPUThrottlingRate', { rate: slow })
    await this.page.goto(address)
    await this.page.locator('h1').first().waitFor()
    if (path) await this.go(path)
  }

  /** Goes to a page by its address within the screens: `/members`. */
  async go(path: string): Promise<void> {
    const there = await this.page.evaluate((hash) => {
      if (location.hash === hash) return true
      ;(document.activeElement as HTMLElement | null)?.blur()
      location.hash = hash
      return false
    }, `#${path}`)
    if (!there) await this.page.locator('h1:focus').waitFor()
  }

  /** Asks the office as the screens do, to lay the ground of a story. */
  ask<Result = never>(name: string, args: object): Promise<Result> {
    return this.page.evaluate(
      async ([command, taken]) => {
        const answered = await fetch('/call', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${sessionStorage.getItem('xianfeng.session') ?? ''}` },
          body: JSON.stringify({ name: command, args: taken }),
        })
        const body = (await answered.json()) as { answer?: { result: unknown }; error?: { message: string } }
        if (!body.answer) throw new Error(`${command as string}: ${body.error?.message ?? answered.status}`)
        return body.answer.result
      },
      [name, args] as const,
    ) as Promise<Result>
  }

  /** From here on the mouse is an error that the story ends with. */
  async byKeysAlone(): Promise<void> {
    await this.page.evaluate(() => {
      window.addEventListener('pointerdown', (event) => event.isTrusted && console.error('the mouse was used'), true)
    })
  }

  /** What must not have happened; a story that expects an error in the console names it. */
  unexpected(except?: RegExp): string[] {
    return this.seen.filter((line) => !except?.test(line))
  }

  /** What axe finds serious or critical on the page as it stands; papers in their frame run no scripts, axe's neither. */
  async barriers(): Promise<string[]> {
    const found = await new AxeBuilder({ page: this.page }).exclude('iframe').analyze()
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target: place }) => place.join(' ')).slice(0, 5).join(', ')})`)
  }

  /** What can be operated on the page, or in the dialog before it, and is not reached by pressing Tab. What stands within
   * one widget (a grid, a tree, tabs, the board) is reached with it: arrow keys go on from there. What has a key of its
   * own says so. */
  async outOfReach(): Promise<string[]> {
    await this.page.evaluate(() => {
      const seen = new Set<Element>()
      const dialogs = [...document.querySelectorAll('[role=dialog]')].filter((one) => one.checkVisibility())
      const scope = dialogs.at(-1) ?? document.body
      let first: Element | null = null
      const walk = { seen, scope, done: false }
      scope.addEventListener('focusin', ({ target }) => {
        if (target === first) walk.done = true
        first ??= target as Element
        seen.add(target as Element)
      })
      Object.assign(window, { walk })
      ;(document.activeElement as HTMLElement | null)?.blur()
      if (scope !== document.body) (scope as HTMLElement).focus()
    })
    for (let presses = 0; presses < 400; presses += 10) {
      for (let press = 0; press < 10; press++) await this.page.keyboard.press('Tab')
      if (await this.page.evaluate(() => (window as unknown as { walk: { done: boolean } }).walk.done)) break
    }
    return this.page.evaluate(() => {
      const { seen, scope } = (window as unknown as { walk: { seen: Set<Element>; scope: Element } }).walk
      const operable = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex]:not([tabindex="-1"]), [role=button]'
      const widget = '[role=grid], [role=tree], [role=treegrid], [role=tablist], [role=radiogroup], [role=listbox], [role=menu], .el-select, .el-input-number, .columns'
      const asks = (element: Element) => {
        const pointer = (one: Element | null) => one !== null && getComputedStyle(one).cursor === 'pointer'
        return element.matches(operable) || (pointer(element) && !pointer(element.parentElement))
      }
      const reached = (element: Element) =>
        [...seen].some((one) => one.contains(element) || element.contains(one) || (one.closest(widget)?.contains(element) ?? false))
      return [...scope.querySelectorAll('*')]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0)
        .filter((one) => !one.closest('[aria-hidden=true], [inert], :disabled, [aria-disabled=true], [aria-keyshortcuts], iframe'))
        .filter((one) => asks(one) && !reached(one))
        .map((one) => `${one.tagName.toLowerCase()}.${one.classList.value} “${(one.getAttribute('aria-label') ?? one.textContent ?? '').trim().slice(0, 20)}”`)
    })
  }

  /** Stops the program as Ctrl-C would, and waits until the office is closed. */
  async stop(): Promise<void> {
    const serving = this.serving
    this.serving = undefined
    if (!serving || serving.exitCode !== null) return
    const ended = new Promise((resolve) => serving.once('exit', resolve))
    serving.kill('SIGINT')
    const hard = setTimeout(() => serving.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(hard)
  }

  /** Kills the program as a power cut would. */
  async kill(): Promise<void> {
    const serving = this.serving
    this.serving = undefined
    if (!serving || serving.exitCode !== null) return
    const ended = new Promise((resolve) => serving.once('exit', resolve))
    serving.kill('SIGKILL')
    await ended
  }

  async leave(): Promise<void> {
    await this.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** A value of the office file, read by the sqlite of the story's own (not by the program). */
  sql(query: string): string {
    return spawnSync('sqlite3', ['-readonly', join(this.office, 'office.db'), query], { encoding: 'utf8' }).stdout.trim()
  }

  /** Whether the screens were built. */
  static ready(): boolean {
    return existsSync(join(root, 'ui/dist/index.html')) && existsSync(program)
  }
}

/** `test` with a desk: `desk(beginning)` lays an office and waits to be opened; at the end nothing unexpected may have
 * happened. */
export const test = plain.extend<{ desk: (beginning: Beginning, day?: string) => Desk; quiet: RegExp | undefined }>({
  quiet: [undefined, { option: true }],
  desk: async ({ page, quiet }, use) => {
    const desks: Desk[] = []
    await use((beginning, day) => {
      const desk = new Desk(page, beginning, day)
      desks.push(desk)
      return desk
    })
    for (const desk of desks) {
      await desk.leave()
      expect(desk.unexpected(quiet), 'errors of the console').toEqual([])
    }
  },
})

export { expect }
