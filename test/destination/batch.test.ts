import type { SegmentEvent } from '@segment/actions-core'
import { inParallel } from '../../destination/in-parallel'
import { order, secrets, sendBatch } from './deliveries'
import { LocalServer } from './local-server'

const server = new LocalServer()
beforeAll(() => server.open())
afterAll(() => server.close())
beforeEach(() => {
  server.take()
  server.mostInFlight = 0
  server.reply = () => ({ status: 200, body: 'OK' })
})

const numbered = (count: number) => Array.from({ length: count }, (_, index) => order({ order_id: `N${index}` }))
const orderIdIn = (body: string) => /N\d+/.exec(body)?.[0]

test('one request for each event, one result for each, in their order', async () => {
  const nodes = await sendBatch(server.url, numbered(45))
  expect(nodes).toHaveLength(45)
  expect(server.received.map(({ body }) => orderIdIn(body)).sort()).toEqual(
    numbered(45)
      .map((_, i) => `N${i}`)
      .sort(),
  )
  for (const node of nodes) {
    expect(node).toMatchObject({
      status: 200,
      sent: { endpoint: 'mobile_v3', app_id: 'id123456789' },
      body: { outcome: 'accepted' },
    })
  }
})

test('requests go at the same time, but never more than a bound', async () => {
  server.reply = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    return { status: 200, body: 'OK' }
  }
  await sendBatch(server.url, numbered(60))
  expect(server.mostInFlight).toBeGreaterThan(1)
  expect(server.mostInFlight).toBeLessThanOrEqual(20)
})

test('each event has its own result, whatever becomes of the others', async () => {
  const answers: Readonly<Record<string, number>> = { N1: 500, N2: 400, N3: 401, N4: 429 }
  server.reply = ({ body }) => ({ status: answers[orderIdIn(body) ?? ''] ?? 200, body: 'OK' })
  const events: SegmentEvent[] = [
    ...numbered(6),
    order({ revenue: '$48' }),
    { ...order(), integrations: {} },
    { ...order(), type: 'identify' },
    order({ order_id: 'last' }),
  ]
  const nodes = await sendBatch(server.url, events)
  const results = nodes.map((node) => [node.status, 'errortype' in node ? node.errortype : undefined])
  expect(results).toEqual([
    [200, undefined],
    [500, 'RETRYABLE_ERROR'],
    [400, 'BAD_REQUEST'],
    [401, 'INVALID_AUTHENTICATION'],
    [429, 'RETRYABLE_ERROR'],
    [200, undefined],
    [400, 'PAYLOAD_VALIDATION_FAILED'],
    [400, 'PAYLOAD_VALIDATION_FAILED'],
    [400, 'PAYLOAD_VALIDATION_FAILED'], // Segment's own: the event does not match the trigger.
    [200, undefined],
  ])
  expect(nodes[6]).toMatchObject({
    errormessage: expect.stringMatching(/not a plain amount/),
    errorreporter: 'INTEGRATIONS',
  })
  expect(nodes[7]).toMatchObject({ errormessage: expect.stringMatching(/No AppsFlyer ID/) })
  expect(nodes[1]).toMatchObject({
    errormessage: expect.stringMatching(/^The server answered 500/),
    errorreporter: 'DESTINATION',
  })
})

test('broken connections and a whole wrong configuration are results too', async () => {
  server.reply = ({ body }) => (orderIdIn(body) === 'N0' ? 'reset' : { status: 200, body: 'OK' })
  expect((await sendBatch(server.url, numbered(2))).map(({ status }) => status)).toEqual([503, 200])
  const unconfigured = await sendBatch(server.url, numbered(2), { settings: {} })
  expect(unconfigured.map(({ status }) => status)).toEqual([401, 401])
})

test('no result holds a key or anything of the event', async () => {
  server.reply = ({ body, headers }) =>
    /N[13]/.test(body) ? { status: 400, body: `${body} ${headers['authentication']}` } : { status: 200, body }
  const text = JSON.stringify(await sendBatch(server.url, [...numbered(5), order({ revenue: '$48' })]))
  for (const secret of secrets) expect(text).not.toContain(secret)
  expect(text).not.toMatch(/N\d/)
})

describe('inParallel', () => {
  test('an empty list is done at once', async () => {
    expect(await inParallel([], 3, () => Promise.reject(new Error('called')))).toEqual([])
  })

  test('results stay in the order of the items, however they end', async () => {
    const delays = [5, 0, 3, 1, 4, 2]
    const work = (ms: number) => new Promise<number>((resolve) => setTimeout(resolve, ms, ms))
    expect(await inParallel(delays, 2, work)).toEqual(delays)
  })
})
