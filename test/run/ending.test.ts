import { Ending } from '../../src/run/ending'

/** A clock and timers that go as told. */
function world() {
  let nowMs = 0
  const timers = new Set<{ atMs: number; callback: () => void }>()
  const after = (delayMs: number, callback: () => void) => {
    const timer = { atMs: nowMs + delayMs, callback }
    timers.add(timer)
    return () => timers.delete(timer)
  }
  const go = async (toMs: number) => {
    nowMs = toMs
    for (const timer of [...timers]) {
      if (timer.atMs > nowMs) continue
      timers.delete(timer)
      timer.callback()
    }
    for (let turn = 0; turn < 10; turn += 1) await undefined
  }
  const ending = new Ending({ drainMs: 10, settleMs: 100, closeMs: 50, leastCloseMs: 20 }, after, () => nowMs)
  return { ending, go, timers }
}

const never = new Promise<never>(() => undefined)
/** What has become of the promise so far. */
function watch(promise: Promise<unknown>) {
  const seen: { value?: unknown } = {}
  void promise.then((value) => {
    seen.value = value
  })
  return seen
}

test('nothing is bounded while nobody is in a hurry', async () => {
  const { ending, go, timers } = world()
  const seen = watch(ending.settling(never))
  ending.begin()
  await go(1_000_000)
  expect(seen).toEqual({})
  expect(timers.size).toBe(0)
})

test('from a hurry on what is under way has its time, wherever the wait began', async () => {
  const { ending, go } = world()
  const before = watch(ending.settling(never))
  await go(1_000)
  ending.hurry()
  const since = watch(ending.settling(never))
  await go(1_099)
  expect([before, since]).toEqual([{}, {}])
  await go(1_100)
  expect([before, since]).toEqual([{ value: false }, { value: false }])
})

test('closing has its time from the hurry on, and a little even where that is over', async () => {
  const { ending, go } = world()
  ending.hurry()
  const early = watch(ending.closing(never))
  await go(50)
  expect(early).toEqual({ value: false })
  await go(90)
  const late = watch(ending.closing(never))
  await go(109)
  expect(late).toEqual({})
  await go(110)
  expect(late).toEqual({ value: false })
})

test('what ends in time is waited for to its end, and leaves no timer', async () => {
  const { ending, timers } = world()
  ending.hurry()
  expect(await ending.settling(Promise.resolve('done'))).toBe(true)
  await expect(ending.closing(Promise.reject(new Error('the disk is full')))).rejects.toThrow('the disk is full')
  expect(timers.size).toBe(0)
})

test('an outlet is waited for until the reading ends', async () => {
  const { ending, go } = world()
  const seen = watch(ending.unlessEnding(never).then(() => 'woken'))
  await go(10)
  expect(seen).toEqual({})
  ending.begin()
  await go(10)
  expect(seen).toEqual({ value: 'woken' })
  await ending.unlessEnding(never)
})
