import hexOf from 'crypto-js/enc-hex'
import bytesOf from 'crypto-js/enc-utf8'
import hmac from 'crypto-js/hmac-sha256'

/** What hmac-sha256.ts does, for the sandbox's page: browsers have no such thing that answers at once. */
export function hmacSha256(key: string, text: string): string {
  return hmac(bytesOf.parse(text.toWellFormed()), bytesOf.parse(key.toWellFormed())).toString(hexOf)
}
