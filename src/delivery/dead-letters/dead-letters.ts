import type { DeadLetter } from './dead-letter'

/** Where dead letters are kept. */
export interface DeadLetters {
  /** Takes one; it may wait in memory until the next flush. */
  add(letter: DeadLetter): void
  /** Resolves when so much is kept that more may be added. Rejects as `flush` does. */
  ready(): Promise<void>
  /** Resolves when everything added so far is durable: only then its records are settled. Rejects when it cannot be. */
  flush(): Promise<void>
}

/** Nothing is configured: rejected records are counted, and their reasons told. */
export const noDeadLetters: DeadLetters = {
  add: () => undefined,
  ready: async () => undefined,
  flush: async () => undefined,
}
