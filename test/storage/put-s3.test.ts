import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { S3Ports } from '../../src/storage/ask-s3'
import { putS3 } from '../../src/storage/put-s3'
import type { Bucket } from '../../src/storage/s3-address'
import { hasGoodSignature, type SignedRequest } from './verify-signature'

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

test('the verifier agrees with the example that Amazon publishes', () => {
  const body = Buffer.from('Welcome to Amazon S3.')
  const signed = 'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class'
  const credential = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'
  const signature = '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd'
  const request: SignedRequest = {
    method: 'PUT',
    path: '/test%24file.text',
    body,
    headers: {
      host: 'examplebucket.s3.amazonaws.com',
      date: 'Fri, 24 May 2013 00:00:00 GMT',
      'x-amz-date': '20130524T000000Z',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
      authorization: `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${signed},Signature=${signature}`,
    },
  }
  expect(hasGoodSignature(request, secret)).toBe(true)
  expect(hasGoodSignature(request, 'another secret')).toBe(false)
  expect(hasGoodSignature({ ...request, body: Buffer.from('Welcome!') }, secret)).toBe(false)
})

type Answer =
  | 'silence'
  | { readonly status: number; readonly text?: string; readonly headers?: Record<string, string> }
  | 'hang up'
  | 'bomb'

const etag = { ETag: '"5d41402abc4b2a76b9719d911017c592"' }
const kept: Answer = { status: 200, headers: etag }

/** A server that checks signatures and then answers as it is told, the last answer again and again. */
let server: Server
let answers: Answer[] = []
let requests: (SignedRequest & { readonly isGood: boolean })[] = []
beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming
      const request = { method, path, headers, body: Buffer.concat(chunks) }
      requests.push({ ...request, isGood: hasGoodSignature(request, secret) })
      const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? kept
      if (answer === 'silence') return
      if (answer === 'hang up') incoming.socket.destroy()
      else if (answer === 'bomb') outgoing.writeHead(403, { 'content-encoding': 'gzip' }).end(bomb)
      else outgoing.writeHead(answer.status, answer.headers).end(answer.text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})
beforeEach(() => {
  requests = []
  answers = []
})

const error = (code: string) => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>SECRET</Message></Error>`

/** A reason, and 400 MB of blanks behind it, in 400 kB: gzip members one after the other are one text. */
const blanks = gzipSync(Buffer.alloc(4 * 1_048_576, ' '))
const bomb = Buffer.concat([gzipSync(error('AccessDenied')), ...Array<Buffer>(100).fill(blanks)])

async function put(given: readonly Answer[], changes: Partial<Bucket> = {}, portChanges: Partial<S3Ports> = {}) {
  answers = [...given]
  const pausesMs: number[] = []
  const ports: S3Ports = {
    fetch,
    sleep: async (delayMs) => {
      pausesMs.push(delayMs)
    },
    random: () => 0.5,
    now: () => Date.UTC(2024, 0, 15, 12),
    env: {},
    readFile: async () => '',
    patienceMs: 300_000,
    ...portChanges,
  }
  const { port } = server.address() as AddressInfo
  const bucket: Bucket = {
    s3_bucket_name: 'rejected',
    s3_bucket_region: 'eu-central-1',
    bucket_path: "af/ü+(1)'*",
    s3_endpoint: `http://127.0.0.1:${port}`,
    access_key_id: 'AKIAIOSFODNN7EXAMPLE',
    secret_access_key: secret,
    ...changes,
  }
  const failure = await putS3(
    bucket,
    { what: 'the rejected records', setting: 'object_storage_config' },
    ports,
  )('42/orders/a.ndjson.gz', Buffer.from('bytes')).then(
    () => null,
    (caught: unknown) => caught,
  )
  return { failure, pausesMs }
}

test('an answer that unpacks to 400 MB is read no further than its reason stands', async () => {
  const before = process.memoryUsage().rss
  const { failure } = await put(['bomb'])
  expect(failure).toMatchObject({ message: expect.stringContaining('(status 403, AccessDenied)') })
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1_048_576)
})

test('signs the request and its body', async () => {
  expect((await put([kept])).failure).toBeNull()
  expect(requests).toEqual([expect.objectContaining({ method: 'PUT', body: Buffer.from('bytes'), isGood: true })])
  expect(requests[0]?.path).toBe('/rejected/af/%C3%BC%2B%281%29%27%2A/42/orders/a.ndjson.gz')
  expect(requests[0]?.headers['content-type']).toBe('application/gzip')
})

test.each([301, 307, 308])('a redirect (%i) is not followed: nobody else gets the records', async (status) => {
  const { port } = server.address() as AddressInfo
  const elsewhere = { location: `http://127.0.0.1:${port}/elsewhere` }
  const { failure } = await put([{ status, headers: elsewhere }])
  expect(new Set(requests.map(({ path }) => path.slice(0, 10)))).toEqual(new Set(['/rejected/']))
  expect(failure).toMatchObject({ name: 'StorageError', message: expect.stringContaining(String(status)) })
})

test.each<[string, Answer]>([
  ['an error of the server', { status: 500, text: error('InternalError') }],
  ['slow down', { status: 503, text: error('SlowDown') }],
  ['a body that took too long', { status: 400, text: error('RequestTimeout') }],
  ['a connection that breaks', 'hang up'],
])('%s is tried again, after longer and longer pauses', async (_, answer) => {
  const { failure, pausesMs } = await put([answer, answer, answer, kept])
  expect(failure).toBeNull()
  expect(pausesMs).toEqual([187.5, 375, 750])
  expect(requests.map(({ isGood }) => isGood)).toEqual([true, true, true, true])
})

test('what does not pass in six attempts may pass in the next sync', async () => {
  const { failure, pausesMs } = await put([{ status: 503, text: error('SlowDown') }])
  expect(requests).toHaveLength(6)
  expect(pausesMs).toHaveLength(5)
  expect(failure).toMatchObject({
    failureType: 'transient_error',
    message: expect.stringContaining('the bucket rejected (status 503, SlowDown, 6 times).'),
  })
})

test.each([
  [403, 'AccessDenied'],
  [404, 'NoSuchBucket'],
  [301, 'PermanentRedirect'],
  [403, 'SignatureDoesNotMatch'],
])('%i %s is a matter of configuration, and tells no key', async (status, code) => {
  const { failure } = await put([{ status, text: error(code) }])
  expect(requests).toHaveLength(1)
  expect(failure).toMatchObject({
    failureType: 'config_error',
    message: `Cannot write the rejected records to the bucket rejected (status ${status}, ${code}). Check object_storage_config: bucket, region, endpoint, keys or role, and that they may put objects.`,
  })
})

test.each<[string, Answer]>([
  ['a web page', { status: 200, text: '<html>SECRET</html>', headers: etag }],
  ['an answer in JSON', { status: 200, text: '{"ok":true}', headers: etag }],
  ['no ETag', { status: 200 }],
  ['nothing at all', { status: 204 }],
])('a yes that storage does not say keeps nothing: %s', async (_, answer) => {
  const { failure } = await put([answer])
  expect(requests).toHaveLength(1)
  expect(failure).toMatchObject({
    failureType: 'config_error',
    message: expect.stringMatching(/the bucket rejected \(status 20[04], as storage does not answer/),
  })
  expect(failure).not.toMatchObject({ message: expect.stringContaining('SECRET') })
})

test('nobody there', async () => {
  const { failure } = await put([], { s3_endpoint: 'http://127.0.0.1:1' })
  expect(failure).toMatchObject({
    failureType: 'transient_error',
    message: expect.stringMatching(/no answer \((ECONNREFUSED|connection failed)\)/),
  })
})

describe('a bucket that says nothing', () => {
  test('is tried no longer than patience lasts', async () => {
    const { failure } = await put(['silence', 'silence', 'silence'], {}, { now: Date.now, patienceMs: 300 })
    expect(failure).toMatchObject({
      message: expect.stringContaining('no answer (timeout)'),
      failureType: 'transient_error',
    })
    expect(requests.length).toBeLessThan(3)
  })
  test('is tried no more once the process has to end', async () => {
    const stop = AbortSignal.timeout(200)
    const { failure } = await put(['silence', 'silence'], {}, { stop })
    expect(failure).toMatchObject({ message: expect.stringContaining('stopped') })
    expect(requests.length).toBe(1)
  })
})
