import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between a store and its server, and breaks when it is told to. */
export interface BreakableProxy {
  readonly port: number
  /** Breaks all connections; new ones are taken. */
  cut(): void
  /** Hands on what has this text in it, and breaks the connection in place of the answer, once. */
  cutAtAnswerTo(text: string): void
  close(): Promise<void>
}

export async function breakableProxy(serverPort: number, port = 0): Promise<BreakableProxy> {
  const open = new Set<Socket>()
  let cutAt: string | undefined
  const server = createServer((near) => {
    const far = connect(serverPort, '127.0.0.1')
    let cutsNow = false
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (data) => {
      if (cutAt !== undefined && data.includes(cutAt)) {
        cutAt = undefined
        cutsNow = true
      }
      far.write(data)
    })
    far.on('data', (data) => (cutsNow ? near.destroy() : near.write(data)))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    cutAtAnswerTo: (text) => {
      cutAt = text
    },
    close: () => {
      cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** A server that answers each piece it gets with what `answer` makes of it. */
export async function answeringServer(
  answer: (data: Buffer) => string | Buffer,
): Promise<{ readonly port: number; close(): void }> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (data) => socket.write(answer(data)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    for (const socket of open) socket.destroy()
    server.close()
  }
  return { port: (server.address() as AddressInfo).port, close }
}
