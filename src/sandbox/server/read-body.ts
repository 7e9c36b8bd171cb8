import { isUtf8 } from 'node:buffer'
import type { IncomingMessage } from 'node:http'

/** A request's body; `text` is null where it is not UTF-8. */
export interface WholeBody {
  readonly text: string | null
  readonly bytes: number
}

/** How many times the limit is still read, and discarded, before an answer goes out over a request that has not ended. */
const discardedLimits = 32

/**
 * Reads a body up to a size. `too_large`: the rest was discarded, so that the client has ears for the answer.
 * `aborted`: nobody waits any more.
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<WholeBody | 'too_large' | 'aborted'> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= maxBytes) chunks.push(chunk)
      else chunks = []
      if (bytes > maxBytes * discardedLimits) resolve('too_large')
    })
    request.on('end', () => resolve(bytes > maxBytes ? 'too_large' : { text: decode(chunks), bytes }))
    request.on('error', () => resolve('aborted'))
    request.on('close', () => resolve('aborted'))
  })
}

function decode([first, ...others]: readonly Buffer[]): string | null {
  if (first === undefined) return ''
  const whole = others.length === 0 ? first : Buffer.concat([first, ...others])
  return isUtf8(whole) ? whole.toString('utf8') : null
}

/** What a body says; undefined, which no JSON is, where it is none. */
export function jsonIn(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}
