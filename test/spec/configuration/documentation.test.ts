import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { configurationSchema } from '../../../spec/configuration/configuration'
import { fields } from '../../../spec/configuration/fields'
import { normaliseEventName, sharedParameters, specEvents } from '../../../src/core/mapping/spec-events'

/** docs/configuration.md says what the schema says: every key with its values and default, every field, every event. Its examples: test/docs. */

const path = join(__dirname, '../../../docs/configuration.md')
const document = readFileSync(path, 'utf8')

/** The cells of every line of a table whose head is given, by the first cell without its marks. */
function table(head: string): ReadonlyMap<string, readonly string[]> {
  const lines = document.split('\n')
  const found = lines.flatMap((line, index) => (line === head ? [index + 2] : []))
  const rows = found.flatMap((start) => {
    const end = lines.findIndex((line, index) => index >= start && !line.startsWith('|'))
    return lines.slice(start, end).map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  })
  return new Map(rows.map(([first = '', ...cells]) => [first.replaceAll('`', ''), cells]))
}

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly enum?: readonly string[]
  readonly const?: string
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
}

interface Key {
  readonly values: string[]
  readonly defaults: unknown[]
}

/** Every key of the schema by its path; a key of several variants has the values of all. */
function keysOf(schema: Schema, path: string, found: Map<string, Key>): ReadonlyMap<string, Key> {
  for (const variant of [schema, ...(schema.oneOf ?? [])]) {
    for (const [name, property] of Object.entries(variant.properties ?? {})) {
      const at = path === '' ? name : `${path}.${name}`
      const key = found.get(at) ?? { values: [], defaults: [] }
      found.set(at, key)
      key.values.push(...(property.enum ?? []), ...(property.const === undefined ? [] : [property.const]))
      for (const bound of [property.minimum, property.maximum]) {
        if (bound !== undefined) key.values.push(bound.toLocaleString('en-US'))
      }
      const { default: byDefault } = property
      if (byDefault !== undefined && byDefault !== '' && typeof byDefault !== 'object') key.defaults.push(byDefault)
      keysOf(property, at, found)
      if (property.items !== undefined) keysOf(property.items, `${at}[]`, found)
    }
  }
  return found
}

const schema = z.toJSONSchema(configurationSchema, { target: 'draft-7', io: 'input' })
const keys = keysOf(JSON.parse(JSON.stringify(schema)), '', new Map())
const documented = table('| key | values | default | |')

test('every key is there, and no other', () => {
  expect([...documented.keys()].sort()).toEqual([...keys.keys()].sort())
})

/** Of these the document says what kind of names they are. */
const manyNames = [
  'streams[].columns[].field',
  'streams[].constants[].field',
  'object_storage_config.s3_bucket_region',
  'ledger.s3_bucket_region',
]
test.each([...keys].filter(([path]) => !manyNames.includes(path)))('%s: its values and its default', (path, key) => {
  const [values = '', byDefault = ''] = documented.get(path) ?? []
  for (const value of key.values) expect(values).toContain(value)
  if (key.defaults.length > 0) expect(byDefault.replaceAll('`', '')).toBe(String(key.defaults[0]))
})

/** The table of fields follows from the fields: UPDATE_GOLDEN=1 writes it anew. */
test('every field with its meaning and its other names', () => {
  const head = '| field | meaning | also read from columns called | events |\n|---|---|---|---|\n'
  const lines = Object.entries(fields).map(([field, { title, description, aliases = [], on }]) => {
    const others = aliases.map((alias) => `\`${alias}\``).join(', ')
    return `| \`${field}\` | ${title}. ${description} | ${others} | ${on} |\n`
  })
  const start = document.indexOf(head) + head.length
  const end = document.indexOf('\n\n', start) + 1
  if (process.env['UPDATE_GOLDEN'] === '1')
    writeFileSync(path, document.slice(0, start) + lines.join('') + document.slice(end))
  else expect(document.slice(start, end)).toBe(lines.join(''))
})

test('every shared parameter', () => {
  const [, shared = ''] = /\nAll of them share: ([\s\S]*?)\n\n/.exec(document) ?? []
  for (const { from, to } of sharedParameters)
    for (const word of [...from, ...to]) expect(shared.replaceAll('_', '')).toContain(`\`${word.replaceAll('_', '')}\``)
})

test('every event of the table, with what becomes of its properties', () => {
  const rows = table('| event of the source | AppsFlyer event | parameters of its own |')
  const documentedNames = [...rows.keys()].flatMap((cell) => cell.split(', ')).map(normaliseEventName)
  expect([...documentedNames].sort()).toEqual([...specEvents.keys()].sort())
  for (const [source, [name = '', parameters = '']] of rows) {
    const [event, ...others] = source.split(', ').map((one) => specEvents.get(normaliseEventName(one)))
    for (const other of others) expect(other).toBe(event)
    expect(name.replaceAll('`', '')).toBe(event?.name)
    for (const { from, to } of event?.parameters ?? [])
      for (const word of [...from, ...to]) expect(parameters.replaceAll('_', '')).toContain(word.replaceAll('_', ''))
    expect(parameters.includes('negative')).toBe(event?.money === 'refund')
  }
})
