// The window beside an empty Tauri page: start to a window that shows something, to a home that can be
// used, and memory at rest. tests/bench/window.mjs FOLDER-OF-THE-PROGRAMS [MEMBERS]

import { spawn } from 'node:child_process'
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const programs = resolve(process.argv[2] ?? 'target/release')
const members = process.argv[3] ?? '10000'
process.env.XIANFENG_WINDOW = join(programs, 'xianfeng-window')
const { Desk, run, until } = await import('../window/desk.mjs')
const rounds = 5

const desk = await Desk.open()
const plain = { ...desk.env, TAURI_AUTOMATION: '', TAURI_WEBVIEW_AUTOMATION: '', XIANFENG_TODAY: '2012-12-31' }

/** The kilobytes that a program and its children do not share with others. */
function memory(program) {
  const parents = new Map()
  for (const name of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1]))
    } catch {
      // It ended meanwhile.
    }
  }
  const below = (process) => process === program || (parents.has(process) && below(parents.get(process)))
  const kilobytes = [...parents.keys()].filter(below).map((process) => {
    const found = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${process}/smaps_rollup`, 'utf8'))
    return Number(found?.[1] ?? 0)
  })
  return kilobytes.reduce((sum, one) => sum + one, 0)
}

/** Milliseconds until a window of this name stands on the screen, and the memory once it rests. */
async function start(program, words, name) {
  const began = performance.now()
  const child = spawn(program, words, { env: plain, stdio: 'ignore' })
  await run('xdotool', ['search', '--sync', '--onlyvisible', '--name', name], plain)
  const shown = performance.now() - began
  await pause(4000)
  const kept = memory(child.pid)
  child.kill('SIGKILL')
  await pause(500)
  return { shown, kept }
}

const middle = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]
const print = (name, value, unit) => console.log(`${name.padEnd(60)} ${String(Math.round(value)).padStart(8)} ${unit}`)

try {
  await run(join(programs, 'xianfeng'), ['--office', desk.office, 'init', '--name', '市直机关工委'], plain)
  await run(join(programs, 'bench_data'), ['large', desk.office, members, String(Math.max(1, Math.floor(members / 100)))], plain)
  const kinds = [
    ['an empty Tauri page', join(programs, 'examples/empty'), [], 'painted'],
    [`the window on ${members} members`, process.env.XIANFENG_WINDOW, ['--office', desk.office], '先锋台账'],
  ]
  for (const [called, program, words, name] of kinds) {
    const measured = []
    for (let round = 0; round < rounds; round++) measured.push(await start(program, words, name))
    print(`start, ${called}`, middle(measured.map(({ shown }) => shown)), 'ms')
    print(`memory at rest, ${called}`, middle(measured.map(({ kept }) => kept)) / 1024, 'MB')
  }
  // From the start of the program to a home with its figures.
  const homes = []
  for (let round = 0; round < rounds; round++) {
    const window = await desk.window()
    await window.sees('在册党员')
    homes.push((await window.script('return Date.now()')) - window.begun)
    await window.kill()
    await until('程序结束', () => desk.programs().length === 0)
  }
  print(`start to a home that can be used, ${members} members`, middle(homes), 'ms')
  print('the program', statSync(process.env.XIANFENG_WINDOW).size / 1e6, 'MB')
} finally {
  desk.close()
}
