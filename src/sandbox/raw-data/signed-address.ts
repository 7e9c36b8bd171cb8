import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** For how long the address of a report can be used. */
const validMs = 600_000

/** Signs addresses, and knows its own again until they expire. The secret lives as long as the sandbox. */
export class AddressSigner {
  readonly #secret = randomBytes(32)

  /** The path and query with what proves that they were given out here. */
  sign(path: string, query: URLSearchParams, nowMs: number): string {
    const signed = new URLSearchParams(query)
    signed.set('expires', String(nowMs + validMs))
    const signature = this.#signatureOf(`${path}?${signed}`)
    return `${path}?${signed}&signature=${signature}`
  }

  /** The query as it was before; undefined for an address that is another's, or has expired. */
  check(path: string, query: URLSearchParams, nowMs: number): URLSearchParams | undefined {
    const signature = Buffer.from(query.get('signature') ?? '')
    const asked = new URLSearchParams(query)
    asked.delete('signature')
    const expected = Buffer.from(this.#signatureOf(`${path}?${asked}`))
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined
    if (Number(asked.get('expires')) < nowMs) return undefined
    asked.delete('expires')
    return asked
  }

  #signatureOf(address: string): string {
    return createHmac('sha256', this.#secret).update(address).digest('hex')
  }
}
