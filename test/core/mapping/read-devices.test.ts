import { androidCall, findingOf, ids, iosCall, iosRow, see } from '../prepare-fixtures'

const zeros = '00000000-0000-0000-0000-000000000000'
const device = (changes: object) => ({ device: { type: 'ios', id: ids.idfv, advertisingId: ids.idfa, ...changes } })
const androidRow = (columns: object) => iosRow({ platform: 'android', idfa: undefined, gaid: ids.gaid, ...columns })

test("Apple's ids go out in upper case, Google's in lower case, others as they are", () => {
  const lower = { advertisingId: ids.idfa.toLowerCase(), id: ids.idfv.toLowerCase() }
  expect(see(iosCall({}, {}, device(lower))).body).toMatchObject({ idfa: ids.idfa, idfv: ids.idfv })
  const columns = { gaid: ids.gaid.toUpperCase(), oaid: 'OaId', amazon_aid: 'Amazon-1', imei: '490154203237518' }
  expect(see(androidRow(columns)).body).toMatchObject({
    advertising_id: ids.gaid,
    oaid: 'OaId',
    amazon_aid: 'Amazon-1',
    imei: '490154203237518',
  })
})

test("the other platform's ids stay at home", () => {
  const all = { idfa: ids.idfa, idfv: ids.idfv, gaid: ids.gaid, oaid: 'o', amazon_aid: 'a', imei: 'i', att: 3 }
  const onIos = see(iosRow(all)).body
  const onAndroid = see(androidRow(all)).body
  for (const name of ['advertising_id', 'oaid', 'amazon_aid', 'imei']) expect(onIos).not.toHaveProperty(name)
  for (const name of ['idfa', 'idfv', 'att']) expect(onAndroid).not.toHaveProperty(name)
})

test.each([
  ['idfa', iosRow({ idfa: zeros })],
  ['idfv', iosRow({ idfv: zeros })],
  ['advertising_id', androidRow({ gaid: zeros })],
  ['oaid', androidRow({ oaid: zeros })],
  ['amazon_aid', androidRow({ amazon_aid: zeros })],
  ['imei', androidRow({ imei: '000000000000000' })],
])('all zeros in %s are no id', (field, row) => {
  const seen = see(row)
  expect(seen.body).not.toHaveProperty(field)
  expect(findingOf(seen, 'zero_advertising_id_dropped')).toMatchObject({ severity: 'degrade', field })
})

test.each([
  ['idfa', iosRow({ idfa: 'not-asked' })],
  ['idfv', iosRow({ idfv: `${ids.idfv}0` })],
  ['advertising_id', androidRow({ gaid: ids.gaid.replaceAll('-', ' ') })],
  ['fb_login_id', iosRow({ fb_login_id: 'jane' })],
])('%s of the wrong form is left out', (field, row) => {
  const seen = see(row)
  expect(seen.body).not.toHaveProperty(field)
  expect(findingOf(seen, 'invalid_device_id_dropped')).toMatchObject({ severity: 'degrade', field })
})

test('a mobile event without any device id is told, one with the vendor id is not', () => {
  expect(see(iosRow({ idfa: undefined })).codes).toEqual(['missing_device_id'])
  expect(see(iosRow({ idfa: undefined, idfv: ids.idfv })).codes).toEqual([])
  expect(see(androidCall({}, {}, { device: { type: 'android' } })).codes).toEqual(['missing_device_id'])
})

describe('users who opted out', () => {
  const optedOut: [string, object][] = [
    ['adTrackingEnabled false', iosCall({}, {}, device({ adTrackingEnabled: false }))],
    ['att denied', iosCall({}, {}, device({ attTrackingStatus: 'denied' }))],
    ['att 2', iosCall({}, {}, device({ attTrackingStatus: 2 }))],
    ['att restricted', iosCall({}, {}, device({ attTrackingStatus: 'restricted' }))],
    ['aie, in a row', iosRow({ aie: 'FALSE', idfv: ids.idfv })],
    ['aie 0, in a row', iosRow({ aie: 0, idfv: ids.idfv })],
    ['att, in a row', iosRow({ att: '1', idfv: ids.idfv })],
  ]

  test.each(optedOut)('strip_ids, the default: %s', (_why, record) => {
    const seen = see(record)
    expect(seen.outcome).toBe('send')
    expect(seen.body).not.toHaveProperty('idfa')
    expect(seen.body['idfv']).toBe(ids.idfv)
    expect(seen.body['aie'] === false || seen.body['att'] === 1 || seen.body['att'] === 2).toBe(true)
    expect(seen.findings).toEqual([expect.objectContaining({ code: 'advertising_id_withheld', field: 'idfa' })])
  })

  test.each(optedOut)('skip: %s', (_why, record) => {
    const seen = see(record, { configuration: { privacy: { opted_out_users: 'skip' } } })
    expect(seen).toMatchObject({ outcome: 'skip', request: null, codes: ['opted_out_skipped'] })
  })

  test.each(optedOut)('send: %s', (_why, record) => {
    const seen = see(record, { configuration: { privacy: { opted_out_users: 'send' } } })
    expect(seen).toMatchObject({ outcome: 'send', codes: [], body: { idfa: ids.idfa, idfv: ids.idfv } })
  })

  test('on Android every advertising id is withheld, and named', () => {
    const row = androidRow({ aie: false, oaid: 'o', amazon_aid: 'a', imei: 'i' })
    const seen = see(row)
    expect(findingOf(seen, 'advertising_id_withheld').field).toBe('advertising_id, oaid, amazon_aid, imei')
    for (const name of ['advertising_id', 'oaid', 'amazon_aid', 'imei']) expect(seen.body).not.toHaveProperty(name)
    expect(seen.body['aie']).toBe(false)
  })

  test.each([
    ['authorized', iosCall({}, {}, device({ attTrackingStatus: 'authorized', adTrackingEnabled: true }))],
    ['not determined', iosCall({}, {}, device({ attTrackingStatus: 0 }))],
    ['nothing said', iosCall()],
    ['att on Android says nothing', androidRow({ att: 2 })],
  ])('%s is no opting out', (_why, record) => {
    for (const opted_out_users of ['strip_ids', 'skip']) {
      const seen = see(record, { configuration: { privacy: { opted_out_users } } })
      expect(seen).toMatchObject({ outcome: 'send', codes: [] })
      expect(seen.body['idfa'] ?? seen.body['advertising_id']).toBeDefined()
    }
  })
})

describe('address and user agent', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
  ])('mobile sends %j as %j', (ip, sent) => expect(see(iosRow({ ip })).body['ip']).toBe(sent))

  test('mobile takes no IPv6', () => {
    const seen = see(iosRow({ ip: '2001:db8::1' }))
    expect(seen.body).not.toHaveProperty('ip')
    expect(seen.codes).toEqual(['ipv6_dropped'])
  })

  test.each(['2001:db8::1', '203.0.113.7'])('the web takes %j', (ip) => {
    expect(
      see({ event: 'x', user_id: 'u', ip, ua: 'x', platform: 'web', event_time: '2024-01-15 10:00:00' }),
    ).toMatchObject({ codes: [], body: { ip } })
  })

  test.each([
    [{ ip: undefined }, 'ip'],
    [{ user_agent: '' }, 'user_agent'],
    [{ user_agent: null, ip: null }, 'ip, user_agent'],
  ])('missing: %j', (columns, field) => {
    expect(findingOf(see(iosRow(columns)), 'missing_ip_or_user_agent').field).toBe(field)
  })
})
