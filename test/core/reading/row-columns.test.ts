import { type FieldName, fieldNames, fields } from '../../../spec/configuration/fields'
import { applyColumns } from '../../../src/core/reading/apply-columns'
import { withDeviceFields } from '../../../src/core/reading/device-fields'
import { planStream } from '../../../src/core/reading/plan-stream'
import { type RawEvent, unusedProperties } from '../../../src/core/reading/raw-event'
import { readRow } from '../../../src/core/reading/read-row'
import { findingOf, ids, iosCall, iosRow, see } from '../prepare-fixtures'

const none = new Set<string>()

/** The names of the mapping's document, one field a line: its own name, then its aliases. */
const names: readonly string[][] = `
event_name event_text event
event_time timestamp occurred_at created_at original_timestamp
platform os_name device_type device_os
app_id
appsflyer_id af_id af_uid appsflyer_device_id
customer_user_id user_id cuid
idfa
idfv
advertising_id gaid google_advertising_id aaid
oaid
amazon_aid
imei
app_set_id
app_set_id_scope
email
phone phone_number
first_name
last_name
email_hashed
phone_number_hashed phone_hashed
first_name_hashed
last_name_hashed
country country_code
ip ip_address request_ip
user_agent ua http_user_agent
os_version os
app_version app_version_name
bundle_identifier bundle_id
revenue event_revenue af_revenue
currency event_currency event_revenue_currency af_currency currency_code
att_status att
ad_tracking_enabled aie
limit_ad_tracking is_lat limit_ad_tracking_enabled lat_enabled
event_url url page_url
http_referrer referrer page_referrer
dedup_id message_id customer_dedup_id
consent_data
gdpr_applies
ad_user_data_enabled
ad_personalization_enabled
tcf_string IABTCF_TCString tcstring
tcf_gdpr_applies IABTCF_gdprApplies
tcf_policy_version IABTCF_PolicyVersion IABTCF_TcfPolicyVersion IABTCF_PolicyVesrion
tcf_cmp_sdk_id IABTCF_CmpSdkID
tcf_cmp_sdk_version IABTCF_CmpSdkVersion
event_values event_value
sharing_filter
custom_data`
  .trim()
  .split('\n')
  .map((line) => line.split(' '))

const isField = (name: string): name is FieldName => Object.hasOwn(fields, name)
const pairs = names.flatMap(([field = '', ...aliases]) => [field, ...aliases].map((name) => [name, field] as const))

test.each(pairs)('the column %s means %s, in any case, with blanks and dashes', (name, field) => {
  if (!isField(field)) throw new Error(`${field} is no field`)
  const spellings = [name, name.toUpperCase(), name.replaceAll('_', ' '), name.replaceAll('_', '-')]
  for (const spelling of [...spellings, ` ${name} `]) {
    expect(readRow({ [spelling]: 'x' }, none)).toMatchObject({ fields: { [field]: 'x' }, properties: {} })
  }
})

test('every field can be named by a column', () => {
  for (const field of fieldNames) {
    const isOfDevices = fields[field].on === 'devices'
    const row = readRow({ [field]: 'x' }, none)
    // Elsewhere a column such as device_model is an event value.
    expect(row).toMatchObject(isOfDevices ? { fields: {}, properties: { [field]: 'x' } } : { fields: { [field]: 'x' } })
    if (isOfDevices) expect(withDeviceFields(row)).toMatchObject({ fields: { [field]: 'x' }, properties: {} })
  }
})

test('of two columns with one meaning, the first name in the list that is set counts', () => {
  for (const [field = '', ...aliases] of names) {
    // A no to tracking wins wherever it stands.
    if (['ad_tracking_enabled', 'limit_ad_tracking'].includes(field)) continue
    const columns = [field, ...aliases].map((name, rank): [string, number] => [name, rank])
    for (const order of [columns, columns.toReversed()]) {
      expect(Object.values(readRow(Object.fromEntries(order), none).fields)).toEqual([0])
    }
  }
  expect(readRow({ event_name: ' ', event_text: null, event: 'x' }, none).fields).toEqual({ event_name: 'x' })
})

test('the rest become event values; nulls and book-keeping do not', () => {
  const row = { plan: 'gold', empty: null, _airbyte_raw_id: 'x', _ab_source_file_url: 'y', Constructor: 1 }
  expect(see(iosRow(row)).values).toEqual({ plan: 'gold', Constructor: 1 })
})

test.each([['2024-01-01'], [true]])('a row deleted at its source is skipped: %j', (_ab_cdc_deleted_at) => {
  expect(see(iosRow({ _ab_cdc_deleted_at }))).toMatchObject({ outcome: 'skip', codes: ['deleted_row'] })
  expect(see(iosRow({ _ab_cdc_deleted_at: null })).outcome).toBe('send')
})

test('a column os may hold the version or the name of the system', () => {
  expect(readRow({ os: '17.1' }, none).fields).toEqual({ os_version: '17.1' })
  expect(readRow({ os: '17.1' }, none).systems).toEqual([])
  expect(readRow({ os: 'iOS' }, none).systems).toEqual(['iOS'])
  expect(see(iosRow({ platform: null, idfa: null, os_version: 'iOS 17.4.1' })).body['os']).toBe('17.4.1')
  expect(see(iosRow({ platform: null, idfa: null, os_version: 'iOS' })).body['os']).toBeUndefined()
})

describe('configured columns', () => {
  const stream = (columns: object[]) => ({ configuration: { streams: [{ stream: 's', columns }] }, stream: 's' })

  test('win over names', () => {
    const seen = see(
      iosRow({ revenue: '1', order_total: '2', currency: 'USD' }),
      stream([{ column: 'order_total', field: 'revenue' }]),
    )
    expect(seen.values).toEqual({ af_revenue: '2', af_currency: 'USD' })
  })

  test('a usual name can be given another meaning', () => {
    const seen = see(iosRow({ name: 'Jane' }), stream([{ column: 'name', field: 'first_name' }]))
    expect(seen.body).toMatchObject({ eventName: 'level_finished', first_name_hashed: expect.any(String) })
    expect(seen.values).toEqual({})
  })

  test('without a value they leave the field as it is', () => {
    const seen = see(iosRow({ af: ' ' }), stream([{ column: 'af', field: 'appsflyer_id' }]))
    expect(seen.body['appsflyer_id']).toBe(ids.appsflyerId)
  })

  test('are found at the top and among the properties of a Segment event', () => {
    const columns = [
      { column: 'buyer', field: 'email' as const },
      { column: 'total', field: 'revenue' as const },
    ]
    const planned = planStream({ stream: 's', send_as: 'auto', columns, event_values: [], constants: [], where: [] })
    const raw: RawEvent = {
      call: 'track',
      fields: {},
      properties: { total: 5, plan: 'gold' },
      used: none,
      systems: [],
      inBrowser: false,
    }
    const applied = applyColumns(raw, { buyer: 'a@b.org' }, planned)
    expect(applied.fields).toEqual({ email: 'a@b.org', revenue: 5 })
    expect(unusedProperties(applied)).toEqual({ plan: 'gold' })
  })
})

describe('configured event values', () => {
  const stream = (mapping: object) => ({ configuration: { streams: [{ stream: 's', ...mapping }] }, stream: 's' })
  const row = iosRow({ sku: 'A-1', tier: 'gold', empty: null })

  test('give a column another name, and add values that are the same for every record', () => {
    const event_values = [
      { name: 'af_content_id', column: 'sku' },
      { name: 'source', value: 'warehouse' },
    ]
    expect(see(row, stream({ event_values })).values).toEqual({
      af_content_id: 'A-1',
      source: 'warehouse',
      tier: 'gold',
    })
  })

  test('take a usual name away from its field, unless the column is mapped to the field too', () => {
    const event_values = [{ name: 'label', column: 'event' }]
    const mapping = { event_values, event_name: 'x' }
    const row = iosRow({ event_name: null, event: 'Level Finished' })
    expect(see(row, stream(mapping)).values).toMatchObject({ label: 'Level Finished' })
    const both = see(row, stream({ event_values, columns: [{ column: 'event', field: 'event_name' }] }))
    expect(both.body['eventName']).toBe('Level Finished')
    expect(both.values).toMatchObject({ label: 'Level Finished' })
  })

  test('may swap names', () => {
    const event_values = [
      { name: 'tier', column: 'sku' },
      { name: 'sku', column: 'tier' },
    ]
    expect(see(row, stream({ event_values })).values).toEqual({ tier: 'A-1', sku: 'gold' })
  })

  test('a column without a value is no event value', () => {
    const event_values = ['empty', 'missing'].map((column) => ({ name: `value_of_${column}`, column }))
    expect(see(row, stream({ event_values })).values).toEqual({ sku: 'A-1', tier: 'gold' })
  })

  test('personal data is taken out of them as of all others', () => {
    const event_values = [{ name: 'note', column: 'contact' }]
    const seen = see(iosRow({ contact: 'jane@example.com' }), stream({ event_values }))
    expect(JSON.stringify(seen.body)).not.toContain('jane')
  })

  test('of a Segment event', () => {
    const event_values = [{ name: 'currency', column: 'plan' }]
    const seen = see(iosCall({ plan: 'gold', currency: 'EUR' }), stream({ event_values }))
    expect(seen.values).toEqual({ currency: 'gold', af_currency: 'EUR' })
  })
})

describe('configured constants', () => {
  const stream = (mapping: object) => ({ configuration: { streams: [{ stream: 's', ...mapping }] }, stream: 's' })

  test('win over what the record says', () => {
    const constants = [
      { field: 'currency', value: 'EUR' },
      { field: 'os_version', value: '17.0' },
    ]
    const seen = see(iosRow({ revenue: 2, currency: 'USD' }), stream({ constants }))
    expect(seen.values).toEqual({ af_revenue: '2', af_currency: 'EUR' })
    expect(seen.body['os']).toBe('17.0')
  })

  test('the app and the event name may come from columns', () => {
    const columns = [
      { column: 'bundle', field: 'app_id' },
      { column: 'what', field: 'event_name' },
    ]
    const seen = see(iosRow({ bundle: '123456789', what: 'renewed' }), stream({ columns, send_as: 'mobile_event' }))
    expect(seen.request?.appId).toBe('id123456789')
    expect(seen.body['eventName']).toBe('renewed')
  })
})

describe('JSON in a text column', () => {
  const manual = { gdpr_applies: true, ad_user_data_enabled: false, ad_personalization_enabled: true }

  test('is read where the field is an object or a list', () => {
    const seen = see(
      iosRow({
        consent_data: JSON.stringify({ manual }),
        sharing_filter: '["googleadwords_int"]',
        custom_data: ' {"a": 1} ',
        note: '{"b":2}',
      }),
    )
    expect(seen.codes).toEqual([])
    expect(seen.body).toMatchObject({
      consent_data: { manual },
      sharing_filter: ['googleadwords_int'],
      custom_data: '{"a":1}',
    })
    expect(seen.values).toEqual({ note: '{"b":2}' })
  })

  test('on the web, custom data joins the event values', () => {
    const row = {
      event: 'x',
      user_id: 'u',
      ip: '203.0.113.7',
      ua: 'x',
      platform: 'web',
      custom_data: '{"a":1,"email":"x"}',
    }
    const seen = see(row)
    expect(seen.values).toEqual({ custom_parameters: { custom_data: { a: 1 } } })
    expect(findingOf(seen, 'personal_data_removed').field).toBe('event_values.custom_data.email')
  })

  test('that is broken, or no object, is told or kept', () => {
    expect(see(iosRow({ custom_data: '{"a":' })).values).toEqual({ custom_data: '{"a":' })
    expect(see(iosRow({ consent_data: '{"manual":' })).codes).toEqual(['invalid_consent_dropped'])
  })
})
