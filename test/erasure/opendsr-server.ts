import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { addressOf, close } from '../delivery/fault-server'

/** One call as the server saw it. */
interface OpendsrCall {
  readonly method: string
  readonly path: string
  readonly token: string
  readonly body: ReturnType<typeof JSON.parse>
}

export interface OpendsrAnswer {
  readonly status: number
  readonly code?: string
  readonly body?: object
}

export interface OpendsrServer {
  readonly url: string
  readonly calls: OpendsrCall[]
  /** What was asked, by the ids of the requests. */
  readonly known: Map<string, ReturnType<typeof JSON.parse>>
  /** Comes first; undefined: answers as the reference says. */
  script: (call: OpendsrCall, index: number) => OpendsrAnswer | undefined
  stop(): Promise<void>
}

/**
 * A server of the tests' own that speaks OpenDSR as AppsFlyer's reference has it: 201 for what is new, e213 for an id that
 * was used, e411 for an app that is not in the account, 401 for another token. The stub keeps nothing.
 */
export async function opendsrServer(token: string, apps: readonly string[]): Promise<OpendsrServer> {
  const calls: OpendsrCall[] = []
  const known = new Map<string, ReturnType<typeof JSON.parse>>()
  const answer = (call: OpendsrCall): OpendsrAnswer => {
    if (call.token !== `Bearer ${token}`) return { status: 401 }
    const [resource = '', id] = call.path.replace('/api/gdpr/v1/', '').split('/')
    if (call.method === 'GET') {
      return known.has(id ?? '')
        ? { status: 200, body: { subject_request_id: id, request_status: 'pending' } }
        : { status: 400, code: 'e214' }
    }
    if (!apps.includes(call.body.property_id)) return { status: 400, code: 'e411' }
    if (resource === 'opendsr_requests') {
      if (known.has(call.body.subject_request_id)) return { status: 400, code: 'e213' }
      known.set(call.body.subject_request_id, call.body)
    }
    return { status: 201, body: { subject_request_id: call.body.subject_request_id } }
  }
  const state: OpendsrServer = { url: '', calls, known, script: () => undefined, stop: () => Promise.resolve() }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const call = {
        method: request.method ?? '',
        path: request.url ?? '',
        token: String(request.headers.authorization),
        body: text === '' ? undefined : JSON.parse(text),
      }
      calls.push(call)
      const { status, code, body } = state.script(call, calls.length - 1) ?? answer(call)
      const told = code === undefined ? (body ?? {}) : { error: { code: status, message: 'told', af_gdpr_code: code } }
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(told))
    })
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(state, {
    url: `http://127.0.0.1:${addressOf(server).port}`,
    stop: () => close(server, sockets),
  })
}
