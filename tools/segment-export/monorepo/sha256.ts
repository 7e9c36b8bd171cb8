import { processHashing } from '../../../lib/hashing-utils'
import type { Sha256Hex } from '../domain/event'

/** The SHA-256 of a text's UTF-8 bytes, in lower-case hex. What is a hash already never comes here. */
export function sha256(text: string): Sha256Hex {
  return processHashing(text, 'sha256', 'hex') as Sha256Hex
}
