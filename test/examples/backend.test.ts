import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { orderHandler, shutDown } from '../../examples/backend/express'
import { type Message, work } from '../../examples/backend/queue-worker'
import { createSender } from '../../src'
import { type Sandbox, startSandbox } from '../../src/sandbox'

/** The examples of docs/backend.md, as they stand, against the local sandbox. */
let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

function open() {
  return createSender(
    { s2s_token: 'token', apps: [{ app_id: 'com.example.app' }], endpoints: { all: sandbox.url } },
    { onWarning: () => undefined },
  )
}

const order = { event_name: 'af_purchase', appsflyer_id: '1700000000000-1234567890', revenue: 5, currency: 'EUR' }
const arrivals = () => [...sandbox.inbox.all({})].filter(({ verdict }) => verdict !== 'probe')

test('the Express handler answers before AppsFlyer does, and says what was not accepted', async () => {
  // AppsFlyer's answers come once the customer has hers.
  let answered = 0
  sandbox.faults.set({ latencyMs: 300 })
  const sender = open()
  const told: string[] = []
  const handler = orderHandler(sender, (message) => told.push(message))
  // As Express does, with express.json().
  const server = createServer(async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const status = (code: number) => outgoing.writeHead(code)
    handler({ body: await json(incoming) }, { status })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const body of [order, { ...order, appsflyer_id: '' }]) {
    const { status } = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { connection: 'close' },
    })
    expect(status).toBe(202)
    answered += 1
    expect(sender.stats.accepted).toBe(0)
  }
  await shutDown(server, sender)
  expect(answered).toBe(2)
  expect(sender.stats).toMatchObject({ accepted: 1, rejected: 1 })
  expect(told).toEqual([expect.stringMatching(/^An order is rejected \(missing_appsflyer_id\): No AppsFlyer id/)])
  expect(arrivals()).toHaveLength(1)
})

test('the queue worker acknowledges what is settled, and gives back what is not', async () => {
  const sender = open()
  const became: Record<string, string> = {}
  const message = (name: string, body: string): Message => ({
    body,
    ack: async () => {
      became[name] = 'acknowledged'
    },
    retryLater: async () => {
      became[name] = 'to come again'
    },
  })
  async function* queue() {
    yield message('good', JSON.stringify(order))
    yield message('bad', JSON.stringify({ ...order, appsflyer_id: '' }))
    yield message('no JSON', 'SECRET{')
    await sender.flush()
    await sender.close()
    yield message('late', JSON.stringify(order))
  }
  const told: string[] = []
  await work(queue(), sender, (line) => told.push(line))
  expect(became).toEqual({
    good: 'acknowledged',
    bad: 'acknowledged',
    'no JSON': 'acknowledged',
    late: 'to come again',
  })
  expect(told).toHaveLength(3)
  expect(told.join()).not.toContain('SECRET')
  expect(arrivals()).toHaveLength(1)
})

test('a queue that takes no acknowledgement ends nothing: the message comes again by itself', async () => {
  const sender = open()
  const acknowledged: number[] = []
  async function* queue(): AsyncGenerator<Message> {
    for (const number of [1, 2, 3]) {
      const ack = async () => {
        if (number === 1) throw new Error('the connection is closed')
        acknowledged.push(number)
      }
      yield { body: JSON.stringify({ ...order, order_id: `O-${number}` }), ack, retryLater: async () => undefined }
      // So that the first one is settled while the queue goes on.
      await sender.flush()
    }
  }
  const told: string[] = []
  await work(queue(), sender, (line) => told.push(line))
  expect(acknowledged).toEqual([2, 3])
  expect(told).toEqual(['A message could not be acknowledged. Error: the connection is closed'])
  await sender.close()
})
