import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import fc from 'fast-check'
import destination from '../../destination'
import { type DevicePlatform, devicePlatforms, ownIdOf } from '../../spec/appsflyer/events/device-platforms'
import { sendBatch, sendOne, thrownBy } from './deliveries'
import { LocalServer } from './local-server'
import { calls } from './segment-events'
import { asEvent, defaultMapping, settings } from './workspace'

/** What an event needs follows from the app it goes to: Segment's schema refuses nothing for that, and our words say what to send. */

const server = new LocalServer()
beforeAll(() => server.open())
afterAll(() => server.close())
beforeEach(() => {
  server.take()
  server.reply = () => ({ status: 200, body: 'OK' })
})

const names = Object.keys(devicePlatforms) as DevicePlatform[]
const withDevices: JSONObject = {
  ...(settings as JSONObject),
  device_app_id: names.map((name) => `${name}-1`).join(', '),
  device_dev_key: 'the-dev-key',
}

function played(context: JSONObject, properties: JSONObject = {}): SegmentEvent {
  return asEvent({
    type: 'track',
    event: 'Level Reached',
    userId: 'u-1',
    messageId: 'm-1',
    timestamp: '2026-03-14T09:30:00.000Z',
    context: { library: { name: 'analytics-csharp', version: '2.0' }, ip: '203.0.113.7', ...context },
    properties: { device_id: '1a2b3c4d-0000-4000-8000-000000000001', level: 5, ...properties },
  })
}

describe('an event of a PC, a console or a TV has no AppsFlyer id', () => {
  test.each(names)('%s, by context.device.type', async (name) => {
    await sendOne(server.url, played({ device: { type: name } }), { settings: withDevices })
    expect(server.take().map(({ path }) => path)).toEqual([`/v1.0/s2s/inapp/app/${name}/1`])
  })

  test.each(names)('%s, by the field App ID', async (name) => {
    const mapping = { ...defaultMapping('mobileEvent'), app_id: `${name}-1` }
    await sendOne(server.url, played({}), { settings: withDevices, mapping })
    expect(server.take().map(({ path }) => path)).toEqual([`/v1.0/s2s/inapp/app/${name}/1`])
  })

  test.each([
    ['Platform', { platform: 'Steam Deck' }],
    ['Operating System', { operating_system: 'SteamOS 3.5' }],
  ])('by the field %s', async (_label, fixed) => {
    const mapping = { ...defaultMapping('mobileEvent'), ...fixed }
    await sendOne(server.url, played({}), { settings: withDevices, mapping })
    expect(server.take().map(({ path }) => path)).toEqual(['/v1.0/s2s/inapp/app/steam/1'])
  })

  test.each(names.filter((name) => ownIdOf(name) !== undefined))('%s, by its own kind of id', async (name) => {
    const event = played({}, { device_ids: { [ownIdOf(name) ?? '']: 'A1' } })
    await sendOne(server.url, event, { settings: withDevices })
    expect(server.take().map(({ path }) => path)).toEqual([`/v1.0/s2s/inapp/app/${name}/1`])
  })

  test('nor where it is the only app, and in a batch', async () => {
    const only = { device_app_id: 'steam-1', device_dev_key: 'the-dev-key' }
    const nodes = await sendBatch(server.url, [played({}), played({ device: { type: 'steam' } })], { settings: only })
    expect(nodes.map(({ status }) => status)).toEqual([200, 200])
    expect(server.take()).toHaveLength(2)
  })

  test('a row that names webOS is not taken for a row of the web', async () => {
    const properties = { event_name: 'watched', platform: 'Web OS', lgudid: 'A1', ip: '203.0.113.7' }
    const row = asEvent({ type: 'track', event: 'new', userId: 'pk-7', context: {}, properties })
    await sendOne(server.url, row, { settings: withDevices })
    expect(server.take().map(({ path }) => path)).toEqual(['/v1.0/s2s/inapp/app/webos/1'])
    const { message } = await thrownBy(sendOne(server.url, row, { settings: withDevices, action: 'webEvent' }))
    expect(message).toMatch(/platform of the row .* Send Mobile Event/)
    expect(server.take()).toEqual([])
  })
})

describe('what is missing is told in our words', () => {
  const library = { library: { name: 'analytics-swift', version: '1.0' } }
  const page = { ...library, page: { url: 'https://www.example.com/' } }
  const order = { type: 'track', event: 'Order Completed', properties: { revenue: 5, currency: 'EUR' } }
  const ordinary = settings as JSONObject
  const pba: JSONObject = { pba_bundle_id: 'shop', pba_web_dev_key: 'web-dev-key' }

  test.each<[string, string, object, RegExp, JSONObject]>([
    [
      'an iOS event',
      'mobileEvent',
      { ...order, context: { ...library, device: { type: 'ios' } } },
      /^No AppsFlyer ID/,
      ordinary,
    ],
    [
      'an Android event',
      'mobileEvent',
      { ...order, context: { device: { type: 'android' } } },
      /^No AppsFlyer ID/,
      ordinary,
    ],
    [
      'an event of Windows',
      'mobileEvent',
      { ...order, context: { device: { type: 'windows' } } },
      /^No app of the event’s platform/,
      ordinary,
    ],
    [
      'an event of a console',
      'mobileEvent',
      { ...order, context: { device: { type: 'ps5' } } },
      /^No id of the device/,
      withDevices,
    ],
    [
      'a nameless track call',
      'mobileEvent',
      { ...order, event: '', context: { device: { type: 'ios' } } },
      /Map the field Event Name/,
      ordinary,
    ],
    [
      'a nameless track call of the web',
      'webEvent',
      { ...order, event: '', context: page },
      /Map the field Event Name/,
      ordinary,
    ],
    ['an anonymous order of the web', 'webEvent', { ...order, context: page }, /^No user/, ordinary],
    ['an anonymous order for PBA', 'webEvent', { ...order, context: page }, /^No user/, pba],
    [
      'a page without an address',
      'webVisit',
      { type: 'page', userId: 'u', context: library },
      /^No page URL/,
      ordinary,
    ],
    [
      'an amount with a sign',
      'mobileEvent',
      { ...order, context: { device: { type: 'ios' } }, properties: { revenue: '$48' } },
      /The revenue is not a plain amount/,
      ordinary,
    ],
    [
      'an amount with a sign on the web',
      'webEvent',
      { ...order, userId: 'u', properties: { revenue: '1,048' } },
      /^The revenue is not a plain amount/,
      ordinary,
    ],
  ])('%s', async (_what, action, event, words, other) => {
    const sent = sendOne(server.url, asEvent(event), { action, settings: other })
    const { message, status } = await thrownBy(sent)
    expect(message).toMatch(words)
    expect(message).not.toMatch(/root value|schema/)
    expect(status).toBe(400)
    expect(server.take()).toEqual([])
  })

  test('whatever a call lacks', async () => {
    await fc.assert(
      fc.asyncProperty(calls, fc.constantFrom(...Object.keys(destination.actions)), async (call, action) => {
        const event = asEvent(JSON.parse(JSON.stringify(call)))
        const said = await sendOne(server.url, event, { action }).then(
          () => '',
          (error: Error) => error.message,
        )
        // Segment's own word, and the only one: a date that is none.
        if (!said.startsWith('Event Time must be')) expect(said).not.toMatch(/root value|schema|must be a/)
      }),
      { numRuns: 150 },
    )
  }, 90_000)
})
