import fc from 'fast-check'
import { ids, iosCall, see } from '../prepare-fixtures'

const shared = { event_time: '2024-01-15 10:00:00', user_agent: 'Example/1.0' }
const mobile = (columns: object) => ({
  ...shared,
  platform: 'android',
  event_name: 'x',
  appsflyer_id: ids.appsflyerId,
  advertising_id: ids.gaid,
  ...columns,
})
const web = (columns: object) => ({
  ...shared,
  platform: 'web',
  event_name: 'x',
  user_id: 'u1',
  ip: '203.0.113.7',
  ...columns,
})

describe('IP addresses (mobile v3 OpenAPI, ip: IPv4; S2S web, ip)', () => {
  test.each<[unknown, string]>([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['203.0.113.7, 10.0.0.1', '203.0.113.7'],
    ['10.0.0.1, 203.0.113.7, 198.51.100.3', '203.0.113.7'],
    ['unknown, 203.0.113.7', '203.0.113.7'],
    ['203.0.113.7;10.0.0.1', '203.0.113.7'],
    ['203.0.113.7 10.0.0.1', '203.0.113.7'],
    ['203.0.113.7:8080', '203.0.113.7'],
    ['10.0.0.1:80, 203.0.113.7:8080', '203.0.113.7'],
    ['for=203.0.113.7;proto=https', '203.0.113.7'],
    ['203.0.113.7/32', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
    ['64:ff9b::cb00:7107', '203.0.113.7'],
    [['10.0.0.1', '203.0.113.7'], '203.0.113.7'],
    ['["203.0.113.7","10.0.0.1"]', '203.0.113.7'],
    ['172.32.0.1', '172.32.0.1'],
    ['100.128.0.1', '100.128.0.1'],
    ['192.167.1.1', '192.167.1.1'],
  ])('%j is %s', (ip, address) => {
    expect(see(mobile({ ip }))).toMatchObject({ body: { ip: address }, codes: [] })
    expect(see(web({ ip }))).toMatchObject({ body: { ip: address }, codes: [] })
  })

  test.each([
    ...['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '127.0.0.1', '0.0.0.0', '169.254.1.1', '100.64.0.1'],
    ...[
      '255.255.255.255',
      '224.0.0.1',
      '198.18.0.1',
      '192.0.0.1',
      '10.0.0.1, 192.168.0.1',
      '10.0.0.1:80',
      '::',
      '::1',
      'fe80::1',
    ],
    ...['fe80::1%eth0', 'fc00::1', 'fd12:3456::1', '[fd12::1]:80', 'ff02::1', 'fec0::1', '100::1', '::ffff:10.0.0.1'],
    ...['::ffff:0a00:0001', '::ffff:127.0.0.1', '64:ff9b::10.0.0.1', '64:ff9b:1::1', '2002:0a00:0001::1', '::10.0.0.1'],
  ])('%s is private', (ip) => {
    for (const seen of [see(mobile({ ip })), see(web({ ip }))]) {
      expect(seen.body['ip']).toBeUndefined()
      expect(seen.codes).toEqual(['private_ip_dropped'])
    }
  })

  test.each(['2001:4860:4860::8888', '[2001:4860::1]:443', '2A00:1450::1', '2001:4860::1%en0'])(
    '%s: the web alone takes IPv6',
    (ip) => {
      expect(see(mobile({ ip })).codes).toEqual(['ipv6_dropped'])
      expect(see(web({ ip })).body['ip']).toMatch(/^2[0a]0[01]:/)
    },
  )
  test('beside an IPv6 address mobile takes the IPv4 one', () => {
    const ip = '2001:4860::1, 203.0.113.7'
    expect([see(mobile({ ip })).body['ip'], see(web({ ip })).body['ip']]).toEqual(['203.0.113.7', '2001:4860::1'])
  })

  test.each([
    'localhost',
    '203.0.113.777',
    '203.0.113',
    '203.0.113.07',
    'x',
    '1:2:3',
    ':::',
    '{"ip":"203.0.113.7"}',
    3405803783,
  ])('%j is none', (ip) => {
    expect(see(mobile({ ip })).codes).toEqual(['invalid_ip_dropped'])
  })
  test.each(['unknown', 'null', '-', '', null])('%j is not set', (ip) => {
    expect(see(mobile({ ip })).codes).toContain('missing_ip_or_user_agent')
  })

  test.each<[string, object, object]>([
    ['context.ip', { ip: '203.0.113.7' }, {}],
    ['properties.ip (Segment, AppsFlyer destination)', {}, { properties: { ip: '203.0.113.7' } }],
    ['request_ip (RudderStack)', {}, { request_ip: '203.0.113.7' }],
    ["a server's own address before it", { ip: '10.0.0.1' }, { properties: { ip: '203.0.113.7' } }],
    ['a placeholder before it', { ip: 'unknown' }, { request_ip: '203.0.113.7' }],
    ['the first of two', { ip: '203.0.113.7' }, { properties: { ip: '198.51.100.3' } }],
  ])('an event: %s', (_title, context, changes) => {
    const { ip: _ip, ...rest } = iosCall().context
    const seen = see({ ...iosCall({}, changes), context: { ...rest, ...context } })
    expect(seen.body['ip']).toBe('203.0.113.7')
    expect(seen.values).toEqual({})
  })
  test.each(['ip', 'IP', 'ip_address', 'ipAddress', 'request_ip', 'REQUEST_IP'])('a row: the column %s', (column) => {
    expect(see(mobile({ [column]: '203.0.113.7' })).body['ip']).toBe('203.0.113.7')
  })
  test("a row with a server's address beside the device's", () => {
    const columns = { request_ip: '203.0.113.7', ip: '10.0.0.1' }
    expect(see(mobile(columns)).body['ip']).toBe('203.0.113.7')
    expect(see(mobile({ ip: '203.0.113.7', request_ip: '198.51.100.3' })).body['ip']).toBe('203.0.113.7')
    expect(see(mobile({ request_ip: '198.51.100.3', ip: '203.0.113.7' })).body['ip']).toBe('203.0.113.7')
  })

  test('an address is never private, and always one (property)', () => {
    const any = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constantFrom('10.0.0.1', '::1', '::ffff:10.0.0.1'))
    const isPrivate = /^(0|10|127|22[4-9]|2[345]\d)\.|^192\.168\.|^169\.254\.|^(f[cdef]|::)/
    fc.assert(
      fc.property(fc.array(any, { maxLength: 4 }), (list) => {
        const [onMobile, onWeb] = [see(mobile({ ip: list.join(', ') })), see(web({ ip: list.join(', ') }))]
        expect(onMobile.body['ip'] ?? '1.1.1.1').toMatch(/^\d{1,3}(\.\d{1,3}){3}$/)
        for (const { body } of [onMobile, onWeb]) expect(body['ip'] ?? '').not.toMatch(isPrivate)
      }),
    )
  })
})

describe('page addresses (S2S web, event_url: a valid HTTP URL)', () => {
  const mended: [string, string][] = [
    ['https://example.com/a b', 'https://example.com/a%20b'],
    ['https://example.com/<a>', 'https://example.com/%3Ca%3E'],
    ['https://example.com/ü?q=ö', 'https://example.com/%C3%BC?q=%C3%B6'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://example.com/語', 'https://example.com/%E8%AA%9E'],
    ['https://example.com/😀', 'https://example.com/%F0%9F%98%80'],
    ['https://user:pw@example.com/', 'https://example.com/'],
    ['https://user@example.com/a', 'https://example.com/a'],
    ['https://example.com/a\u0001', 'https://example.com/a'],
    ['https://example.com/\ta', 'https://example.com/a'],
    ['https://example.com:443/a', 'https://example.com/a'],
    ['https://example.com/a/../b', 'https://example.com/b'],
    ['https://example.com/%zz', 'https://example.com/%25zz'],
  ]
  const fine: [string, string][] = [
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['https://example.com', 'https://example.com/'],
    ['HTTPS://Example.com/a', 'https://example.com/a'],
    ['http://localhost:3000/', 'http://localhost:3000/'],
    [' https://example.com/ ', 'https://example.com/'],
    ['https://example.com/%41', 'https://example.com/%41'],
  ]
  test.each([...mended, ...fine])('%s is %s', (url, address) => {
    const visit = iosCall({}, { type: 'page' }, { page: { url }, device: {}, os: {} })
    const { integrations: _none, ...call } = visit
    const notes = mended.some(([said]) => said === url) ? ['url_mended'] : []
    expect(see(web({ url }))).toMatchObject({ body: { event_url: address }, codes: notes })
    expect(see(call)).toMatchObject({ body: { event_url: address }, codes: notes })
    expect(see(web({ referrer: url })).body['http_referrer']).toBe(address)
  })

  test('a host with an umlaut is one after thousands of others, too', () => {
    // Node 20 and 22 then have a faster URL.canParse, which takes Latin-1 for UTF-8.
    for (let others = 0; others < 100_000; others++) URL.canParse('https://example.com/')
    expect(see(web({ url: 'https://bücher.example/' })).body['event_url']).toBe('https://xn--bcher-kva.example/')
  })

  const none = [
    '/cart',
    '//example.com/a',
    'example.com',
    'www.example.com/a',
    'ftp://example.com/',
    'javascript:alert(1)',
    'about:blank',
    'https://',
    'https://exa mple.com/',
    'app://x',
    'file:///x',
    `https://example.com/${'a'.repeat(4096)}`,
  ]
  test.each(none)('%s is none: it costs itself, and a visit is nothing without', (url) => {
    const seen = see(web({ url }))
    expect(seen.outcome).toBe('send')
    expect(seen.body['event_url']).toBeUndefined()
    expect(seen.findings).toEqual([expect.objectContaining({ code: 'invalid_event_url', severity: 'degrade' })])
    const { event_name: _none, ...visit } = web({ url })
    expect(see(visit)).toMatchObject({ outcome: 'reject', codes: ['invalid_event_url'] })
  })
  test.each([{}, { url: '' }, { url: 'null' }])('a visit needs one: %j', (columns) => {
    const circumstances = { configuration: { streams: [{ stream: 's', send_as: 'web_visit' }] }, stream: 's' }
    expect(see(web(columns), circumstances).codes).toContain('missing_event_url')
    expect(see(web(columns)).outcome).toBe('send')
  })
  test('a purchase with an unusable page keeps its money', () => {
    const seen = see(web({ event_name: 'purchase', revenue: 5, currency: 'USD', url: '/cart' }))
    expect(seen.body).toMatchObject({ event_name: 'af_purchase', event_revenue: 5, event_revenue_currency: 'USD' })
  })
  test('a referrer that is an app stays as it is written', () => {
    expect(see(web({ referrer: 'android-app://com.example' })).body['http_referrer']).toBe('android-app://com.example')
  })
})
