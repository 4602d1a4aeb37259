// A desk for the real window: a screen without a monitor (Xvfb), a session bus, WebKitWebDriver, a home
// of its own. WebDriver is spoken by plain fetch; nothing is installed for it.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const root = resolve(import.meta.dirname, '../..')
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')
export const program = process.env.XIANFENG_WINDOW ?? join(target, 'debug/xianfeng-window')
export const terminal = join(target, 'debug/xianfeng')
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}

/** Waits until `seen` gives something, and gives it. */
export async function until(what, seen, seconds = 20) {
  const end = Date.now() + seconds * 1000
  let last
  while (Date.now() < end) {
    try {
      const found = await seen()
      if (found) return found
    } catch (error) {
      last = error
    }
    await pause(60)
  }
  throw new Error(`${seconds} 秒内没有等到：${what}${last ? `（${last.message}）` : ''}`)
}

/** Runs a command to its end. */
export async function run(command, words, env) {
  const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let err = ''
  child.stdout.on('data', (data) => (out += data))
  child.stderr.on('data', (data) => (err += data))
  const [code] = await once(child, 'close')
  return { code, out, err }
}

export class Desk {
  #children = []

  static async open() {
    const desk = new Desk()
    desk.folder = mkdtempSync(join(tmpdir(), 'xianfeng-window-'))
    desk.office = join(desk.folder, 'office')
    const home = join(desk.folder, 'home')
    mkdirSync(join(home, 'data'), { recursive: true })
    // The menu is drawn with the fonts of the system, which may have no Chinese ones here.
    symlinkSync(join(root, 'assets/fonts'), join(home, 'data/fonts'))
    // The system's program for papers: it writes down what it was given.
    const programs = join(home, 'programs')
    mkdirSync(programs)
    writeFileSync(join(programs, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$@" >> "${home}/opened"\n`)
    chmodSync(join(programs, 'xdg-open'), 0o755)
    const { display, xvfb } = await desk.#screen()
    desk.#children.push(xvfb)
    desk.env = {
      ...process.env,
      DISPLAY: display,
      PATH: `${programs}:${process.env.PATH}`,
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_DATA_HOME: join(home, 'data'),
      XDG_CACHE_HOME: join(home, 'cache'),
      XDG_RUNTIME_DIR: home,
      LANG: 'C.UTF-8',
      XIANFENG_TODAY: '2012-06-20',
      TAURI_AUTOMATION: 'true',
      TAURI_WEBVIEW_AUTOMATION: 'true',
      NO_AT_BRIDGE: '1',
      MESA_SHADER_CACHE_DISABLE: 'true',
    }
    desk.env.DBUS_SESSION_BUS_ADDRESS = await desk.#bus()
    return desk
  }

  async #screen() {
    const xvfb = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1366x768x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const [number] = await once(xvfb.stdout, 'data')
    return { display: `:${String(number).trim()}`, xvfb }
  }

  async #bus() {
    const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    this.#children.push(bus)
    const [address] = await once(bus.stdout, 'data')
    return String(address).trim()
  }

  /** Runs the terminal on this desk's office. */
  async terminal(...words) {
    const ran = await run(terminal, ['--office', this.office, ...words], this.env)
    if (ran.code !== 0) throw new Error(`xianfeng ${words.join(' ')}: ${ran.err}`)
    return ran.out
  }

  /** Starts the window under WebDriver and waits for its screens. */
  async window() {
    const port = await freePort()
    const driver = spawn('WebKitWebDriver', [`--port=${port}`], { env: this.env, stdio: 'ignore' })
    this.#children.push(driver)
    const address = `http://127.0.0.1:${port}`
    await until('WebKitWebDriver', async () => (await fetch(`${address}/status`)).ok)
    const page = new Page(address, driver)
    await page.begin(['--office', this.office])
    await until('界面', () => page.script('return document.querySelector("#app")?.textContent.trim().length > 0'), 30)
    return page
  }

  /** Starts the program as a clerk does, beside what is running. */
  start(...words) {
    return run(program, ['--office', this.office, ...words], this.env)
  }

  /** What xdotool says. */
  async keys(...words) {
    return (await run('xdotool', words, this.env)).out.trim()
  }

  /** Gives the keyboard to the window of this name; to none for an empty name. */
  async focus(name) {
    const window = name && (await this.keys('search', '--onlyvisible', '--name', name)).split('\n').pop()
    await (window ? this.keys('windowfocus', '--sync', window) : this.keys('windowfocus', (await this.keys('search', '--maxdepth', '0', '.')).split('\n')[0]))
  }

  /** The title of the window. */
  title() {
    return this.keys('search', '--onlyvisible', '--name', '先锋台账', 'getwindowname')
  }

  /** The programs that run on this desk's office. */
  programs() {
    return readdirSync('/proc').filter((name) => {
      try {
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0')
        return words[0] === program && words.includes(this.office)
      } catch {
        return false
      }
    })
  }

  /** The files that the system was asked to show. */
  opened() {
    const file = join(this.env.HOME, 'opened')
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  }

  log() {
    return readFileSync(join(this.env.XDG_CONFIG_HOME, 'cn.xianfeng.taizhang/logs/xianfeng.log'), 'utf8')
  }

  /** Files below a folder of the office. */
  files(folder) {
    const place = join(this.office, folder)
    return existsSync(place) ? readdirSync(place) : []
  }

  async picture(name) {
    await run('import', ['-window', 'root', name], this.env)
  }

  close() {
    for (const child of this.#children.reverse()) child.kill()
    // The web view's processes end a moment after their driver, and write until then.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }
}

class Page {
  constructor(address, driver) {
    this.address = address
    this.driver = driver
  }

  async #ask(method, path, body) {
    const response = await fetch(`${this.address}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    })
    const { value } = await response.json()
    if (typeof value?.error === 'string') throw new Error(`${value.error}: ${value.message}`)
    return value
  }

  async begin(args) {
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary: program, args } } }
    this.begun = Date.now()
    const { sessionId } = await this.#ask('POST', '/session', { capabilities })
    this.session = `/session/${sessionId}`
  }

  /** Runs a function body in the page. */
  script(script, ...args) {
    return this.#ask('POST', `${this.session}/execute/sync`, { script, args })
  }

  /** Calls a command as the screens do. */
  async call(name, args) {
    const envelope = await this.script(
      'return window.__TAURI_INTERNALS__.invoke("call", { call: { name: arguments[0], args: arguments[1] } })',
      name,
      args,
    )
    if (!envelope.answer) throw new Error(`${name}: ${JSON.stringify(envelope)}`)
    return envelope.answer.result
  }

  /** Goes to another page, once the one before has come to rest: its heading has the focus then. */
  async go(path) {
    const rests = () => this.script('return document.activeElement?.tagName === "H1"')
    await until('标题', rests)
    await this.script('document.activeElement.blur(); location.hash = arguments[0]', `#${path}`)
    await until(path, rests)
  }

  /** The whole text that stands on the screen. */
  text() {
    return this.script('return document.body.innerText')
  }

  async find(selector) {
    const found = await until(selector, () =>
      this.#ask('POST', `${this.session}/element`, { using: 'css selector', value: selector }),
    )
    return found[elementKey]
  }

  /** The first button, link or entry that says exactly `words`, once it stands still. */
  async press(words) {
    let before
    const found = await until(words, async () => {
      const [element, place] = await this.script(
        `const found = [...document.querySelectorAll('button, a, [role=button], [role=menuitem], [role=tab]')]
           .find((one) => one.textContent.trim() === arguments[0] && one.getClientRects().length > 0 && !one.disabled)
         return [found ?? null, JSON.stringify(found?.getBoundingClientRect())]`,
        words,
      )
      const still = place === before
      before = place
      return still ? element : null
    })
    await this.#ask('POST', `${this.session}/element/${found[elementKey]}/click`, {})
  }

  /** Types into a field, as a keyboard does. */
  async type(selector, text) {
    await this.#ask('POST', `${this.session}/element/${await this.find(selector)}/value`, { text })
  }

  async sees(words, seconds) {
    await until(`屏幕上出现“${words}”`, async () => (await this.text()).includes(words), seconds)
  }

  /** Ends the window at once, as a power cut would. */
  async kill() {
    await this.#ask('DELETE', this.session).catch(() => undefined)
    this.driver.kill()
  }
}
