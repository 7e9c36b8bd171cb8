import type { Sha256Hex } from '../domain/event'

const sha256Pattern = /^[0-9a-f]{64}$/i

/**
 * The hash that a text already is (64 hex digits of any case), in lower case; else undefined. Blanks around it are
 * trimmed first: a padded hash must not be hashed again.
 */
export function alreadyHashed(text: string): Sha256Hex | undefined {
  const trimmed = text.trim()
  return trimmed.length === 64 && sha256Pattern.test(trimmed) ? (trimmed.toLowerCase() as Sha256Hex) : undefined
}
