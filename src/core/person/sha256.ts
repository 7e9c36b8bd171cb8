import { hash } from 'node:crypto'
import type { Sha256Hex } from '../domain/event'

/** The SHA-256 of a text's UTF-8 bytes, in lower-case hex. */
export function sha256(text: string): Sha256Hex {
  return hash('sha256', text, 'hex') as Sha256Hex
}
