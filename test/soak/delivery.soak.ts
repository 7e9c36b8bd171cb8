import type { Settlement } from '../../src/delivery/outcome/settlement'
import { deliverAll } from '../delivery/deliver-all'
import { answerOk, type FaultServer, faultServer } from '../delivery/fault-server'
import { mobileRequest } from '../delivery/requests'

jest.setTimeout(300_000)

function requestsTo(url: string, count: number) {
  return Array.from({ length: count }, (_, record) => mobileRequest(url, record))
}

function countBy(settlements: readonly Settlement[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { outcome, code } of settlements) counts[`${outcome} ${code}`] = (counts[`${outcome} ${code}`] ?? 0) + 1
  return counts
}

test('a server that is down for 30 seconds in the middle', async () => {
  let server = await faultServer(answerOk)
  const { port, url } = server
  const servers: FaultServer[] = [server]
  let settled = 0
  let back: Promise<void> | undefined
  const { settlements, snapshot } = await deliverAll(requestsTo(url, 20_000), { maxInFlight: 64 }, {}, () => {
    settled += 1
    if (settled === 10_000) {
      back = server.stop().then(
        () =>
          new Promise((resolve) => {
            setTimeout(async () => {
              server = await faultServer(answerOk, { port })
              servers.push(server)
              resolve()
            }, 30_000)
          }),
      )
    }
  })
  await back
  await server.stop()
  expect(countBy(settlements)).toEqual({ 'accepted accepted': 20_000 })
  const arrivals = servers.reduce((sum, { seen }) => sum + seen.length, 0)
  // Those cut off in flight may have been read: they arrive twice, and are counted as such.
  expect(arrivals).toBeGreaterThanOrEqual(20_000)
  expect(arrivals).toBeLessThanOrEqual(20_000 + snapshot.mayBeDuplicated)
  expect(snapshot.mayBeDuplicated).toBeLessThanOrEqual(64)
  expect(snapshot.retries).toBeLessThanOrEqual(300)
})

test('200,000 records through everything at once', async () => {
  let count = 0
  const server = await faultServer((seen, response, request) => {
    count += 1
    if (seen.record === 'record-77777') response.writeHead(500).end()
    else if (count % 10 === 3) response.writeHead(503).end()
    else if (count % 1_000 === 7) request.socket.resetAndDestroy()
    else if (count % 5_000 === 9) response.writeHead(200, { 'content-length': '9' }).write('cut')
    else if (count % 20_000 === 11) response.writeHead(429, { 'retry-after': '1' }).end()
    else response.end('OK')
  })
  const { settlements } = await deliverAll(
    requestsTo(server.url, 200_000),
    { maxInFlight: 64 },
    { requestTimeoutMs: 2_000 },
  )
  await server.stop()
  expect(countBy(settlements)).toEqual({ 'accepted accepted': 199_999, 'rejected poison': 1 })
  expect(new Set(server.seen.map(({ record }) => record)).size).toBe(200_000)
  expect(server.seen.length).toBeLessThanOrEqual(200_000 * 1.15)
})
