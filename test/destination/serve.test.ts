import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { destinationServer } from '../../destination/development/serve'
import { type Sandbox, startSandbox } from '../../src/sandbox/server/start-sandbox'
import { endpointsAt, nowMs, settings } from './workspace'

let sandbox: Sandbox
let server: Server
let url: string

beforeAll(async () => {
  const apps = ['id123456789', 'com.example.app', 'website-www.example.com']
  const keys = ['s2s-token', 'dev-key', 's2s-token']
  sandbox = await startSandbox({
    apps: apps.map((appId, index) => ({ appId, key: keys[index] ?? '' })),
    now: () => nowMs,
  })
  server = destinationServer({ endpoints: endpointsAt(sandbox.url), now: () => nowMs }, settings)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  // First, so that a server that never came up leaves nothing open that would keep the run from ending.
  await sandbox.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

async function post(path: string, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(url + path, { method: 'POST', body: text })
  return { status: response.status, body: await response.json() }
}

const integrations = { AppsFlyer: { appsFlyerId: '1415211453000-6513894' } }
const event = {
  type: 'track',
  event: 'Order Completed',
  context: { device: { type: 'ios' }, os: { version: '17.4' } },
  integrations,
  properties: { revenue: 5 },
}

test('an event goes through the destination to the sandbox', async () => {
  const { status, body } = await post('/mobileEvent', { event })
  expect(status).toBe(200)
  expect(body.results.at(-1).data.outcome).toBe('accepted')
  const [arrival] = [...sandbox.inbox.all({ event: 'af_purchase' })]
  expect(arrival).toMatchObject({ appId: 'id123456789', verdict: 'recorded', endpoint: 'mobile_v3' })
})

test('so does a batch, with a mapping of its own', async () => {
  const { body } = await post('/mobileEvent', {
    events: [event, { ...event, integrations: {} }],
    mapping: { event_name: 'from_a_batch' },
  })
  expect(body.results[0].multistatus.map((node: { status: number }) => node.status)).toEqual([200, 400])
  expect([...sandbox.inbox.all({ event: 'from_a_batch' })]).toHaveLength(1)
})

test('/presets names the preset of an event that cannot be sent, too', async () => {
  const { status, body } = await post('/presets', {
    event: { ...event, properties: { revenue: 5, currency: 'euros' } },
  })
  expect(status).toBe(400)
  expect(body.presets).toEqual([{ preset: 'Order Completed', error: expect.stringContaining('three-letter code') }])
})

test.each([{ All: false }, { AppsFlyer: false }, { All: false, Amplitude: true }])(
  '/presets says that integrations %j would keep Segment from calling',
  async (switches) => {
    const { body } = await post('/presets', { event: { ...event, integrations: switches } })
    expect(body).toEqual({ presets: [], kept_back: expect.stringContaining('integrations') })
  },
)

test.each([
  [{ type: 'group', userId: 'u' }, /no group calls/],
  [{ type: 'alias', userId: 'u' }, /no alias calls/],
  [{ type: 'identify' }, /without a userId/],
  [{ type: 'identify', userId: 'u', context: { device: { type: 'ios' } } }, /of a device/],
  [{ type: 'page', context: { page: { url: 'https://www.example.com/' } } }, /no visit without a user/],
  [{ event: 'Install Attributed', properties: { provider: 'AppsFlyer' } }, /itself told Segment/],
  [{ event: 'deleted', context: {}, properties: { event_name: 'x' } }, /deleted at its source/],
])('/presets says why no preset takes %j', async (call, why) => {
  const { status, body } = await post('/presets', { event: call })
  expect(status).toBe(200)
  expect(body).toEqual({ presets: [], why: expect.stringMatching(why) })
})

test('keys are tested', async () => {
  expect(await post('/authenticate', {})).toEqual({ status: 200, body: { ok: true } })
  const unknown = await post('/authenticate', { settings: { api_token_v2: 'wrong' } })
  expect(unknown).toMatchObject({ status: 400, body: { error: expect.stringMatching(/api_token_v2.*erasure_token/) } })
  const wrong = await post('/authenticate', { settings: { s2s_token: 'wrong' } })
  expect(wrong.status).toBe(400)
  expect(wrong.body.error).toMatch(/S2S Token for website-www\.example\.com: status 401/)
})

test('what cannot be sent is told with the status Segment would see', async () => {
  const { status, body } = await post('/webVisit', { event: { type: 'page', userId: null } })
  expect(status).toBe(400)
  expect(body.error).toMatch(/map the field Page URL/)
})

test.each([
  ['/nothing', {}, 404],
  ['/mobileEvent', 'not json', 400],
] as const)('POST %s %j is answered with %i', async (path, body, status) => {
  expect((await post(path, body)).status).toBe(status)
})
