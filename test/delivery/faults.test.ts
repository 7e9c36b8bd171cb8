import { createServer as createNetServer, type Socket } from 'node:net'
import type { Settlement } from '../../src/delivery/outcome/settlement'
import { deliverAll } from './deliver-all'
import { addressOf, answer, answerOk, close, type Fault, type FaultServer, faultServer } from './fault-server'
import { mobileRequest, webRequest } from './requests'

let server: FaultServer | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

async function serve(...given: Parameters<typeof faultServer>): Promise<FaultServer> {
  server = await faultServer(...given)
  return server
}

function requestsTo(url: string, count: number) {
  return Array.from({ length: count }, (_, record) => mobileRequest(url, record))
}

function outcomes(settlements: readonly Settlement[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { outcome, code } of settlements) counts[`${outcome} ${code}`] = (counts[`${outcome} ${code}`] ?? 0) + 1
  return counts
}

/** Each record's first attempts meet the fault, then all is well. */
function atFirst(attempts: number, fault: Fault): Fault {
  return (seen, response, request) =>
    seen.attempt <= attempts ? fault(seen, response, request) : answerOk(seen, response, request)
}

describe('every record is accepted in the end, and the extra traffic is what the fault demands', () => {
  const drop: Fault = (_seen, _response, request) => request.socket.resetAndDestroy()
  const sleep: Fault = () => {}
  const drip: Fault = (_seen, response) => {
    response.writeHead(503, { 'content-length': '1000' })
    const timer = setInterval(() => response.write('.'), 50)
    response.on('close', () => clearInterval(timer))
  }
  const cutShort: Fault = (_seen, response, request) => {
    response.writeHead(500, { 'content-length': '1000' }).write('half of it')
    setImmediate(() => request.socket.destroy())
  }
  const garbage: Fault = (_seen, _response, request) => request.socket.end('this is no HTTP\r\n\r\n')
  // ambiguous: AppsFlyer may have taken a mobile event the first time.
  test.each<[string, Fault, boolean, number]>([
    ['500s', answer(500), true, 5_000],
    ['503s', answer(503), false, 5_000],
    ['429s without Retry-After', answer(429), false, 5_000],
    ['resets after the request was read', drop, true, 5_000],
    ['slow headers', sleep, true, 300],
    ['slow bodies', drip, true, 300],
    ['bodies cut short', cutShort, true, 5_000],
    ['answers that are no HTTP', garbage, true, 5_000],
  ])('%s', async (_, fault, ambiguous, requestTimeoutMs) => {
    const { url, seen } = await serve(atFirst(1, fault))
    const { settlements, snapshot } = await deliverAll(requestsTo(url, 12), {}, { requestTimeoutMs })
    expect(outcomes(settlements)).toEqual({ 'accepted accepted': 12 })
    expect(seen).toHaveLength(24)
    expect(snapshot).toMatchObject({ attempts: 24, retries: 12, mayBeDuplicated: ambiguous ? 12 : 0 })
  })

  test('429s with Retry-After: nobody comes back before', async () => {
    const times = new Map<string, number>()
    const early: number[] = []
    const { url } = await serve(
      atFirst(1, (seen, response) => {
        times.set(seen.record, Date.now())
        response.writeHead(429, { 'retry-after': '1' }).end()
      }),
    )
    const { settlements } = await deliverAll(requestsTo(url, 4), {}, {}, (_engine, settlement) => {
      const waitedMs = settlement.lastAttemptAtMs - settlement.firstAttemptAtMs
      if (settlement.attempts > 1 && waitedMs < 1_000) early.push(waitedMs)
    })
    expect(outcomes(settlements)).toEqual({ 'accepted accepted': 4 })
    expect(times.size).toBeGreaterThan(0)
    expect(early).toEqual([])
  })

  test('resets before the request was read', async () => {
    const { url } = await serve(answerOk, { onConnection: (socket, count) => count <= 5 && socket.resetAndDestroy() })
    const { settlements } = await deliverAll(requestsTo(url, 50))
    expect(outcomes(settlements)).toEqual({ 'accepted accepted': 50 })
  })

  test('keep-alive connections that the server closes unasked after each answer', async () => {
    const { url, seen } = await serve((_seen, response, request) => {
      response.end('OK', () => setTimeout(() => request.socket.end(), 2))
    })
    const { settlements } = await deliverAll(requestsTo(url, 300))
    expect(outcomes(settlements)).toEqual({ 'accepted accepted': 300 })
    // A request that met the closing connection was sent again.
    expect(seen.length).toBeGreaterThanOrEqual(300)
    expect(seen.length).toBeLessThanOrEqual(300 * 2)
  })

  test('web requests that may have been read are sent again with the same de-duplication id, and count as safe', async () => {
    const { url } = await serve(atFirst(1, drop))
    const requests = Array.from({ length: 10 }, (_, record) => webRequest(url, record))
    const { settlements, snapshot } = await deliverAll(requests)
    expect(outcomes(settlements)).toEqual({ 'accepted accepted': 10 })
    expect(snapshot).toMatchObject({ retries: 10, mayBeDuplicated: 0 })
  })

  test('a server that is down at first: few attempts, none of them in doubt', async () => {
    const probe = await serve(answerOk)
    const { port, url } = probe
    await probe.stop()
    const later = new Promise<FaultServer>((resolve) => setTimeout(() => resolve(serve(answerOk, { port })), 1_500))
    const { settlements, snapshot } = await deliverAll(requestsTo(url, 1_000))
    expect(outcomes(settlements)).toEqual({ 'accepted accepted': 1_000 })
    expect((await later).seen).toHaveLength(1_000)
    expect(snapshot.mayBeDuplicated).toBe(0)
    expect(snapshot.retries).toBeLessThanOrEqual(100)
  })
})

test('a process that stood still for longer than the timeout hears the answers that came meanwhile', async () => {
  let hasStood = false
  const { url, seen } = await serve((one, response, request) => {
    answerOk(one, response, request)
    if (hasStood) return
    hasStood = true
    // Nothing runs here meanwhile: neither a timer nor the reading of sockets.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500)
  })
  const { settlements, snapshot } = await deliverAll(requestsTo(url, 12), {}, { requestTimeoutMs: 600 })
  expect(outcomes(settlements)).toEqual({ 'accepted accepted': 12 })
  expect([seen.length, snapshot.mayBeDuplicated]).toEqual([12, 0])
})

test('a huge answer is cut off: its beginning says what it means', async () => {
  const { url } = await serve((_seen, response) => {
    response.writeHead(400)
    const block = 'x'.repeat(65_536)
    const more = () => {
      while (!response.destroyed && response.write(block));
    }
    response.on('drain', more)
    response.on('error', () => {})
    response.write('appsflyer_id is a mandatory field ')
    more()
  })
  const { settlements } = await deliverAll(requestsTo(url, 5))
  expect(outcomes(settlements)).toEqual({ 'rejected missing_appsflyer_id': 5 })
})

test('an accepting answer whose body is lost is accepted: sending again would only double it', async () => {
  const { url, seen } = await serve((_seen, response, request) => {
    response.writeHead(200, { 'content-length': '100' }).write('O')
    setImmediate(() => request.socket.destroy())
  })
  const { settlements } = await deliverAll(requestsTo(url, 5))
  expect(outcomes(settlements)).toEqual({ 'accepted accepted': 5 })
  expect(seen).toHaveLength(5)
})

test('one poison record in 10,000 costs its own attempts and nothing else', async () => {
  const { url, seen } = await serve((one, response) => {
    response.writeHead(one.record === 'record-4321' ? 500 : 200).end()
  })
  const { settlements } = await deliverAll(requestsTo(url, 10_000), { maxInFlight: 64 })
  expect(outcomes(settlements)).toEqual({ 'accepted accepted': 9_999, 'rejected poison': 1 })
  expect(settlements[4_321]).toMatchObject({ outcome: 'rejected', code: 'poison', attempts: 8, status: 500 })
  expect(seen).toHaveLength(10_007)
})

test('a storm of 500s for a second loses nothing and multiplies no traffic', async () => {
  let stormUntilMs = Number.POSITIVE_INFINITY
  let answered = 0
  const { url, seen } = await serve((one, response, request) => {
    answered += 1
    if (answered === 1_000) stormUntilMs = Date.now() + 1_000
    const storm = stormUntilMs !== Number.POSITIVE_INFINITY && Date.now() < stormUntilMs
    if (storm) response.writeHead(500).end()
    else answerOk(one, response, request)
  })
  const { settlements } = await deliverAll(requestsTo(url, 3_000), { maxInFlight: 64 })
  expect(outcomes(settlements)).toEqual({ 'accepted accepted': 3_000 })
  expect(seen.length).toBeLessThanOrEqual(3_000 + 64 + 200)
})

test('a wrong key: a handful of requests reach the server', async () => {
  const { url, seen } = await serve((_seen, response) => response.writeHead(400).end('Failed to Authenticate'))
  const { settlements } = await deliverAll(requestsTo(url, 2_000))
  expect(outcomes(settlements)).toEqual({ 'misconfigured wrong_key': 2_000 })
  expect(seen.length).toBeLessThanOrEqual(4)
})

test('stopping in the middle settles everything once, and cuts off a server that never answers', async () => {
  const { url } = await serve((one, response, request) => {
    if (Number(one.record.slice('record-'.length)) % 50 !== 49) answerOk(one, response, request)
  })
  let settled = 0
  const { settlements } = await deliverAll(requestsTo(url, 600), { stopGraceMs: 200 }, {}, (engine) => {
    settled += 1
    if (settled === 100) engine.stop()
  })
  const counts = outcomes(settlements)
  expect(counts['accepted accepted']).toBeGreaterThanOrEqual(100)
  expect(counts['transient aborted']).toBeGreaterThanOrEqual(1)
  expect(counts['transient stopped']).toBeGreaterThanOrEqual(1)
})

test('nobody listens: transient when patience ends, with the reason', async () => {
  const net = createNetServer()
  await new Promise<void>((resolve) => net.listen(0, '127.0.0.1', resolve))
  const { port } = addressOf(net)
  await close(net)
  const { settlements } = await deliverAll(requestsTo(`http://127.0.0.1:${port}`, 2), { patienceMs: 500 })
  expect(outcomes(settlements)).toEqual({ 'transient connection_refused': 2 })
})

test('a host name that cannot be resolved', async () => {
  // Too long a label for DNS: refused without asking anyone.
  const { settlements } = await deliverAll(requestsTo(`http://${'a'.repeat(64)}.invalid`, 2), { patienceMs: 500 })
  expect(outcomes(settlements)).toEqual({ 'transient dns': 2 })
})

test('a server that accepts connections and never speaks', async () => {
  const sockets = new Set<Socket>()
  const net = createNetServer((socket) => sockets.add(socket))
  await new Promise<void>((resolve) => net.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${addressOf(net).port}`
  const { settlements } = await deliverAll(requestsTo(url, 2), { patienceMs: 800 }, { requestTimeoutMs: 300 })
  await close(net, sockets)
  expect(outcomes(settlements)).toEqual({ 'transient timeout_headers': 2 })
  expect(settlements.every(({ mayBeDuplicated }) => mayBeDuplicated > 0)).toBe(true)
})
