import type { Subject } from '../../src/core/domain/subject'
import { hashOfUser } from '../../src/memory/installs/hash-of-user'
import type { Sighting } from '../../src/memory/installs/install'
import { Memory, type MemoryOptions } from '../../src/memory/memory'
import { MapStore } from './map-store'

const app = 'com.example.app'
const id = (digit: number) => `1700000000000-${String(digit).repeat(7)}`
const day = 86_400_000

const sighting = (customerUserId: string, appsflyerId: string, more: Partial<Sighting> = {}): Sighting => ({
  appId: app,
  userHash: hashOfUser(customerUserId),
  appsflyerId,
  source: 'sdk',
  seenAtMs: 1_000,
  ...more,
})

const subject = (more: Partial<Record<keyof Subject, unknown>> = {}) =>
  ({ appId: app, platform: 'android', timeMs: 1_000, device: {}, ...more }) as Subject

async function memory(more: Partial<MemoryOptions> = {}, store = new MapStore(more.now ?? (() => 1_000))) {
  const options = { rememberDeliveriesDays: 15, hashKey: undefined, now: () => 1_000, ...more }
  return { store, memory: await Memory.open(store, options) }
}

async function known(of: Memory, customerUserId: string, appId = app) {
  return (await of.installsOf(appId, customerUserId)).map(({ appsflyerId }) => appsflyerId)
}

test('a user is known by what was learnt, in the own app alone', async () => {
  const { memory: one } = await memory()
  expect(await one.learn([sighting('u1', id(1)), sighting('u1', id(1)), sighting('u2', id(2))])).toEqual({
    freshCount: 2,
    knownCount: 1,
    sharedInstalls: [],
  })
  expect(await known(one, 'u1')).toEqual([id(1)])
  expect(await known(one, 'u1', 'id123456789')).toEqual([])
  const [answer] = await one.recall([{ subject: subject({ userHash: hashOfUser('u2') }), deliveryId: undefined }])
  expect(answer?.installs.map(({ appsflyerId }) => appsflyerId)).toEqual([id(2)])
})

test('a web record is asked no install', async () => {
  const { memory: one } = await memory()
  await one.learn([sighting('u1', id(1))])
  const [answer] = await one.recall([
    { subject: subject({ userHash: hashOfUser('u1'), platform: 'web' }), deliveryId: undefined },
  ])
  expect(answer?.installs).toEqual([])
})

test('an install with several users is told to all of them', async () => {
  const { memory: one } = await memory()
  await one.learn([sighting('u1', id(1))])
  expect(await one.learn([sighting('u2', id(1)), sighting('u2', id(2))])).toMatchObject({
    sharedInstalls: [expect.stringMatching(/^[\w-]{22}$/)],
  })
  const shared = async (user: string) =>
    (await one.installsOf(app, user)).map(({ appsflyerId, isShared }) => [appsflyerId, isShared === true])
  expect(await shared('u1')).toEqual([[id(1), true]])
  expect(Object.fromEntries(await shared('u2'))).toEqual({ [id(1)]: true, [id(2)]: false })
})

test('a block of questions is one round trip', async () => {
  const { memory: one, store } = await memory()
  const before = store.readCount
  const questions = Array.from({ length: 256 }, (_, index) => ({
    subject: subject({ userHash: hashOfUser(`u${index}`), appsflyerId: id(1) }),
    deliveryId: `d${index}`,
  }))
  expect(await one.recall(questions)).toHaveLength(256)
  expect(store.readCount - before).toBe(1)
})

test('what was accepted is known at once, kept when asked, and forgotten after so many days', async () => {
  let now = 1_000
  const { memory: one, store } = await memory({ now: () => now, rememberDeliveriesDays: 2 })
  const wasAccepted = async () =>
    (await one.recall([{ subject: subject(), deliveryId: 'd1' }])).map((answer) => answer.wasAccepted)
  expect(await wasAccepted()).toEqual([false])
  one.addAccepted('d1')
  expect(await wasAccepted()).toEqual([true])
  await one.flush()
  expect(await store.count('deliveries')).toBe(1)
  expect(store.flushCount).toBe(1)
  // An id may be made of a person's: it does not stand there as it is.
  expect(store.text()).not.toContain('"d1"')
  now += 2 * day - 1
  expect(await wasAccepted()).toEqual([true])
  now += 1
  expect(await wasAccepted()).toEqual([false])
})

test('with no days nothing is remembered as sent', async () => {
  const { memory: one, store } = await memory({ rememberDeliveriesDays: 0 })
  one.addAccepted('d1')
  await one.flush()
  expect(store.text()).not.toContain('d1')
})

test('after a failed write the next one is made', async () => {
  const { memory: one, store } = await memory()
  one.addAccepted('d1')
  store.isDown = true
  await expect(one.flush()).rejects.toThrow('The memory is away.')
  store.isDown = false
  one.addAccepted('d2')
  await one.flush()
  // What could not be written is written with it.
  expect(await store.count('deliveries')).toBe(2)
})

test('what is forgotten is gone, and only that', async () => {
  const { memory: one, store } = await memory()
  await one.learn([sighting('u1', id(1)), sighting('u1', id(2)), sighting('u2', id(2))])
  expect(await one.forget(app, 'u1')).toBe(2)
  expect(await known(one, 'u1')).toEqual([])
  expect(await known(one, 'u2')).toEqual([id(2)])
  expect(store.text()).not.toContain(id(1))
  expect(await one.count()).toEqual({ users: 1, installs: 1, deliveries: 0, erased: 0 })
})

test('an erased user is held back by the own id and by installs that are nobody else’s, and learnt no more of', async () => {
  const { memory: one } = await memory()
  await one.learn([sighting('u1', id(1)), sighting('u1', id(2)), sighting('u2', id(2))])
  await one.eraseUser(app, 'u1')
  const isErased = async (of: Partial<Record<keyof Subject, unknown>>) =>
    (await one.recall([{ subject: subject(of), deliveryId: undefined }]))[0]?.isErased
  expect(await isErased({ userHash: hashOfUser('u1') })).toBe(true)
  expect(await isErased({ appsflyerId: id(1) })).toBe(true)
  expect(await isErased({ appsflyerId: id(2) })).toBe(false)
  expect(await isErased({ userHash: hashOfUser('u2') })).toBe(false)
  expect(await known(one, 'u1')).toEqual([])
  await one.learn([sighting('u1', id(1)), sighting('u1', id(3))])
  expect(await known(one, 'u1')).toEqual([])
})

test('an erased install is held back, and no user is looked up to it', async () => {
  const { memory: one } = await memory()
  await one.learn([sighting('u1', id(1)), sighting('u1', id(2), { seenAtMs: 5 })])
  await one.eraseInstall(app, id(1))
  const [answer] = await one.recall([{ subject: subject({ appsflyerId: id(1) }), deliveryId: undefined }])
  expect(answer?.isErased).toBe(true)
  expect(await known(one, 'u1')).toEqual([id(2)])
})

test("a PC's own id is a GUID, and whoever is erased by it is held back in capitals, too", async () => {
  const guid = '045f4137-57b7-45e6-8a45-c303101a086a'
  const { memory: one } = await memory()
  const isErased = async (appsflyerId: string) => {
    const [answer] = await one.recall([{ subject: subject({ platform: 'steam', appsflyerId }), deliveryId: undefined }])
    return answer?.isErased
  }
  await one.eraseInstall(app, guid.toUpperCase())
  await one.eraseInstall(app, 'not-a-guid-ABC')
  expect(await Promise.all([guid, guid.toUpperCase(), 'not-a-guid-ABC'].map(isErased))).toEqual([true, true, true])
  expect(await Promise.all(['145f4137-57b7-45e6-8a45-c303101a086a', 'not-a-guid-abc'].map(isErased))).toEqual([
    false,
    false,
  ])
})

test('a user who was erased while others were learnt is learnt no more of', async () => {
  const { memory: one, store } = await memory()
  const { update } = store
  store.update = async (keys, change) => {
    store.update = update
    // Between what learning read and what it writes.
    await one.eraseUser(app, 'u1')
    return update.call(store, keys, change)
  }
  await one.learn([sighting('u1', id(1))])
  expect(await one.count()).toMatchObject({ users: 0, installs: 0 })
})

test('a memory that is open already hears of the first erasure', async () => {
  const { memory: one, store } = await memory()
  const isErased = async () =>
    (await one.recall([{ subject: subject({ userHash: hashOfUser('u1') }), deliveryId: undefined }]))[0]?.isErased
  expect(await isErased()).toBe(false)
  const other = await Memory.open(store, { rememberDeliveriesDays: 15, hashKey: undefined, now: () => 1_000 })
  await other.eraseUser(app, 'u1')
  expect(await isErased()).toBe(true)
})

test('of a user with more installs than are kept nothing stays behind', async () => {
  const { memory: one } = await memory()
  const many = Array.from({ length: 25 }, (_, index) =>
    sighting('u1', `1700000000000-${1_000_000 + index}`, { seenAtMs: index }),
  )
  await one.learn(many)
  expect(await one.count()).toMatchObject({ users: 1, installs: 20 })
  await one.forget(app, 'u1')
  expect(await one.count()).toMatchObject({ users: 0, installs: 0 })
})

test('an install whose other users are forgotten is shared no more, and erased with the last one', async () => {
  const { memory: one } = await memory()
  await one.learn([1, 2].flatMap((digit) => [sighting('u1', id(digit)), sighting('u2', id(digit))]))
  await one.forget(app, 'u1')
  expect((await one.installsOf(app, 'u2')).map(({ isShared }) => isShared)).toEqual([undefined, undefined])
  await one.eraseUser(app, 'u2')
  const [answer] = await one.recall([{ subject: subject({ appsflyerId: id(1) }), deliveryId: undefined }])
  expect(answer?.isErased).toBe(true)
})

test('no customer user id stands in the store, and its key is made once', async () => {
  const { memory: one, store } = await memory()
  await one.learn([sighting('jane-doe-4711', id(1))])
  await one.eraseUser(app, 'jane-doe-4712')
  expect(store.text()).not.toContain('jane')
  const again = await Memory.open(store, { rememberDeliveriesDays: 15, hashKey: undefined, now: () => 1_000 })
  expect(await known(again, 'jane-doe-4711')).toEqual([id(1)])
})

test.each([
  ['first', 'second', /begun with another memory.hash_key/],
  ['first', undefined, /begun with a memory.hash_key: give that one/],
  [undefined, 'second', /begun without memory.hash_key: leave that out/],
])(
  'begun with the key %s it is refused with %s: it would know nobody, not even who is erased',
  async (first, second, why) => {
    const { store } = await memory({ hashKey: first })
    const again = Memory.open(store, { rememberDeliveriesDays: 15, hashKey: second, now: () => 1_000 })
    await expect(again).rejects.toThrow(why)
    await expect(
      Memory.open(store, { rememberDeliveriesDays: 15, hashKey: first, now: () => 1_000 }),
    ).resolves.toBeDefined()
  },
)

test('a store with something else in it is refused, without quoting it', async () => {
  const { memory: one, store } = await memory()
  await one.learn([sighting('u1', id(1))])
  for await (const block of store.entries('users'))
    await store.write(block.map(([key]) => ({ table: 'users', key, value: '{"secret":1}' })))
  await expect(one.installsOf(app, 'u1')).rejects.toThrow(/^The memory holds something that was not written/)
})
