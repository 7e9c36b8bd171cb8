import { createHmac } from 'node:crypto'

/** The HMAC-SHA256 of a text's UTF-8 bytes with a text as key (RFC 2104), in lower-case hex. */
export function hmacSha256(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}
