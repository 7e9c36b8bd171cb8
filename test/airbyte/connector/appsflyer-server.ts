import { createServer, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { addressOf, close } from '../../delivery/fault-server'

/** One request as the server saw it. */
interface Arrival {
  readonly appId: string
  readonly key: string
  /** Asks for the key only: its body names no user. */
  readonly isProbe: boolean
  readonly eventName: string
  readonly appsflyerId: string | undefined
}

export interface AppsflyerServer {
  readonly url: string
  readonly arrivals: Arrival[]
  /** Those answered 200. */
  readonly accepted: Arrival[]
  stop(): Promise<void>
}

/** True when it has answered by itself. */
type Script = (arrival: Arrival, response: ServerResponse, index: number) => boolean

/**
 * A server of the test's own that answers mobile v3 as AppsFlyer's documents say: a wrong key is 401, a body without
 * appsflyer_id is 400, anything else is OK. `script` comes first.
 */
export async function appsflyerServer(
  keys: Readonly<Record<string, string>>,
  script: Script = () => false,
): Promise<AppsflyerServer> {
  const arrivals: Arrival[] = []
  const accepted: Arrival[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString())
      const arrival: Arrival = {
        appId: decodeURIComponent(request.url?.split('/').at(-1) ?? ''),
        key: String(request.headers['authentication']),
        isProbe: body.appsflyer_id === undefined,
        eventName: body.eventName,
        appsflyerId: body.appsflyer_id,
      }
      arrivals.push(arrival)
      if (script(arrival, response, arrivals.length - 1)) return
      if (arrival.key !== keys[arrival.appId]) response.writeHead(401).end('Unauthorized')
      else if (arrival.isProbe) response.writeHead(400).end('appsflyer_id is a mandatory field')
      else {
        accepted.push(arrival)
        response.end('OK')
      }
    })
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${addressOf(server).port}`
  return { url, arrivals, accepted, stop: () => close(server, sockets) }
}
