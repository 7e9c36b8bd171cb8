import { keptText } from '../core/domain/kept-text'
import type { Worth } from '../core/domain/worth'
import { type Stake, StakeSum, type Totals, totalsOf } from './stake'
import { type Group, StakeGroups } from './stake-groups'

const dayMs = 86_400_000
const mostApps = 100
const mostEvents = 200
const mostDays = 400

/** What became of a record, for a preview what would. */
export type Fate = 'sent' | 'rejected' | 'skipped' | 'unsettled'

/** What records are worth: by what becomes of them, by app, by event and by day. */
export interface StakeReport {
  readonly fates: Readonly<Record<Fate, Stake>>
  /** By app id; null: none could be told. */
  readonly apps: readonly Group<string | null>[]
  /** By name; null for visits, first opens and sessions, '' where a name is missing. */
  readonly events: readonly Group<string | null>[]
  /** By day of the event (UTC), the first one first; null: the day of arrival counts. */
  readonly days: readonly Group<string | null>[]
  /** Of events and days beyond those that are kept apart. */
  readonly otherApps: Stake | null
  readonly otherEvents: Stake | null
  readonly otherDays: Stake | null
}

/** Adds up records as what becomes of each is known. */
export class StakeTally {
  readonly #fates: Readonly<Record<Fate, StakeSum>> = {
    sent: new StakeSum(),
    rejected: new StakeSum(),
    skipped: new StakeSum(),
    unsettled: new StakeSum(),
  }
  readonly #apps = new StakeGroups<string | null>(mostApps)
  readonly #events = new StakeGroups<string | null>(mostEvents, (name) => name && keptText(name))
  /** By days since 1970. */
  readonly #days = new StakeGroups<number | null>(mostDays)

  /** One record; `worth` is undefined for what is no event, and stands in no group then. */
  add(fate: Fate, worth: Worth | undefined): void {
    this.#fates[fate].add(worth)
    if (worth === undefined || fate === 'skipped') return
    const { appId, eventName, timeMs } = worth
    const isRejected = fate === 'rejected'
    this.#apps.add(appId ?? null, worth, isRejected)
    this.#events.add(eventName === undefined ? '' : eventName, worth, isRejected)
    this.#days.add(timeMs === undefined ? null : Math.floor(timeMs / dayMs), worth, isRejected)
  }

  /** All money that was read. */
  get totals(): Totals {
    return totalsOf(Object.values(this.#stakes()))
  }

  report(): StakeReport {
    const fates = this.#stakes()
    const totals = totalsOf(Object.values(fates))
    const days = [...this.#days.list(totals)].sort(
      (left, right) => (left.key ?? Number.POSITIVE_INFINITY) - (right.key ?? Number.POSITIVE_INFINITY),
    )
    return {
      fates,
      apps: this.#apps.list(totals),
      events: this.#events.list(totals),
      days: days.map((group) => ({ ...group, key: group.key === null ? null : dayOf(group.key) })),
      otherApps: this.#apps.others?.all ?? null,
      otherEvents: this.#events.others?.all ?? null,
      otherDays: this.#days.others?.all ?? null,
    }
  }

  #stakes(): StakeReport['fates'] {
    const { sent, rejected, skipped, unsettled } = this.#fates
    return { sent: sent.stake, rejected: rejected.stake, skipped: skipped.stake, unsettled: unsettled.stake }
  }
}

function dayOf(days: number): string {
  return new Date(days * dayMs).toISOString().slice(0, 10)
}
