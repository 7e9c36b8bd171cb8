import fc from 'fast-check'
import type { Configuration } from '../../spec/configuration/configuration'
import { fieldNames, namesOf } from '../../spec/configuration/fields'
import { configurationOf } from '../configuration-of'
import {
  androidApp,
  androidCall,
  iosApp,
  iosCall,
  iosRow,
  nowMs,
  pbaApp,
  rokuApp,
  rokuRow,
  webApp,
  webCall,
} from './prepare-fixtures'

/** Text of any UTF-16 units: control characters, lone surrogates, emoji. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', ' ', 'null', 'true', '[]', '{}', '{"a":1}', '[{"sku":"x"}]', '-1', '1e400', '%40', '@', '+'),
)

const anyKey = fc.oneof(
  anyText,
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'toJSON', 'length', '0'),
  fc.constantFrom('af_price', 'af_revenue', 'email', 'products', 'product_id', 'price', 'quantity', 'revenue', 'type'),
)

const anyNumber = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(1e308, -1e308, 5e-324, 2 ** 53, -0))

/** Any value that JSON.parse can give, infinities from 1e400 and own `__proto__` keys included. */
export const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null), fc.constantFrom(Infinity, -Infinity)),
    fc.array(tie('value'), { maxLength: 6 }),
    fc.array(fc.tuple(anyKey, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries) as unknown),
  ),
})).value

const bases = [iosCall, androidCall, webCall].flatMap((call) =>
  ['track', 'page', 'screen'].map((type) => call({ order_id: 'o', revenue: 5, currency: 'USD' }, { type })),
)
const rows = [
  iosRow(),
  rokuRow(),
  iosRow({ platform: 'web', user_id: 'u' }),
  iosRow({ platform: 'android', idfa: null }),
]

/** Places that a Segment event or a row is read from, as paths. */
export const segmentPlaces: readonly (readonly string[])[] = [
  ...[
    'event',
    'name',
    'userId',
    'messageId',
    'timestamp',
    'originalTimestamp',
    'integrations',
    'context',
    'properties',
  ],
  ...['traits', 'app_id', 'traits.email', 'traits.phone', 'traits.firstName', 'traits.address.country', 'context.ip'],
  ...[
    'context.userAgent',
    'context.device',
    'context.device.id',
    'context.device.type',
    'context.device.advertisingId',
  ],
  ...['context.device.attTrackingStatus', 'context.device.adTrackingEnabled', 'context.os', 'context.os.version'],
  ...['context.os.name', 'context.app.version', 'context.app.namespace', 'context.page.url', 'context.page.referrer'],
  ...['context.traits', 'context.traits.email', 'context.traits.phone', 'context.traits.appsflyer_id'],
  ...['context.externalIds', 'context.externalId', 'integrations.AppsFlyer', 'integrations.AppsFlyer.appsFlyerId'],
  ...['integrations.AppsFlyer.consent_data', 'integrations.AppsFlyer.sharing_filter', 'integrations.AppsFlyer.appId'],
  ...['properties.revenue', 'properties.currency', 'properties.products', 'properties.price', 'properties.order_id'],
  ...['properties.email', 'properties.phone', 'properties.url', 'properties.total', 'properties.af_content_id'],
  ...['properties.anything', 'properties.deep.er', 'properties.appsflyer_id', 'properties.app_id', 'properties.name'],
].map((path) => path.split('.'))

export const rowPlaces: readonly (readonly string[])[] = [
  ...fieldNames.flatMap(namesOf),
  ...['anything', 'deep', '_ab_cdc_deleted_at', 'products', 'total', 'type'],
].map((column) => [column])

/** A copy of a record with a value put somewhere; what stands in the way gives way. */
export function put(record: object, [key = '', ...rest]: readonly string[], value: unknown): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...record }
  const below = copy[key]
  const inner = typeof below === 'object' && below !== null && !Array.isArray(below) ? below : {}
  copy[key] = rest.length === 0 ? value : put(inner, rest, value)
  return copy
}

function junked(base: object, places: readonly (readonly string[])[]) {
  const changes = fc.array(fc.tuple(fc.constantFrom(...places), anyJson), { minLength: 1, maxLength: 5 })
  return changes.map((list) => list.reduce((record, [path, value]) => put(record, path, value), { ...base }))
}

/** Believable events and rows, with junk in some of their places. */
export const anyRecord: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  ...bases.map((base) => junked(base, segmentPlaces)),
  ...rows.map((base) => junked(base, rowPlaces)),
)

const mobileV2 = [
  { ...iosApp, api_version: 'v2' },
  { ...androidApp, api_version: 'v2' },
]
const settings: readonly object[] = [
  { apps: [iosApp, androidApp, webApp] },
  { apps: [...mobileV2, { ...webApp, time_zone: 'America/New_York' }], late_events: 'reject' },
  { apps: [iosApp], defaults: { currency: 'USD', phone_country: 'US' }, event_names: { style: 'as_is' } },
  { apps: [webApp], streams: [{ stream: 's', send_as: 'web_event' }] },
  { apps: [rokuApp], streams: [{ stream: 's', send_as: 'session' }], defaults: { currency: 'USD' } },
  { apps: [rokuApp, iosApp], streams: [{ stream: 's', send_as: 'first_open' }] },
  { apps: [{ platform: 'windows', app_id: '9NBLGGH4NNS1', key: 'key-of-the-windows-app' }, rokuApp] },
  { apps: [pbaApp, iosApp], streams: [{ stream: 's', send_as: 'identify' }] },
  { apps: [iosApp, pbaApp, webApp], streams: [{ stream: 's', app_id: pbaApp.app_id }], late_events: 'reject' },
  { apps: [webApp], streams: [{ stream: 's', send_as: 'web_visit', app_id: webApp.app_id }] },
  { apps: [{ ...iosApp, app_id: '123456789' }], streams: [{ stream: 's', send_as: 'mobile_event', event_name: 'x' }] },
  {
    apps: [androidApp, iosApp],
    privacy: { opted_out_users: 'send', sharing_filter: ['x_int'] },
    streams: [
      {
        stream: 's',
        app_id: 'com.example.app',
        columns: [
          { column: 'anything', field: 'email' },
          { column: 'deep', field: 'custom_data' },
          { column: '__proto__', field: 'revenue' },
        ],
      },
    ],
  },
]

/** Configurations that remove personal data, as they do by default. */
const configurations: readonly Configuration[] = settings.map((value) => configurationOf(value))
export const anyConfiguration = fc.constantFrom(...configurations)
export const anyStream = fc.constantFrom({}, { stream: 's' })
export const anyClock = fc.constantFrom(nowMs, 0, Date.UTC(9999, 11, 31))

const alphanumerics = [...'abcdefghijklmnopqrstuvwxyzABCDEFXYZ0123456789']
const word = (max: number) => fc.string({ unit: fc.constantFrom(...alphanumerics), minLength: 1, maxLength: max })

/** Addresses as people have them. */
export const anyEmail = fc
  .tuple(
    word(8),
    fc.constantFrom('', '.', '_', '-', '+', "'", '%'),
    word(8),
    word(8),
    fc.constantFrom('com', 'co.uk', 'org', 'Museum'),
  )
  .map(([first, mark, second, host, end]) => `${first}${mark}${second}@q${host}.${end}`)

/** International numbers of 9 to 13 digits, as people write them. */
export const anyPhone = fc
  .tuple(
    // Ten digits behind North America's code, and behind Russia's.
    fc
      .constantFrom('44', '49', '351', '1', '7')
      .chain((country) =>
        fc.tuple(fc.constant(country), fc.stringMatching(country.length === 1 ? /^[2-9]\d{9}$/ : /^[2-9]\d{7,9}$/)),
      ),
    fc.constantFrom('', ' ', '-', '.', ') '),
  )
  .map(([[country, national], mark]) => {
    const open = mark === ') ' ? '(' : ''
    return {
      national,
      text: `+${country} ${open}${national.slice(0, 3)}${mark}${national.slice(3)}`.replace(mark === '' ? ' ' : '', ''),
    }
  })
