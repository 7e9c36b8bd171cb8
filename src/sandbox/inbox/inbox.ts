import type { Arrival } from './arrival'
import { type ArrivalFilter, toPredicate } from './arrival-filter'
import { type Counts, TrafficCounts } from './traffic-counts'

export interface Page {
  /** Newest first. */
  readonly arrivals: readonly Arrival[]
  /** Where to go on (`before`), or null at the end. A page may be short, even empty, and yet go on: see `scannedAtOnce`. */
  readonly next: number | null
}

export interface PageRequest {
  readonly filter: ArrivalFilter
  /** Only arrivals with a smaller id. */
  readonly before?: number
  readonly limit: number
}

export interface Summary extends Counts {
  /** How many requests the inbox can still show, and the id of the oldest of them. */
  readonly kept: number
  readonly oldestId: number | null
  readonly newestId: number | null
}

/** How many requests one call looks through, so that a search in a full inbox never holds up the server. */
const scannedAtOnce = 20_000

/** What arrived: the newest requests in bounded memory, and counts of all. */
export class Inbox {
  readonly #keptRequests: number
  readonly #keptBytes: number
  readonly #listeners = new Set<() => void>()
  #ring: (Arrival | undefined)[] = []
  #oldestId = 1
  #nextId = 1
  #bytes = 0
  #counts = new TrafficCounts()
  /** How many kept requests each event has. */
  #attempts = new Map<string, number>()

  constructor(keptRequests: number, keptBytes: number) {
    this.#keptRequests = keptRequests
    this.#keptBytes = keptBytes
  }

  /** Keeps an arrival, made with the id it gets. */
  add(arrivalWith: (id: number) => Arrival): Arrival {
    const kept = arrivalWith(this.#nextId++)
    const slot = kept.id % this.#keptRequests
    this.#forget(this.#ring[slot])
    this.#ring[slot] = kept
    if (kept.eventKey !== null) this.#attempts.set(kept.eventKey, this.attemptsOf(kept) + 1)
    this.#oldestId = Math.max(this.#oldestId, this.#nextId - this.#keptRequests)
    this.#bytes += bytesOf(kept)
    this.#counts.add(kept)
    this.#dropOldest(kept.id)
    for (const listener of this.#listeners) listener()
    return kept
  }

  get(id: number): Arrival | undefined {
    const arrival = this.#ring[id % this.#keptRequests]
    return arrival?.id === id ? arrival : undefined
  }

  /** How many requests of the inbox are of the same event; 0 for what is no event. */
  attemptsOf({ eventKey }: Arrival): number {
    return eventKey === null ? 0 : (this.#attempts.get(eventKey) ?? 0)
  }

  page({ filter, before = this.#nextId, limit }: PageRequest): Page {
    const matches = toPredicate(filter)
    const arrivals: Arrival[] = []
    const start = Math.min(before, this.#nextId) - 1
    const stop = Math.max(this.#oldestId, start - scannedAtOnce + 1)
    for (let id = start; id >= stop; id--) {
      const arrival = this.get(id)
      if (arrival === undefined || !matches(arrival)) continue
      arrivals.push(arrival)
      if (arrivals.length === limit) return { arrivals, next: id > this.#oldestId ? id : null }
    }
    return { arrivals, next: stop > this.#oldestId ? stop : null }
  }

  /** Everything kept that matches, oldest first. It may be read slowly: what is dropped meanwhile is left out. */
  *all(filter: ArrivalFilter): Generator<Arrival> {
    const matches = toPredicate(filter)
    const end = this.#nextId
    for (let id = this.#oldestId; id < end; id++) {
      const arrival = this.get(id)
      if (arrival !== undefined && matches(arrival)) yield arrival
    }
  }

  summary(): Summary {
    const kept = this.#nextId - this.#oldestId
    return {
      ...this.#counts.list(),
      kept,
      oldestId: kept === 0 ? null : this.#oldestId,
      newestId: kept === 0 ? null : this.#nextId - 1,
    }
  }

  /** Forgets requests and counts; ids go on. */
  clear(): void {
    this.#ring = []
    this.#attempts = new Map()
    this.#oldestId = this.#nextId
    this.#bytes = 0
    this.#counts = new TrafficCounts()
    for (const listener of this.#listeners) listener()
  }

  /** Until what is kept fits; the newest stays, whatever its size. */
  #dropOldest(newestId: number): void {
    while (this.#bytes > this.#keptBytes && this.#oldestId < newestId) {
      const slot = this.#oldestId++ % this.#keptRequests
      this.#forget(this.#ring[slot])
      this.#ring[slot] = undefined
    }
  }

  #forget(arrival: Arrival | undefined): void {
    this.#bytes -= bytesOf(arrival)
    if (arrival === undefined || arrival.eventKey === null) return
    const left = this.attemptsOf(arrival) - 1
    if (left > 0) this.#attempts.set(arrival.eventKey, left)
    else this.#attempts.delete(arrival.eventKey)
  }

  /** Calls the listener after every change, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** What an arrival takes of the memory, as far as a sender decides: its body, headers and path, and the texts made of them. */
function bytesOf(arrival: Arrival | undefined): number {
  if (arrival === undefined) return 0
  const { bodyBytes, headers, path, eventName, answer } = arrival
  let bytes = bodyBytes + path.length + (eventName?.length ?? 0) + answer.length
  for (const name in headers) bytes += name.length + (headers[name]?.length ?? 0)
  return bytes
}
