import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMetrics } from '../../../src/console/reports/serve-metrics'
import { Counters } from '../../../src/delivery/engine/counters'

const counters = new Counters()
const snapshot = () => counters.snapshot({ inFlight: 3, unsettled: 4, oldestUnsettledMs: 5, servers: [] })
const never = () => () => undefined

function get(port: number, path: string, host = `127.0.0.1:${port}`): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    request({ port, path, host: '127.0.0.1', headers: { host } }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
      .on('error', reject)
      .end()
  })
}

test('the figures are at /metrics, on loopback and under its own name only', async () => {
  const metrics = await startMetrics({ port: 0 }, snapshot, never)
  const port = metrics.port ?? 0
  expect(await get(port, '/metrics')).toEqual({ status: 200, text: expect.stringContaining('_in_flight 3\n') })
  expect(await get(port, '/')).toMatchObject({ status: 404, text: '' })
  expect(await get(port, '/metrics', 'evil.example')).toMatchObject({ status: 421, text: '' })
  await expect(startMetrics({ port }, snapshot, never)).rejects.toThrow(`port ${port} (EADDRINUSE)`)
  await metrics.close()
  await expect(get(port, '/metrics')).rejects.toThrow()
})

test('the file is written at once, now and then, and at the end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'metrics-'))
  const path = join(folder, 'metrics.prom')
  let tick: () => void = () => undefined
  const metrics = await startMetrics({ path }, snapshot, (_, callback) => {
    tick = callback
    return () => undefined
  })
  expect(readFileSync(path, 'utf8')).toContain('_submitted_total 0\n')
  counters.submitted = 7
  tick()
  await metrics.close()
  expect(readFileSync(path, 'utf8')).toContain('_submitted_total 7\n')
  await expect(startMetrics({ path: join(folder, 'no/such') }, snapshot, never)).rejects.toThrow('no such file')
  rmSync(folder, { recursive: true })
})
