import { hasInstalls } from '../../spec/appsflyer/events/platforms'
import type { Subject } from '../core/domain/subject'
import { Accepted } from './accepted'
import { disown } from './installs/disown'
import { hashOfUser } from './installs/hash-of-user'
import type { Install, Sighting } from './installs/install'
import { writeInstalls } from './installs/installs-text'
import { type Dropped, installsIn, Learning, type Learnt, readOwners } from './installs/learning'
import { KeyedHash, randomKey } from './keyed-hash'
import { type Entry, MemoryError, type Store, type Values } from './store'

/** Stands in `meta` once somebody is erased. */
const erasedMark = 'has_erased'

export interface MemoryOptions {
  /** 0: no delivery is remembered. */
  readonly rememberDeliveriesDays: number
  /** Of the hashes; undefined: the memory's own. */
  readonly hashKey: string | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What is asked about one record. */
export interface Question {
  readonly subject: Subject
  /** The delivery it would be; undefined where it is never taken for one that was made before. */
  readonly deliveryId: string | undefined
}

/** What the memory knows of it. */
export interface Answer {
  /** Those of its customer user in its app, the one to take first. */
  readonly installs: readonly Install[]
  readonly wasAccepted: boolean
  readonly isErased: boolean
}

/**
 * What is remembered between runs, whatever it is kept in: which installs a customer user has, which deliveries AppsFlyer
 * accepted, and who is erased. Customer user ids are kept as keyed hashes. Methods reject with a MemoryError when the
 * store cannot be used.
 */
export class Memory {
  readonly #store: Store
  readonly #options: MemoryOptions
  readonly #hash: KeyedHash
  readonly #accepted: Accepted
  /** Whether anybody is erased: else nobody is asked for. */
  #knowsErased = false

  private constructor(store: Store, options: MemoryOptions, hash: KeyedHash) {
    this.#store = store
    this.#options = options
    this.#hash = hash
    this.#accepted = new Accepted(store, options.rememberDeliveriesDays, options.now, hash)
  }

  /**
   * The memory in a store; a new one gets its key. With another key than at first it would know nobody, not even who is
   * erased: that is refused.
   */
  static async open(store: Store, options: MemoryOptions): Promise<Memory> {
    const asked = { meta: ['hash_key', 'key_check'] }
    const isBegun = (await store.read(asked)).meta.has('key_check')
    const begin = ({ meta }: Values): readonly Entry[] => {
      if (meta.has('key_check')) return []
      const key = options.hashKey ?? randomKey()
      const own: Entry[] = options.hashKey === undefined ? [{ table: 'meta', key: 'hash_key', value: key }] : []
      return [...own, { table: 'meta', key: 'key_check', value: checkOf(new KeyedHash(key)) }]
    }
    if (!isBegun) await store.update(asked, begin)
    const { meta } = await store.read(asked)
    const hash = new KeyedHash(options.hashKey ?? meta.get('hash_key') ?? '')
    if (checkOf(hash) !== meta.get('key_check')) throw otherKey(options.hashKey, meta.has('hash_key'))
    return new Memory(store, options, hash)
  }

  /** A memory of which nobody knows anything: its store is away. */
  static away(store: Store, options: MemoryOptions): Memory {
    return new Memory(store, options, new KeyedHash(randomKey()))
  }

  /** What should be known of the store: that it may forget, say. */
  get warnings(): readonly string[] {
    return this.#store.warnings ?? []
  }

  /** What is known about the records of a block, in their order, in one round trip; in two where anybody is erased for the first time. */
  async recall(questions: readonly Question[]): Promise<readonly Answer[]> {
    const asked = questions.map(({ subject, deliveryId }) => ({
      ...this.#keysOf(subject),
      delivery: this.#accepted.keyOf(deliveryId),
    }))
    const erasedKeys = asked.flatMap(({ erased }) => erased)
    const values = await this.#store.read({
      users: asked.flatMap(({ user }) => user ?? []),
      deliveries: asked.flatMap(({ delivery }) => delivery ?? []),
      ...(this.#knowsErased ? { erased: erasedKeys } : { meta: [erasedMark] }),
    })
    const isNew = !this.#knowsErased && values.meta.has(erasedMark)
    this.#knowsErased ||= isNew
    const erased = isNew ? (await this.#store.read({ erased: erasedKeys })).erased : values.erased
    return asked.map((one, index) => ({
      installs: one.user === undefined ? [] : installsIn(values, one.user),
      isErased: one.erased.some((key) => erased.has(key)),
      wasAccepted: this.#accepted.has(questions[index]?.deliveryId, values),
    }))
  }

  /** Takes a delivery that AppsFlyer accepted; it is kept with the next `keep`. */
  addAccepted(deliveryId: string): void {
    this.#accepted.add(deliveryId)
  }

  /** How many accepted deliveries wait to be kept. */
  get waitingCount(): number {
    return this.#accepted.waitingCount
  }

  /** How many accepted deliveries were given up, since too many waited already. */
  get lostCount(): number {
    return this.#accepted.lostCount
  }

  /** Resolves when the deliveries added so far outlive the process. */
  keep(): Promise<void> {
    return this.#accepted.keep()
  }

  /** Resolves when all that was added outlives the machine, as far as the store can promise it. */
  async flush(): Promise<void> {
    await this.keep()
    await this.#store.flush()
  }

  /** Which install belongs to which user, of sightings of any apps. Of erased users and installs nothing is learnt, and nothing counted. */
  async learn(sightings: readonly Sighting[]): Promise<Learnt> {
    const seen = sightings.map((sighting) => ({
      sighting,
      user: this.#hash.of('user', sighting.appId, sighting.userHash),
      install: this.#hash.of('install', sighting.appId, sighting.appsflyerId),
    }))
    const owners = [...new Set(seen.map(({ install }) => install))]
    const before = await this.#store.read({ owners })
    // Users seen on the same installs before: they have to be told that they share them.
    const others = [...before.owners.values()].flatMap(readOwners)
    const users = [...new Set([...seen.map(({ user }) => user), ...others])]
    const erased = seen.flatMap(({ user, install }) => [user, install])
    let learning: Learning | undefined
    await this.#store.update({ users, owners, erased }, (values) => {
      learning = new Learning(values)
      for (const one of seen) if (!values.erased.has(one.user) && !values.erased.has(one.install)) learning.add(one)
      return learning.entries()
    })
    await this.#disown(learning?.dropped ?? [])
    return learning?.learnt ?? { freshCount: 0, knownCount: 0, sharedInstalls: [] }
  }

  /** A user's installs in an app, the one to take first. */
  async installsOf(appId: string, customerUserId: string): Promise<readonly Install[]> {
    return (await this.knownOf(appId, customerUserId)).installs
  }

  /** The same, and whether an erasure of the user was requested. */
  async knownOf(appId: string, customerUserId: string): Promise<Pick<Answer, 'installs' | 'isErased'>> {
    const user = this.#hash.of('user', appId, hashOfUser(customerUserId))
    const values = await this.#store.read({ users: [user], erased: [user] })
    return { installs: installsIn(values, user), isErased: values.erased.has(user) }
  }

  /** Takes away all that is known of a user in an app. Resolves to how many installs that were. */
  async forget(appId: string, customerUserId: string): Promise<number> {
    const user = this.#hash.of('user', appId, hashOfUser(customerUserId))
    const installs = await this.installsOf(appId, customerUserId)
    const disowned = installs.map(({ appsflyerId }) => ({ user, appId, appsflyerId }))
    await this.#disown(disowned, [{ table: 'users', key: user, value: null }])
    return installs.length
  }

  /** From now on nothing is sent for a user in an app, and nothing more is known of the user. Installs of this user alone are held back, too. */
  async eraseUser(appId: string, customerUserId: string): Promise<void> {
    const installs = await this.installsOf(appId, customerUserId)
    const own = installs.filter(({ isShared }) => isShared !== true)
    const keys = [
      this.#hash.of('user', appId, hashOfUser(customerUserId)),
      ...own.map(({ appsflyerId }) => this.#hash.of('install', appId, appsflyerId)),
    ]
    await this.#markErased(keys)
    await this.forget(appId, customerUserId)
  }

  /** The same for an install; its users lose it. */
  async eraseInstall(appId: string, appsflyerId: string): Promise<void> {
    const install = this.#hash.of('install', appId, appsflyerId)
    await this.#markErased([install])
    const users = readOwners((await this.#store.read({ owners: [install] })).owners.get(install))
    await this.#store.update({ users }, (values) => [
      { table: 'owners', key: install, value: null },
      ...users.map((key) => {
        const others = installsIn(values, key).filter((one) => one.appsflyerId !== appsflyerId)
        return { table: 'users' as const, key, value: others.length === 0 ? null : writeInstalls(others) }
      }),
    ])
  }

  /** The number of entries of each kind. */
  async count() {
    const [users, installs, deliveries, erased] = await Promise.all([
      this.#store.count('users'),
      this.#store.count('owners'),
      this.#store.count('deliveries'),
      this.#store.count('erased'),
    ])
    return { users, installs, deliveries, erased }
  }

  async #disown(dropped: readonly Dropped[], more: readonly Entry[] = []): Promise<void> {
    if (dropped.length + more.length === 0) return
    const all = dropped.map((one) => ({ ...one, install: this.#hash.of('install', one.appId, one.appsflyerId) }))
    const owners = [...new Set(all.map(({ install }) => install))]
    const before = await this.#store.read({ owners })
    const users = [...new Set([...before.owners.values()].flatMap(readOwners))]
    await this.#store.update({ owners, users }, (values) => [...disown(all, values), ...more])
  }

  async #markErased(keys: readonly string[]): Promise<void> {
    const value = new Date(this.#options.now()).toISOString().slice(0, 10)
    const mark: Entry = { table: 'meta', key: erasedMark, value: 'yes' }
    await this.#store.write([mark, ...keys.map((key) => ({ table: 'erased' as const, key, value }))])
    this.#knowsErased = true
  }

  /** Keeps what waits, takes away old deliveries once a day, and closes the store. */
  async close(): Promise<void> {
    try {
      await this.keep()
      await this.#accepted.tidy()
    } finally {
      await this.#store.close()
    }
  }

  #keysOf({ appId, platform, userHash, appsflyerId }: Subject) {
    const user = userHash === undefined ? undefined : this.#hash.of('user', appId, userHash)
    const install = appsflyerId === undefined ? undefined : this.#hash.of('install', appId, appsflyerId)
    const erased = [user, install].filter((key) => key !== undefined)
    // The web needs no AppsFlyer id.
    return { user: hasInstalls(platform) ? user : undefined, erased }
  }
}

function checkOf(hash: KeyedHash): string {
  return hash.of('user', '', 'key_check')
}

function otherKey(given: string | undefined, hasOwn: boolean): MemoryError {
  const advice = hasOwn
    ? 'It was begun without memory.hash_key: leave that out'
    : given === undefined
      ? 'It was begun with a memory.hash_key: give that one'
      : 'It was begun with another memory.hash_key: give that one'
  return new MemoryError(
    `The memory knows nobody by this key, not even who is erased. ${advice}, or begin a new memory.`,
    'config_error',
  )
}
