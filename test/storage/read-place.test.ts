import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import type { S3Ports } from '../../src/storage/ask-s3'
import { keepText, type Place, putIn, readIn, tryPlace } from '../../src/storage/place'
import { listUrl } from '../../src/storage/s3-address'

/** What was put into a place is found there again: a folder, and a server that speaks S3. */

const kept = { what: 'the ledger', setting: 'ledger' }
const ports: S3Ports = {
  fetch: (url, init) => fetch(url, init as RequestInit) as never,
  now: Date.now,
  env: {},
  readFile: async () => '',
  sleep: async () => undefined,
  random: Math.random,
  patienceMs: 5_000,
}

const folder = mkdtempSync(join(tmpdir(), 'place-'))
const s3 = new S3rver({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  directory: join(folder, 's3'),
  configureBuckets: [{ name: 'kept', configs: [] }],
})
let endpoint = ''
beforeAll(async () => {
  endpoint = `http://127.0.0.1:${(await s3.run()).port}`
})
afterAll(async () => {
  await s3.close()
  rmSync(folder, { recursive: true, force: true })
})

const bucket = (more: object = {}) => ({
  s3_bucket_name: 'kept',
  s3_bucket_region: 'us-east-1',
  bucket_path: 'a b/ledger',
  access_key_id: 'S3RVER',
  secret_access_key: 'S3RVER',
  s3_endpoint: endpoint,
  ...more,
})
const places: readonly [string, (name: string) => Place][] = [
  ['a folder', (name) => ({ in: 'folder', folder: join(folder, name) })],
  ['a bucket', (name) => ({ in: 'bucket', bucket: bucket({ bucket_path: `a b/${name}` }) })],
]

async function namesIn(place: Place): Promise<readonly string[]> {
  const names: string[] = []
  for await (const name of readIn(place, kept, ports).list()) names.push(name)
  return names.sort()
}

describe.each(places)('%s', (_, placeOf) => {
  test('gives back what was put there, by name, and says what it has', async () => {
    const place = placeOf('given-back')
    const put = putIn(place, kept, ports)
    const names = ['2026-11-28/a.ledger.ndjson.gz', "2026-11-28/b & 'c'.gz", 'key']
    for (const name of names) await put(name, Buffer.from(`bytes of ${name}`))
    expect(await namesIn(place)).toEqual([...names].sort())
    const reader = readIn(place, kept, ports)
    for (const name of names) expect(String(await reader.get(name))).toBe(`bytes of ${name}`)
    expect(await reader.get('2026-11-28/none')).toBeUndefined()
  })

  test('keeps the first text under a name', async () => {
    const place = placeOf('texts')
    expect(await keepText(place, 'key', 'first', kept, ports)).toBe('first')
    expect(await keepText(place, 'key', 'second', kept, ports)).toBe('first')
  })

  test('a trial leaves nothing', async () => {
    const place = placeOf('tried')
    expect(await tryPlace(place, kept, ports)).toBeUndefined()
    expect(await namesIn(place)).toEqual([])
  })
})

test('a bucket with more objects than one answer lists', async () => {
  const names = Array.from({ length: 5 }, (_, index) => `object-${index}`)
  const page = (from: number) =>
    `<ListBucketResult>${names
      .slice(from, from + 2)
      .map((name) => `<Contents><Key>a b/ledger/${name}&amp;&#9731;</Key></Contents>`)
      .join(
        '',
      )}${from + 2 < names.length ? `<NextContinuationToken>${from + 2}=/+</NextContinuationToken>` : ''}</ListBucketResult>`
  const asked: string[] = []
  const paged: S3Ports = {
    ...ports,
    fetch: async (url) => {
      asked.push(url)
      const token = new URL(url).searchParams.get('continuation-token')
      return new Response(page(token === null ? 0 : Number.parseInt(token, 10))) as never
    },
  }
  const found: string[] = []
  for await (const name of readIn({ in: 'bucket', bucket: bucket() }, kept, paged).list()) found.push(name)
  expect(found).toEqual(names.map((name) => `${name}&☃`))
  expect(asked).toHaveLength(3)
  expect(new URL(asked[1] ?? '').searchParams.get('continuation-token')).toBe('2=/+')
})

test('Amazon is asked at the host of the bucket', () => {
  const { s3_endpoint: _, ...amazons } = bucket()
  expect(listUrl(amazons)).toEqual({
    url: 'https://kept.s3.us-east-1.amazonaws.com?list-type=2&prefix=a%20b%2Fledger%2F',
    prefix: 'a b/ledger/',
  })
})

test.each([
  [
    'a bucket that is not there',
    () => ({ in: 'bucket', bucket: bucket({ s3_bucket_name: 'other' }) }) as Place,
    /NoSuchBucket/,
  ],
  ['a folder that is a file', () => ({ in: 'folder', folder: join(folder, 'file') }) as Place, /ENOTDIR/],
])('%s is told', async (_, placeOf, why) => {
  writeFileSync(join(folder, 'file'), '')
  await expect(namesIn(placeOf())).rejects.toMatchObject({
    failureType: 'config_error',
    message: expect.stringMatching(why),
  })
  await expect(readIn(placeOf(), kept, ports).get('key')).rejects.toMatchObject({
    failureType: 'config_error',
    message: expect.stringMatching(/^Cannot read the ledger from the (bucket|folder) /),
  })
  expect(readdirSync(folder)).toContain('file')
})
