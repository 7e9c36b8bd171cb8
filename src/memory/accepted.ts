import type { KeyedHash } from './keyed-hash'
import type { Store, Values } from './store'

const dayMs = 86_400_000
/** Of a store that stays away, so many wait at most. */
export const mostWaiting = 200_000

/** The deliveries that AppsFlyer accepted, for so many days. 0: none is remembered. */
export class Accepted {
  readonly #store: Store
  readonly #days: number
  readonly #now: () => number
  readonly #hash: KeyedHash
  /** Accepted, and not yet written: by their keys. */
  #waiting = new Map<string, string>()
  #writing: ReadonlyMap<string, string> = new Map()
  #work: Promise<void> = Promise.resolve()
  #lostCount = 0

  constructor(store: Store, days: number, now: () => number, hash: KeyedHash) {
    this.#store = store
    this.#days = days
    this.#now = now
    this.#hash = hash
  }

  /**
   * The time of the event stands at its front, so that a store takes keys of one time at one place. The rest is a hash with
   * the memory's key: an id may be made of a person's.
   */
  keyOf(deliveryId: string | undefined): string | undefined {
    if (deliveryId === undefined || this.#days === 0) return undefined
    return deliveryId.slice(0, timeLength) + this.#hash.of('delivery', '', visitorIn(deliveryId)).slice(0, hashLength)
  }

  /** What is kept under its key: nothing, or which of those that replace each other it is. */
  #valueOf(deliveryId: string): string {
    return visitorIn(deliveryId) !== deliveryId ? this.#hash.of('delivery', '', deliveryId).slice(0, hashLength) : ''
  }

  add(deliveryId: string): void {
    const key = this.keyOf(deliveryId)
    if (key === undefined) return
    if (this.#waiting.has(key) || this.#waiting.size < mostWaiting) this.#waiting.set(key, this.#valueOf(deliveryId))
    else this.#lostCount += 1
  }

  /** Whether it was accepted, by what the store has and by what it will have. Of those that replace each other the last was. */
  has(deliveryId: string | undefined, { deliveries }: Values): boolean {
    const key = this.keyOf(deliveryId)
    if (key === undefined || deliveryId === undefined) return false
    const last = this.#waiting.get(key) ?? this.#writing.get(key) ?? deliveries.get(key)
    return last === this.#valueOf(deliveryId)
  }

  get waitingCount(): number {
    return this.#waiting.size
  }

  /** Accepted ones that will never be kept: too many waited already. */
  get lostCount(): number {
    return this.#lostCount
  }

  /** Resolves when those added so far outlive the process. Rejects with a MemoryError; they are kept with the next ones then. */
  keep(): Promise<void> {
    // Whoever asked was told of an earlier failure.
    this.#work = this.#work.catch(() => undefined).then(() => this.#write())
    return this.#work
  }

  /** Takes away old ones, once a day. */
  async tidy(): Promise<void> {
    if (this.#days === 0) return
    const { meta } = await this.#store.read({ meta: ['tidied_at_ms'] })
    const now = this.#now()
    if (now - Number(meta.get('tidied_at_ms') ?? 0) < dayMs) return
    await this.#store.write([{ table: 'meta', key: 'tidied_at_ms', value: String(now) }])
    await this.#store.tidy('deliveries')
  }

  async #write(): Promise<void> {
    if (this.#waiting.size === 0) return
    this.#writing = this.#waiting
    this.#waiting = new Map()
    const expiresAtMs = this.#now() + this.#days * dayMs
    const entries = [...this.#writing].map(([key, value]) => ({
      table: 'deliveries' as const,
      key,
      value,
      expiresAtMs,
    }))
    try {
      await this.#store.write(entries)
    } catch (error) {
      for (const [key, value] of this.#writing) if (!this.#waiting.has(key)) this.#waiting.set(key, value)
      throw error
    } finally {
      this.#writing = new Map()
    }
  }
}

/** Of a delivery id; one that is longer says behind it which user a visitor is. */
const idLength = 24

/** What deliveries that replace each other have in common; of any other its id. */
export function visitorIn(deliveryId: string): string {
  return deliveryId.length > idLength && /^[0-9a-f]+$/.test(deliveryId) ? deliveryId.slice(0, idLength) : deliveryId
}

const timeLength = 8
/** 96 bits of base64url. */
const hashLength = 16
