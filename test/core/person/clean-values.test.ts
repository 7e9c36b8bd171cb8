import fc from 'fast-check'
import { cleanValues } from '../../../src/core/person/clean-values'
import { ownContacts } from '../../../src/core/person/personal-data'
import type { JsonObject } from '../../../src/json/json'

const contacts = ownContacts('john@example.com', '213-373-4253')

function clean(values: JsonObject, keep = false) {
  return cleanValues(values, contacts, keep)
}

test.each<[string, JsonObject, JsonObject, string[]]>([
  ['a key', { email: 'x', plan: 'gold' }, { plan: 'gold' }, ['event_values.email']],
  ['a key with an object', { customer_name: { first: 'John' } }, {}, ['event_values.customer_name']],
  ['a value', { contact: 'jane@example.com' }, {}, ['event_values.contact']],
  ['a phone number', { contact: '+49 30 1234567' }, {}, ['event_values.contact']],
  ["the person's own phone, as a number", { contact: 2133734253 }, {}, ['event_values.contact']],
  ['any depth', { a: { b: [{ phone: '1' }] } }, { a: { b: [{}] } }, ['event_values.a.b[].phone']],
  ['a key that is personal itself', { 'jane@example.com': 1, a: 2 }, { a: 2 }, ['event_values']],
  [
    'a list: a word stays, so that parallel lists stay parallel',
    { af_content_id: ['a', 'jane@example.com', 'b'], af_quantity: [1, 2, 3] },
    { af_content_id: ['a', 'removed', 'b'], af_quantity: [1, 2, 3] },
    ['event_values.af_content_id[]'],
  ],
  [
    'JSON in a text',
    { customer: '{"first_name":"John","tier":"gold"}' },
    { customer: '{"tier":"gold"}' },
    ['event_values.customer.first_name'],
  ],
])('personal data goes from %s', (_where, values, kept, removed) => {
  expect(clean(values)).toEqual({ values: kept, removed, tooDeep: false })
})

test.each<JsonObject>([
  { email_verified: true, phone_model: 'Pixel', name: 'Shoe', product_name: 'Shoe' },
  { subscribed_email: false, has_phone: true },
  { text: '{"tier": "gold"}', broken: '{"tier"', list: '[1, 2]' },
  { zero: 0, no: false, blank: '' },
])('%j stays as it is', (values) => {
  expect(clean(values)).toEqual({ values, removed: [], tooDeep: false })
})

test('with keep, personal data stays', () => {
  const values = { email: 'jane@example.com', list: ['+49 30 1234567'], json: '{"first_name":"John"}' }
  expect(clean(values, true)).toEqual({ values, removed: [], tooDeep: false })
})

test('nulls and numbers beyond JSON go; in a list their place stays', () => {
  const values = { a: null, b: Number.POSITIVE_INFINITY, c: [1, null, Number.NaN, 2] }
  expect(clean(values).values).toEqual({ c: [1, null, null, 2] })
})

test('lone surrogates become U+FFFD, in keys and values', () => {
  expect(clean({ '\ud800a': ['\udc00'] }).values).toEqual({ '\ufffda': ['\ufffd'] })
})

test('keys of Object.prototype are keys like others; __proto__ is left out', () => {
  const values: JsonObject = JSON.parse('{"__proto__":{"polluted":1},"constructor":1,"toString":2}')
  const cleaned = clean(values).values
  expect(Object.keys(cleaned)).toEqual(['constructor', 'toString'])
  expect(Object.getPrototypeOf(cleaned)).toBe(Object.prototype)
  expect('polluted' in {}).toBe(false)
})

test('what lies too deep is left out, and told', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)
  const { values, tooDeep } = clean(deep)
  expect(tooDeep).toBe(true)
  expect(JSON.stringify(values).length).toBeLessThan(200)
  expect(clean({ text: JSON.stringify([[[[[[[[[[[[[[[[[['jane']]]]]]]]]]]]]]]]]]) }).tooDeep).toBe(true)
})

test('of many places a few are named, each shortly', () => {
  const emails = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`email${index}`, 'x']))
  expect(clean(emails).removed).toHaveLength(5)
  const [path = ''] = clean({ ['k'.repeat(10_000)]: { email: 'x' } }).removed
  expect(path.length).toBeLessThanOrEqual(100)
})

test('cleaning twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ depthSize: 'medium' })), (values) => {
      const once = clean(JSON.parse(JSON.stringify(values)))
      const twice = clean(once.values)
      expect(twice.values).toEqual(once.values)
      expect(twice.removed).toEqual([])
    }),
  )
})
