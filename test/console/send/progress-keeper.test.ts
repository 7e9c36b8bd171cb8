import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EntryHash } from '../../../src/console/send/entry-hash'
import { readProgress } from '../../../src/console/send/progress-file'
import { ProgressKeeper } from '../../../src/console/send/progress-keeper'
import { ProgressLag } from '../../../src/console/send/progress-lag'
import { SettledNumbers } from '../../../src/console/send/settled-numbers'
import { DeadLetterFileError } from '../../../src/delivery/dead-letters/dead-letter-file'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A keeper of four entries, the first of them settled, whose flush does as told. */
async function keeperOf(flush: (settled: SettledNumbers) => Promise<void>) {
  const path = join(folder, 'events.progress')
  const settled = new SettledNumbers([])
  const entries = new EntryHash()
  for (const text of ['a', 'b', 'c', 'd']) entries.add(text)
  settled.add(1)
  const subject = { input: { name: 'events', format: 'lines' as const }, servers: {}, apps: [] }
  const ticks: (() => void)[] = []
  let nowMs = 0
  const lag = new ProgressLag(
    () => undefined,
    () => nowMs,
  )
  const tickAt = (ms: number) => {
    nowMs = ms
    for (const tick of ticks) tick()
  }
  const keeper = new ProgressKeeper(path, subject, settled, {
    entries,
    flush: () => flush(settled),
    outcomes: () => undefined,
    lag,
    every: (_intervalMs, tick) => {
      ticks.push(tick)
      return () => undefined
    },
    now: () => 1_700_000_000_000,
  })
  return { keeper, ticks, lag, tickAt, read: async () => (await readProgress(path))?.settled }
}

test('what waits for the disk is flushed before progress is written, each time: the file never says less than is kept', async () => {
  let next = 2
  const { keeper, ticks, read } = await keeperOf(async (settled) => {
    await new Promise((resolve) => setImmediate(resolve))
    settled.add(next)
    next += 1
  })
  await keeper.start(() => undefined)
  expect(await read()).toEqual([[1, 2]])
  for (const tick of ticks) tick()
  await keeper.finish(true)
  // By the tick and by the end.
  expect(next).toBe(5)
  expect(await read()).toEqual([[1, 4]])
})

test('where rejected records cannot be kept, the progress of the others is, and the failure is told', async () => {
  let isFull = false
  const { keeper, ticks, read } = await keeperOf(async (settled) => {
    if (isFull) throw new DeadLetterFileError('The disk is full.')
    settled.add(2)
  })
  const told: string[] = []
  await keeper.start((message) => told.push(message))
  isFull = true
  for (const tick of ticks) tick()
  await expect(keeper.finish(true)).rejects.toThrow('The disk is full.')
  expect(told).toEqual(['The disk is full.'])
  expect(await read()).toEqual([[1, 2]])
})

test('while a write takes long the sending is held, and goes on once it is through', async () => {
  let isSlow = false
  let through = () => {}
  const { keeper, lag, tickAt } = await keeperOf(() =>
    isSlow ? new Promise((resolve) => (through = resolve)) : Promise.resolve(),
  )
  await keeper.start(() => undefined)
  isSlow = true
  tickAt(500)
  tickAt(2_000)
  expect(lag.isHeld).toBe(true)
  isSlow = false
  through()
  const write = lag.ready()
  // The write that was slow began before most of it was sent: the next one has it.
  while (lag.isHeld) {
    await new Promise((resolve) => setImmediate(resolve))
    tickAt(2_500)
  }
  await write
  await keeper.finish(true)
})

test('where a write fails nothing is held: what is under way may end', async () => {
  let fails = false
  const { keeper, lag, tickAt } = await keeperOf(async () => {
    await new Promise((resolve) => setImmediate(resolve))
    if (fails) throw new DeadLetterFileError('The disk is full.')
  })
  const told: string[] = []
  await keeper.start((message) => told.push(message))
  fails = true
  tickAt(500)
  tickAt(9_000)
  expect(lag.isHeld).toBe(true)
  await lag.ready()
  tickAt(60_000)
  expect([lag.isHeld, told]).toEqual([false, ['The disk is full.']])
})
