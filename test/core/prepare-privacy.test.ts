import fc from 'fast-check'
import { prepare } from '../../src/core/prepare'
import { anyConfiguration, anyEmail, anyPhone, anyStream, put, rowPlaces, segmentPlaces } from './prepare-arbitraries'
import { androidCall, configure, iosCall, iosRow, nowMs, webCall } from './prepare-fixtures'

const mark = fc.constantFrom('', ' ', '"', '<', '>', '(', ',', '/', '?m=', '&x=1', 'to ', '\n', 'https://example.com/')

/** Personal data in the ways it strays into other data. */
const shapes: readonly ((secret: string, before: string, after: string) => unknown)[] = [
  (secret) => secret,
  (secret) => secret.toUpperCase(),
  (secret, before, after) => before + secret + after,
  (secret) => [secret, 1, [secret]],
  (secret) => ({ [secret]: 1 }),
  (secret) => ({ deep: { er: [{ note: secret }] } }),
  (secret) => JSON.stringify({ note: secret }),
  (secret) => JSON.stringify([{ [secret]: secret }]),
  (secret) => [{ product_id: secret, quantity: secret, price: secret }],
  (secret) => ({ type: 'appsflyer', id: secret }),
  (secret) => [{ type: 'appsflyer', id: secret }],
  (secret) => ({ tcf: { policy_version: 1, gdpr_applies: 1, cmp_sdk_id: 1, cmp_sdk_version: 1, tcstring: secret } }),
  (secret) => ({ manual: { gdpr_applies: secret } }),
  (secret) => `https://example.com/a/${encodeURIComponent(secret)}?b=${secret}`,
]

const calls = [iosCall, androidCall, webCall].flatMap((call) =>
  ['track', 'page', 'screen'].map((type) => ({ record: call({}, { type }), places: segmentPlaces })),
)
const rows = ['ios', 'android', 'web'].map((platform) => ({
  record: iosRow({ platform, user_id: 'u', url: 'https://example.com/' }),
  places: rowPlaces,
}))

/** A record with a secret in some of its places. */
function recordsWith(secret: fc.Arbitrary<string>, isFit: (place: readonly string[]) => boolean = () => true) {
  const shaped = (text: string) =>
    fc.tuple(fc.constantFrom(...shapes), mark, mark).map(([shape, before, after]) => shape(text, before, after))
  return fc.tuple(secret, fc.constantFrom(...calls, ...rows)).chain(([text, { record, places }]) => {
    const fitting = places.filter(isFit)
    const changes = fc.array(fc.tuple(fc.constantFrom(...fitting), shaped(text)), { minLength: 1, maxLength: 4 })
    return changes.map((list) => ({
      secret: text,
      data: list.reduce((changed, [place, value]) => put(changed, place, value), { ...record }),
    }))
  })
}

/** All that leaves the machine or is logged, in the ways a secret could be written there. */
function toldAbout(data: unknown, configuration: Parameters<typeof prepare>[1], stream: object): string {
  const { request, findings } = prepare({ ...stream, data }, configuration, nowMs)
  const body = request === null ? '' : request.body.replaceAll('\\', '')
  return JSON.stringify([request?.url, request?.headers, request?.body, findings]).toLowerCase() + body.toLowerCase()
}

const runs = { numRuns: 1_000 }

test('an e-mail address, wherever it is put, is never sent or told', () => {
  fc.assert(
    fc.property(recordsWith(anyEmail), anyConfiguration, anyStream, ({ secret, data }, configuration, stream) => {
      const told = toldAbout(data, configuration, stream)
      expect(told).not.toContain(secret.toLowerCase())
      expect(told).not.toContain(encodeURIComponent(secret).toLowerCase())
    }),
    runs,
  )
})

test('an international phone number, wherever it is put, is never sent or told', () => {
  const records = recordsWith(anyPhone.map(({ text }) => text))
  fc.assert(
    fc.property(records, anyConfiguration, anyStream, ({ secret, data }, configuration, stream) => {
      const told = toldAbout(data, configuration, stream)
      expect(told).not.toContain(secret)
      expect(told).not.toContain(secret.replace(/\D/g, ''))
    }),
    runs,
  )
})

/** Digits alone are an amount or a time there, as anybody would read them. */
const numeric = /revenue|total|event_time|timestamp|occurred_at|created_at/i

test("copies of the record's own phone number are found in its national form, too", () => {
  const phones = anyPhone.map(({ national }) => national)
  const records = recordsWith(phones, (place) => !numeric.test(place.join('.')))
  fc.assert(
    fc.property(records, anyConfiguration, anyStream, ({ secret, data }, configuration, stream) => {
      const isCall = 'context' in data
      const [trait, column] = [['traits', 'phone'], ['phone']]
      const owned = put(data, isCall ? trait : column, `+1${secret}`)
      const whole = isCall ? put(owned, ['context', 'traits', 'phone'], `+1${secret}`) : owned
      expect(toldAbout(whole, configuration, stream)).not.toContain(secret)
    }),
    runs,
  )
})

test('with keep, event values keep what they had; all else, and what is told, still holds none', () => {
  const keeping = configure({ privacy: { personal_data_in_event_values: 'keep' } })
  fc.assert(
    fc.property(recordsWith(anyEmail), ({ secret, data }) => {
      const { request, findings } = prepare({ data }, keeping, nowMs)
      expect(JSON.stringify(findings).toLowerCase()).not.toContain(secret.toLowerCase())
      if (request === null) return
      const { eventValue: _mobile, event_value: _web, custom_data: _custom, ...rest } = JSON.parse(request.body)
      expect(JSON.stringify([request.url, request.headers, rest]).toLowerCase()).not.toContain(secret.toLowerCase())
    }),
    { numRuns: 1_000 },
  )
  const kept = prepare({ data: iosCall({ note: 'jane@example.com' }) }, keeping, nowMs)
  expect(kept.request?.body).toContain('jane@example.com')
})
