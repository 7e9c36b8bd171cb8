import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { ConcurrencyLimit } from '../../../src/delivery/limits/concurrency-limit'

/** Some seconds of a server's behaviour, and where the limit must be at their end. */
interface Phase {
  readonly seconds: number
  readonly latencyMs: number
  /** What it works off; more waits in its queue and raises the latency. */
  readonly capacityPerSecond: number
  readonly throttleAbovePerSecond?: number
  readonly timeoutShare?: number
  readonly refusedShare?: number
  /** The requests there are to be sent at once; as many as may be when absent. */
  readonly demand?: number
  readonly limitAtLeast: number
  readonly limitAtMost: number
}

interface Scenario {
  readonly name: string
  readonly maxInFlight: number
  readonly phases: readonly Phase[]
}

const folder = `${__dirname}/scenarios`
const scenarios = readdirSync(folder).map((file): Scenario => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')))
const stepMs = 5

describe('recorded scenarios', () => {
  test.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_, { maxInFlight, phases }) => {
    const limit = new ConcurrencyLimit(maxInFlight, 0)
    let nowMs = 0
    for (const phase of phases) {
      nowMs = play(limit, phase, nowMs)
      expect(limit.limit).toBeGreaterThanOrEqual(phase.limitAtLeast)
      expect(limit.limit).toBeLessThanOrEqual(phase.limitAtMost)
    }
  })
})

/** The loop between limit and server: as many in flight as allowed, each answered after the latency that so many make. */
function play(limit: ConcurrencyLimit, phase: Phase, startMs: number): number {
  let answers = 0
  let refusals = 0
  const endMs = startMs + phase.seconds * 1_000
  for (let nowMs = startMs; nowMs < endMs; nowMs += stepMs) {
    const inFlight = Math.min(limit.limit, phase.demand ?? limit.limit)
    const latencyMs = Math.max(phase.latencyMs, (inFlight / phase.capacityPerSecond) * 1_000)
    const perSecond = (inFlight / latencyMs) * 1_000
    const throttled = Math.max(0, 1 - (phase.throttleAbovePerSecond ?? perSecond) / perSecond)
    const refusedShare = phase.timeoutShare ?? phase.refusedShare ?? throttled
    for (answers += (perSecond * stepMs) / 1_000; answers >= 1; answers -= 1) {
      refusals += refusedShare
      const refused = refusals >= 1
      if (refused) refusals -= 1
      if (!refused) limit.passed(latencyMs, inFlight, nowMs)
      else if (phase.timeoutShare === undefined) limit.refused(nowMs, inFlight, nowMs)
      else limit.timedOut(inFlight, nowMs)
    }
  }
  return endMs
}

test('whatever it sees, the limit stays between 1 and its maximum', () => {
  const sample = fc.record({
    latencyMs: fc.double({ min: 0, max: 60_000, noNaN: true }),
    end: fc.constantFrom('passed', 'refused', 'timed_out'),
    afterMs: fc.nat(500),
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4_096 }), fc.array(sample, { maxLength: 2_000 }), (max, samples) => {
      const limit = new ConcurrencyLimit(max, 0)
      let nowMs = 0
      for (const { latencyMs, end, afterMs } of samples) {
        nowMs += afterMs
        if (end === 'passed') limit.passed(latencyMs, limit.limit, nowMs)
        else if (end === 'refused') limit.refused(nowMs - Math.min(latencyMs, 50), limit.limit, nowMs)
        else limit.timedOut(limit.limit, nowMs)
        expect(limit.limit).toBeGreaterThanOrEqual(1)
        expect(limit.limit).toBeLessThanOrEqual(max)
        expect(Number.isInteger(limit.limit)).toBe(true)
      }
    }),
    { numRuns: 50 },
  )
})

describe('refusals', () => {
  const steady = { latencyMs: 50, capacityPerSecond: 100_000, limitAtLeast: 1, limitAtMost: 256 }
  const grown = (max: number) => {
    const limit = new ConcurrencyLimit(max, 0)
    return { limit, nowMs: play(limit, { ...steady, seconds: 2 }, 0) }
  }

  test('cut the limit to what the server worked on', () => {
    const { limit, nowMs } = grown(64)
    for (let index = 0; index < 16; index += 1) limit.refused(nowMs + 1, 64, nowMs + 50)
    // 80 passes of 50 ms within 100 ms are 40 at a time.
    for (let index = 0; index < 80; index += 1) limit.passed(50, 64, nowMs + 100)
    expect(limit.limit).toBeGreaterThanOrEqual(32)
    expect(limit.limit).toBeLessThanOrEqual(41)
  })
  test('of requests that started before the cut do not count again', () => {
    const { limit, nowMs } = grown(64)
    for (let index = 0; index < 100; index += 1) limit.refused(nowMs + 1, 64, nowMs + index)
    const cut = limit.limit
    expect(cut).toBeLessThan(64)
    for (let index = 0; index < 100; index += 1) limit.refused(nowMs + 10, 64, nowMs + 150)
    expect(limit.limit).toBe(cut)
  })
  test.each([0.03, 0.1, 0.2])(
    'of %d of all requests, which no cut changes, are taken for the way of the server',
    (share) => {
      const { limit, nowMs } = grown(64)
      play(limit, { ...steady, seconds: 20, refusedShare: share }, nowMs)
      expect(limit.limit).toBeGreaterThan(48)
    },
  )
  test('beyond the way of the server cut again', () => {
    const { limit, nowMs } = grown(64)
    const later = play(limit, { ...steady, seconds: 20, refusedShare: 0.1 }, nowMs)
    play(limit, { ...steady, seconds: 1, refusedShare: 0.6 }, later)
    expect(limit.limit).toBeLessThan(32)
  })
})
