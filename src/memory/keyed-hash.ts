import { hash, randomBytes } from 'node:crypto'
import { comparableId } from '../core/domain/comparable-id'

/**
 * Keys for what a memory must find again and need not show: users, and installs as the erased and the shared are known.
 * Of a SHA-256 over the memory's own key and the value the first 128 bits: nobody who has the table alone can read who is
 * in it or match it with another one, and no key is prolonged, since half of the hash is missing. Who has the key, too, can
 * try out ids.
 */
export class KeyedHash {
  readonly #prefix: string

  constructor(key: string) {
    this.#prefix = hash('sha256', key, 'hex')
  }

  /** 22 characters of base64url. An app's user is another one than the same name in another app; an install whose id is a GUID is the same in capitals. */
  of(kind: 'user' | 'install' | 'delivery', appId: string, value: string): string {
    const compared = kind === 'install' ? comparableId(value) : value
    return hash('sha256', `${this.#prefix}\n${kind}\n${appId}\n${compared}`, 'base64url').slice(0, 22)
  }
}

export function randomKey(): string {
  return randomBytes(32).toString('base64url')
}
