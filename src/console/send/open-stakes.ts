import type { Worth } from '../../core/domain/worth'
import type { LetterWorth } from '../../delivery/dead-letters/dead-letter'
import { type Fate, type StakeReport, StakeTally } from '../../stakes/stake-tally'

/** What the records of a send are worth: kept of each from when it is read until it is settled. */
export class OpenStakes {
  readonly #open = new Map<number, Worth | undefined>()
  readonly #tally = new StakeTally()

  /** A record that was read, by the number of its entry. */
  open(number: number, worth: Worth | undefined): void {
    this.#open.set(number, worth)
  }

  /** Of one that is open. */
  worthOf(number: number): Worth | undefined {
    return this.#open.get(number)
  }

  close(number: number, fate: Exclude<Fate, 'unsettled'>): void {
    this.#tally.add(fate, this.#open.get(number))
    this.#open.delete(number)
  }

  /** All that was read, once nothing is under way any more: what is open then is not settled. */
  end(): StakeReport {
    for (const worth of this.#open.values()) this.#tally.add('unsettled', worth)
    this.#open.clear()
    return this.#tally.report()
  }
}

/** What a rejected record says of its worth. */
export function letterWorth(worth: Worth | undefined): LetterWorth {
  return { app: worth?.appId, event: worth?.eventName ?? undefined, amount: worth?.amount, currency: worth?.currency }
}
