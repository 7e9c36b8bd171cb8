import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'
import { connectorSpecification } from '../../../spec/airbyte/connector-specification'
import { parseConfiguration } from '../../../spec/configuration/parse-configuration'
import { formViolations, shownFields } from './form-violations'

const specification = JSON.parse(JSON.stringify(connectorSpecification()))
const schema = specification.connectionSpecification

test('the form can draw the configuration', () => {
  expect(formViolations(schema)).toEqual([])
})

test('append is offered first, never overwrite, and only apps is required', () => {
  expect(specification.supported_destination_sync_modes).toEqual(['append', 'append_dedup'])
  expect(schema.required).toEqual(['apps'])
})

test('an app is one plain object, without a secret', () => {
  const { items } = schema.properties.apps
  expect(Object.keys(items.properties)).toEqual(['app_id', 'time_zone', 'api_version', 'platform'])
  expect(items.required).toEqual(['app_id'])
})

test('one secret is shown at first, all others on demand or in the choice of a bucket', () => {
  const secrets = shownFields(schema, 'root').filter(({ field }) => field['airbyte_secret'] === true)
  expect(secrets.map(({ where, field }) => [where, field['always_show'] === true])).toEqual([
    ['root.s2s_token', true],
    ['root.dev_key', false],
    ['root.api_token', false],
    ['root.object_storage_config.access_key_id', true],
    ['root.object_storage_config.secret_access_key', true],
    ['root.memory.url', false],
    ['root.memory.hash_key', false],
    ['root.memory.url', false],
    ['root.memory.hash_key', false],
    ['root.ledger.access_key_id', true],
    ['root.ledger.secret_access_key', true],
    ['root.ledger.hash_key', false],
  ])
})

test('account, apps, mapping, privacy, delivery, rejected records, memory, ledger: in this order', () => {
  const groups = schema.groups.map(({ id }: { id: string }) => id)
  expect(groups).toEqual(['account', 'apps', 'mapping', 'privacy', 'delivery', 'rejected', 'memory', 'ledger'])
  const properties: readonly { order: number; group: string }[] = Object.values(schema.properties)
  const inOrder = [...properties].sort((left, right) => left.order - right.order).map(({ group }) => group)
  expect(inOrder).toEqual([...inOrder].sort((left, right) => groups.indexOf(left) - groups.indexOf(right)))
  // A group whose fields are all optional and folded is a closed card.
  for (const group of groups) {
    const shown = properties.filter((property) => property.group === group && !('airbyte_hidden' in property))
    expect(shown.some((property) => 'always_show' in property || 'minItems' in property || 'oneOf' in property)).toBe(
      true,
    )
  }
})

test('the form is flat: a field stands at most in one object, or in a row of a list', () => {
  const deep = shownFields(schema, 'root').filter(({ where }) => where.replaceAll('[].', ':').split('.').length > 3)
  expect(deep).toEqual([])
})

test('plumbing is hidden, and declared: the form drops what it does not know', () => {
  const { endpoints, delivery, custom_data } = schema.properties
  for (const hidden of [
    endpoints,
    custom_data,
    delivery.properties.max_attempts,
    delivery.properties.request_timeout_seconds,
  ])
    expect(hidden.airbyte_hidden).toBe(true)
  expect(Object.keys(endpoints.properties)).toEqual([
    'all',
    'mobile_v2',
    'mobile_v3',
    'web',
    'web_pba',
    'devices',
    'api',
  ])
})

test('folders for rejected records and the ledger are for files: a pod keeps none', () => {
  expect(Object.keys(schema.properties)).not.toContain('rejected_records')
  expect(shownFields(schema, 'root').filter(({ where }) => where.endsWith('.folder'))).toEqual([])
})

test('the heading of a closed row of the mapping still shows which stream it is', () => {
  const { properties } = schema.properties.streams.items
  const row = { stream: 'orders', send_as: 'auto', columns: [], event_values: [], constants: [], where: [] }
  // The form lists what a row has, by key in alphabetical order.
  const shown = Object.entries(row).sort(([left], [right]) => (left < right ? -1 : 1))
  const heading = shown.map(([key, value]) => `${properties[key].title}: ${value.length === 0 ? '[]' : value}`)
  expect(heading.join(' | ')).toBe(
    'Columns: [] | Fixed fields: [] | Event values: [] | Send as: auto | Stream: orders | Rows to send: []',
  )
})

test('a bucket is asked for whole: only the address of other storage is folded away', () => {
  const [, s3] = schema.properties.object_storage_config.oneOf
  const fields: readonly [string, { always_show?: boolean }][] = Object.entries(s3.properties)
  const folded = fields.filter(([name, field]) => !s3.required.includes(name) && field.always_show !== true)
  expect(folded.map(([name]) => name)).toEqual(['s3_endpoint'])
})

test('whether a column has a value is a choice of words in the form, and a boolean in a file', () => {
  const { is_set: isSet } = schema.properties.streams.items.properties.where.items.properties
  expect(isSet).toMatchObject({ type: 'string', enum: ['true', 'false'] })
  const parsed = (is_set: unknown) => {
    const streams = [{ stream: 'orders', where: [{ column: 'paid_at', is_set }] }]
    const read = parseConfiguration({ s2s_token: 't', apps: [{ app_id: 'id1' }], streams })
    return read.ok ? read.configuration.streams[0]?.where[0]?.is_set : read.problems
  }
  expect(['true', 'false', true, false].map(parsed)).toEqual([true, false, true, false])
  expect(parsed('yes')).toEqual([{ path: 'streams[0].where[0].is_set', message: expect.stringContaining('true') }])
})

test('the mapping is a text of many lines', () => {
  const { mapping } = schema.properties
  expect(mapping).toMatchObject({ type: 'string', multiline: true, always_show: true })
  const streams = mapping.examples.map((example: string) => parseYaml(example))
  for (const list of streams) {
    const parsed = parseConfiguration({ s2s_token: 't', apps: [{ app_id: 'id1' }], streams: list })
    expect(parsed).toMatchObject({ ok: true, warnings: [] })
  }
})

test('S3 goes with keys, or with a role; regions are a list', () => {
  const [, s3] = schema.properties.object_storage_config.oneOf
  expect(s3.required).toEqual(['storage_type', 's3_bucket_name'])
  expect(s3.properties.s3_bucket_region.enum).toContain('eu-central-1')
  expect(Object.keys(s3.properties)).toContain('role_arn')
})

test('every shown field says what it is in sentences, its links lead to AppsFlyer, and its title stands alone', () => {
  for (const { where, field } of shownFields(schema, 'root')) {
    const { title, description } = field
    expect([where, description]).toEqual([where, expect.stringMatching(/^\S.*\.$/)])
    expect(title).toMatch(/^\S.{1,45}$/)
    expect(title).not.toMatch(/^(Key|Value|Name|Style|Type|Id|From|To|Default)$/)
    for (const [, url, rest] of String(description).matchAll(/<a href="([^"]*)"([^>]*)>/g)) {
      expect(url).toMatch(/^https:\/\/support\.appsflyer\.com\/hc\/en-us\/articles\/\d+$/)
      expect(rest).toBe(' target="_blank"')
    }
  }
  for (const name of ['s2s_token', 'dev_key']) expect(schema.properties[name].description).toContain('<a href=')
})

test('its documentation is where metadata.yaml says', () => {
  const metadata = parseYaml(readFileSync(join(__dirname, '../../../metadata.yaml'), 'utf8'))
  expect(specification.documentationUrl).toBe(metadata.data.documentationUrl)
})

test('what the form fills in before anybody types is a configuration, once there are a token and an app', () => {
  const defaults = (part: Part): unknown =>
    part.default ??
    (part.properties &&
      Object.fromEntries(Object.entries(part.properties).map(([name, each]) => [name, defaults(each)])))
  const given = { ...(defaults(schema) as object), s2s_token: 't', apps: [{ app_id: 'id1' }] }
  expect(parseConfiguration(JSON.parse(JSON.stringify(given)))).toMatchObject({ ok: true, warnings: [] })
})

interface Part {
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Part>>
}

const text = { type: 'string', title: 'Text', order: 0 }
const variant = (constant: object) => ({ type: 'object', title: 'V', properties: { kind: { ...text, ...constant } } })
const root = (property: object, more: object = {}) => ({
  type: 'object',
  title: 'Root',
  groups: [{ id: 'all', title: 'All' }],
  properties: { a: { ...text, group: 'all', ...property } },
  ...more,
})

const list = (items: object) => root({ type: 'array', items: { title: 'Item', ...items } })
const row = (field: object) => ({ type: 'object', properties: { b: { ...text, title: 'Other', ...field } } })

test('the checks themselves pass a sound schema', () => {
  expect(formViolations(root({}))).toEqual([])
  expect(formViolations(root({ type: 'object', oneOf: [variant({ const: 'x' }), variant({ const: 'y' })] }))).toEqual(
    [],
  )
})

test.each([
  ['anyOf', root({ anyOf: [] }), 'root.a: anyOf is forbidden'],
  ['allOf', root({ allOf: [] }), 'root.a: allOf is forbidden'],
  ['not', root({ not: {} }), 'root.a: not is forbidden'],
  ['if', root({ if: {} }), 'root.a: if is forbidden'],
  ['$ref', root({ $ref: '#' }), 'root.a: $ref is forbidden'],
  ['patternProperties', root({ patternProperties: {} }), 'root.a: patternProperties is forbidden'],
  ['prefixItems', root({ prefixItems: [] }), 'root.a: prefixItems is forbidden'],
  ['dependentRequired', root({ dependentRequired: {} }), 'root.a: dependentRequired is forbidden'],
  ['additionalProperties', root({ additionalProperties: false }), 'root.a: additionalProperties: false is forbidden'],
  ['enum', root({ enum: ['x', 'x'] }), 'root.a: duplicate enum'],
  ['pattern', root({ pattern: '^x' }), 'root.a: pattern without descriptor'],
  ['const and default', root({ const: 'x', default: 'x' }), 'root.a: const with enum or default'],
  ['title', root({ title: undefined }), 'root.a: no title'],
  ['order', root({ order: undefined }), 'root: a property without order'],
  [
    'same order',
    root({}, { properties: { a: { ...text, group: 'all' }, b: { ...text, group: 'all' } } }),
    'root: order is not unique',
  ],
  ['empty object', root({ type: 'object' }), 'root.a: empty object'],
  ['nested', root({ type: 'array', items: { ...text, enum: [1, 1] } }), 'root.a[]: duplicate enum'],
  ['secret', root({ type: 'object', properties: { key: text } }), 'root.a: key is not marked as a secret'],
  ['group', root({ group: 'other' }), 'root.a: its group is none of the groups'],
  ['oneOf type', root({ oneOf: [variant({ const: 'x' })] }), 'root.a: oneOf without type object'],
  ['no discriminator', root({ type: 'object', oneOf: [variant({})] }), 'root.a: 0 constants shared by all variants'],
  [
    'repeated constant',
    root({ type: 'object', oneOf: [variant({ const: 'x' }), variant({ const: 'x' })] }),
    'root.a: two variants with one constant',
  ],
  ['oneOf below a list', list({ type: 'object', oneOf: [variant({ const: 'x' })] }), 'root.a[]: oneOf below a list'],
  ['secret below a list', list(row({ airbyte_secret: true })), 'root.a[].b: a secret below a list'],
  ['folded row', list(row({})), 'root.a[].b: hides behind a fold of its row'],
  ['pattern on a secret', root({ airbyte_secret: true, pattern: 'x' }), 'root.a: pattern on a secret'],
  ['length on a secret', root({ airbyte_secret: true, minLength: 1 }), 'root.a: minLength on a secret'],
  [
    'two titles',
    root({}, { properties: { a: { ...text, group: 'all' }, b: { ...text, group: 'all', order: 1 } } }),
    'root: two fields have the title Text',
  ],
  ['switch', root({ type: 'boolean' }), 'root.a: a switch without default shows the same for false as for nothing'],
  [
    'two folds',
    root(
      {},
      {
        properties: {
          a: { ...text, group: 'all' },
          b: { type: 'object', title: 'B', order: 1, group: 'all', properties: { c: { ...text, title: 'C' } } },
        },
      },
    ),
    'root: group all has 2 folds of one name',
  ],
  ['bare variant', root({ type: 'object', oneOf: [text] }), 'root.a: a variant without properties'],
])('the checks catch a breach: %s', (_, breach, expected) => {
  expect(formViolations(breach)).toContain(expected)
})
