import { createServer, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { createFetch } from '../../../src/delivery/transport/proxied-fetch'
import { putS3 } from '../../../src/storage/put-s3'
import { addressOf, close } from '../fault-server'

/** Rejected records on their way to a bucket, through a proxy of the test's own. */

const sockets = new Set<Socket>()
let servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.map((server) => close(server, sockets)))
  servers = []
})

async function listen(server: Server): Promise<string> {
  servers.push(server)
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${addressOf(server).port}`
}

/** Opens tunnels, or refuses with a status. */
async function proxy(refuseWith?: number) {
  const tunnels: string[] = []
  const server = createServer()
  server.on('connect', (request, socket) => {
    tunnels.push(String(request.url))
    if (refuseWith !== undefined) {
      socket.end(`HTTP/1.1 ${refuseWith} Refused\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    const [host, port] = String(request.url).split(':')
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    sockets.add(upstream)
    socket.on('error', () => upstream.destroy())
    upstream.on('error', () => socket.destroy())
  })
  return { url: await listen(server), tunnels }
}

async function bucket() {
  const puts: { readonly url: string | undefined; readonly body: string }[] = []
  const url = await listen(
    createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        puts.push({ url: request.url, body: Buffer.concat(chunks).toString() })
        response.setHeader('ETag', '"1"').end()
      })
    }),
  )
  return { url, puts }
}

function putThrough(endpoint: string, environment: Record<string, string>) {
  let pauses = 0
  const put = putS3(
    {
      s3_bucket_name: 'rejected',
      s3_bucket_region: 'us-east-1',
      bucket_path: '',
      access_key_id: 'ID',
      secret_access_key: 'SECRET',
      s3_endpoint: endpoint,
    },
    { what: 'the rejected records', setting: 'object_storage_config' },
    {
      fetch: createFetch(environment),
      sleep: async () => {
        pauses += 1
      },
      patienceMs: 300_000,
      random: () => 0.5,
      env: {},
      readFile: async () => '',
      now: () => 1_700_000_000_000,
    },
  )
  return { put, pauses: () => pauses }
}

test('the bucket is reached through the proxy', async () => {
  const { url, puts } = await bucket()
  const { url: proxyUrl, tunnels } = await proxy()
  await putThrough(url, { HTTP_PROXY: proxyUrl }).put('a.gz', Buffer.from('lines'))
  expect(puts).toEqual([{ url: '/rejected/a.gz', body: 'lines' }])
  expect(tunnels).toEqual([url.replace('http://', '')])
})

test('a host in NO_PROXY is reached without it, and so is any where there is none', async () => {
  const { url, puts } = await bucket()
  const { url: proxyUrl, tunnels } = await proxy()
  await putThrough(url, { HTTP_PROXY: proxyUrl, NO_PROXY: '127.0.0.1' }).put('a.gz', Buffer.from('1'))
  await putThrough(url, {}).put('b.gz', Buffer.from('2'))
  expect([puts.length, tunnels]).toEqual([2, []])
})

test.each([
  [403, 'proxy_refused', 'config_error', 1],
  [407, 'proxy_authentication', 'config_error', 1],
  [502, 'proxy', 'transient_error', 6],
])('a proxy that refuses with %i is told as %s, a %s', async (status, code, failureType, asked) => {
  const { url: proxyUrl, tunnels } = await proxy(status)
  const { put, pauses } = putThrough('http://bucket.invalid', { HTTP_PROXY: proxyUrl })
  await expect(put('a.gz', Buffer.from('1'))).rejects.toMatchObject({
    failureType,
    message: expect.stringContaining(`no answer (${code})`),
  })
  expect([tunnels.length, pauses()]).toEqual([asked, asked - 1])
})
