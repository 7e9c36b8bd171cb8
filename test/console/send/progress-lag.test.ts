import { ProgressLag } from '../../../src/console/send/progress-lag'

/** A lag whose clock goes on by the test, and what it said. */
function lagged() {
  let nowMs = 5_000
  const said: boolean[] = []
  const lag = new ProgressLag(
    (isHeld) => said.push(isHeld),
    () => nowMs,
  )
  const pass = (ms: number) => {
    nowMs += ms
    lag.look()
  }
  return { lag, said, pass }
}

test('where the disk keeps up nothing is held', () => {
  const { lag, said, pass } = lagged()
  for (let write = 0; write < 20; write += 1) {
    const begun = lag.begin()
    pass(400)
    lag.kept(begun)
    pass(100)
  }
  expect(said).toEqual([])
})

test('two seconds after what the disk has, the sending is held until a write is through', async () => {
  const { lag, said, pass } = lagged()
  await lag.ready()
  const begun = lag.begin()
  pass(1_900)
  expect(lag.isHeld).toBe(false)
  pass(100)
  expect(said).toEqual([true])
  let isReady = false
  const waiting = lag.ready().then(() => {
    isReady = true
  })
  pass(60_000)
  // What was sent while it was written is still too much.
  lag.kept(begun)
  await new Promise((resolve) => setImmediate(resolve))
  expect([said, isReady]).toEqual([[true], false])
  const next = lag.begin()
  pass(60_000)
  lag.kept(next)
  await waiting
  expect(said).toEqual([true, false])
})

test('writes that take longer than the lag may be slow the sending, and do not end it', () => {
  const { lag, pass } = lagged()
  let sentMs = 0
  let notKeptMs = 0
  for (let write = 0; write < 50; write += 1) {
    const before = sentMs
    const begun = lag.begin()
    for (let tick = 0; tick < 90; tick += 1) {
      if (!lag.isHeld) sentMs += 100
      notKeptMs = Math.max(notKeptMs, sentMs - before)
      pass(100)
    }
    lag.kept(begun)
  }
  // Of 450 s: every other write keeps two seconds of it.
  expect(sentMs).toBe(25 * 2_000)
  expect(notKeptMs).toBeLessThanOrEqual(2_000)
})

test('where nothing more can be kept nothing is held', async () => {
  const { lag, said, pass } = lagged()
  pass(3_000)
  const waiting = lag.ready()
  lag.end()
  await waiting
  pass(60_000)
  expect(said).toEqual([true, false])
})
