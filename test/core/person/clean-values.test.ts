import fc from 'fast-check'
import { cleanValues } from '../../../src/core/person/clean-values'
import { OwnPerson } from '../../../src/core/person/own-person'
import type { JsonObject } from '../../../src/json/json'

const contacts = new OwnPerson({ email: 'john@example.com', phone: '213-373-4253', firstName: 'Zebulonqx' })

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

const removedFrom = (values: JsonObject) => cleanValues(values, contacts, false).values

test.each<[string, JsonObject, JsonObject]>([
  ['a phone under a word for one', { mobile: '(213) 555-0000', cell: 2135550000 }, {}],
  ['a device under the same word', { mobile: 'ios', cell: true, handy: 3 }, { mobile: 'ios', cell: true, handy: 3 }],
  ['an address in a text', { shipping_address: '5 Main Street', address: 'x' }, {}],
  [
    'an address as an object: the place stays, the house goes',
    { shipping_address: { street: '5 Main', line1: 'x', city: 'Lyon', country: 'FR', name: 'Zebulonqx' } },
    { shipping_address: { city: 'Lyon', country: 'FR' } },
  ],
  ['half of an exact place', { lat: 48.8566, lng: '2.3522' }, {}],
  ['a rough one', { lat: 48, lng: 2.3, long: true }, { lat: 48, lng: 2.3, long: true }],
  ['an exact place in a text', { near: '48.8566, 2.3522' }, {}],
  ['the own name under a plain key', { name: 'Zebulonqx', note: 'for zebulonqx' }, {}],
  [
    'a product under a plain key',
    { name: 'Sneaker', product: { name: 'Sneaker' }, order: { name: '#1001' }, billing: { plan: { name: 'gold' } } },
    { name: 'Sneaker', product: { name: 'Sneaker' }, order: { name: '#1001' }, billing: { plan: { name: 'gold' } } },
  ],
  [
    'a name under its owner',
    { customer: { name: 'Ann' }, user: '{"name":"Ann"}', buyers: [{ name: 'x' }] },
    { customer: {}, user: '{}', buyers: [{}] },
  ],
  [
    'a name at an address (Shopify, Stripe)',
    {
      billing_address: { name: 'Ann Roe', city: 'Lyon' },
      billing_details: { name: 'Ann Roe' },
      shipping_address_name: 'Ann',
    },
    { billing_address: { city: 'Lyon' }, billing_details: {} },
  ],
])('%s', (_what, values, cleaned) => expect(removedFrom(values)).toEqual(cleaned))

test.each<[string, JsonObject, JsonObject]>([
  ['key and value', { key: 'phone', value: '555-0100' }, { key: 'phone' }],
  ['name and value (Shopify)', { name: 'Phone', value: '5550100' }, { name: 'Phone' }],
  ['id, key and value (WooCommerce)', { id: 7, key: 'billing_email', value: 'x' }, { id: 7, key: 'billing_email' }],
  ['label and content', { label: 'Date of birth', content: '1990-01-01' }, { label: 'Date of birth' }],
  ['field and answer', { field: 'first name', answer: 'Ann' }, { field: 'first name' }],
  ['attribute and val', { attribute: 'mobile', val: '213 555 0100' }, { attribute: 'mobile' }],
  ['question and text', { question: 'E-mail', text: 'x' }, { question: 'E-mail' }],
  ['a key of a thing', { key: 'gift_wrap', value: 'yes' }, { key: 'gift_wrap', value: 'yes' }],
  ['a phone that is none', { key: 'mobile', value: 'ios' }, { key: 'mobile', value: 'ios' }],
  ['an object as value', { key: 'customer_name', value: { first: 'Ann' } }, { key: 'customer_name' }],
])('a key that is itself a value: %s', (_what, attribute, cleaned) => {
  expect(removedFrom({ note_attributes: [attribute] })).toEqual({ note_attributes: [cleaned] })
  expect(removedFrom({ note_attributes: JSON.stringify([attribute]) })).toEqual(
    JSON.stringify([attribute]) === JSON.stringify([cleaned])
      ? { note_attributes: JSON.stringify([attribute]) }
      : { note_attributes: JSON.stringify([cleaned]) },
  )
})

test.each([
  ...['DE89370400440532013000', 'GB29 NWBK 6016 1331 9268 19', 'pay to FR1420041010050500013M02606'],
  ...['4111111111111111', '4111 1111 1111 1111', '5555-5555-5555-4444', '378282246310005', 'card 6011111111111117'],
  ...['jane@okaxis', 'jane.doe-1@ybl', 'pay 9876543210@paytm', 'xy@oksbi'],
  ...[`dGVzdA:APA91b${'x'.repeat(130)}`, 'ExponentPushToken[xxxxxxxxxxxxxxxxxxxxxx]'],
])('%j is sensitive under any key', (text) =>
  expect(removedFrom({ note: text, list: [text] })).toEqual({ list: ['removed'] }),
)

test.each<[string, JsonObject[string]]>([
  ['note', 'DE89370400440532013001'],
  ['note', '4111111111111112'],
  ['note', '1234567890123456'],
  ['order_id', '4111111111111111'],
  ['original_transaction_id', 2000000123456789],
  ['at', 1700000000000],
  ['imei_check', '356938035643809'],
  ['uuid', '123e4567-e89b-42d3-a456-426614174000'],
  ['sku', 'SKU-4242-4242'],
  ['size', '10.5 x 20.25'],
  ['version', '1.2345.6789'],
  ['price', 12.345678],
  ['note', 'react@18.2.0'],
  ['note', 'jane@home'],
  ['ean', '4006381333931'],
  ['url', 'https://example.com/products/123456789012345?ref=4'],
])('%s: %j stays', (key, value) => expect(removedFrom({ [key]: value })).toEqual({ [key]: value }))
