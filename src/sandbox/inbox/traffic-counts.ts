import { endpoints } from '../../../spec/appsflyer/events/contract'
import { type Arrival, type ArrivalEndpoint, losesMoney, noVerdicts, type Verdict, verdicts } from './arrival'
import { type Money, MoneySums } from './money'
import { type SecondBucket, SecondBuckets } from './second-buckets'
import { type NameCount, Tally } from './tally'

/** A reason, and the money that was lost with it, by currency. */
interface LossCount extends NameCount {
  readonly lost: readonly Money[]
}

/** The money of a verdict's requests, by currency: what AppsFlyer counts, and what it does not. */
interface MoneyCount {
  readonly counted: readonly Money[]
  readonly lost: readonly Money[]
}

/** Counts over all requests since the start or the last clearing, kept or not. */
export interface Counts {
  readonly total: number
  readonly verdicts: Readonly<Record<Verdict, number>>
  readonly money: Readonly<Record<Verdict, MoneyCount>>
  readonly endpoints: Readonly<Record<ArrivalEndpoint, number>>
  /** The most frequent names, most first; `otherEvents` counts the rest. */
  readonly events: readonly NameCount[]
  readonly otherEvents: number
  readonly apps: readonly NameCount[]
  readonly otherApps: number
  /** Codes of reasons and of notes, each counted once a request. */
  readonly reasons: readonly LossCount[]
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
  readonly #endpoints: Record<ArrivalEndpoint, number> = noEndpoints()
  readonly #counted = sumsByVerdict()
  readonly #lost = sumsByVerdict()
  readonly #lostTo = new Map<string, MoneySums>()
  #total = 0

  add(arrival: Arrival): void {
    this.#total++
    this.#verdicts[arrival.verdict]++
    this.#endpoints[arrival.endpoint]++
    if (arrival.eventName !== null) this.#events.add(arrival.eventName)
    if (arrival.appId !== null) this.#apps.add(arrival.appId)
    addOnce(this.#reasons, arrival.reasons)
    addOnce(this.#notes, arrival.notes)
    if (arrival.money !== null) this.#addMoney(arrival, arrival.money)
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
      money: byVerdict((verdict) => ({ counted: this.#counted[verdict].list(), lost: this.#lost[verdict].list() })),
      reasons: this.#reasons
        .top(listedNames)
        .map((count) => ({ ...count, lost: this.#lostTo.get(count.name)?.list() ?? [] })),
      notes: this.#notes.top(listedNames),
      perSecond: this.#perSecond.list(),
    }
  }

  #addMoney({ verdict, reasons }: Arrival, money: Money): void {
    const isLost = losesMoney({ verdict, reasons })
    const sums = isLost ? this.#lost : this.#counted
    sums[verdict].add(money)
    if (!isLost) return
    const guilty = reasons.filter(({ loses }) => loses === 'event' || loses === 'revenue')
    for (const code of new Set(guilty.map((reason) => reason.code))) {
      const lost = this.#lostTo.get(code) ?? new MoneySums()
      lost.add(money)
      this.#lostTo.set(code, lost)
    }
  }
}

function byVerdict<Value>(make: (verdict: Verdict) => Value): Record<Verdict, Value> {
  return Object.fromEntries(verdicts.map((verdict) => [verdict, make(verdict)])) as Record<Verdict, Value>
}

function sumsByVerdict(): Record<Verdict, MoneySums> {
  return byVerdict(() => new MoneySums())
}

function addOnce(tally: Tally, remarks: readonly { readonly code: string }[]): void {
  if (remarks.length === 0) return
  for (const code of new Set(remarks.map((remark) => remark.code))) tally.add(code)
}

function noEndpoints(): Record<ArrivalEndpoint, number> {
  const none = endpoints.map((name) => [name, 0] as const)
  return Object.fromEntries([...none, ['erasure', 0], ['unknown', 0]]) as Record<ArrivalEndpoint, number>
}
