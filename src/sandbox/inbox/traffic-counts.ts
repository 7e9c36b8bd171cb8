import { type Endpoint, endpoints } from '../../../spec/appsflyer/events/contract'
import { type Arrival, noVerdicts, type Verdict } from './arrival'
import { type SecondBucket, SecondBuckets } from './second-buckets'
import { type NameCount, Tally } from './tally'

/** Counts over all requests since the start or the last clearing, kept or not. */
export interface Counts {
  readonly total: number
  readonly verdicts: Readonly<Record<Verdict, number>>
  readonly endpoints: Readonly<Record<Endpoint | 'unknown', number>>
  /** The most frequent names, most first; `otherEvents` counts the rest. */
  readonly events: readonly NameCount[]
  readonly otherEvents: number
  readonly apps: readonly NameCount[]
  readonly otherApps: number
  /** Codes of reasons and of notes, each counted once a request. */
  readonly reasons: readonly NameCount[]
  readonly notes: readonly NameCount[]
  /** The seconds of the last ten minutes in which something arrived, oldest first. */
  readonly perSecond: readonly SecondBucket[]
}

const mostNames = 2_000
const listedNames = 100
const keptSeconds = 600

/** The running counts behind the inbox's summary. */
export class TrafficCounts {
  readonly #perSecond = new SecondBuckets(keptSeconds)
  readonly #events = new Tally(mostNames)
  readonly #apps = new Tally(mostNames)
  readonly #reasons = new Tally(mostNames)
  readonly #notes = new Tally(mostNames)
  readonly #verdicts: Record<Verdict, number> = noVerdicts()
  readonly #endpoints: Record<Endpoint | 'unknown', number> = noEndpoints()
  #total = 0

  add(arrival: Arrival): void {
    this.#total++
    this.#verdicts[arrival.verdict]++
    this.#endpoints[arrival.endpoint]++
    if (arrival.eventName !== null) this.#events.add(arrival.eventName)
    if (arrival.appId !== null) this.#apps.add(arrival.appId)
    addOnce(this.#reasons, arrival.reasons)
    addOnce(this.#notes, arrival.notes)
    this.#perSecond.add(arrival.receivedAtMs, arrival.verdict)
  }

  list(): Counts {
    return {
      total: this.#total,
      verdicts: { ...this.#verdicts },
      endpoints: { ...this.#endpoints },
      events: this.#events.top(listedNames),
      otherEvents: this.#events.beyond(listedNames),
      apps: this.#apps.top(listedNames),
      otherApps: this.#apps.beyond(listedNames),
      reasons: this.#reasons.top(listedNames),
      notes: this.#notes.top(listedNames),
      perSecond: this.#perSecond.list(),
    }
  }
}

function addOnce(tally: Tally, remarks: readonly { readonly code: string }[]): void {
  if (remarks.length === 0) return
  for (const code of new Set(remarks.map((remark) => remark.code))) tally.add(code)
}

function noEndpoints(): Record<Endpoint | 'unknown', number> {
  const none = endpoints.map((name) => [name, 0] as const)
  return Object.fromEntries([...none, ['unknown', 0]]) as Record<Endpoint | 'unknown', number>
}
