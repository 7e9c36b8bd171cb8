import { androidApp, findingOf, iosApp, iosCall, iosRow, keys, see, webApp, webCall } from '../prepare-fixtures'

const v2 = { configuration: { apps: [{ ...iosApp, api_version: 'v2' }, { ...androidApp, api_version: 'v2' }, webApp] } }
const app = { app: { namespace: 'com.example.app' } }

describe('mobile v2 beside v3', () => {
  const [first, second] = [see(iosCall({}, {}, app), v2), see(iosCall({}, {}, app))]

  test('URL and key', () => {
    expect(first.request?.url).toBe('https://api2.appsflyer.com/inappevent/id123456789')
    expect(second.request?.url).toBe('https://api3.appsflyer.com/inappevent/id123456789')
    for (const { request } of [first, second]) {
      expect(request?.headers).toMatchObject({ authentication: keys.ios, 'content-type': 'application/json' })
    }
  })

  test('only v2 has af_events_api and bundle_id, only v3 ua; the rest is the same', () => {
    const { af_events_api, bundle_id, ...restOfFirst } = first.body
    const { ua, ...restOfSecond } = second.body
    expect([af_events_api, bundle_id, ua]).toEqual(['true', 'com.example.app', 'Example/1.0'])
    expect(restOfFirst).toEqual(restOfSecond)
    expect(restOfFirst['bundleIdentifier']).toBe('com.example.app')
  })

  test('bundle_id is for iOS', () => {
    const row = { platform: 'android', event: 'x', af_id: '1', bundle_identifier: 'com.example.app' }
    expect(see(row, v2).body).not.toHaveProperty('bundle_id')
    expect(see(row, v2).body['bundleIdentifier']).toBe('com.example.app')
  })

  test('v2 does not ask for a user agent, which it does not take', () => {
    expect(see(iosRow({ ua: undefined }), v2).codes).toEqual([])
  })
})

test('eventValue is a text: empty for nothing, else JSON', () => {
  expect(see(iosCall()).body['eventValue']).toBe('')
  expect(see(iosCall({ a: { b: [1] } })).body['eventValue']).toBe('{"a":{"b":[1]}}')
})

test('custom data is a text, an App Clip is named', () => {
  const row = iosRow({ custom_data: { tier: 'gold', email: 'x' }, app_type: 'app_clip', app_store: 'x' })
  expect(see(row).body).toMatchObject({ custom_data: '{"tier":"gold"}', app_type: 'app_clip', app_store: 'x' })
  expect(see(iosRow({ app_type: 'app' })).body).not.toHaveProperty('app_type')
})

describe('appsflyer_id', () => {
  test.each(['1700000000000-1234567', '1700000000000-1234567890123456789'])('%s is usual', (appsflyer_id) => {
    expect(see(iosRow({ appsflyer_id }))).toMatchObject({ codes: [], body: { appsflyer_id } })
  })
  test.each(['1700000000000-123456', '170000000000-1234567', 'abc', 5])('%j is unusual, and sent', (appsflyer_id) => {
    const seen = see(iosRow({ appsflyer_id }))
    expect(seen).toMatchObject({ outcome: 'send', codes: ['unusual_appsflyer_id'] })
    expect(seen.body['appsflyer_id']).toBe(String(appsflyer_id))
  })
  test.each([undefined, null, '', ' ', {}, true])('%j is missing', (appsflyer_id) => {
    const isUnreadable = appsflyer_id === true || (typeof appsflyer_id === 'object' && appsflyer_id !== null)
    const unreadable = isUnreadable ? ['unreadable_id_dropped'] : []
    const seen = see(iosRow({ appsflyer_id }))
    expect(seen).toMatchObject({ outcome: 'reject', codes: [...unreadable, 'missing_appsflyer_id'] })
  })
})

describe('web', () => {
  test('URL and token', () => {
    expect(see(webCall()).request).toMatchObject({
      url: 'https://events.appsflyer.com/v2.0/s2s/inapps/app/web/website-www.example.com',
      headers: { authorization: `Bearer ${keys.web}`, 'content-type': 'application/json' },
    })
    expect(see(webCall({}, { type: 'page' })).request?.url).toBe(
      'https://events.appsflyer.com/v2.0/s2s/visits/app/web/website-www.example.com',
    )
  })

  test('one of the two ids is enough', () => {
    const afId = { AppsFlyer: { appsFlyerId: 'any-shape' } }
    const one = see(webCall({}, { userId: null, integrations: afId }))
    expect(one).toMatchObject({ codes: [], body: { user_id: { appsflyer_id: 'any-shape' } } })
    const both = see(webCall({}, { integrations: afId }))
    expect(both.body['user_id']).toEqual({ customer_user_id: 'user-1', appsflyer_id: 'any-shape' })
    expect(see(webCall({}, { userId: '' }))).toMatchObject({ outcome: 'reject', codes: ['missing_user_id'] })
  })

  test('a customer user id has at most 64 characters', () => {
    expect(see(webCall({}, { userId: 'u'.repeat(64) })).outcome).toBe('send')
    const codes = ['customer_user_id_too_long']
    expect(see(webCall({}, { userId: 'u'.repeat(65) }))).toMatchObject({ outcome: 'reject', codes })
    expect(see(iosCall({}, { userId: 'u'.repeat(65) }))).toMatchObject({ outcome: 'send', codes: [] })
  })

  test.each([
    ['ftp://example.com/', 'invalid_event_url'],
    ['example.com', 'invalid_event_url'],
    ['javascript:alert(1)', 'invalid_event_url'],
    ['https://a{b}.example/', 'invalid_event_url'],
    [`https://example.com/${'x'.repeat(4_096)}`, 'invalid_event_url'],
  ])('the page %.40s… is none', (url, code) => {
    const visit = see(webCall({}, { type: 'page' }, { page: { url } }))
    expect(visit).toMatchObject({ outcome: 'reject', codes: [code] })
    expect(findingOf(visit, 'invalid_event_url')).toMatchObject({ field: 'event_url', severity: 'reject' })
    // An event can do without.
    const event = see(webCall({}, {}, { page: { url } }))
    expect(event).toMatchObject({ outcome: 'send', codes: [code] })
    expect(findingOf(event, 'invalid_event_url').severity).toBe('degrade')
    expect(event.body).not.toHaveProperty('event_url')
  })

  test.each([
    'https://example.com/a?b=c#d',
    'http://localhost:3000/',
    'https://[2001:db8::1]:8443/a?b#c',
    'https://medium.com/@jane.doe/a-story',
    'https://unpkg.com/react@18.2.0/index.js',
    'https://maps.example/@40.7128,-74.0060,15z',
  ])('the page %s is one', (url) => {
    expect(see(webCall({}, { type: 'page' }, { page: { url } }))).toMatchObject({ codes: [], body: { event_url: url } })
  })

  test.each([
    ['https://example.com/ümlaut?q=語', 'https://example.com/%C3%BCmlaut?q=%E8%AA%9E'],
    ['https://x.example/ bad', 'https://x.example/%20bad'],
    ['https://x.example/<a>', 'https://x.example/%3Ca%3E'],
    ['https://x.example/\u0001a', 'https://x.example/%01a'],
    ['https://x.example/{id}/a|b', 'https://x.example/%7Bid%7D/a%7Cb'],
    ['https://x.example/?a[]=1&b=x^y`', 'https://x.example/?a%5B%5D=1&b=x%5Ey%60'],
    ['https://x.example/?q=100%&r=%zz&s=%41', 'https://x.example/?q=100%25&r=%25zz&s=%41'],
    ['https://x.example/#a#b|c', 'https://x.example/#a%23b%7Cc'],
    ['https://user:pw@x.example/a', 'https://x.example/a'],
    ['https://x.example:443/a/../b', 'https://x.example/b'],
  ])('the page %j goes out as %s', (url, written) => {
    const seen = see(webCall({}, { type: 'page' }, { page: { url } }))
    expect(seen).toMatchObject({ codes: ['url_mended'], body: { event_url: written } })
  })

  test.each([
    ['https://Example.COM', 'https://example.com/'],
    [' https://example.com/a ', 'https://example.com/a'],
  ])('the page %j is %s, which is worth no word', (url, written) => {
    const seen = see(webCall({}, { type: 'page' }, { page: { url } }))
    expect(seen).toMatchObject({ codes: [], body: { event_url: written } })
  })

  test('what is left of an escape that redaction cut in two is encoded', () => {
    const { body } = see(webCall({}, {}, { page: { url: `https://x.example/?q=${'é'.repeat(40)}jane@example.com` } }))
    expect(body['event_url']).toMatch(/^https:\/\/x\.example\/\?q=([a-zC]|%[0-9A-F]{2})*removed$/)
  })

  test('a visit needs a page, an event does not', () => {
    expect(see(webCall({}, { type: 'page' }, { page: {} }))).toMatchObject({ codes: ['missing_event_url'] })
    expect(see(webCall({}, {}, { page: { title: 'Home' } }))).toMatchObject({ outcome: 'send', codes: [] })
  })

  test('a user agent is cut to 1,024 characters', () => {
    expect(see(webCall({}, {}, { userAgent: 'x'.repeat(1_025) })).body['user_agent']).toBe('x'.repeat(1_024))
  })
})

/** As the web SDK makes them. */
const webId = '9d9aa1c6-2e1f-4d9e-b1ac-4f7b6a9d3e1f-p'

test('personal data in fields: needed texts are redacted, the others left out', () => {
  const mail = 'jane@example.com'
  const page = { url: `https://example.com/?mail=${mail}`, referrer: `https://example.org/${mail}` }
  const seen = see(webCall({}, { userId: mail, integrations: { AppsFlyer: { appsFlyerId: webId } } }, { page }))
  expect(seen.body).toMatchObject({
    user_id: { appsflyer_id: webId },
    event_url: 'https://example.com/?mail=removed',
    http_referrer: 'https://example.org/removed',
  })
  expect(seen.body['user_id']).not.toHaveProperty('customer_user_id')
  expect(seen.codes).toEqual(Array(3).fill('personal_data_removed'))
})
