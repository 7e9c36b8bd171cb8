import { createServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, connect, createServer as createNetServer, type Socket } from 'node:net'
import tls from 'node:tls'
import type { AnswerForm } from '../../../spec/appsflyer/answers/foreign-answers'
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

  test.each<[string, Record<string, string | number>, string, AnswerForm | undefined]>([
    ['whole', { 'content-type': 'text/html' }, 'OK', undefined],
    ['encoded', { 'content-encoding': 'gzip' }, 'OK', { encoding: 'gzip' }],
    ['cut before its text', { 'content-type': 'text/html', 'content-length': 9 }, '', { unreadType: 'text/html' }],
    ['cut within blanks', { 'content-type': 'text/html', 'content-length': 9 }, ' \n', { unreadType: 'text/html' }],
    ['cut without a type', { 'content-length': 9 }, '', { unreadType: '' }],
    ['cut within its text', { 'content-type': 'text/html', 'content-length': 9 }, 'OK', {}],
    [
      'silent after its head',
      { 'content-type': 'text/html', 'x-silent': '1', 'content-length': 9 },
      '',
      { unreadType: 'text/html' },
    ],
  ])('of a 200 that is %s, the form is told as far as the text cannot be', async (_, headers, text, form) => {
    const server = await faultServer((_, response) => {
      response.writeHead(200, headers)
      if (headers['content-length'] === undefined) response.end(text)
      else {
        response.flushHeaders()
        response.write(text)
        if (headers['x-silent'] === undefined) setTimeout(() => response.destroy(), 30)
      }
    })
    const attempted = await postOnce(mobileRequest(server.url), { ...transportOptions, requestTimeoutMs: 500 })
    await server.stop()
    expect(attempted).toEqual({ status: 200, text, form })
  })

  test.each([
    ['100', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['100 with a header', 'HTTP/1.1 100 Continue\r\nserver: x\r\n\r\n'],
    ['two 100s', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n'],
    ['102 and 100', 'HTTP/1.1 102 Processing\r\n\r\n', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['103', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'],
  ])('%s before the answer is passed over, in one piece with it and by itself', async (_, ...informational) => {
    const body = 'HTTP/1.1 100 is no status here'
    const answer = `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`
    const pieces = [...informational, answer]
    for (const isApart of [false, true]) {
      const server = createNetServer((socket) => {
        socket.on('error', () => undefined)
        socket.once('data', () => {
          if (!isApart) socket.write(pieces.join(''))
          else for (const [index, piece] of pieces.entries()) setTimeout(() => socket.write(piece), 30 * index)
        })
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      const options = { ...transportOptions, requestTimeoutMs: 2_000 }
      const attempted = await postOnce(mobileRequest(`http://127.0.0.1:${port}`), options)
      server.close()
      expect(attempted).toEqual({ status: 200, text: body })
    }
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

  test('TLS 1.1 is not spoken, whatever Node would speak by itself (--tls-min-v1.0)', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }
    const [version, ciphers] = [tls.DEFAULT_MIN_VERSION, tls.DEFAULT_CIPHERS]
    Object.assign(tls, { DEFAULT_MIN_VERSION: 'TLSv1', DEFAULT_CIPHERS: 'DEFAULT@SECLEVEL=0' })
    const answer = await post(old, { certificateAuthorities: selfSigned.cert })
    Object.assign(tls, { DEFAULT_MIN_VERSION: version, DEFAULT_CIPHERS: ciphers })
    expect(answer).toEqual({ failure: 'tls', sent: false })
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
    [407, 'proxy_authentication'],
    [403, 'proxy_refused'],
    [502, 'proxy'],
    [503, 'proxy'],
  ])('that refuses with %i: nothing was sent, and it is the proxy that refused', async (status, failure) => {
    refuseWith = status
    expect(await through((url) => ({ http_proxy: url }))).toEqual({ failure, sent: false })
    expect(tunnels).toHaveLength(1)
  })

  test.each<[string, (socket: Socket) => unknown]>([
    ['hangs up when it is asked', (socket) => socket.once('data', () => socket.end())],
    ['hangs up at once', (socket) => socket.end()],
    ['breaks the connection', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['speaks something else', (socket) => socket.once('data', () => socket.end('hello\r\n\r\n'))],
  ])('that %s: nothing was sent, and it is asked once', async (_, treat) => {
    let connections = 0
    const net = createNetServer((socket) => {
      connections += 1
      sockets.add(socket)
      socket.on('error', () => {})
      treat(socket)
    })
    await new Promise<void>((resolve) => net.listen(0, '127.0.0.1', resolve))
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${addressOf(net).port}` }
    const attempted = await postOnce(mobileRequest('https://api3.invalid'), { ...transportOptions, environment })
    await close(net, sockets)
    expect(attempted).toEqual({ failure: 'proxy', sent: false })
    expect(connections).toBe(1)
  })

  test('leads to a server by TLS, whose certificate is the one that counts', async () => {
    const server = createHttpsServer(selfSigned, (_, response) => response.end('OK'))
    server.on('connection', (socket: Socket) => sockets.add(socket))
    const url = `https://127.0.0.1:${await listen(server)}`
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}` }
    const options = { ...transportOptions, environment }
    const trusting = { ...options, certificateAuthorities: selfSigned.cert }
    expect(await postOnce(mobileRequest(url), trusting)).toEqual({ status: 200, text: 'OK' })
    expect(await postOnce(mobileRequest(url), options)).toEqual({ failure: 'tls_certificate', sent: false })
    await close(server, sockets)
    expect(tunnels).toHaveLength(2)
  })

  test('gets the credentials of its address', async () => {
    let credentials: unknown
    proxy.prependListener('connect', (request) => {
      credentials = request.headers['proxy-authorization']
    })
    await through((url) => ({ HTTP_PROXY: url.replace('//', '//user:p%40ss@') }))
    expect(credentials).toBe(`Basic ${Buffer.from('user:p@ss').toString('base64')}`)
  })

  test('that fails 8 times and then opens: no record may be duplicated, each arrives once', async () => {
    const server = await faultServer(answerOk)
    let refused = 0
    refuseWith = 502
    proxy.on('connect', () => {
      refused += 1
      if (refused === 8) refuseWith = undefined
    })
    const environment = { HTTP_PROXY: `http://127.0.0.1:${await listen(proxy)}` }
    const requests = Array.from({ length: 200 }, (_, record) => mobileRequest(server.url, record))
    const { settlements, snapshot } = await deliverAll(requests, {}, { environment })
    await server.stop()
    expect(settlements.every(({ outcome }) => outcome === 'accepted')).toBe(true)
    expect([server.seen.length, snapshot.mayBeDuplicated]).toEqual([200, 0])
    const unsent = settlements.reduce((sum, { unsentAttempts = 0 }) => sum + unsentAttempts, 0)
    expect([unsent, snapshot.attempts]).toEqual([8, 208])
  })

  test('that is not there', async () => {
    expect(await through(() => ({ HTTP_PROXY: 'http://127.0.0.1:1' }))).toEqual({ failure: 'proxy', sent: false })
  })
})
