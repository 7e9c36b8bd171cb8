import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import S3rver from 's3rver'
import { parseConfiguration } from '../../spec/configuration/parse-configuration'
import { createRejectedStore, tryRejectedStore } from '../../src/delivery/dead-letters/configured-store'
import type { S3Ports } from '../../src/storage/ask-s3'
import { record, runWrite, streamState } from '../airbyte/connector/run-write'
import { linesOf, run } from '../delivery/dead-letters/letters'

/** The whole way into an S3-compatible server. It takes any signature, so those are checked in put-s3.test.ts. */

const folder = mkdtempSync(join(tmpdir(), 's3-'))
const s3 = new S3rver({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  directory: folder,
  configureBuckets: [{ name: 'rejected', configs: [] }],
})
let endpoint = ''
beforeAll(async () => {
  endpoint = `http://127.0.0.1:${(await s3.run()).port}`
})
afterAll(async () => {
  await s3.close()
  rmSync(folder, { recursive: true, force: true })
})

const ports: S3Ports = {
  fetch,
  sleep: async () => undefined,
  patienceMs: 300_000,
  random: Math.random,
  now: Date.now,
  env: {},
  readFile: async () => '',
}

function configured(changes: object = {}) {
  const keys = { access_key_id: 'S3RVER', secret_access_key: 'S3RVER' }
  const bucket = { storage_type: 'S3', s3_bucket_name: 'rejected', bucket_path: 'a/b', s3_endpoint: endpoint, ...keys }
  const apps = [{ app_id: 'com.example.app' }]
  const parsed = parseConfiguration({ s2s_token: 'k', apps, object_storage_config: { ...bucket, ...changes } })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.configuration
}

async function objects(): Promise<Readonly<Record<string, Buffer>>> {
  const client = new AwsClient({ accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', service: 's3', region: 'us-east-1' })
  const list = await (await client.fetch(`${endpoint}/rejected?list-type=2`)).text()
  const keys = [...list.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => key)
  const read = async (key: string) => {
    const response = await client.fetch(`${endpoint}/rejected/${key}`)
    return [key, Buffer.from(await response.arrayBuffer())] as const
  }
  return Object.fromEntries(await Promise.all(keys.map(read)))
}

test('a sync leaves its rejected records there, and its states come back', async () => {
  const store = createRejectedStore(configured(), run, ports)
  const bad = Array.from({ length: 50 }, (_, order) => record('orders', { order, reject: true }))
  const { states, report } = await runWrite(
    [...bad, streamState('orders', 1), record('users', { reject: true }, { namespace: 'eu' }), streamState('users', 2)],
    { rejectedStore: store },
  )
  expect(report).toMatchObject({ exitCode: 0, outcomes: { rejected: 51 } })
  expect(states).toHaveLength(2)
  const kept = await objects()
  const rows = Object.entries(kept).map(
    ([key, bytes]) => [key.split('/').slice(0, -1).join('/'), linesOf(bytes)] as const,
  )
  const orders = rows.filter(([path]) => path === 'a/b/42/orders').flatMap(([, lines]) => lines)
  expect(orders.map(({ record: { data } }) => data.order).sort((left, right) => left - right)).toEqual(
    bad.map((_, order) => order),
  )
  expect(orders[0]).toEqual({
    type: 'RECORD',
    record: { stream: 'orders', data: { order: expect.any(Number), reject: true }, emitted_at: 1_700_000_000_000 },
    dead_letter: {
      stage: 'prepare',
      code: 'missing_appsflyer_id',
      message: expect.stringContaining('No AppsFlyer id'),
      line: expect.any(Number),
      attempts: 0,
      rejected_at: '2023-11-14T22:13:20.000Z',
    },
  })
  expect(rows.filter(([path]) => path === 'a/b/42/eu/users').flatMap(([, lines]) => lines)).toHaveLength(1)
})

test('a bucket that is not there ends the sync before the state, as a config error', async () => {
  const store = createRejectedStore(configured({ s3_bucket_name: 'nowhere' }), run, ports)
  const input = [record('orders', { reject: true }), streamState('orders', 1)]
  const { states, report, trace } = await runWrite(input, { rejectedStore: store })
  expect(states).toEqual([])
  expect(report.exitCode).toBe(1)
  expect(trace.error).toMatchObject({
    failure_type: 'config_error',
    message: expect.stringContaining('the bucket nowhere (status 404, NoSuchBucket)'),
  })
})

test('the check tries the bucket and leaves nothing in it', async () => {
  const before = Object.keys(await objects())
  expect(await tryRejectedStore(configured(), ports)).toBeUndefined()
  expect(Object.keys(await objects())).toEqual(before)
  expect((await tryRejectedStore(configured({ s3_bucket_name: 'nowhere' }), ports))?.message).toContain('NoSuchBucket')
})
