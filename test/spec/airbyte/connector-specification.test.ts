import { connectorSpecification } from '../../../spec/airbyte/connector-specification'
import { formViolations } from './form-violations'

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

test('the base URLs are hidden', () => {
  expect(schema.properties.endpoints.airbyte_hidden).toBe(true)
})

const text = { type: 'string', title: 'Text', order: 0 }
const variant = (constant: object) => ({ type: 'object', title: 'V', properties: { kind: { ...text, ...constant } } })
const root = (property: object, more: object = {}) => ({
  type: 'object',
  title: 'Root',
  groups: [{ id: 'all', title: 'All' }],
  properties: { a: { ...text, group: 'all', ...property } },
  ...more,
})

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
  ['bare variant', root({ type: 'object', oneOf: [text] }), 'root.a: a variant without properties'],
])('the checks catch a breach: %s', (_, breach, expected) => {
  expect(formViolations(breach)).toContain(expected)
})
