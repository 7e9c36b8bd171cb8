import hexOf from 'crypto-js/enc-hex'
import bytesOf from 'crypto-js/enc-utf8'
import hash from 'crypto-js/sha256'
import type { Sha256Hex } from '../domain/event'

/** What sha256.ts does, for the sandbox's page: browsers have no hash that answers at once. */
export function sha256(text: string): Sha256Hex {
  return hash(bytesOf.parse(text.toWellFormed())).toString(hexOf) as Sha256Hex
}
