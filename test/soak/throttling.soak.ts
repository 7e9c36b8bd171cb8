import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEngine } from '../../src/delivery/engine/create-engine'
import { systemDependencies } from '../../src/delivery/engine/dependencies'
import { createTransport } from '../../src/delivery/transport/undici-transport'
import { transportOptions } from '../delivery/deliver-all'
import { mobileRequest } from '../delivery/requests'
import { testSettings } from '../delivery/settings'
import { ceilingOf, scenarios } from '../delivery/throttling/scenarios'
import { createServer, type ServerKind } from '../delivery/throttling/servers'

/** The scenarios of the virtual-time tests against a real server over real sockets: ten seconds for finding the rate, ten that count. */

jest.setTimeout(60_000)
const [warmUpMs, measuredMs] = [10_000, 10_000]

async function listen(kind: ServerKind) {
  const answer = createServer(kind, Math.random)
  let accepted = 0
  const server = createHttpServer((request, response) => {
    request.resume()
    const reply = answer(performance.timeOrigin + performance.now())
    if (reply === undefined) return
    setTimeout(() => {
      if (reply.status === 200) accepted += 1
      const headers = reply.retryAfter === undefined ? {} : { 'retry-after': String(reply.retryAfter) }
      if (reply.status === null) request.socket.resetAndDestroy()
      else response.writeHead(reply.status, headers).end(reply.status === 200 ? 'OK' : '')
    }, reply.afterMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, accepted: () => accepted, close: () => server.close() }
}

test.each(scenarios)('$name', async (scenario) => {
  const server = await listen(scenario.server)
  const transport = createTransport(transportOptions)
  const settings = testSettings({ maxInFlight: 256, windowRecords: 768, maxRequestsPerSecond: ceilingOf(scenario) })
  const engine = createEngine(settings, systemDependencies(transport))
  const startedAtMs = performance.now()
  let acceptedBefore: number | undefined
  for (let record = 0; performance.now() - startedAtMs < warmUpMs + measuredMs; record += 1) {
    if (acceptedBefore === undefined && performance.now() - startedAtMs >= warmUpMs) acceptedBefore = server.accepted()
    if (!engine.hasRoom) await engine.waitForRoom()
    engine.submit(mobileRequest(server.url, record), () => {})
    if (record % 64 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  const perSecond = (server.accepted() - (acceptedBefore ?? 0)) / (measuredMs / 1_000)
  engine.stop()
  await engine.drain()
  transport.close()
  server.close()
  process.stdout.write(`${scenario.name}: ${Math.round(perSecond)} a second (${Math.round(scenario.atLeast)} asked)\n`)
  expect(perSecond).toBeGreaterThan(scenario.atLeast)
})
