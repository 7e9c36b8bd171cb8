/** The people of the example shop: made up, the same on every run. */

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export class Chance {
  constructor(private readonly random: () => number) {}

  /** An integer from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.random() * (to - from + 1))
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.integer(0, items.length - 1)] ?? items[0]
  }

  /** True in `share` of the cases. */
  happens(share: number): boolean {
    return this.random() < share
  }

  hex(length: number): string {
    return Array.from({ length }, () => this.integer(0, 15).toString(16)).join('')
  }

  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`
  }

  digits(length: number): string {
    return Array.from({ length }, () => this.integer(0, 9)).join('')
  }
}

export interface Person {
  readonly id: string
  readonly appsflyerId: string
  readonly advertisingId: string
  readonly vendorId: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone: string
  readonly ip: string
  readonly optedOut: boolean
}

const firstNames = ['Ada', 'Bela', 'Chiara', 'Dinesh', 'Emre', 'Fatou', 'Grace', 'Hana', 'Ivan', 'Jun'] as const
const lastNames = ['Abebe', 'Berg', 'Costa', 'Díaz', 'Endo', 'Fischer', 'García', 'Hughes', 'Ito', 'Jensen'] as const

export function makePeople(count: number, chance: Chance): readonly [Person, ...Person[]] {
  const people = Array.from({ length: count }, (_, index) => makePerson(index + 1, chance))
  return [makePerson(0, chance), ...people]
}

function makePerson(index: number, chance: Chance): Person {
  const firstName = chance.pick(firstNames)
  const lastName = chance.pick(lastNames)
  return {
    id: `user-${1000 + index}`,
    appsflyerId: `17${chance.digits(11)}-${chance.digits(chance.pick([7, 19]))}`,
    advertisingId: chance.uuid(),
    vendorId: chance.uuid().toUpperCase(),
    firstName,
    lastName,
    email: `${firstName}.${index}@example.com`,
    phone: chance.pick([`+1415555${chance.digits(4)}`, `(415) 555-${chance.digits(4)}`]),
    ip: `203.0.113.${chance.integer(1, 254)}`,
    optedOut: chance.happens(0.15),
  }
}
