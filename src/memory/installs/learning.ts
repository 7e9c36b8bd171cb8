import type { Entry, Values } from '../store'
import type { Install, Sighting } from './install'
import { readInstalls, writeInstalls } from './installs-text'
import { mergeSighting } from './merge-installs'

/** A sighting with the keys of its user and its install. */
export interface KeyedSighting {
  readonly sighting: Sighting
  readonly user: string
  readonly install: string
}

/** What came of learning. */
export interface Learnt {
  /** Pairs of a user and an install that were not known. */
  readonly freshCount: number
  /** Sightings of pairs that were, be it from an earlier sighting among them. */
  readonly knownCount: number
  /** Of the installs in these sightings those on which several users were seen, by their keys. */
  readonly sharedInstalls: readonly string[]
}

export interface Dropped {
  readonly user: string
  readonly appId: string
  readonly appsflyerId: string
}

/** What a block of sightings makes of the entries that a store has: users with their installs, installs with their users. */
export class Learning {
  readonly #values: Values
  readonly #users = new Map<string, readonly Install[]>()
  readonly #owners = new Map<string, readonly string[]>()
  readonly #dropped: Dropped[] = []
  #freshCount = 0
  #knownCount = 0

  constructor(values: Values) {
    this.#values = values
  }

  add({ sighting, user, install }: KeyedSighting): void {
    const installs = this.#installsOf(user)
    const isKnown = installs.some(({ appsflyerId }) => appsflyerId === sighting.appsflyerId)
    if (isKnown) this.#knownCount += 1
    else this.#freshCount += 1
    const merged = mergeSighting(installs, sighting)
    this.#users.set(user, merged)
    for (const { appsflyerId } of installs) {
      if (merged.every((one) => one.appsflyerId !== appsflyerId))
        this.#dropped.push({ user, appId: sighting.appId, appsflyerId })
    }
    const owners = this.#ownersOf(install)
    const all = owners.includes(user) ? owners : [...owners, user].slice(-mostOwners)
    this.#owners.set(install, all)
    if (all.length > 1) for (const owner of all) this.#tellShared(owner, sighting.appsflyerId)
  }

  /** Installs that a user of very many has no more: they are the user's no more, either. */
  get dropped(): readonly Dropped[] {
    return this.#dropped
  }

  get learnt(): Learnt {
    const sharedInstalls = [...this.#owners].flatMap(([install, owners]) => (owners.length > 1 ? [install] : []))
    return { freshCount: this.#freshCount, knownCount: this.#knownCount, sharedInstalls }
  }

  entries(): readonly Entry[] {
    return [
      ...[...this.#users].map(([key, installs]) => ({ table: 'users' as const, key, value: writeInstalls(installs) })),
      ...[...this.#owners].map(([key, owners]) => ({ table: 'owners' as const, key, value: writeOwners(owners) })),
    ]
  }

  #installsOf(user: string): readonly Install[] {
    return this.#users.get(user) ?? installsIn(this.#values, user)
  }

  #ownersOf(install: string): readonly string[] {
    return this.#owners.get(install) ?? readOwners(this.#values.owners.get(install))
  }

  #tellShared(user: string, appsflyerId: string): void {
    const installs = this.#installsOf(user)
    const isTold = installs.every((install) => install.appsflyerId !== appsflyerId || install.isShared === true)
    if (isTold) return
    const told = installs.map((install) =>
      install.appsflyerId === appsflyerId ? { ...install, isShared: true as const } : install,
    )
    this.#users.set(user, told)
  }
}

/** An install with more users than that is a test device: the last ones are kept. */
const mostOwners = 20

export function installsIn({ users }: Values, user: string): readonly Install[] {
  const text = users.get(user)
  return text === undefined ? [] : readInstalls(text)
}

/** Keys of users have no blanks. */
export function readOwners(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(' ')
}

export function writeOwners(owners: readonly string[]): string {
  return owners.join(' ')
}
