// Writes src/api/commands.ts from the contract's JSON Schema on stdin. With --check it writes nothing
// and fails when the file is stale.
//
//   cargo run -q -p xianfeng-tests --bin contract | node scripts/bindings.mjs [--check]

import { readFileSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { compile } from 'json-schema-to-typescript'

const file = fileURLToPath(new URL('../src/api/commands.ts', import.meta.url))
const head = `// Generated from core::api by \`make bindings\`. Do not edit.
`

// A reference beside a description would be written out in place, and its type lose its name.
function named(value) {
  if (Array.isArray(value)) return value.map(named)
  if (value === null || typeof value !== 'object') return value
  const fields = Object.fromEntries(Object.entries(value).map(([key, field]) => [key, named(field)]))
  if (!('$ref' in fields) || Object.keys(fields).length === 1) return fields
  const { $ref, ...beside } = fields
  return { ...beside, allOf: [{ $ref }] }
}

const schema = named(JSON.parse(await text(process.stdin)))
const written = await compile(schema, 'Commands', {
  additionalProperties: false,
  bannerComment: head,
  declareExternallyReferenced: true,
  unreachableDefinitions: false,
  style: { semi: false, singleQuote: true, printWidth: 120 },
})

if (!process.argv.includes('--check')) {
  writeFileSync(file, written)
} else if (readFileSync(file, 'utf8') !== written) {
  console.error('ui/src/api/commands.ts does not match the contract of core::api: run `make bindings` and commit the file.')
  process.exit(1)
}
