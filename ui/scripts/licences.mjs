// What the program contains that others wrote: assets/licences/components.json for 关于, and with `--texts FILE` every
// licence text in one file, for the package. Reads package-lock.json and `cargo metadata`; asks nobody.
//
//   cargo metadata --format-version 1 --locked | node ui/scripts/licences.mjs [--check] [--texts FILE]

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const list = join(root, 'assets/licences/components.json')

/** What the screens are built from. */
function packages() {
  const lock = JSON.parse(readFileSync(join(root, 'ui/package-lock.json'), 'utf8'))
  return Object.entries(lock.packages)
    .filter(([path, { dev, optional }]) => path && !dev && !optional)
    .map(([path, { version, license }]) => ({
      name: path.split('node_modules/').at(-1),
      version,
      licence: license ?? 'MIT',
      folder: join(root, 'ui', path),
    }))
    .filter(({ name }) => !name.startsWith('@types/'))
}

/** What is compiled into the programs: dependencies of our own crates, without those of tests and builds. */
function crates({ packages: all, resolve, workspace_members: ours }) {
  const byId = new Map(all.map((one) => [one.id, one]))
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]))
  const reached = new Set()
  const walk = (id) => {
    if (reached.has(id)) return
    reached.add(id)
    for (const { pkg, dep_kinds: kinds } of nodes.get(id)?.deps ?? []) if (kinds.some(({ kind }) => kind === null)) walk(pkg)
  }
  const programs = ours.filter((id) => byId.get(id)?.name !== 'xianfeng-tests')
  programs.forEach(walk)
  return [...reached]
    .filter((id) => !ours.includes(id))
    .map((id) => byId.get(id))
    .map(({ name, version, license, manifest_path: manifest }) => ({ name, version, licence: license ?? '', folder: dirname(manifest) }))
}

function texts(folder) {
  if (!existsSync(folder)) return []
  const named = /^(licen[cs]e|copying|copyright|notice|unlicense)/i
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && named.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim())
}

const metadata = JSON.parse(await text(process.stdin))
const everything = [...packages().map((one) => ({ ...one, kind: 'npm' })), ...crates(metadata).map((one) => ({ ...one, kind: 'crate' }))]
everything.sort((a, b) => a.kind.localeCompare(b.kind) || a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version))
const written = `[\n${everything.map(({ kind, name, version, licence }) => `  ${JSON.stringify({ kind, name, version, licence })}`).join(',\n')}\n]\n`

const into = process.argv[process.argv.indexOf('--texts') + 1]
if (process.argv.includes('--texts')) {
  mkdirSync(dirname(into), { recursive: true })
  // Many share one text: it stands once, below all whose it is.
  const whose = new Map()
  for (const { name, version, licence, folder } of everything) {
    for (const text of texts(folder)) whose.set(text, [...(whose.get(text) ?? []), `${name} ${version}　${licence}`])
  }
  const parts = [...whose].map(([text, names]) => [names.join('\n'), text].join('\n\n'))
  writeFileSync(into, parts.join(`\n\n${'='.repeat(80)}\n\n`))
} else if (!process.argv.includes('--check')) {
  mkdirSync(dirname(list), { recursive: true })
  writeFileSync(list, written)
} else if (readFileSync(list, 'utf8') !== written) {
  console.error('assets/licences/components.json is stale: run `make licences` and commit the file.')
  process.exit(1)
}
