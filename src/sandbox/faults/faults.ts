import type { Endpoint } from '../../../spec/appsflyer/events/contract'

/** Something that goes wrong on purpose, with the answers to AppsFlyer requests only. */
export interface Fault {
  /** Answer with this status; without it the fault only delays. */
  readonly status?: number
  /** The answer's text. */
  readonly body?: string
  /** Wait before answering. */
  readonly latencyMs?: number
  readonly retryAfterSeconds?: number
  /** Reset the connection instead of answering. */
  readonly reset?: boolean
  /** The event is processed first and only its answer is spoiled: a client that tries again sends it twice. */
  readonly afterProcessing?: boolean
  /** The answer is AppsFlyer's own, and yet the event is never recorded. */
  readonly lost?: boolean
  /** The answer is AppsFlyer's own, and yet raw data has the event without its revenue. */
  readonly unpaid?: boolean
  /** The answer is AppsFlyer's own, and yet of all raw data only the report of blocked events has the event. */
  readonly blocked?: boolean
  /** 0 to 1; 1 by default. */
  readonly probability?: number
  /** Only for the next so many matching requests. */
  readonly requests?: number
  /** Only at this endpoint, only for this app. */
  readonly endpoint?: Endpoint
  readonly app?: string
}

/** The faults that are set; the first that matches a request, and whose probability hits, applies. */
export class Faults {
  readonly #random: () => number
  #active: { fault: Fault; left: number }[] = []

  constructor(random: () => number) {
    this.#random = random
  }

  /** Replaces all faults. */
  set(...faults: readonly Fault[]): void {
    this.#active = faults.map((fault) => ({ fault, left: fault.requests ?? Number.POSITIVE_INFINITY }))
  }

  clear(): void {
    this.#active = []
  }

  /** `requests` counts down and says what is left. */
  list(): Fault[] {
    return this.#active.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, requests: left } : fault))
  }

  /** The fault for the next request, counting it. */
  next(endpoint: string, appId: string | null): Fault | undefined {
    for (const entry of this.#active) {
      const { fault } = entry
      if (fault.endpoint !== undefined && fault.endpoint !== endpoint) continue
      if (fault.app !== undefined && fault.app !== appId) continue
      const hits = (fault.probability ?? 1) > this.#random()
      if (--entry.left <= 0) this.#active = this.#active.filter((other) => other !== entry)
      if (hits) return fault
    }
    return undefined
  }
}
