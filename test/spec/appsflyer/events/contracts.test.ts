import { bodySchemas } from '../../../../spec/appsflyer/bodies/body-schemas'
import { type Endpoint, endpoints } from '../../../../spec/appsflyer/events/contract'
import { contracts, endpointUrl } from '../../../../spec/appsflyer/events/contracts'
import {
  android,
  deviceFirstOpen,
  deviceInapp,
  deviceSession,
  firstPublished,
  ios,
  pbaEvent,
  pbaSetCuid,
  userAgent,
  webEvent,
  webVisit,
} from './documented-examples'

const valid: { readonly [Name in Endpoint]: object } = {
  mobile_v2: firstPublished,
  mobile_v3: { ...ios, ...userAgent },
  web_event: webEvent,
  web_visit: webVisit,
  pba_event: pbaEvent,
  pba_setcuid: pbaSetCuid,
  device_inapp: deviceInapp,
  device_first_open: deviceFirstOpen,
  device_session: deviceSession,
}

describe("AppsFlyer's documented examples", () => {
  const v2 = { af_events_api: 'true' }
  it.each<[string, Endpoint, object]>([
    ['the API as first published', 'mobile_v2', firstPublished],
    ['v2, Android', 'mobile_v2', { ...android, ...v2 }],
    ['v2, iOS', 'mobile_v2', { ...ios, ...v2, bundle_id: 'com.myapp' }],
    ['v3, Android', 'mobile_v3', { ...android, ...userAgent }],
    ['v3, iOS', 'mobile_v3', { ...ios, ...userAgent }],
    ['v3, an event without a value', 'mobile_v3', { ...ios, eventValue: '' }],
    ['v3, sharing with nobody', 'mobile_v3', { ...ios, sharing_filter: 'all' }],
    ['web, an event', 'web_event', webEvent],
    ['web, a visit', 'web_visit', webVisit],
    ['PBA, an event', 'pba_event', pbaEvent],
    ['PBA, a user id', 'pba_setcuid', pbaSetCuid],
    ['a device, an event', 'device_inapp', deviceInapp],
    ['a device, a first open', 'device_first_open', deviceFirstOpen],
    ['a device, a session', 'device_session', deviceSession],
  ])('%s is accepted', (_name, endpoint, body) => {
    expect(bodySchemas[endpoint].safeParse(body).error?.issues).toBeUndefined()
  })
})

/** One change to a valid body, and where the contract must see it. */
type Refusal = readonly [name: string, change: object, field: string]

const mobileRefusals: readonly Refusal[] = [
  ['no appsflyer_id', { appsflyer_id: undefined }, 'appsflyer_id'],
  ['an empty appsflyer_id', { appsflyer_id: '' }, 'appsflyer_id'],
  ['no eventName', { eventName: undefined }, 'eventName'],
  ['a name of 101 characters', { eventName: 'n'.repeat(101) }, 'eventName'],
  ['no eventValue', { eventValue: undefined }, 'eventValue'],
  ['an event value that is an object', { eventValue: { af_revenue: 6 } }, 'eventValue'],
  ['an event value that is no JSON', { eventValue: '{af_revenue:6}' }, 'eventValue'],
  ['an event value that is JSON but no object', { eventValue: '[1]' }, 'eventValue'],
  ['a time with T and Z', { eventTime: '2019-05-15T12:17:01.123Z' }, 'eventTime'],
  ['a time without milliseconds', { eventTime: '2019-05-15 12:17:01' }, 'eventTime'],
  ['a lower-case currency', { eventCurrency: 'usd' }, 'eventCurrency'],
  ['an IPv6 address', { ip: '2001:db8::1' }, 'ip'],
  ['an IPv4 address out of range', { ip: '192.0.2.256' }, 'ip'],
  ['a raw e-mail address as hash', { email_hashed: 'a@example.com' }, 'email_hashed'],
  ['a hash of 63 digits', { phone_number_hashed: 'a'.repeat(63) }, 'phone_number_hashed'],
  ['a Facebook id with letters', { fb_login_id: 'x1' }, 'fb_login_id'],
  ['aie as text', { aie: 'true' }, 'aie'],
  ['custom data that is an object', { custom_data: {} }, 'custom_data'],
  ['an app type of its own', { app_type: 'app' }, 'app_type'],
  ['an empty sharing filter', { sharing_filter: [] }, 'sharing_filter'],
  ['consent in text', { consent_data: { manual: { gdpr_applies: 'true' } } }, 'consent_data'],
  ['an unknown field', { email: 'a' }, ''],
]

const iosRefusals: readonly Refusal[] = [
  ['a lower-case idfa', { idfa: '9876f1aa-2983-3855-27bb-2c626772efab' }, 'idfa'],
  ['an idfa of zeros', { idfa: '00000000-0000-0000-0000-000000000000' }, 'idfa'],
  ['att out of range', { att: 4 }, 'att'],
  ['att as text', { att: '3' }, 'att'],
  ['fields of both platforms', { advertising_id: '9c9a82fb-d5de-4cd1-90c3-527441c11828' }, ''],
  ['af_events_api', { af_events_api: 'true' }, ''],
]

const v2Refusals: readonly Refusal[] = [
  ['no af_events_api', { af_events_api: undefined }, 'af_events_api'],
  ['af_events_api as boolean', { af_events_api: true }, 'af_events_api'],
  ['ua', userAgent, ''],
  ['an upper-case advertising id', { advertising_id: '9C9A82FB-D5DE-4CD1-90C3-527441C11828' }, 'advertising_id'],
  ['an advertising id of zeros', { advertising_id: '00000000-0000-0000-0000-000000000000' }, 'advertising_id'],
  ['an app set id without scope', { app_set_id: { id: 'f47ac10b-58cc-4372-a567-0e02b2c3d479' } }, 'app_set_id.scope'],
]

const webRefusals: readonly Refusal[] = [
  ['no user_id', { user_id: undefined }, 'user_id'],
  ['an empty user_id', { user_id: {} }, 'user_id'],
  ['an empty customer_user_id', { user_id: { customer_user_id: '' } }, 'user_id.customer_user_id'],
  ['a customer_user_id of 65', { user_id: { customer_user_id: 'u'.repeat(65) } }, 'user_id.customer_user_id'],
  ['an event value in text', { event_value: '{}' }, 'event_value'],
  ['a timestamp in text', { timestamp: '1712000000000' }, 'timestamp'],
  ['a timestamp with decimals', { timestamp: 1712000000000.5 }, 'timestamp'],
  ['an ip that is none', { ip: 'example.com' }, 'ip'],
  ['a user agent of 1025', { user_agent: 'u'.repeat(1_025) }, 'user_agent'],
  ['a raw e-mail address as hash', { email_hashed: 'a@example.com' }, 'email_hashed'],
  ['a URL that is no http', { event_url: 'ftp://example.com/' }, 'event_url'],
  ['a URL of 4097', { event_url: `https://example.com/${'u'.repeat(4_077)}` }, 'event_url'],
  ['an unknown field', { eventName: 'x' }, ''],
]

const webEventRefusals: readonly Refusal[] = [
  ['no event_name', { event_name: undefined }, 'event_name'],
  ['an empty event_name', { event_name: '' }, 'event_name'],
  ['a name of 65 characters', { event_name: 'n'.repeat(65) }, 'event_name'],
  ...[...'@=+-'].map((sign): Refusal => [`a name with ${sign}`, { event_name: `a${sign}b` }, 'event_name']),
  ['revenue in text', { event_revenue: '49.99' }, 'event_revenue'],
  ['a currency in words', { event_revenue_currency: 'dollars' }, 'event_revenue_currency'],
]

const webVisitRefusals: readonly Refusal[] = [
  ['no event_url', { event_url: undefined }, 'event_url'],
  ['an event name', { event_name: 'af_purchase' }, ''],
  ['revenue', { event_revenue: 1 }, ''],
]

const pbaRefusals: readonly Refusal[] = [
  ['no key', { webDevKey: undefined }, 'webDevKey'],
  ['another type', { eventType: 'VISIT' }, 'eventType'],
  ['no type', { eventType: undefined }, 'eventType'],
  ['no name', { eventName: undefined }, 'eventName'],
  ['no id at all', { customerUserId: undefined, afUserId: undefined }, ''],
  ['a number among the event values', { eventValue: { price: 6 } }, 'eventValue.price'],
  ['event values of more than 1,000 characters', { eventValue: { a: 'v'.repeat(993) } }, 'eventValue'],
  ['revenue in text', { eventRevenue: '6' }, 'eventRevenue'],
  ['a user agent in lower case', { useragent: 'Chrome/80.0' }, ''],
  ['an IPv6 address', { ip: '2001:db8::1' }, 'ip'],
  ['a page', { event_url: 'https://example.com' }, ''],
]

const deviceRefusals: readonly Refusal[] = [
  ['no address', { ip: undefined }, 'ip'],
  ['an IPv6 address', { ip: '2001:db8::1' }, 'ip'],
  ['an id of another type', { device_ids: [{ type: 'idfa', value: 'a' }] }, 'device_ids.0.type'],
  ['an id with a blank', { device_ids: [{ type: 'rida', value: 'a b' }] }, 'device_ids.0.value'],
  ['a request id of 35', { request_id: 'a'.repeat(35) }, 'request_id'],
  ['a user agent of 257', { user_agent: 'u'.repeat(257) }, 'user_agent'],
  ['a model with a slash', { device_model: 'UN55/A' }, 'device_model'],
  ['a model of 51', { device_model: 'm'.repeat(51) }, 'device_model'],
  ['a system in words', { device_os_version: 'Roku OS 9' }, 'device_os_version'],
  ['a user id of 65', { customer_user_id: 'u'.repeat(65) }, 'customer_user_id'],
  ['a version with a plus', { app_version: '1.0+5' }, 'app_version'],
  ['a sharing filter in text', { sharing_filter: 'all' }, 'sharing_filter'],
  ['an unknown field', { email: 'a' }, ''],
]

const refusals: { readonly [Name in Endpoint]: readonly Refusal[] } = {
  mobile_v2: [...mobileRefusals, ...v2Refusals],
  mobile_v3: [...mobileRefusals, ...iosRefusals],
  web_event: [...webRefusals, ...webEventRefusals],
  web_visit: [...webRefusals, ...webVisitRefusals],
  pba_event: pbaRefusals,
  pba_setcuid: [
    ['no key', { webDevKey: undefined }, 'webDevKey'],
    ['no visitor', { afUserId: undefined }, 'afUserId'],
    ['no user', { customerUserId: undefined }, 'customerUserId'],
    ['a time', { timestamp: 1 }, ''],
  ],
  device_inapp: [
    ...deviceRefusals,
    ['no ids', { device_ids: undefined }, 'device_ids'],
    ['no name', { event_name: undefined }, 'event_name'],
    ['a name of 65', { event_name: 'n'.repeat(65) }, 'event_name'],
    ['a system of 13', { device_os_version: '1.2.3.4.5.6.7' }, 'device_os_version'],
    ['revenue in text', { event_parameters: { af_revenue: '1' } }, 'event_parameters.af_revenue'],
    ['a currency that is not listed', { event_parameters: { af_currency: 'XTS' } }, 'event_parameters.af_currency'],
    ['parameters that are an object', { event_custom_parameters: {} }, 'event_custom_parameters'],
    ['parameters of 2,049', { event_custom_parameters: `"${'p'.repeat(2_047)}"` }, 'event_custom_parameters'],
  ],
  device_first_open: [
    ...deviceRefusals,
    ['no ids', { device_ids: undefined }, 'device_ids'],
    ['a user agent with =', { user_agent: 'a=b' }, 'user_agent'],
    ['an event name', { event_name: 'x' }, ''],
  ],
  device_session: [
    ...deviceRefusals,
    ['no model', { device_model: undefined }, 'device_model'],
    ['a version with a letter', { app_version: '1.0b' }, 'app_version'],
  ],
}

describe.each(endpoints)('%s refuses', (endpoint) => {
  it.each(refusals[endpoint])('%s', (_name, change, field) => {
    const body = { ...valid[endpoint], ...change }
    const fields = bodySchemas[endpoint].safeParse(body).error?.issues.map(({ path }) => path.join('.'))
    expect(fields).toContain(field)
  })
})

describe('the ends of what is allowed', () => {
  it.each<[string, Endpoint, object]>([
    ['a mobile name of 100 characters outside the basic plane', 'mobile_v3', { ...ios, eventName: '😀'.repeat(100) }],
    ['a web name of 64 characters', 'web_event', { ...webEvent, event_name: 'n'.repeat(64) }],
    ['a customer_user_id of 64', 'web_visit', { ...webVisit, user_id: { customer_user_id: 'u'.repeat(64) } }],
    ['IPv6 on the web', 'web_event', { ...webEvent, ip: '2001:db8::1' }],
    ['negative revenue', 'web_event', { ...webEvent, event_revenue: -49.99 }],
    ['an upper-case hash', 'mobile_v3', { ...ios, email_hashed: 'A'.repeat(64) }],
    ['the oldest timestamp', 'web_event', { ...webEvent, timestamp: 0 }],
  ])('%s is accepted', (_name, endpoint, body) => {
    expect(bodySchemas[endpoint].safeParse(body).success).toBe(true)
  })
})

describe('endpointUrl', () => {
  it.each<[Endpoint, string, string | undefined, string]>([
    ['mobile_v2', 'id123456789', undefined, 'https://api2.appsflyer.com/inappevent/id123456789'],
    ['mobile_v3', 'com.example.app', undefined, 'https://api3.appsflyer.com/inappevent/com.example.app'],
    [
      'web_event',
      'website-www.example.com',
      undefined,
      'https://events.appsflyer.com/v2.0/s2s/inapps/app/web/website-www.example.com',
    ],
    ['device_inapp', 'steam-480', undefined, 'https://events.appsflyer.com/v1.0/s2s/inapp/app/steam/480'],
    ['device_session', 'roku-a-b', undefined, 'https://events.appsflyer.com/v1.0/s2s/session/app/roku/a-b'],
    ['device_first_open', 'xbox-1', 'http://a/b/', 'http://a/b/v1.0/s2s/first_open/app/xbox/1'],
    ['pba_event', 'a b', undefined, 'https://webs2s.appsflyer.com/v1/a%20b/event'],
    ['pba_setcuid', '$&', 'http://127.0.0.1:1', 'http://127.0.0.1:1/v1/%24%26/setcuid'],
    ['web_visit', 'a/b c', 'http://127.0.0.1:1/', 'http://127.0.0.1:1/v2.0/s2s/visits/app/web/a%2Fb%20c'],
  ])('%s of %s', (endpoint, appId, baseUrl, url) => {
    expect(endpointUrl(contracts[endpoint], appId, baseUrl)).toBe(url)
  })
})
