import { put, rowPlaces, segmentPlaces } from './prepare-arbitraries'
import { iosCall, iosRow, keys, see, webCall } from './prepare-fixtures'

const depth = 100_000
const deepList = '['.repeat(depth) + ']'.repeat(depth)
const deepObject = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const texts = { deepList, deepObject }

describe.each(Object.entries(texts))('%s, 100,000 levels deep', (_name, text) => {
  const deep: unknown = JSON.parse(text)

  test('as the record', () => expect(['reject', 'send']).toContain(see(deep).outcome))

  test.each([...segmentPlaces, ...rowPlaces].map((place) => [place.join('.'), place] as const))(
    'at %s',
    (_at, place) => {
      const base = rowPlaces.includes(place) ? iosRow() : iosCall()
      for (const value of [deep, text]) {
        for (const record of [put(base, place, value), put(webCall({}, { type: 'page' }), place, value)]) {
          expect(['send', 'reject', 'skip']).toContain(see(record).outcome)
        }
      }
    },
  )

  test('what lay too deep is told', () => {
    const seen = see(iosCall({ deep, price: 1 }))
    expect(seen).toMatchObject({ outcome: 'send', codes: ['event_values_trimmed'] })
    expect(seen.values).toMatchObject({ af_price: 1 })
  })
})

const megabytes = 2_000_000
const many = (count: number, entry: (index: number) => [string, unknown]) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => entry(index)))

describe('a record of two megabytes is answered', () => {
  test.each<[string, object]>([
    ['one long value', { note: 'x'.repeat(megabytes) }],
    ['one long key', { ['x'.repeat(megabytes)]: 1 }],
    ['many keys', many(20_000, (index) => [`key_${index}`.padEnd(90, 'x'), index])],
    ['many af_ keys', many(20_000, (index) => [`af_${index}`.padEnd(90, 'x'), index])],
    ['many af_ lists', many(10_000, (index) => [`af_${index}`, Array(100).fill(index)])],
    ['many keys with addresses', many(20_000, (index) => [`a${index}@example.com`, `a${index}@example.com`])],
    ['many products', { products: Array.from({ length: 100_000 }, (_, id) => ({ product_id: id })) }],
    ['many products without ids', { products: Array.from({ length: 100_000 }, () => ({})) }],
    ['many percent-encoded at signs', { note: 'a%40'.repeat(megabytes / 4) }],
    ['text of four bytes a character', { note: '😀'.repeat(megabytes / 4) }],
    ['brackets that look like JSON', { note: '['.repeat(megabytes) }],
    ['many long values', many(1_000, (index) => [`k${index}`, 'x'.repeat(2_000)])],
  ])('%s', (_what, properties) => {
    for (const call of [iosCall(properties), webCall(properties), iosRow(properties)]) {
      const seen = see(call)
      if (seen.outcome !== 'send') expect(seen.codes).toContain('body_too_large')
      expect(JSON.stringify(seen.findings).length).toBeLessThan(5_000)
    }
  })

  const long = ['x', 'a@', '+1', '9'].map((text) => text.repeat(megabytes / 10 / text.length))
  test.each([...segmentPlaces, ...rowPlaces].map((place) => [place.join('.'), place] as const))(
    'at %s',
    (_at, place) => {
      const base = rowPlaces.includes(place) ? iosRow() : iosCall()
      for (const value of long) {
        const { outcome, findings } = see(put(base, place, value))
        expect(['send', 'reject', 'skip']).toContain(outcome)
        expect(JSON.stringify(findings).length).toBeLessThan(5_000)
      }
    },
  )
})

test.each([
  ['prototype-pollution keys', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'],
  ['their names as texts', '{"a":"__proto__","b":"constructor"}'],
])('%s do nothing', (_what, json) => {
  const evil: object = JSON.parse(json)
  for (const place of [[], ['context'], ['properties'], ['properties', 'deep'], ['integrations'], ['traits']]) {
    const call = place.length === 0 ? Object.assign(JSON.parse(json), iosCall()) : put(iosCall(), place, evil)
    see(call)
  }
  see(Object.assign(JSON.parse(json), iosRow()))
  expect('polluted' in {}).toBe(false)
})

test('control characters, lone surrogates and emoji reach AppsFlyer as valid JSON', () => {
  const seen = see(iosCall({ a: '\u0000\u001f', b: '\ud800', c: '😀' }, { event: 'a\u0000\udc00😀' }))
  expect(seen.values).toEqual({ a: '\u0000\u001f', b: '\ufffd', c: '😀' })
  expect(seen.body['eventName']).toBe('a\u0000\ufffd😀')
  expect(JSON.stringify(seen.findings)).not.toContain(keys.ios)
})
