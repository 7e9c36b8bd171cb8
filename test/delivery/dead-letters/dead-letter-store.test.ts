import { readInput } from '../../../src/console/inputs/read-input'
import { DeadLetterStore } from '../../../src/delivery/dead-letters/dead-letter-store'
import { StorageError } from '../../../src/storage/storage-error'
import { kept as asKept, linesOf, rejected, run } from './letters'

interface Kept {
  readonly name: string
  readonly bytes: Buffer
}

/** Takes batches, a few turns of the event loop later each. */
function slowPut() {
  const kept: Kept[] = []
  let atOnce = 0
  let mostAtOnce = 0
  const put = async (name: string, bytes: Buffer) => {
    atOnce += 1
    mostAtOnce = Math.max(mostAtOnce, atOnce)
    await new Promise((resolve) => setTimeout(resolve, 2))
    atOnce -= 1
    kept.push({ name, bytes })
  }
  return { put, kept, mostAtOnce: () => mostAtOnce }
}

const limits = { batchCharacters: 1_000, waitingCharacters: 3_000, puts: 2 }

test('one object for a stream between two flushes: the records as they came, and the reason beside each', async () => {
  const { put, kept } = slowPut()
  const store = new DeadLetterStore(put, run)
  store.add(rejected())
  store.add(rejected({ data: { order: 2, rejected_code: 'mine' } }))
  store.add(rejected({ stream: { name: 'orders', namespace: 'eu' }, data: null }))
  expect(kept).toEqual([])
  await store.flush()
  const byName = Object.fromEntries(kept.map(({ name, bytes }) => [name, linesOf(bytes)]))
  expect(byName).toEqual({
    [`42/orders/20240115T120000000Z-abcd1234-000001.ndjson.gz`]: [
      asKept({ order: 1, note: 'Grüße' }),
      asKept({ order: 2, rejected_code: 'mine' }),
    ],
    [`42/eu/orders/20240115T120000000Z-abcd1234-000002.ndjson.gz`]: [
      asKept(null, { stream: 'orders', namespace: 'eu' }),
    ],
  })
  await store.flush()
  expect(kept).toHaveLength(2)
})

test('read back, a line is the record as it came: the reason becomes no value of the event', async () => {
  const { put, kept } = slowPut()
  const store = new DeadLetterStore(put, run)
  store.add(rejected())
  await store.flush()
  const lines = kept.flatMap(({ bytes }) => linesOf(bytes).map((line) => readInput(JSON.stringify(line))))
  expect(lines).toEqual([
    { kind: 'record', shape: 'rejected', record: { stream: 'orders', data: { order: 1, note: 'Grüße' } } },
  ])
})

test('records of no stream stand in a folder of their own', async () => {
  const { put, kept } = slowPut()
  const store = new DeadLetterStore(put, run)
  const { stream: _none, ...letter } = rejected()
  store.add(letter)
  await store.flush()
  expect(kept.map(({ name }) => name)).toEqual(['42/no_stream/20240115T120000000Z-abcd1234-000001.ndjson.gz'])
})

test('a large batch goes out without being asked, a few at once, and nothing is lost or doubled', async () => {
  const { put, kept, mostAtOnce } = slowPut()
  const store = new DeadLetterStore(put, run, limits)
  for (let order = 0; order < 500; order += 1) store.add(rejected({ data: { order } }))
  await store.flush()
  const orders = kept.flatMap(({ bytes }) => linesOf(bytes).map(({ record }) => record.data.order))
  expect(orders.sort((left, right) => left - right)).toEqual(Array.from({ length: 500 }, (_, order) => order))
  expect(new Set(kept.map(({ name }) => name)).size).toBe(kept.length)
  expect(kept.length).toBeGreaterThan(20)
  expect(mostAtOnce()).toBe(2)
})

test('a flush covers what was added before it, not only what the workers had taken', async () => {
  const { put, kept } = slowPut()
  const store = new DeadLetterStore(put, run, limits)
  const flushes: Promise<void>[] = []
  for (let order = 0; order < 20; order += 1) {
    store.add(rejected({ data: { order } }))
    flushes.push(
      store
        .flush()
        .then(() =>
          expect(kept.flatMap(({ bytes }) => linesOf(bytes).map(({ record }) => record.data.order))).toContain(order),
        ),
    )
  }
  await Promise.all(flushes)
})

test('is ready while little waits, and when much waits only after some of it is kept', async () => {
  const { put, kept } = slowPut()
  const store = new DeadLetterStore(put, run, limits)
  store.add(rejected())
  await store.ready()
  expect(kept).toEqual([])
  // Many streams with small batches, none of which goes out by itself.
  for (let index = 0; index < 40; index += 1) store.add(rejected({ stream: { name: `s${index}` } }))
  await store.ready()
  expect(kept.length).toBeGreaterThan(0)
})

test('a failure stays, for what was lost cannot become durable', async () => {
  let calls = 0
  const failing = async () => {
    calls += 1
    if (calls === 1) throw new StorageError('The disk is full.')
  }
  const store = new DeadLetterStore(failing, run)
  store.add(rejected())
  await expect(store.flush()).rejects.toThrow('The disk is full.')
  store.add(rejected())
  await expect(store.flush()).rejects.toThrow('The disk is full.')
  await expect(store.ready()).rejects.toThrow('The disk is full.')
  expect(calls).toBe(1)
})

test('an unexpected failure tells nothing of the records', async () => {
  const store = new DeadLetterStore(async () => Promise.reject(new Error('SECRET')), run)
  store.add(rejected())
  const error = await store.flush().catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(StorageError)
  expect(String(error)).not.toContain('SECRET')
})
