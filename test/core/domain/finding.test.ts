import { type FindingCode, finding, findingKinds } from '../../../src/core/domain/finding'
import {
  androidApp,
  type Circumstances,
  findingOf,
  ids,
  iosApp,
  iosCall,
  iosRow,
  keys,
  pbaApp,
  rokuApp,
  rokuRow,
  see,
  webCall,
} from '../prepare-fixtures'

const zeros = '00000000-0000-0000-0000-000000000000'
const optedOut = iosRow({ aie: false })
const stream = (settings: object): Circumstances => ({
  configuration: { streams: [{ stream: 's', ...settings }] },
  stream: 's',
})

const webRow = (columns: object) => ({
  user_id: 'u',
  event_name: 'x',
  ip: '203.0.113.7',
  user_agent: 'Example/1.0',
  ...columns,
})
const pba: Circumstances = { configuration: { apps: [pbaApp] } }
const roku: Circumstances = { configuration: { apps: [rokuApp] } }
const sessions: Circumstances = {
  configuration: { apps: [rokuApp], streams: [{ stream: 's', send_as: 'session' }] },
  stream: 's',
}
const erasing = (more: object = {}): Circumstances => ({
  configuration: { api_token: 'api-token-of-the-account', streams: [{ stream: 's', send_as: 'erase' }], ...more },
  stream: 's',
})

const mapped = (column: string, field: string) => stream({ columns: [{ column, field }] })

/** What a memory says, not the record: test/memory has them. */
const memorys = [
  ...(['appsflyer_id_looked_up', 'accepted_before', 'erased_user', 'memory_unavailable'] as const),
  ...(['waited_for_install', 'install_wait_cut'] as const),
]
type RecordsCode = Exclude<FindingCode, (typeof memorys)[number]>

/** For each code a record, and a configuration where it needs one, that brings it about. */
const reached: { readonly [Code in RecordsCode]: readonly [record: unknown, circumstances?: Circumstances] } = {
  unreadable_record: [[1, 2]],
  // Only what is no JSON makes the program fail.
  internal_error: [Object.defineProperty({}, 'event', { enumerable: true, get: () => JSON.parse('{') })],
  missing_appsflyer_id: [iosRow({ appsflyer_id: null })],
  missing_user_id: [webCall({}, { userId: null })],
  missing_event_name: [iosRow({ event_name: ' ' })],
  missing_event_url: [webCall({}, { type: 'page' }, { page: null })],
  invalid_event_url: [webCall({}, { type: 'page' }, { page: { url: '/cart' } })],
  no_app_for_platform: [webCall(), { configuration: { apps: [iosApp] } }],
  unknown_platform: [iosRow({ platform: 'Symbian', idfa: null })],
  unknown_app: [iosRow({ app_id: 'id987654321' })],
  invalid_revenue: [iosRow({ revenue: '$48.00' })],
  invalid_currency: [iosRow({ revenue: 48, currency: 'dollars' })],
  customer_user_id_too_long: [webCall({}, { userId: 'u'.repeat(65) })],
  missing_device_ids: [rokuRow({ rida: null }), roku],
  missing_device_ip: [rokuRow({ ip: null }), roku],
  missing_device_model: [rokuRow({ device_model: null, event_name: null }), sessions],
  body_too_large: [iosRow({ customer_user_id: 'u'.repeat(1_024) })],
  purchase_without_revenue: [iosRow({ event_name: 'af_purchase' })],
  revenue_without_currency: [iosRow({ revenue: 48 })],
  amount_not_mapped: [iosRow({ amount_paid: 48 })],
  currency_not_mapped: [iosRow({ revenue: 48, local_currency: 'EUR' })],
  currency_conflict: [iosRow({ af_revenue: 48, af_currency: 'EUR', currency: 'USD' })],
  revenue_conflict: [iosRow({ revenue: 48, af_revenue: 50, currency: 'USD' })],
  visit_carries_event: [webCall({ revenue: 48, currency: 'USD' }, { type: 'page' })],
  unreadable_id_dropped: [iosRow({ customer_user_id: ['user-1'] })],
  revenue_rounded: [iosRow({ revenue: '0.123456', currency: 'USD' })],
  amount_unit_unclear: [iosRow({ price_cents: 4_800, currency: 'USD' }), mapped('price_cents', 'revenue')],
  store_revenue_twice: [
    iosRow({ event_name: 'af_purchase', revenue: 48, currency: 'USD' }),
    { configuration: { store_revenue_measured_by_appsflyer: true } },
  ],
  refund_positive: [iosRow({ event_name: 'refund_issued', revenue: 48, currency: 'USD' })],
  revenue_without_payment: [iosRow({ event_name: 'EXPIRED', revenue: 48, currency: 'USD' })],
  refund_in_doubt: [iosRow({ event_name: 'cancel_purchase', revenue: 48, currency: 'USD', status: 'failed' })],
  revenue_per_unit: [iosRow({ unit_price: 48, quantity: 2, currency: 'USD' }), mapped('unit_price', 'revenue')],
  updated_row: [iosRow({ METADATA$ACTION: 'INSERT', METADATA$ISUPDATE: 'true' })],
  mapped_column_empty: [iosRow({ buyer: null, user_id: 'u1' }), mapped('buyer', 'customer_user_id')],
  user_id_of_nobody: [iosRow({ customer_user_id: 'guest' })],
  value_conflict: [iosRow({ customer_user_id: 'user-1', user_id: 'user-2' })],
  foreign_app_id: [iosRow({ app_id: 'id999999999' }), stream({ app_id: iosApp.app_id })],
  revenue_not_taken: [rokuRow({ event_name: undefined, device_model: 'x', revenue: 3 }), sessions],
  opening_of_no_device: [
    iosRow(),
    {
      configuration: { apps: [iosApp, rokuApp], streams: [{ stream: 'launches', send_as: 'first_open' }] },
      stream: 'launches',
    },
  ],
  platform_conflict: [
    iosRow({ app_id: androidApp.app_id, idfa: null, idfv: null, advertising_id: ids.gaid }),
    { configuration: { apps: [iosApp, androidApp] } },
  ],
  app_guessed: [iosRow(), { configuration: { apps: [iosApp, { ...iosApp, app_id: 'id222222222' }] } }],
  price_list_dropped: [iosCall({ products: [{ product_id: 'a', price: 1 }, { product_id: 'b' }] })],
  quantity_list_dropped: [iosCall({ products: [{ product_id: 'a', quantity: 'two' }] })],
  event_values_unreadable: [iosRow({ event_values: 'level 5' })],
  delivery_id_left_out: [
    iosRow({ custom_data: { did: 'mine' } }),
    { configuration: { ledger: { storage: 'file', folder: 'ledger' } } },
  ],
  test_record: [iosRow({ environment: 'SANDBOX' })],
  missing_event_time: [iosRow({ event_time: null })],
  invalid_hash_dropped: [iosRow({ email_hashed: 'jane@example.com' })],
  placeholder_ignored: [iosRow({ customer_user_id: 'N/A' })],
  invalid_number_dropped: [iosRow({ customer_user_id: '1.5E+20' })],
  invalid_tracking_dropped: [iosRow({ idfa: null, idfv: ids.idfv, att_status: 'perhaps' })],
  personal_hashes_withheld: [iosRow({ idfa: null, idfv: ids.idfv, aie: false, email: 'jane@example.com' })],
  private_ip_dropped: [iosRow({ ip: '10.0.0.1' })],
  invalid_ip_dropped: [iosRow({ ip: '203.0.113' })],
  late_event: [iosRow({ event_time: '2024-01-01 00:00:00' })],
  maybe_late_event: [webRow({ event_time: '2024-01-14 10:00:00' }), pba],
  future_event: [iosRow({ event_time: '9999-01-01 00:00:00' })],
  missing_device_id: [iosRow({ idfa: null })],
  missing_os_version: [iosRow({ os_version: null })],
  missing_ip_or_user_agent: [iosRow({ ip: null })],
  ipv6_dropped: [iosRow({ ip: '2001:db8::1' })],
  zero_advertising_id_dropped: [iosRow({ idfv: zeros })],
  advertising_id_withheld: [optedOut],
  invalid_device_id_dropped: [iosRow({ idfv: 'A-123' })],
  foreign_device_id: [rokuRow({ steam_id: '76561198000000000' }), roku],
  phone_without_country_dropped: [iosRow({ phone: '(213) 373-4253' })],
  invalid_email_dropped: [iosRow({ email: 'jane' })],
  invalid_timestamp_dropped: [iosRow({ event_time: 'yesterday' })],
  event_name_long: [iosRow({ event_name: 'n'.repeat(46) })],
  value_long: [webCall({ note: 'n'.repeat(1_001) })],
  event_values_trimmed: [iosRow({ note: 'n'.repeat(1_024) })],
  unknown_currency: [iosRow({ revenue: 1, currency: 'XCG' })],
  unusual_appsflyer_id: [iosRow({ appsflyer_id: 'install-1' })],
  invalid_consent_dropped: [iosRow({ consent_data: { yes: true } })],
  all_partners_blocked: [iosRow({ sharing_filter: 'all' })],
  device_field_mended: [rokuRow({ device_model: 'UN55/A' }), roku],
  field_not_taken: [webCall(), pba],
  ios_app_id_prefixed: [iosRow({ app_id: '123456789' })],
  event_renamed: [iosRow({ event_name: 'Signed Up' })],
  event_name_sanitised: [webCall({}, { event: 'level-up' })],
  personal_data_removed: [iosRow({ contact: 'jane@example.com' })],
  product_members_left_out: [iosCall({ products: [{ product_id: 'a', brand: 'Acme' }] })],
  product_without_id: [iosCall({ products: [{ name: 'shoe' }] })],
  currency_defaulted: [iosRow({ revenue: 1 }), { configuration: { defaults: { currency: 'USD' } } }],
  device_id_mended: [iosRow({ idfa: ids.idfa.replaceAll('-', '') })],
  number_mended: [iosRow({ customer_user_id: '1234567.0' })],
  partner_renamed: [iosRow({ sharing_filter: ['twitter_int'] })],
  url_mended: [webCall({}, {}, { page: { url: 'https://jane:x@example.com/a b' } })],
  currency_from_column: [iosRow({ value_in_usd: 48 }), mapped('value_in_usd', 'revenue')],
  event_values_withheld: [iosRow({ level: 5 }), { configuration: { privacy: { event_values: ['score'] } } }],
  not_an_event: [iosCall({}, { type: 'identify' })],
  deleted_row: [iosRow({ _ab_cdc_deleted_at: '2024-01-15' })],
  opted_out_skipped: [optedOut, { configuration: { privacy: { opted_out_users: 'skip' } } }],
  excluded_by_source: [iosCall({}, { integrations: { AppsFlyer: false } })],
  from_appsflyer: [iosCall({ provider: 'AppsFlyer' }, { event: 'Install Attributed' })],
  filtered_out: [iosRow({ status: 'open' }), stream({ where: [{ column: 'status', is: 'paid' }] })],
  identity_noted: [iosRow({ customer_user_id: 'u1' }), stream({ send_as: 'identify' })],
  incomplete_identity: [iosRow({ customer_user_id: null }), stream({ send_as: 'identify' })],
  two_ids_to_erase: [{ user_id: 'u1', customer_user_id: 'u2' }, erasing()],
  no_id_to_erase: [{ customer_user_id: null }, erasing()],
  erasure_by_user_id: [{ customer_user_id: 'u1', app_id: iosApp.app_id }, erasing()],
  erasure_day_guessed: [
    { appsflyer_id: ids.appsflyerId, app_id: iosApp.app_id, asked: 'garbage' },
    erasing({ streams: [{ stream: 's', send_as: 'erase', columns: [{ column: 'asked', field: 'event_time' }] }] }),
  ],
  erasure_id_left_out: [{ appsflyer_id: ids.appsflyerId, oaid: 'o1', app_id: iosApp.app_id }, erasing()],
  app_without_erasures: [
    { appsflyer_id: ids.appsflyerId },
    erasing({ apps: [iosApp, { platform: 'web_pba', app_id: 'brand', key: 'k' }] }),
  ],
  erasure_in_several_apps: [{ appsflyer_id: ids.appsflyerId }, erasing({ apps: [iosApp, androidApp] })],
  stream_skipped: [iosRow(), stream({ send_as: 'skip' })],
}

const isCode = (code: string): code is FindingCode => Object.hasOwn(findingKinds, code)
const isRecords = (code: FindingCode): code is RecordsCode => !(memorys as readonly FindingCode[]).includes(code)
const codes = Object.keys(findingKinds).filter(isCode).filter(isRecords)

test.each(['appsflyer_id', 'customer_user_id'])('true and false are no %s, however they are written', (field) => {
  for (const value of [true, false, 'true', 'FALSE']) {
    const seen = see(iosRow({ customer_user_id: 'user-1', [field]: value }))
    expect(seen.codes).toContain('unreadable_id_dropped')
    expect(JSON.stringify(seen.request?.body ?? '')).not.toMatch(/true|false/i)
  }
})

test('every code has a record here', () => expect(Object.keys(reached).sort()).toEqual([...codes].sort()))

describe.each(codes)('%s', (code) => {
  const [record, circumstances] = reached[code]
  const seen = see(record, circumstances)
  const found = findingOf(seen, code)

  test('is found, alone', () => expect(seen.codes).toEqual([code]))

  test('has its severity, and the outcome that goes with it', () => {
    expect(found.severity).toBe(findingKinds[code].severity)
    const skipping = [
      ...['not_an_event', 'deleted_row', 'opted_out_skipped', 'stream_skipped'],
      ...['excluded_by_source', 'from_appsflyer', 'filtered_out', 'identity_noted'],
    ]
    const expected = found.severity === 'reject' ? 'reject' : skipping.includes(code) ? 'skip' : 'send'
    expect(seen.outcome).toBe(expected)
    expect(seen.request === null).toBe(expected !== 'send')
  })

  test('says what is wrong in sentences, without a value or a key', () => {
    expect(found.message).toMatch(/^[A-Z].*\.$/)
    expect(found.message.length).toBeLessThan(250)
    const text = JSON.stringify(found)
    const values = ['jane', '373-4253', '2001:db8', '$48', 'dollars', 'yesterday', 'nnnn', 'uuuu', zeros]
    for (const secret of [...values, ...Object.values(keys)]) expect(text).not.toContain(secret)
  })
})

/** Section 3 of the mapping: what was agreed with the users of the findings. */
const agreed = {
  reject:
    'missing_appsflyer_id missing_user_id missing_event_name missing_event_url invalid_event_url no_app_for_platform ' +
    'unknown_platform unknown_app invalid_revenue invalid_currency customer_user_id_too_long body_too_large',
  degrade:
    'late_event future_event missing_device_id missing_os_version missing_ip_or_user_agent ipv6_dropped ' +
    'zero_advertising_id_dropped advertising_id_withheld invalid_device_id_dropped phone_without_country_dropped ' +
    'invalid_email_dropped invalid_timestamp_dropped event_name_long value_long event_values_trimmed unknown_currency ' +
    'unusual_appsflyer_id invalid_consent_dropped all_partners_blocked purchase_without_revenue ' +
    'revenue_without_currency amount_not_mapped',
  note: 'ios_app_id_prefixed event_renamed event_name_sanitised personal_data_removed product_without_id currency_defaulted',
}

test.each(Object.entries(agreed))('the agreed codes of severity %s', (severity, names) => {
  for (const code of names.split(' ')) {
    expect([code, isCode(code) ? findingKinds[code].severity : 'missing']).toEqual([code, severity])
  }
})

test('a finding takes a detail, and a severity of its own', () => {
  expect(finding('late_event', 'event_time', 'By a day.', 'reject')).toEqual({
    code: 'late_event',
    severity: 'reject',
    field: 'event_time',
    message: `${findingKinds.late_event.message} By a day.`,
  })
})
