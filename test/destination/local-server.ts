import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Reply {
  readonly status: number
  readonly body?: string
  readonly type?: string
  readonly location?: string
}

/** A real server on loopback that keeps what it got, and answers as `reply` says ("OK" at first). */
export class LocalServer {
  readonly received: Received[] = []
  reply: (request: Received) => Reply | 'reset' | Promise<Reply | 'reset'> = () => ({ status: 200, body: 'OK' })
  inFlight = 0
  mostInFlight = 0

  private readonly server = createServer(async (request, response) => {
    this.inFlight++
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const received: Received = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    }
    this.received.push(received)
    const reply = await this.reply(received)
    this.inFlight--
    if (reply === 'reset') request.socket.destroy()
    else {
      const location = reply.location === undefined ? {} : { location: reply.location }
      response
        .writeHead(reply.status, { 'content-type': reply.type ?? 'text/plain', ...location })
        .end(reply.body ?? '')
    }
  })

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return this
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** Takes what has been received so far. */
  take(): Received[] {
    return this.received.splice(0)
  }
}
