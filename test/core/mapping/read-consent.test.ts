import fc from 'fast-check'
import { consentData } from '../../../spec/appsflyer/bodies/shapes'
import { findingOf, ids, iosCall, iosRow, see, webCall } from '../prepare-fixtures'

const manual = { gdpr_applies: true, ad_user_data_enabled: false, ad_personalization_enabled: true }
const tcf = { policy_version: 4, gdpr_applies: 1, cmp_sdk_id: 5, cmp_sdk_version: 2, tcstring: 'CPfaketc.AAAA' }
const withOptions = (options: object) =>
  iosCall({}, { integrations: { AppsFlyer: { appsFlyerId: ids.appsflyerId, ...options } } })

test.each<[string, unknown, object]>([
  ['manual', { manual }, { manual }],
  [
    'manual, with booleans as text',
    { manual: { ...manual, gdpr_applies: 'true', ad_user_data_enabled: 'False' } },
    { manual },
  ],
  ['manual, with 1 and 0', { manual: { ...manual, gdpr_applies: 1, ad_user_data_enabled: 0 } }, { manual }],
  ['tcf', { tcf }, { tcf }],
  [
    'tcf, with numbers as text',
    { tcf: { ...tcf, policy_version: '4', gdpr_applies: '1', cmp_sdk_id: ' 5 ' } },
    { tcf },
  ],
  ['tcf, with a boolean', { tcf: { ...tcf, gdpr_applies: true } }, { tcf }],
  ['tcf, with a boolean as text', { tcf: { ...tcf, gdpr_applies: 'false' } }, { tcf: { ...tcf, gdpr_applies: 0 } }],
  ['tcf, where it is not known', { tcf: { ...tcf, gdpr_applies: '-1' } }, { tcf: { ...tcf, gdpr_applies: -1 } }],
  ['nulls', { manual: { ...manual, extra: null }, tcf: null }, { manual }],
])('consent: %s', (_what, consent_data, sent) => {
  for (const given of [consent_data, JSON.stringify(consent_data)]) {
    for (const seen of [see(withOptions({ consent_data: given })), see(iosRow({ consent_data: given }))]) {
      expect(seen).toMatchObject({ outcome: 'send', codes: [] })
      expect(seen.body['consent_data']).toEqual(sent)
    }
  }
})

test.each<unknown>([
  true,
  'yes',
  ['manual'],
  {},
  { manual: {} },
  { manual: { ...manual, gdpr_applies: 'perhaps' } },
  { manual: { ...manual, more: 1 } },
  { tcf: { ...tcf, gdpr_applies: 2 } },
  { tcf: { ...tcf, tcstring: 5 } },
  { tcf: { ...tcf, tcstring: 'jane@example.com' } },
  { tcf: { ...tcf, cmp_sdk_id: undefined } },
])('consent that cannot be sent is told: %j', (consent_data) => {
  const seen = see(iosRow({ consent_data }))
  expect(seen).toMatchObject({ outcome: 'send', codes: ['invalid_consent_dropped'] })
  expect(seen.body).not.toHaveProperty('consent_data')
  expect(findingOf(seen, 'invalid_consent_dropped').field).toBe('consent_data')
})

test("what is sent is what AppsFlyer's schema takes, and nothing that it takes is left out", () => {
  const part = fc.oneof(fc.integer({ min: -2, max: 3 }), fc.boolean(), fc.constantFrom('CPfaketc', 1.5, null))
  const like = (example: object) =>
    fc.record(Object.fromEntries([...Object.keys(example), 'other'].map((name) => [name, part])), { requiredKeys: [] })
  const given = fc.oneof(
    fc.record({ manual: like(manual) }),
    fc.record({ tcf: like(tcf) }),
    fc.constant({ tcf, more: 1 }),
  )
  fc.assert(
    fc.property(given, (consent) => {
      const { body } = see(iosRow({ consent_data: consent }))
      if (body['consent_data'] !== undefined) expect(consentData.safeParse(body['consent_data']).success).toBe(true)
      if (consentData.safeParse(consent).success) expect(body['consent_data']).toEqual(consent)
    }),
    { numRuns: 500 },
  )
})

describe('the sharing filter', () => {
  const configured = { configuration: { privacy: { sharing_filter: ['configured_int'] } } }

  test.each<[unknown, unknown]>([
    [
      ['a_int', 'b_int'],
      ['a_int', 'b_int'],
    ],
    ['["a_int"]', ['a_int']],
    ['a_int, b_int', ['a_int', 'b_int']],
    [undefined, ['configured_int']],
    [null, ['configured_int']],
    ['', ['configured_int']],
  ])('%j is sent as %j', (sharing_filter, sent) => {
    for (const record of [withOptions({ sharing_filter }), iosRow({ sharing_filter })]) {
      expect(see(record, configured)).toMatchObject({ codes: [], body: { sharing_filter: sent } })
    }
  })

  test.each<unknown>(['all', 'ALL', ['all'], ['a_int', 'all'], '["all"]'])(
    '%j blocks every partner',
    (sharing_filter) => {
      const seen = see(iosRow({ sharing_filter }))
      expect(seen).toMatchObject({ codes: ['all_partners_blocked'], body: { sharing_filter: 'all' } })
    },
  )

  test('the configuration can block every partner, too', () => {
    const seen = see(iosRow(), { configuration: { privacy: { sharing_filter: 'all' } } })
    expect(seen).toMatchObject({ codes: ['all_partners_blocked'], body: { sharing_filter: 'all' } })
  })

  test.each<[unknown, unknown]>([
    [{ a: 1 }, ['configured_int']],
    [true, ['configured_int']],
    [[{}], ['configured_int']],
    [['a_int', {}], ['a_int']],
    [['a_int', 'jane@example.com'], ['a_int']],
  ])('what is no list of partners is told: %j', (sharing_filter, sent) => {
    const seen = see(iosRow({ sharing_filter }), configured)
    expect(seen).toMatchObject({ codes: ['invalid_consent_dropped'], body: { sharing_filter: sent } })
    expect(findingOf(seen, 'invalid_consent_dropped').field).toBe('sharing_filter')
  })
})

test('the web has no place for either: that is told', () => {
  const options = { consent_data: { manual }, sharing_filter: 'all' }
  for (const type of ['track', 'page']) {
    const seen = see(webCall({}, { type, integrations: { AppsFlyer: options } }))
    expect(seen.outcome).toBe('send')
    expect(seen.findings.map(({ code, field }) => `${code} ${field}`)).toEqual([
      'invalid_consent_dropped consent_data',
      'invalid_consent_dropped sharing_filter',
    ])
  }
})
