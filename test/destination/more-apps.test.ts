import { createHmac } from 'node:crypto'
import { presets } from '../../destination/presets'
import { settingsProblems } from '../../destination/settings-problems'
import { LocalServer } from './local-server'
import { asEvent, defaultMapping, destinationAt, settings, subscribed } from './workspace'

const server = new LocalServer()
beforeAll(() => server.open())
afterAll(() => server.close())

const more = {
  pba_bundle_id: 'shop',
  pba_web_dev_key: 'web-dev-key',
  device_app_id: 'steam-480, roku-1',
  device_dev_key: 'the-dev-key',
}

async function sent(event: object, action: 'webEvent' | 'mobileEvent', changes: object) {
  server.take()
  const subscription = {
    partnerAction: action,
    subscribe: 'type = "track"',
    mapping: { ...defaultMapping(action), app_id: { '@path': '$.properties.app_id' } },
  }
  await destinationAt(server.url).onEvent(asEvent(event), { ...subscribed([subscription]), ...changes })
  return server.take()
}

const call = (changes: object = {}) => ({
  type: 'track',
  event: 'Order Completed',
  messageId: 'message-1',
  userId: 'user-1',
  timestamp: '2026-03-14T10:00:00.000Z',
  context: { ip: '203.0.113.7', userAgent: 'Example/1.0' },
  properties: { revenue: 48, currency: 'EUR', order_id: 'o-1' },
  ...changes,
})

test('a web event goes to the bundle with its key in the body, and to one app alone', async () => {
  const requests = await sent(call(), 'webEvent', { ...more, web_app_id: '' })
  expect(requests.map(({ path }) => path)).toEqual(['/v1/shop/event'])
  expect(JSON.parse(requests[0]?.body ?? '')).toMatchObject({
    eventName: 'af_purchase',
    customerUserId: 'user-1',
    eventRevenue: 48,
    webDevKey: 'web-dev-key',
  })
  const both = await sent(call(), 'webEvent', more)
  expect(both.map(({ path }) => path)).toEqual(['/v2.0/s2s/inapps/app/web/website-www.example.com'])
})

test('an event of a console is signed over the bytes that arrive', async () => {
  const properties = { app_id: 'steam-480', steam_id: '765', revenue: 48, currency: 'EUR', level: 'ü' }
  const [request] = await sent(call({ properties }), 'mobileEvent', more)
  const body = request?.body ?? ''
  expect(request?.path).toBe('/v1.0/s2s/inapp/app/steam/480')
  expect(request?.headers['authorization']).toBe(createHmac('sha256', 'the-dev-key').update(body).digest('hex'))
  expect(JSON.parse(body)).toMatchObject({
    device_ids: [{ type: 'steamid', value: '765' }],
    event_parameters: { af_revenue: 48, af_currency: 'EUR' },
  })
})

test.each([
  [{ steam_id: 7656119800000012e4 }, /No id of the device.*lost digits/],
  [{ steam_id: '7656 1198' }, /No id of the device.*letters, digits, - and _ alone/],
])('what became of an id that is missing is told: %j', async (ids, told) => {
  const event = call({ properties: { app_id: 'steam-480', ...ids } })
  await expect(sent(event, 'mobileEvent', more)).rejects.toThrow(told)
})

test('Send As session on a phone says that it is for none', async () => {
  const open = call({ event: 'Application Opened', context: { device: { type: 'ios' } }, properties: {} })
  const subscription = {
    partnerAction: 'mobileEvent',
    subscribe: 'type = "track"',
    mapping: { ...defaultMapping('mobileEvent'), send_as: 'session' },
  }
  const on = (changes: object) =>
    destinationAt(server.url).onEvent(asEvent(open), { ...subscribed([subscription]), ...changes })
  await expect(on(more)).rejects.toThrow(/^First opens and sessions are of PCs/)
  expect(JSON.stringify(await on({}))).toMatch(/skipped.*opening_of_no_device/)
})

test('what a bundle has no place for is named', async () => {
  const subscription = { partnerAction: 'webEvent', subscribe: 'type = "track"', mapping: defaultMapping('webEvent') }
  const event = call({ context: { page: { url: 'https://example.com/' } } })
  const settingsOfBundle = { ...subscribed([subscription]), ...more, web_app_id: '' }
  const results = await destinationAt(server.url).onEvent(asEvent(event), settingsOfBundle)
  expect(JSON.stringify(results)).toContain('Here: event_url, dedup_id.')
})

describe('what opens an app, and who a visitor is', () => {
  const automatic = presets.flatMap((preset) => (preset.type === 'automatic' ? [preset] : []))
  const visitor = { AppsFlyer: { appsFlyerId: '9999999-f848-4963-a091-568f0bf9a361' } }
  const install = { AppsFlyer: { appsFlyerId: '1415211453000-6513894' } }
  const page = { page: { url: 'https://www.example.com/' } }

  /** With every preset on: the paths that were asked, and what is said of the event. */
  async function told(event: object, apps: object): Promise<{ paths: string[]; said: string }> {
    server.take()
    const all = automatic.map(({ partnerAction, subscribe, mapping = {} }) => ({ partnerAction, subscribe, mapping }))
    const results = await destinationAt(server.url).onEvent(asEvent(event), { ...subscribed(all), ...apps })
    const said = results.flatMap(({ data }) => (data === undefined ? [] : [JSON.stringify(data)])).join('')
    return { paths: server.take().map(({ path }) => path), said }
  }

  const identify = { type: 'identify', userId: 'u-1', integrations: visitor, context: page }
  const noBundle = /^\{"outcome":"skipped","findings":\["not_an_event: Nothing was sent: .* no PBA Bundle ID/
  const noPair = /^\{"outcome":"skipped","findings":\["incomplete_identity: Nothing was sent: .* afUserId cookie/

  test.each<[string, object, object, string[], RegExp]>([
    ['an ordinary workspace', identify, {}, [], noBundle],
    ['a bundle beside a web app', identify, more, ['/v1/shop/setcuid'], /accepted/],
    ['a server, which names no page', { ...identify, context: {} }, more, ['/v1/shop/setcuid'], /accepted/],
    ['no cookie', { ...identify, integrations: {} }, more, [], noPair],
    ['an id of an install', { ...identify, integrations: install }, more, [], /incomplete_identity: .* app’s install/],
    [
      'a user known by an e-mail address',
      { ...identify, userId: 'jane@example.com' },
      more,
      [],
      /^\{"outcome":"skipped".*incomplete_identity: .*What stands there is personal data/,
    ],
    ['a phone', { ...identify, context: { device: { type: 'ios' } } }, more, [], /^$/],
    ['nobody', { ...identify, userId: null }, more, [], /^$/],
  ])('an identify call of %s', async (_what, event, apps, paths, said) => {
    const result = await told(event, apps)
    expect(result).toEqual({ paths, said: expect.stringMatching(said) })
  })

  test('a row of Reverse ETL: its primary key is no user, and a deleted row is not sent', async () => {
    const properties = { login: 'user-9', af: '9999999-f848-4963-a091-568f0bf9a361' }
    const row = { type: 'track', event: 'new', userId: 'pk-7', context: {}, properties }
    const mapped = { appsflyer_id: { '@path': '$.properties.af' }, customer_user_id: { '@path': '$.properties.login' } }
    const send = async (event: object, mapping: object) => {
      server.take()
      const own = { ...defaultMapping('pbaUserId'), ...mapping }
      const subscription = { partnerAction: 'pbaUserId', subscribe: 'type = "track"', mapping: own }
      await destinationAt(server.url).onEvent(asEvent(event), { ...subscribed([subscription]), ...more })
      return server.take().map(({ body }) => JSON.parse(body).customerUserId)
    }
    expect(await send(row, mapped)).toEqual(['user-9'])
    expect(await send(row, { appsflyer_id: mapped.appsflyer_id })).toEqual([])
    expect(await send({ ...row, event: 'deleted' }, mapped)).toEqual([])
  })

  const launch = (type: string, event: string) => ({
    ...call({
      event,
      properties: { steam_id: '765', rida: 'A1' },
      context: { ip: '203.0.113.7', device: { type, model: 'Deck' } },
    }),
  })
  test.each<[string, object, object, string[], RegExp]>([
    [
      'the first on Steam',
      launch('steam', 'Application Installed'),
      more,
      ['/v1.0/s2s/first_open/app/steam/480'],
      /accepted/,
    ],
    ['a later one on Roku', launch('Roku', 'Application Opened'), more, ['/v1.0/s2s/session/app/roku/1'], /accepted/],
    [
      'where no such app is',
      launch('steam', 'Application Opened'),
      {},
      [],
      /skipped.*no_app_for_platform: No app of the event’s platform/,
    ],
  ])('a launch: %s', async (_what, event, apps, paths, said) => {
    expect(await told(event, apps)).toEqual({ paths, said: expect.stringMatching(said) })
  })

  test('a launch on a console without an app beside others is an error', async () => {
    await expect(told(launch('xbox', 'Application Opened'), more)).rejects.toThrow(
      /No app of the event’s platform.*xbox/,
    )
  })

  test('Segment tries again: a device’s request has the same id each time', async () => {
    const ids = []
    for (const messageId of ['m-1', 'm-1', 'm-2']) {
      const event = { ...launch('steam', 'Level Reached'), messageId }
      const [request] = await sent(event, 'mobileEvent', more)
      ids.push(JSON.parse(request?.body ?? '{}').request_id)
    }
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
  })

  test.each([
    ['Session', '/v1.0/s2s/session/app/steam/480'],
    [' first open', '/v1.0/s2s/first_open/app/steam/480'],
    ['', '/v1.0/s2s/inapp/app/steam/480'],
    ['launch', /Send As takes first_open and session/],
  ])('the field Send As with %j', async (send_as, expected) => {
    server.take()
    const mapping = { ...defaultMapping('mobileEvent'), send_as }
    const subscription = { partnerAction: 'mobileEvent', subscribe: 'type = "track"', mapping }
    const settled = destinationAt(server.url).onEvent(asEvent(launch('steam', 'Launched')), {
      ...subscribed([subscription]),
      ...more,
    })
    if (typeof expected !== 'string') return expect(settled).rejects.toThrow(expected)
    await settled
    expect(server.take().map(({ path }) => path)).toEqual([expected])
  })

  test('ids of a device by the field Device IDs', async () => {
    const mapping = { ...defaultMapping('mobileEvent'), device_ids: { steamid: { '@path': '$.properties.player' } } }
    const subscription = { partnerAction: 'mobileEvent', subscribe: 'type = "track"', mapping }
    const event = { ...launch('steam', 'Launched'), properties: { player: '999' } }
    server.take()
    await destinationAt(server.url).onEvent(asEvent(event), { ...subscribed([subscription]), ...more })
    expect(JSON.parse(server.take()[0]?.body ?? '{}').device_ids).toEqual([{ type: 'steamid', value: '999' }])
  })

  test('the model of a phone stays an event value of a row', async () => {
    const columns = {
      event_name: 'Launched',
      platform: 'ios',
      af_id: '1415211453000-6513894',
      device_model: 'iPhone14,2',
    }
    const preset = automatic.find(({ name }) => name === 'Rows of App Events (Reverse ETL)')
    const { partnerAction = '', subscribe = '', mapping = {} } = preset ?? {}
    const row = { type: 'track', event: 'new', userId: 'pk-7', context: {}, properties: columns }
    server.take()
    const settings = { ...subscribed([{ partnerAction, subscribe, mapping }]), ...more }
    await destinationAt(server.url).onEvent(asEvent(row), settings)
    expect(JSON.parse(server.take()[0]?.body ?? '{}').eventValue).toBe('{"device_model":"iPhone14,2"}')
  })
})

test.each([
  [{ revenue: 48, currency: 'EUR' }, true, ['store_revenue_twice'], []],
  [{ revenue: 48, currency: 'EUR' }, false, [], ['store_revenue_twice']],
  [{ order_id: 'o-1' }, true, [], ['purchase_without_revenue', 'store_revenue_twice']],
  [{ order_id: 'o-1' }, false, ['purchase_without_revenue'], []],
])('a purchase of %j where AppsFlyer measures store revenue: %j', async (properties, measured, said, unsaid) => {
  const integrations = { AppsFlyer: { appsFlyerId: '1415211453000-6513894' } }
  const event = call({ properties, integrations, context: { device: { type: 'ios' } } })
  const subscription = {
    partnerAction: 'mobileEvent',
    subscribe: 'type = "track"',
    mapping: defaultMapping('mobileEvent'),
  }
  const own = { ...subscribed([subscription]), store_revenue_measured: measured }
  const text = JSON.stringify(await destinationAt(server.url).onEvent(asEvent(event), own))
  for (const code of said) expect(text).toContain(code)
  for (const code of unsaid) expect(text).not.toContain(code)
})

describe('settings that cannot be used', () => {
  it.each([
    [{ pba_bundle_id: '' }, 'PBA Bundle ID is empty, but PBA Web Dev Key is not: fill it in.'],
    [{ pba_web_dev_key: '' }, 'PBA Web Dev Key is missing: it is beside the id of the bundle.'],
    [{ pba_bundle_id: 'a, b' }, 'PBA Bundle ID is not the id of one brand bundle.'],
    [{ device_app_id: '480' }, 'Device App ID is not an app id with its prefix, such as steam-480.'],
    [{ device_dev_key: '' }, 'Device Dev Key is missing: it is in the settings of the app in AppsFlyer.'],
  ])('%j', (change, problem) => {
    const { dev_key: _key, ...rest } = settings
    expect(settingsProblems({ ...rest, android_app_id: '', ...more, ...change })).toEqual([problem])
  })

  it('are none where all is there, and one such app is enough', () => {
    expect(settingsProblems({ ...settings, ...more })).toEqual([])
    expect(settingsProblems(more)).toEqual([])
  })
})
