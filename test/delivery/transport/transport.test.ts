import { createServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect, type Socket } from 'node:net'
import type { Request } from '../../../src/core/domain/request'
import { type Attempted, sendOnce } from '../../../src/delivery/transport/send-once'
import { createTransport, type TransportOptions } from '../../../src/delivery/transport/undici-transport'
import { deliverAll, transportOptions } from '../deliver-all'
import { addressOf, answerOk, close, faultServer } from '../fault-server'
import { mobileRequest } from '../requests'
import { selfSigned } from './self-signed'

async function listen<Any extends Server | ReturnType<typeof createHttpsServer>>(server: Any): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return addressOf(server).port
}

/** One request over a transport of its own. */
async function postOnce(request: Request, options: TransportOptions): Promise<Attempted> {
  const transport = createTransport(options)
  const attempted = await sendOnce(request, transport)
  transport.close()
  return attempted
}

describe('one attempt', () => {
  test('the request arrives as it is, with the name and version of the connector', async () => {
    const server = await faultServer((seen, response) => response.end(JSON.stringify(seen)))
    const attempted = await postOnce(mobileRequest(server.url, 'x'), transportOptions)
    await server.stop()
    expect(attempted).toMatchObject({ status: 200 })
    expect(server.seen[0]).toMatchObject({
      record: 'record-x',
      headers: {
        authentication: 'test-key',
        'content-type': 'application/json',
        'user-agent': 'appsflyer-destination/test',
      },
    })
  })

  test('the text is the beginning of the body, and no more', async () => {
    const server = await faultServer((_, response) => response.writeHead(400).end('ä'.repeat(100_000)))
    const attempted = await postOnce(mobileRequest(server.url), { ...transportOptions, maxTextBytes: 1_001 })
    await server.stop()
    expect(attempted).toEqual({ status: 400, text: expect.stringMatching(/^ä{500}/) })
    expect('text' in attempted && attempted.text.length).toBeLessThanOrEqual(501)
  })

  test('a header that cannot be written is a bug of ours, not of the network', async () => {
    const request = { ...mobileRequest('http://127.0.0.1:9'), headers: { authentication: 'a\nb' } }
    expect(await postOnce(request, transportOptions)).toEqual({ failure: 'invalid_request', sent: false })
  })
})

test('connections are kept and used again', async () => {
  const server = await faultServer(answerOk)
  await deliverAll(
    Array.from({ length: 500 }, (_, record) => mobileRequest(server.url, record)),
    { maxInFlight: 8 },
  )
  await server.stop()
  expect(server.connections).toBeLessThanOrEqual(8)
})

describe('TLS', () => {
  let server: ReturnType<typeof createHttpsServer>
  const sockets = new Set<Socket>()
  async function post(serverOptions: object, clientOptions: object): Promise<Attempted> {
    server = createHttpsServer({ ...selfSigned, ...serverOptions }, (_, response) => response.end('OK'))
    server.on('connection', (socket: Socket) => sockets.add(socket))
    server.on('tlsClientError', () => {})
    const port = await listen(server)
    return postOnce(mobileRequest(`https://127.0.0.1:${port}`), { ...transportOptions, ...clientOptions })
  }
  afterEach(() => close(server, sockets))

  test('a certificate that is not trusted is a matter of configuration', async () => {
    expect(await post({}, {})).toEqual({ failure: 'tls_certificate', sent: false })
  })

  test('a certificate whose authority was given is trusted', async () => {
    expect(await post({}, { certificateAuthorities: selfSigned.cert })).toEqual({ status: 200, text: 'OK' })
  })

  test('TLS 1.1 is not spoken', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }
    expect(await post(old, { certificateAuthorities: selfSigned.cert })).toEqual({ failure: 'tls', sent: false })
  })
})

test('https against a server that speaks http only', async () => {
  const server = await faultServer(answerOk)
  const attempted = await postOnce(mobileRequest(server.url.replace('http:', 'https:')), transportOptions)
  await server.stop()
  expect(attempted).toEqual({ failure: 'tls', sent: false })
})

describe('a proxy from the environment', () => {
  let proxy: Server
  let tunnels: string[]
  let refuseWith: number | undefined
  const sockets = new Set<Socket>()
  beforeEach(() => {
    tunnels = []
    refuseWith = undefined
    proxy = createServer((_, response) => response.writeHead(500).end())
    proxy.on('connection', (socket) => sockets.add(socket))
    proxy.on('connect', (request, socket) => {
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
      upstream.on('error', () => socket.destroy())
      socket.on('error', () => upstream.destroy())
    })
  })
  afterEach(() => close(proxy, sockets))

  async function through(environment: (proxyUrl: string) => Record<string, string>): Promise<Attempted> {
    const server = await faultServer(answerOk)
    const proxyUrl = `http://127.0.0.1:${await listen(proxy)}`
    const options = { ...transportOptions, environment: environment(proxyUrl) }
    const attempted = await postOnce(mobileRequest(server.url), options)
    await server.stop()
    return attempted
  }

  test('is used', async () => {
    expect(await through((url) => ({ HTTP_PROXY: url }))).toEqual({ status: 200, text: 'OK' })
    expect(tunnels).toHaveLength(1)
  })

  test('is passed by for hosts in NO_PROXY', async () => {
    expect(await through((url) => ({ HTTP_PROXY: url, NO_PROXY: '127.0.0.1' }))).toEqual({ status: 200, text: 'OK' })
    expect(tunnels).toEqual([])
  })

  test.each([
    [407, { status: 407, text: '' }],
    [502, { status: 502, text: '' }],
  ])('that refuses with %i', async (status, expected) => {
    refuseWith = status
    expect(await through((url) => ({ http_proxy: url }))).toEqual(expected)
  })

  test('that is not there', async () => {
    expect(await through(() => ({ HTTP_PROXY: 'http://127.0.0.1:1' }))).toEqual({
      failure: 'connection_refused',
      sent: false,
    })
  })
})
