import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** One request as the server saw it. */
interface Seen {
  /** The event's name, by which the tests know the record. */
  readonly record: string
  /** Which request for this record it is, from 1. */
  readonly attempt: number
  readonly headers: IncomingMessage['headers']
}

/** What the server does with a request it has read. */
export type Fault = (seen: Seen, response: ServerResponse, request: IncomingMessage) => void

export interface FaultServer {
  readonly url: string
  readonly port: number
  readonly seen: Seen[]
  /** How many connections were opened. */
  connections: number
  stop(): Promise<void>
}

export const answerOk: Fault = (_, response) => response.end('OK')

export function answer(status: number, headers: Record<string, string> = {}): Fault {
  return (_, response) => response.writeHead(status, headers).end()
}

/** A real server on 127.0.0.1 that follows a script. `onConnection` comes before anything is read. */
export async function faultServer(
  fault: Fault,
  options: { readonly port?: number; readonly onConnection?: (socket: Socket, count: number) => void } = {},
): Promise<FaultServer> {
  const attempts = new Map<string, number>()
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const record = /"event_?[nN]ame":"([^"]*)"/.exec(body)?.[1] ?? ''
      const attempt = (attempts.get(record) ?? 0) + 1
      attempts.set(record, attempt)
      const one = { record, attempt, headers: request.headers }
      seen.push(one)
      fault(one, response, request)
    })
  })
  const sockets = new Set<Socket>()
  const result: FaultServer = { url: '', port: 0, seen, connections: 0, stop: () => close(server, sockets) }
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    result.connections += 1
    options.onConnection?.(socket, result.connections)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = addressOf(server)
  return Object.assign(result, { url: `http://127.0.0.1:${port}`, port })
}

export function addressOf(server: { address(): AddressInfo | string | null }): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server listens to no port')
  return address
}

export function close(server: { close(done: () => void): unknown }, sockets: Iterable<Socket> = []): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of sockets) socket.destroy()
  })
}
