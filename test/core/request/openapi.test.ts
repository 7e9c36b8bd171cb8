import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv, { type AnySchemaObject, type ValidateFunction } from 'ajv'
import fc from 'fast-check'
import { prepare } from '../../../src/core/prepare'
import { anyJson, anyRecord, put } from '../prepare-arbitraries'
import { androidApp, androidCall, configure, ids, iosApp, iosCall, iosRow, nowMs } from '../prepare-fixtures'

/**
 * The bodies of 20,000 generated requests against AppsFlyer's own OpenAPI documents (schemas/mobile-v2.json, mobile-v3.json),
 * read by ajv. The web API of events and visits has no such document. Where the documents contradict themselves, or AppsFlyer's
 * guides, they are mended here, one by one; nothing else is let through, unknown members neither.
 */
type Platform = 'IosIds' | 'AndroidIds'
type Version = 'v2' | 'v3'

interface Documented {
  readonly definitions: Record<string, AnySchemaObject>
}

const usualUuid = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'

/** What is mended in a schema, and why. Each takes the schema as AppsFlyer wrote it. */
const amendments: Readonly<Record<string, (member: AnySchemaObject, name: string) => AnySchemaObject>> = {
  // v3 asks 19 digits of Android's ids and 7 of iOS'; installs have 7 to 19, and an odd id is a warning of ours.
  appsflyer_id: () => ({ type: 'string', minLength: 1 }),
  // The guide: yyyy-MM-dd HH:mm:ss.SSS, which is no date-time of JSON Schema.
  eventTime: () => ({ type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}\\.\\d{3}$' }),
  // The list is old: it has HRK and lacks VED.
  eventCurrency: () => ({ type: 'string', pattern: '^[A-Z]{3}$' }),
  // An array, and yet "all" among its forms.
  sharing_filter: ({ oneOf }) => ({ oneOf }),
  // The guide: an empty text where there is nothing to say.
  eventValue: () => ({ anyOf: [{ const: '' }, { type: 'string', format: 'json' }] }),
}

function schemaOf(version: Version, platform: Platform): AnySchemaObject {
  const text = readFileSync(join(__dirname, `schemas/mobile-${version}.json`), 'utf8')
  const { definitions } = JSON.parse(text) as Documented
  const { properties, ...rest } = definitions[platform] as AnySchemaObject & {
    properties: Record<string, AnySchemaObject>
  }
  const members = Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [name, amendments[name]?.(member, name) ?? member]),
  )
  const amended = {
    ...members,
    // Its pattern is no regular expression.
    ...(members['app_set_id'] && {
      app_set_id: {
        ...members['app_set_id'],
        properties: { scope: { enum: [1, 2] }, id: { type: 'string', pattern: usualUuid } },
        required: ['scope', 'id'],
        additionalProperties: false,
      },
    }),
    // The API as first published wants both in v2.
    ...(version === 'v2' && { af_events_api: { const: 'true' }, bundle_id: { type: 'string' } }),
  }
  return {
    ...rest,
    properties: amended,
    additionalProperties: false,
    definitions: {
      ...definitions,
      // Without what each requires, every object is both of them.
      TCFConsent: { ...definitions['TCFConsent'], required: ['tcf'], additionalProperties: false },
      ManualConsent: { ...definitions['ManualConsent'], required: ['manual'], additionalProperties: false },
    },
  }
}

const ajv = new Ajv({ allErrors: true, strict: false, formats: { json: isJson, UUID: true } })

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const platforms = ['IosIds', 'AndroidIds'] as const
const versions = ['v2', 'v3'] as const
const validators = new Map<string, ValidateFunction>(
  versions.flatMap((version) =>
    platforms.map((platform) => [`${version} ${platform}`, ajv.compile(schemaOf(version, platform))] as const),
  ),
)

const uuid = fc.uuid()
const hash = fc.constant('a'.repeat(64))
const word = fc.string({ maxLength: 20 })
/** Believable values of everything that a body has a member for, as columns of a row. */
const columns: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  customer_user_id: fc.oneof(word, fc.integer()),
  idfa: uuid,
  idfv: uuid.map((id) => id.replaceAll('-', '')),
  advertising_id: uuid,
  oaid: word,
  amazon_aid: uuid,
  imei: fc.constant('351756051523999'),
  app_set_id: uuid,
  app_set_id_scope: fc.constantFrom(1, 2, 'app', '2.0'),
  email: fc.emailAddress(),
  phone: fc.constantFrom('+12133734253', '00442071838750', 'tel:+4930123456', '030 123456'),
  first_name: word,
  last_name: word,
  email_hashed: hash,
  phone_number_hashed: hash,
  first_name_hashed: fc.oneof(hash, word),
  last_name_hashed: hash,
  fb_login_id: fc.constantFrom('1020', '1020.0', 'x'),
  att_status: fc.constantFrom(0, 3, 'authorized', 'ATTrackingManager.AuthorizationStatus.denied', 'perhaps'),
  ad_tracking_enabled: fc.boolean(),
  ip: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('10.0.0.1, 203.0.113.9')),
  user_agent: word,
  os_version: fc.constantFrom('17.4', 'iOS 17.4.1', 'Android OS 11 / API-30', '?'),
  app_version: word,
  app_store: word,
  app_type: fc.constantFrom('app_clip', ''),
  bundle_identifier: fc.constant('com.example.app'),
  custom_data: fc.oneof(fc.constant('{"tier":"gold"}'), fc.dictionary(word, word)),
  sharing_filter: fc.constantFrom('all', ['x_int'], '["x_int","y_int"]', 'x_int,twitter_int', 5),
  consent_data: fc.constantFrom(
    { manual: { gdpr_applies: true, ad_user_data_enabled: false, ad_personalization_enabled: false } },
    { tcf: { policy_version: 4, gdpr_applies: 1, cmp_sdk_id: 3, cmp_sdk_version: 2, tcstring: 'CPcabc' } },
    { tcf: { tcstring: 5 } },
    'yes',
  ),
  event_time: fc.oneof(fc.constant(nowMs), fc.constant('2024-01-15T10:00:00+02:00'), fc.constant('2024-01-15')),
  revenue: fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constantFrom('48.00', '-3', 5)),
  currency: fc.constantFrom('usd', 'EUR', 'XCG', 'gbp', 'JPY', 'KWD', 'VED', 'dollars'),
  event_values: fc.oneof(fc.dictionary(word, fc.oneof(word, fc.integer())), fc.constant('{"level":5}')),
  note: anyJson,
}

const row = fc
  .record({
    base: fc.constantFrom(iosRow(), iosRow({ platform: 'android', idfa: null })),
    changes: fc.record(columns, { requiredKeys: [] }),
  })
  .map(({ base, changes }) => ({ ...base, ...changes }))

const call = fc
  .record({
    base: fc.constantFrom(iosCall(), androidCall(), iosCall({}, { event: 'Order Completed' })),
    type: fc.constantFrom('track', 'screen', 'page'),
    properties: fc.record(
      {
        revenue: columns['revenue'] as fc.Arbitrary<unknown>,
        currency: fc.constantFrom('USD', 'JPY'),
        order_id: word,
        products: fc.array(fc.record({ product_id: word, price: fc.integer(), quantity: fc.integer() }), {
          maxLength: 8,
        }),
        note: anyJson,
      },
      { requiredKeys: [] },
    ),
    traits: fc.record({ email: fc.emailAddress(), phone: word, firstName: word }, { requiredKeys: [] }),
    options: fc.record(
      {
        consent_data: columns['consent_data'] as fc.Arbitrary<unknown>,
        sharing_filter: fc.constantFrom('all', ['x_int']),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ base, type, properties, traits, options }) => {
    const record = put({ ...base, type, properties }, ['context', 'traits'], traits)
    return put(record, ['integrations', 'AppsFlyer'], { appsFlyerId: ids.appsflyerId, ...options })
  })

const configurations = versions.map((version) =>
  configure({
    apps: [iosApp, androidApp].map((app) => ({ ...app, api_version: version })),
    defaults: { phone_country: 'DE' },
  }),
)

test('20,000 generated bodies are what AppsFlyer documents', () => {
  const wanted = 20_000
  const runs = 34_000
  let bodies = 0
  const seen = new Set<string>()
  const record = fc.oneof(
    { weight: 4, arbitrary: row },
    { weight: 4, arbitrary: call },
    { weight: 2, arbitrary: anyRecord },
  )
  const samples = fc.sample(fc.tuple(record, fc.nat({ max: 1 })), { numRuns: runs, seed: 20_261_126 })
  for (const [data, at] of samples) {
    const configuration = configurations[at]
    if (configuration === undefined) throw new Error('no configuration')
    const { request } = prepare({ data }, configuration, nowMs)
    if (request === null) continue
    bodies++
    const platform: Platform = request.appId === iosApp.app_id ? 'IosIds' : 'AndroidIds'
    const version: Version = request.endpoint === 'mobile_v2' ? 'v2' : 'v3'
    const body = JSON.parse(request.body) as Record<string, unknown>
    for (const name of Object.keys(body)) seen.add(`${platform} ${name}`)
    const validate = validators.get(`${version} ${platform}`)
    if (validate === undefined) throw new Error('no schema')
    if (!validate(body))
      throw new Error(`${ajv.errorsText(validate.errors)} in ${request.body} of ${JSON.stringify(data)}`)
  }
  expect(bodies).toBeGreaterThanOrEqual(wanted)
  const documented = platforms.flatMap((platform) =>
    versions.flatMap((version) =>
      Object.keys(schemaOf(version, platform)['properties']).map((name) => `${platform} ${name}`),
    ),
  )
  const never = [...new Set(documented)].filter((name) => !seen.has(name)).sort()
  // A dimension of a customer's own for AppsFlyer's Xpend; nobody's record has one. bundle_id is for iOS.
  expect(never).toEqual(['AndroidIds bundle_id', 'AndroidIds custom_dimension', 'IosIds custom_dimension'])
})

test.each(Object.keys(amendments))('%s: the documents still need the mending', (name) => {
  const text = readFileSync(join(__dirname, 'schemas/mobile-v3.json'), 'utf8')
  const { definitions } = JSON.parse(text) as Documented
  const written = definitions['AndroidIds']?.['properties'][name]
  const good: Readonly<Record<string, string>> = {
    appsflyer_id: '1700000000000-1234567',
    eventTime: '2024-01-15 10:00:00.000',
    eventCurrency: 'VED',
    sharing_filter: 'all',
    eventValue: '',
  }
  const strict = new Ajv({ strict: false, formats: { json: isJson, 'date-time': /T\d/ } })
  expect(strict.validate(written, good[name])).toBe(false)
  expect(ajv.validate(amendments[name]?.(written, name) ?? {}, good[name])).toBe(true)
})
