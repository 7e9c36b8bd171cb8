import * as fc from 'fast-check'
import { rampedRate } from '../../../src/delivery/limits/rate-ramp'
import { RetryBudget } from '../../../src/delivery/limits/retry-budget'
import { TokenBucket } from '../../../src/delivery/limits/token-bucket'
import { decideNext, type FailedAttempt } from '../../../src/delivery/outcome/decide-next'
import { nextDelayMs } from '../../../src/delivery/outcome/next-delay'
import { retryAfterMs } from '../../../src/delivery/outcome/retry-after'

const bounds = { firstMs: 100, maxMs: 30_000, maxRetryAfterMs: 120_000 }
const nowMs = Date.parse('2024-05-01T12:00:00Z')

describe('Retry-After', () => {
  test.each([
    [undefined, undefined],
    ['', undefined],
    ['soon', undefined],
    ['2024', 2_024_000],
    ['-5', undefined],
    ['0', 0],
    ['7', 7_000],
    [' 7 ', 7_000],
    ['Wed, 01 May 2024 12:00:30 GMT', 30_000],
    ['Wed, 01 May 2024 11:59:30 GMT', 0],
    ['Wednesday, 01-May-24 12:00:30 GMT', 30_000],
  ])('%p is %p ms', (header, expected) => {
    expect(retryAfterMs(header, nowMs)).toBe(expected)
  })
})

describe('the next delay', () => {
  test.each([
    [1, 100],
    [2, 200],
    [5, 1_600],
    [9, 25_600],
    [10, 30_000],
    [5_000, 30_000],
  ])('after %i failures it is drawn from 0 to %i ms', (failures, widest) => {
    expect(nextDelayMs(failures, undefined, bounds, () => 0)).toBe(0)
    expect(nextDelayMs(failures, undefined, bounds, () => 1)).toBe(widest)
  })

  test('Retry-After is a floor, and is bounded itself', () => {
    const times = fc.double({ min: 0, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        times,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, asked, chance) => {
          const delayMs = nextDelayMs(failures, asked, bounds, () => chance)
          expect(delayMs).toBeGreaterThanOrEqual(Math.min(asked, bounds.maxRetryAfterMs))
          expect(delayMs).toBeLessThanOrEqual(bounds.maxRetryAfterMs + bounds.firstMs)
        },
      ),
    )
  })
})

describe('what becomes of a failed record', () => {
  const settings = { maxAttempts: 8, patienceMs: 300_000, backoff: bounds }
  const failed: FailedAttempt = {
    classification: {
      outcome: 'transient',
      code: 'unavailable',
      message: 'The server answered 503.',
      ambiguous: false,
    },
    failures: 3,
    blamed: 0,
    refusals: 0,
    sinceFirstAttemptMs: 1_000,
    retryAfterMs: undefined,
  }
  const throttled = { ...failed.classification, outcome: 'throttled' as const, code: 'throttled' }
  const refused = { ...failed.classification, outcome: 'misconfigured' as const, code: 'forbidden' }
  test.each<[string, Partial<FailedAttempt>, unknown]>([
    ['another attempt', {}, { retryInMs: 200 }],
    ['many failures that nobody blames on it', { failures: 100 }, { retryInMs: 15_000 }],
    ['as many blamed failures as attempts allowed', { blamed: 8 }, { settle: { outcome: 'rejected', code: 'poison' } }],
    [
      'patience at its end',
      { sinceFirstAttemptMs: 300_000 },
      { settle: { outcome: 'transient', code: 'unavailable' } },
    ],
    [
      'one attempt is told as one',
      { failures: 1, sinceFirstAttemptMs: 300_000 },
      { settle: { message: 'Gave up for now, after 1 attempt. The server answered 503.' } },
    ],
    ['a pause beyond patience', { sinceFirstAttemptMs: 250_000, retryAfterMs: 60_000 }, { retryInMs: 40_000 }],
    ['the last moment of patience', { sinceFirstAttemptMs: 298_600 }, { settle: { outcome: 'transient' } }],
    [
      'throttled to the end',
      { classification: throttled, sinceFirstAttemptMs: 300_000 },
      { settle: { outcome: 'throttled' } },
    ],
    ['refused once while its app passes', { classification: refused, refusals: 1 }, { retryInMs: 200 }],
    [
      'refused always while its app passes',
      { classification: refused, refusals: 3 },
      { settle: { outcome: 'rejected', code: 'forbidden' } },
    ],
  ])('%s', (_, change, expected) => {
    expect(decideNext({ ...failed, ...change }, settings, () => 0.5)).toMatchObject(Object(expected))
  })
})

describe('the retry budget', () => {
  test('an outage spends what was saved, then gets the free retries only', () => {
    const budget = new RetryBudget({ perPass: 0.25, perSecond: 10, capacity: 20 }, 0)
    let retries = 0
    for (let atMs = 0; atMs <= 10_000; atMs += 10) {
      while (budget.readyAtMs(atMs) <= atMs) {
        budget.take()
        retries += 1
      }
    }
    expect(retries).toBe(20 + 100)
  })

  test('a retry that passes costs nothing', () => {
    const budget = new RetryBudget({ perPass: 0.25, perSecond: 1, capacity: 5 }, 0)
    for (let retry = 0; retry < 1_000; retry += 1) {
      expect(budget.readyAtMs(0)).toBe(0)
      budget.take()
      budget.passed(true)
    }
  })
})

describe('the rate', () => {
  const ramp = { startShare: 0.25, startAtLeast: 200, growthPerMinute: 1.5 }
  test.each([
    [1_000, 0, 250],
    [1_000, 59_999, 250],
    [1_000, 60_000, 375],
    [1_000, 240_000, 1_000],
    [10_000, 0, 2_500],
    [300, 0, 200],
    [50, 0, 50],
  ])('a ceiling of %i after %i ms allows %i a second', (ceiling, sinceMs, expected) => {
    expect(rampedRate(ceiling, sinceMs, ramp)).toBe(expected)
  })

  test('a token bucket keeps the rate over any ten seconds, whatever the pauses', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.array(fc.nat(200), { minLength: 1 }), (perSecond, pauses) => {
        const bucket = new TokenBucket(0)
        let started = 0
        let atMs = 0
        for (let index = 0; atMs < 10_000; index += 1) {
          while (bucket.readyAtMs(atMs, perSecond) <= atMs) {
            bucket.take()
            started += 1
          }
          atMs += 1 + (pauses[index % pauses.length] ?? 0)
        }
        expect(started).toBeLessThanOrEqual(perSecond * 10 + Math.max(1, perSecond * 0.05))
      }),
      { numRuns: 50 },
    )
  })
})
