import * as fc from 'fast-check'
import { type Entry, type Keys, type Store, type Table, tables, type Values } from '../../src/memory/store'
import { type Place, testable } from './store-places'

/** The same for every store. What is of one alone stands in the files beside. */

const nothingThere = { users: {}, owners: {}, deliveries: {}, erased: {}, meta: {} }
const shown = (values: Values) => Object.fromEntries(tables.map((table) => [table, Object.fromEntries(values[table])]))

async function all(store: Store, table: Table): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for await (const block of store.entries(table)) for (const [key, value] of block) found[key] = value
  return found
}

async function expectContents(store: Store, table: Table, wanted: Readonly<Record<string, string>>): Promise<void> {
  expect(await all(store, table)).toEqual(wanted)
  expect(await store.count(table)).toBe(Object.keys(wanted).length)
}

describe.each(testable)('a memory in $name', ({ make, hasOurClock }) => {
  let place: Place
  let store: Store
  beforeEach(async () => {
    place = await make()
    store = await place.open()
  })
  afterEach(() => place.dispose())

  test('gives what was written, of the tables and keys asked', async () => {
    await store.write([
      { table: 'users', key: 'a', value: '{"x":1}' },
      { table: 'owners', key: 'a', value: 'other' },
      { table: 'erased', key: 'b', value: '' },
    ])
    const values = await store.read({ users: ['a', 'none', 'a'], erased: ['b'], deliveries: ['a'] })
    expect(shown(values)).toEqual({ ...nothingThere, users: { a: '{"x":1}' }, erased: { b: '' } })
  })

  test('asked nothing, it gives nothing; told nothing, it writes nothing', async () => {
    expect(shown(await store.read({}))).toEqual(nothingThere)
    expect(shown(await store.read({ users: [] }))).toEqual(nothingThere)
    await store.write([])
    await store.update({}, () => [])
    await expectContents(store, 'users', {})
  })

  test('writes over, and takes away', async () => {
    await store.write(['a', 'b', 'c'].map((key) => ({ table: 'users', key, value: 'old' })))
    await store.write([
      { table: 'users', key: 'a', value: 'new' },
      { table: 'users', key: 'b', value: null },
      { table: 'owners', key: 'none', value: null },
    ])
    await expectContents(store, 'users', { a: 'new', c: 'old' })
  })

  test('of entries with the same key, the last one counts', async () => {
    await store.write([
      { table: 'users', key: 'a', value: null },
      { table: 'users', key: 'a', value: '1' },
      { table: 'users', key: 'a', value: '2', expiresAtMs: place.now() - 1 },
      { table: 'users', key: 'a', value: '3' },
      { table: 'users', key: 'b', value: '1' },
      { table: 'users', key: 'b', value: null },
    ])
    await expectContents(store, 'users', { a: '3' })
  })

  test('what has expired is absent, everywhere', async () => {
    await store.write([
      { table: 'deliveries', key: 'soon', value: '1', expiresAtMs: place.now() + 200 },
      { table: 'deliveries', key: 'now', value: '1', expiresAtMs: place.now() },
      { table: 'deliveries', key: 'past', value: '1', expiresAtMs: 0 },
      { table: 'deliveries', key: 'later', value: '1', expiresAtMs: place.now() + 86_400_000 },
      { table: 'deliveries', key: 'stays', value: '1', expiresAtMs: place.now() + 200 },
    ])
    await expectContents(store, 'deliveries', { soon: '1', later: '1', stays: '1' })
    // Written again without a time, it has none.
    await store.write([{ table: 'deliveries', key: 'stays', value: '2' }])
    await place.later(250)
    const keys = ['soon', 'now', 'past', 'later', 'stays']
    const wanted = { later: '1', stays: '2' }
    expect(shown(await store.read({ deliveries: keys }))).toEqual({ ...nothingThere, deliveries: wanted })
    await store.update({ deliveries: keys }, (values) => {
      expect(Object.fromEntries(values.deliveries)).toEqual(wanted)
      return []
    })
    await expectContents(store, 'deliveries', wanted)
    for (const table of tables) await store.tidy(table)
    await expectContents(store, 'deliveries', wanted)
  })

  test('all or nothing: an update that throws writes nothing, and what it threw comes through', async () => {
    await store.write([{ table: 'users', key: 'a', value: '1' }])
    const mine = new TypeError('mine')
    const failing = store.update({ users: ['a'] }, () => {
      throw mine
    })
    await expect(failing).rejects.toBe(mine)
    await store.update({ users: ['a'] }, () => [
      { table: 'users', key: 'a', value: '2' },
      { table: 'owners', key: 'a', value: '2' },
    ])
    await expectContents(store, 'users', { a: '2' })
    await expectContents(store, 'owners', { a: '2' })
  })

  test('all or nothing: nobody sees half of a write', async () => {
    const other = await place.open()
    const keys = ['a', 'b', 'c']
    const writing = (async () => {
      for (let round = 0; round < 100; round += 1) {
        const value = String(round)
        await store.write([
          ...keys.map((key): Entry => ({ table: 'users', key, value })),
          { table: 'owners', key: 'a', value },
        ])
      }
    })()
    for (let round = 0; round < 100; round += 1) {
      const { users, owners } = await other.read({ users: keys, owners: ['a'] })
      expect(new Set([...users.values(), ...owners.values()]).size).toBeLessThan(2)
    }
    await writing
  })

  test('two that count up at once lose no step', async () => {
    const stores = [store, await place.open()]
    const countUp = (mine: Store, key: string) =>
      mine.update({ users: ['sum', key] }, ({ users }) => [
        { table: 'users', key: 'sum', value: String(Number(users.get('sum') ?? 0) + 1) },
        { table: 'users', key, value: String(Number(users.get(key) ?? 0) + 1) },
      ])
    const run = async (mine: Store, key: string) => {
      for (let step = 0; step < 100; step += 1) await Promise.all([countUp(mine, key), countUp(mine, key)])
    }
    await Promise.all(stores.map((mine, index) => run(mine, `mine${index}`)))
    await expectContents(store, 'users', { sum: '400', mine0: '200', mine1: '200' })
  })

  test('an update loses no plain write that comes in between', async () => {
    const other = await place.open()
    let next = 0
    const writes = (async () => {
      for (; next < 100; next += 1) await other.write([{ table: 'users', key: `w${next}`, value: 'written' }])
    })()
    while (next < 100) {
      const keys = Array.from({ length: 100 }, (_, index) => `w${index}`)
      // Marks what is not there; a mark over what was written would be a lost write.
      await store.update({ users: keys }, ({ users }) =>
        keys.filter((key) => !users.has(key)).map((key) => ({ table: 'users', key, value: 'absent' })),
      )
    }
    await writes
    expect(new Set(Object.values(await all(store, 'users')))).toEqual(new Set(['written']))
  })

  test('keeps any text but U+0000', async () => {
    const texts = [
      '',
      ' ',
      'null',
      '1e400',
      '"\\',
      "it's; --",
      'é ü ß',
      '漢字',
      '👩‍👩‍👧',
      '\u001f\u007f\uFEFF\uFFFF',
      '{"a":"\\ud800"}',
      '\t\r\n',
      '$1 ? %s {} NULL \\N',
    ]
    await store.write(texts.map((value, index) => ({ table: 'users', key: `k${index}`, value })))
    await expectContents(store, 'users', Object.fromEntries(texts.map((text, index) => [`k${index}`, text])))
    await store.write([{ table: 'users', key: 'half', value: 'a\ud800b' }])
    expect((await store.read({ users: ['half'] })).users.get('half')).toBe('a\uFFFDb')
  })

  test('takes keys of 64 ASCII characters, whatever they are', async () => {
    const keys = ['-_:/+=.'.padEnd(64, 'k'), '*', '?[a]', "'", '"', '\\', ' ', '{}', '%_']
    await store.write(keys.map((key) => ({ table: 'users', key, value: key })))
    await expectContents(store, 'users', Object.fromEntries(keys.map((key) => [key, key])))
    expect([...(await store.read({ users: keys })).users.keys()].sort()).toEqual([...keys].sort())
  })

  test('10,000 keys in one write and in one read', async () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `key${index}`)
    await store.write(keys.map((key, index) => ({ table: 'users', key, value: `v${index}` })))
    const { users } = await store.read({ users: [...keys, ...keys.map((key) => `no${key}`)] })
    expect(users.size).toBe(10_000)
    expect(users.get('key9999')).toBe('v9999')
    await expectContents(store, 'users', Object.fromEntries(keys.map((key, index) => [key, `v${index}`])))
    await store.write(keys.map((key) => ({ table: 'users', key, value: null })))
    await expectContents(store, 'users', {})
  })

  test('tidy leaves what lives, of more than it takes at once', async () => {
    const entries = Array.from({ length: 25_000 }, (_, index): Entry => {
      const lives = index % 5 === 0
      return { table: 'deliveries', key: `d${index}`, value: 'x', expiresAtMs: place.now() + (lives ? 1e9 : 1) }
    })
    for (let start = 0; start < entries.length; start += 5_000) await store.write(entries.slice(start, start + 5_000))
    await place.later(50)
    for (const table of tables) await store.tidy(table)
    expect(await store.count('deliveries')).toBe(5_000)
    expect(Object.keys(await all(store, 'deliveries'))).toHaveLength(5_000)
  })

  test('many small reads and writes at once', async () => {
    const keys = Array.from({ length: 500 }, (_, index) => `k${index}`)
    await Promise.all(keys.map((key) => store.write([{ table: 'users', key, value: key }])))
    const read = await Promise.all(keys.map((key) => store.read({ users: [key] })))
    expect(read.map(({ users }, index) => users.get(`k${index}`))).toEqual(keys)
  })

  test('outlives its closing, and flush and close can be repeated', async () => {
    await store.write([{ table: 'users', key: 'a', value: '1' }])
    await store.flush()
    await store.flush()
    await store.close()
    await store.close()
    await expect(store.read({ users: ['a'] })).rejects.toMatchObject({ name: 'MemoryError' })
    await expectContents(await place.open(), 'users', { a: '1' })
  })

  test('refuses what a newer version wrote', async () => {
    expect((await store.read({ meta: ['format'] })).meta.get('format')).toBe('1')
    await store.write([{ table: 'meta', key: 'format', value: '2' }])
    await expect(place.open()).rejects.toMatchObject({
      name: 'MemoryError',
      failureType: 'config_error',
      message: expect.stringContaining('a newer version of this program wrote'),
    })
  })

  test('is opened by several at once when it is new', async () => {
    const fresh = await make()
    try {
      const stores = await Promise.all(Array.from({ length: 5 }, () => fresh.open()))
      await Promise.all(stores.map((one, index) => one.write([{ table: 'users', key: `k${index}`, value: '1' }])))
      expect(await stores[0]?.count('users')).toBe(5)
    } finally {
      await fresh.dispose()
    }
  })

  test('does what a map would do', async () => {
    const table = fc.constantFrom<Table>('users', 'deliveries')
    const key = fc.constantFrom('a', 'b', 'c', 'd')
    const text = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((value) => !value.includes('\0'))
    const value = fc.option(text, { freq: 4 })
    const inMs = fc.constantFrom(undefined, ...(hasOurClock ? [-5, 0, 5, 10, 1e9] : [-5, 0, 1e9]))
    const entries = fc.array(fc.record({ table, key, value, inMs }), { maxLength: 6 })
    const operation = fc.oneof(
      fc.record({ kind: fc.constant('write' as const), entries }),
      fc.record({ kind: fc.constant('update' as const), entries }),
      fc.record({ kind: fc.constant('later' as const), milliseconds: fc.integer({ min: 1, max: 10 }) }),
      fc.record({ kind: fc.constant('tidy' as const) }),
      fc.record({ kind: fc.constant('open' as const) }),
    )
    const keys: Keys = { users: ['a', 'b', 'c', 'd'], deliveries: ['d', 'a', 'b', 'c', 'a'] }
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 12 }), async (operations) => {
        const own = await make()
        try {
          let mine = await own.open()
          const model = new Map<string, { readonly value: string; readonly until: number }>()
          const wanted = (of: Table) =>
            Object.fromEntries(
              [...model].flatMap(([name, entry]) =>
                name.startsWith(`${of} `) && entry.until > own.now() ? [[name.slice(of.length + 1), entry.value]] : [],
              ),
            )
          for (const step of operations) {
            if (step.kind === 'later' && hasOurClock) await own.later(step.milliseconds)
            if (step.kind === 'tidy') for (const table of tables) await mine.tidy(table)
            if (step.kind === 'open') mine = await own.open()
            if (step.kind === 'write' || step.kind === 'update') {
              const changed = step.entries.map(
                (entry): Entry => ({
                  table: entry.table,
                  key: entry.key,
                  value: entry.value,
                  ...(entry.inMs !== undefined && { expiresAtMs: own.now() + entry.inMs }),
                }),
              )
              if (step.kind === 'write') await mine.write(changed)
              else {
                await mine.update(keys, (values) => {
                  expect(Object.fromEntries(values.users)).toEqual(wanted('users'))
                  return changed
                })
              }
              for (const entry of changed) {
                const name = `${entry.table} ${entry.key}`
                if (entry.value === null) model.delete(name)
                else model.set(name, { value: entry.value, until: entry.expiresAtMs ?? Number.POSITIVE_INFINITY })
              }
            }
            const { users, deliveries } = await mine.read(keys)
            expect(Object.fromEntries(users)).toEqual(wanted('users'))
            expect(Object.fromEntries(deliveries)).toEqual(wanted('deliveries'))
          }
          await expectContents(mine, 'users', wanted('users'))
          await expectContents(mine, 'deliveries', wanted('deliveries'))
        } finally {
          await own.dispose()
        }
      }),
      { numRuns: 30 },
    )
  })
})
