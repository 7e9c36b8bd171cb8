import type { Socket } from 'node:net'

const startOfAnswer = 'HTTP/1.1 '
const endOfHead = '\r\n\r\n'
const [one, zero, three] = [0x31, 0x30, 0x33]

/**
 * Lets a `100 Continue` that nobody asked for pass for a `103 Early Hints`. Every informational answer is to be passed over
 * (RFC 9110, section 15.2), and undici does so with the others; at a 100 it destroys the connection.
 */
export function passOverContinue(socket: Socket): Socket {
  const read = socket.read.bind(socket)
  socket.read = (size?: number) => {
    const chunk: unknown = read(size)
    if (Buffer.isBuffer(chunk)) rename(chunk)
    return chunk
  }
  return socket
}

/** An answer begins where a chunk does: one request at a time is under way. Behind an informational one comes the next. */
function rename(chunk: Buffer): void {
  let at = 0
  while (isInformational(chunk, at)) {
    const status = at + startOfAnswer.length
    if (chunk[status + 1] === zero && chunk[status + 2] === zero) chunk[status + 2] = three
    const end = chunk.indexOf(endOfHead, at)
    if (end < 0) return
    at = end + endOfHead.length
  }
}

function isInformational(chunk: Buffer, at: number): boolean {
  const status = at + startOfAnswer.length
  return chunk[status] === one && chunk.toString('latin1', at, status) === startOfAnswer
}
