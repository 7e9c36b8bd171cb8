import { createHmac } from 'node:crypto'
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
