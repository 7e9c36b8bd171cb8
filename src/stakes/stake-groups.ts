import type { Worth } from '../core/domain/worth'
import { byWorth, type Stake, StakeSum, type Totals } from './stake'

/** Records that are alike in something: an app, an event, a day. */
export interface Group<Key> {
  readonly key: Key
  readonly all: Stake
  readonly rejected: Stake
}

interface Sums {
  readonly all: StakeSum
  readonly rejected: StakeSum
}

/** What records are worth by something that they have, and what was rejected of it; in bounded memory. */
export class StakeGroups<Key> {
  readonly #most: number
  readonly #kept: (key: Key) => Key
  readonly #sums = new Map<Key, Sums>()
  #others: Sums | undefined

  /** Beyond `most` keys records are in one group. `kept` gives a key that holds nothing of its record in memory. */
  constructor(most: number, kept: (key: Key) => Key = (key) => key) {
    this.#most = most
    this.#kept = kept
  }

  add(key: Key, worth: Worth, isRejected: boolean): void {
    const { all, rejected } = this.#sums.get(key) ?? this.#newSums(key)
    all.add(worth)
    if (isRejected) rejected.add(worth)
  }

  /** Those of which most was rejected first, by its share of all money; then those of most records. */
  list(totals: Totals): readonly Group<Key>[] {
    const groups = [...this.#sums].map(([key, sums]) => ({ key, ...stakesOf(sums) }))
    return groups.sort(
      (left, right) => byWorth(left.rejected, right.rejected, totals) || right.all.records - left.all.records,
    )
  }

  /** Records of keys beyond those that are kept apart. */
  get others(): Omit<Group<Key>, 'key'> | undefined {
    return this.#others && stakesOf(this.#others)
  }

  #newSums(key: Key): Sums {
    const sums = { all: new StakeSum(), rejected: new StakeSum() }
    if (this.#sums.size < this.#most) {
      this.#sums.set(this.#kept(key), sums)
      return sums
    }
    this.#others ??= sums
    return this.#others
  }
}

function stakesOf({ all, rejected }: Sums): Omit<Group<never>, 'key'> {
  return { all: all.stake, rejected: rejected.stake }
}
