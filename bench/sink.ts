// A server as cheap as Node can make one, in a process of its own: it sees where requests end and answers, no more.
import { createServer, type Socket } from 'node:net'

const latencyMs = Number(process.argv[2] ?? 0)
const unavailableShare = Number(process.argv[3] ?? 0)

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK'
const unavailable = 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n'
const every = unavailableShare > 0 ? Math.round(1 / unavailableShare) : Number.POSITIVE_INFINITY
let seen = 0

function answer(): string {
  seen += 1
  return seen % every === 0 ? unavailable : ok
}

const closingBrace = 0x7d

function serve(socket: Socket): void {
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk: Buffer) => {
    // One request at a time on each connection, and each ends with its JSON: no parsing is needed.
    if (chunk[chunk.length - 1] !== closingBrace) return
    const text = answer()
    if (latencyMs === 0) socket.write(text, 'latin1')
    else setTimeout(() => socket.write(text, 'latin1'), latencyMs)
  })
}

const server = createServer(serve)
server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
process.on('disconnect', () => process.exit(0))
