// The real window, as a clerk meets it. What the screens do is told in tests/screens; here stands what
// only a window can get wrong: the way to the core, Chinese text, one window only, a damaged file, closing.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, test } from 'node:test'
import { Desk, run, until } from './desk.mjs'

const sample = (name) => fileURLToPath(new URL(`../../assets/sample/${name}`, import.meta.url))

let desk
beforeEach(async () => {
  desk = await Desk.open()
})
afterEach(() => desk.close())

/** What stands in the office's file. */
async function inFile(query) {
  const { out } = await run('sqlite3', ['-readonly', join(desk.office, 'office.db'), query], desk.env)
  return out.trim()
}

/** 首次使用, as a clerk does it. */
async function nameTheOffice(window) {
  await window.sees('首次使用')
  await window.type('input', '县司法局党组')
  await window.press('建立台账')
  await window.sees('县司法局党组')
}

test('an office is named in Chinese, and the name stands in the file', async () => {
  await nameTheOffice(await desk.window())
  assert.equal(await inFile('SELECT name FROM office'), '县司法局党组')
  assert.match(await desk.title(), /先锋台账$/)
})

test('a second start shows the first window and ends', async () => {
  await desk.terminal('init', '--name', '县司法局党组')
  const window = await desk.window()
  await window.sees('县司法局党组')
  await desk.focus('')
  assert.doesNotMatch(await desk.keys('getwindowfocus', 'getwindowname'), /先锋台账/)
  const second = await desk.start()
  assert.deepEqual([second.code, second.err], [0, ''])
  await until('第一个窗口在前', async () => /先锋台账$/.test(await desk.keys('getwindowfocus', 'getwindowname')))
  assert.equal(desk.programs().length, 1)
})

test('a damaged office is met with help, and its file is not touched', async () => {
  await desk.terminal('init', '--name', '县司法局党组')
  const file = join(desk.office, 'office.db')
  const bytes = readFileSync(file)
  bytes.fill(0x5a, 0, 4096)
  writeFileSync(file, bytes)
  const window = await desk.window()
  await window.sees('损坏')
  await window.sees('恢复')
  assert.deepEqual(readFileSync(file), bytes)
})

test('a paper is written into the folder for papers, and its preview is shown', async () => {
  await desk.terminal('init', '--name', '县司法局党组')
  await desk.terminal('import', 'organizations', sample('党组织名册.xlsx'))
  const window = await desk.window()
  await window.sees('县司法局党组')
  const paper = { form: 'organization-list', request: { period: '2012' } }
  const { files } = await window.call('papers.export', { paper, formats: ['pdf', 'xlsx'] })
  const written = files.map(({ name }) => readFileSync(join(desk.env.HOME, '先锋台账', name)))
  assert.deepEqual(written.map((bytes) => bytes.subarray(0, 2).toString()), ['%P', 'PK'])
  // 打开, 打印 and 打开所在文件夹 hand the file to the system's own programs.
  await window.call('shell.open', { file: files[1].id })
  await window.call('shell.print', { file: files[0].id })
  const places = [files[1], files[0]].map(({ name }) => join(desk.env.HOME, '先锋台账', name))
  await until('系统打开文件', () => desk.opened().length === 2)
  assert.deepEqual(desk.opened(), places)
  await window.call('shell.reveal', { file: files[0].id })
  await until('系统打开文件夹', () => desk.opened().length === 3)
  assert.equal(desk.opened()[2], join(desk.env.HOME, '先锋台账'))

  const preview = await window.call('papers.preview', paper)
  const address = await window.call('shell.file_url', { file: preview.file.id })
  assert.match(address, /^paper:\/\/localhost\/files\/[0-9a-f]{32}$/)
  const loaded = await window.script(
    `const frame = document.createElement('iframe')
     const loaded = new Promise((resolve) => frame.addEventListener('load', () => resolve(true)))
     frame.src = arguments[0]
     document.body.append(frame)
     return Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, 5000, false))])`,
    address,
  )
  assert.ok(loaded)
})

test('closing ends the program and leaves a backup that is sound', async () => {
  const window = await desk.window()
  await nameTheOffice(window)
  assert.deepEqual(desk.files('backups'), [])
  await desk.focus('先锋台账')
  await desk.keys('key', 'ctrl+q')
  await until('程序结束', () => desk.programs().length === 0)
  const [backup] = desk.files('backups')
  assert.match(backup, /关闭时\.db$/)
  const { out } = await run('sqlite3', ['-readonly', join(desk.office, 'backups', backup), 'PRAGMA integrity_check; SELECT name FROM office'], desk.env)
  assert.equal(out.trim(), 'ok\n县司法局党组')
  assert.doesNotMatch(desk.log(), /failed|panic/)
})

test('what is typed and not saved is asked about before the window closes', async () => {
  await desk.terminal('init', '--name', '县司法局党组')
  const window = await desk.window()
  await window.sees('县司法局党组')
  await window.go('/organizations')
  await window.press('登记党组织')
  await window.type('[role=dialog] input', '机关党支部')
  await desk.focus('先锋台账')
  await desk.keys('key', 'ctrl+q')
  await until('询问', () => desk.keys('search', '--onlyvisible', '--name', '还没有保存'))
  await desk.keys('key', 'Escape')
  await until('回到窗口', async () => !(await desk.keys('search', '--onlyvisible', '--name', '还没有保存')))
  assert.equal(desk.programs().length, 1)
  assert.equal(await window.script('return document.querySelector("[role=dialog] input").value'), '机关党支部')
  await desk.focus('先锋台账')
  await desk.keys('key', 'ctrl+q')
  await until('询问', () => desk.keys('search', '--onlyvisible', '--name', '还没有保存'))
  await desk.focus('还没有保存')
  await desk.keys('key', 'Return')
  await until('程序结束', () => desk.programs().length === 0)
  assert.equal(await inFile('SELECT count(*) FROM organization'), '0')
})

test('a file is chosen in the system’s own dialog; closing waits until its import is whole', async () => {
  await desk.terminal('init', '--name', '县司法局党组')
  await desk.terminal('import', 'organizations', sample('党组织名册.xlsx'))
  const window = await desk.window()
  await window.sees('县司法局党组')
  await window.go('/import')
  await window.press('选择文件')
  const chooser = '选择要导入的表格'
  await until(chooser, () => desk.keys('search', '--onlyvisible', '--name', chooser))
  await desk.focus(chooser)
  // A slash opens the line for a path, which completes what is typed.
  await desk.keys('type', '--delay', '40', sample('党员花名册.xlsx'))
  await desk.keys('key', '--delay', '40', 'Return')
  await window.press('检查')
  await window.press('预览改动')
  await window.press('开始导入')
  await desk.focus('先锋台账')
  await desk.keys('key', 'ctrl+q')
  await until('程序结束', () => desk.programs().length === 0)
  assert.equal(await inFile('SELECT count(*) FROM member'), '66')
})

test('the screens can reach nothing beyond the one command', async () => {
  const window = await desk.window()
  const reached = await window.script(`
    const tries = {
      plugin: window.__TAURI_INTERNALS__.invoke('plugin:dialog|open', { options: {} }),
      window: window.__TAURI_INTERNALS__.invoke('plugin:window|close', { label: 'main' }),
      network: fetch('http://127.0.0.1:9/'),
      eval: new Promise((resolve) => resolve(Function('return 1')())),
    }
    return Promise.allSettled(Object.values(tries)).then((all) => all.map((one) => one.status))`)
  assert.deepEqual(reached, ['rejected', 'rejected', 'rejected', 'rejected'])
})
