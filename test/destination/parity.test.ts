import type { JSONObject } from '@segment/actions-core'
import fc from 'fast-check'
import { presets } from '../../destination/presets'
import { prepare } from '../../src/core/prepare'
import { LocalServer } from './local-server'
import { calls, rows } from './segment-events'
import { asEvent, configurationAt, defaultMapping, destinationAt, nowMs, subscribed } from './workspace'

const server = new LocalServer()
beforeAll(() => server.open())
afterAll(() => server.close())

const actionOf: Readonly<Record<string, string>> = {
  mobile_v2: 'mobileEvent',
  mobile_v3: 'mobileEvent',
  web_event: 'webEvent',
  web_visit: 'webVisit',
}

/** Sends the event through Segment's own machinery and compares what arrives with the other host's request. */
async function compare(event: JSONObject, subscription: JSONObject, prepared: ReturnType<typeof prepare>) {
  const { request } = prepared
  server.take()
  const error = await destinationAt(server.url)
    .onEvent(asEvent(event), subscribed([subscription]))
    .then(
      () => undefined,
      (reason: Error) => reason,
    )
  const [received] = server.take()
  if (request === null) return expect(received).toBeUndefined()
  // The types of Segment's form refuse what is no number and no date; the other host tells it by a finding.
  if (received === undefined && /Revenue must be a number|valid date-like string/.test(error?.message ?? '')) return
  if (received === undefined) throw error ?? new Error('nothing was sent')
  expect(`${server.url}${received.path}`).toBe(request.url)
  expect(received.method).toBe(request.method)
  expect(received.headers).toMatchObject(request.headers)
  expect(received.body).toBe(request.body)
}

jest.setTimeout(90_000)

test('a call goes out with the same URL, headers and body from Segment as from Airbyte', async () => {
  const configuration = configurationAt(server.url)
  let compared = 0
  await fc.assert(
    fc.asyncProperty(calls, async (generated) => {
      const call = JSON.parse(JSON.stringify(generated)) as JSONObject
      const prepared = prepare({ data: call }, configuration, nowMs)
      if (prepared.request === null || prepared.request.endpoint === 'erasure') return
      const action = actionOf[prepared.request.endpoint] ?? ''
      // The form of a mobile event cannot tell a page, whose operating system is a browser's.
      if (call['type'] === 'page' && action === 'mobileEvent' && !saysDevice(call)) return
      const mapping = defaultMapping(action)
      await compare(call, { partnerAction: action, subscribe: `type = "${call['type']}"`, mapping }, prepared)
      compared++
    }),
    { numRuns: 300 },
  )
  expect(compared).toBeGreaterThan(100)
})

test('a row goes out with the same URL, headers and body from Reverse ETL as from Airbyte', async () => {
  const configuration = configurationAt(server.url)
  const preset = presets.find(({ name }) => name?.includes('Reverse ETL'))
  if (preset === undefined || !('subscribe' in preset)) throw new Error('no preset for rows')
  const { partnerAction, subscribe, mapping = {} } = preset
  const stream = { stream: 'orders', send_as: 'mobile_event' as const }
  let compared = 0
  await fc.assert(
    fc.asyncProperty(rows, async (generated) => {
      const row = JSON.parse(JSON.stringify(generated)) as JSONObject
      const event = { type: 'track', event: 'updated', userId: 'primary-key', properties: row, context: {} }
      const prepared = prepare({ stream: stream.stream, data: row }, withStream(configuration, stream), nowMs)
      await compare(event, { partnerAction, subscribe, mapping }, prepared)
      if (prepared.request !== null) compared++
    }),
    { numRuns: 300 },
  )
  expect(compared).toBeGreaterThan(50)
})

test.each([
  { idfa: 'b0d5d5a0-1111-4222-8333-444455556666', limit_ad_tracking: true },
  { att_status: 2, idfv: 'b0d5d5a0-1111-4222-8333-444455556666' },
  { consent_data: { gdpr_applies: true, ad_user_data_enabled: false, ad_personalization_enabled: false } },
  { gdpr_applies: true },
  { sharing_filter: ['all'] },
  { customer_user_id: 'user-2', custom_data: { plan: 'gold' } },
  { Revenue: 48, Currency: 'EUR' },
  { ' revenue ': 48, total: 50 },
])('properties that mean fields become them from Segment, too: %j', async (properties) => {
  const call = {
    type: 'track',
    event: 'Order Completed',
    messageId: 'message-1',
    timestamp: '2026-03-14T11:00:00Z',
    integrations: { AppsFlyer: { appsFlyerId: '1700000000000-1234567' } },
    context: {
      device: { type: 'ios', id: 'C0D5D5A0-1111-4222-8333-444455556666' },
      os: { name: 'iOS', version: '17' },
    },
    properties,
  }
  const prepared = prepare({ data: call }, configurationAt(server.url), nowMs)
  const mapping = defaultMapping('mobileEvent')
  expect(prepared.request).not.toBeNull()
  await compare(call, { partnerAction: 'mobileEvent', subscribe: 'type = "track"', mapping }, prepared)
})

test('event values that an admin chose are event values, whatever they are called', async () => {
  const call = { type: 'track', event: 'Level Finished', properties: {}, integrations: {}, context: {} }
  const mapping = {
    ...defaultMapping('mobileEvent'),
    platform: 'ios',
    appsflyer_id: '1700000000000-1234567',
    event_values: { gdpr_applies: 'yes' },
  }
  server.take()
  await destinationAt(server.url).onEvent(
    asEvent(call),
    subscribed([{ partnerAction: 'mobileEvent', subscribe: 'type = "track"', mapping }]),
  )
  expect(JSON.parse(server.take()[0]?.body ?? '{}')).toMatchObject({ eventValue: '{"gdpr_applies":"yes"}' })
})

function saysDevice({ context }: JSONObject): boolean {
  const { device } = { ...(context as JSONObject | undefined) }
  return (device as JSONObject | undefined)?.['type'] !== undefined
}

function withStream(
  configuration: ReturnType<typeof configurationAt>,
  stream: { stream: string; send_as: 'mobile_event' },
) {
  const mapping = { ...stream, columns: [], event_values: [], constants: [], where: [] }
  return { ...configuration, streams: [mapping] }
}
