import type { MemoryError, Store } from './store'

/** A store that was away when it was to be opened: every question of it fails as that did. */
export function awayStore(error: MemoryError): Store {
  const fail = async () => {
    throw error
  }
  return {
    read: fail,
    write: fail,
    update: fail,
    flush: fail,
    count: fail,
    tidy: fail,
    close: async () => undefined,
    // biome-ignore lint/correctness/useYield: it fails before it gives anything
    async *entries() {
      throw error
    },
  }
}
