import * as fc from 'fast-check'
import { anyStep, type Model, Real, stopping } from './engine-model'

/** Long enough for every backoff, probe and pause at hand, and for patience to end. */
const longMs = 2_000_000

function run(steps: Iterable<fc.Command<Model, Real>>, ratePerSecond: number): void {
  const real = new Real({
    maxInFlight: 40,
    windowRecords: 120,
    maxAttempts: 3,
    patienceMs: 60_000,
    maxRequestsPerSecond: ratePerSecond,
    ramp: 'none',
  })
  const model: Model = { submitted: 0, stopped: false, blocked: new Map() }
  fc.modelRun(() => ({ model, real }), steps)
  // Then all is well: everything must come to its end, once, and nothing may be left ticking.
  real.world.serve(
    longMs,
    (attempt) => attempt.answer(200, 'OK'),
    100,
    () => real.engine.snapshot().unsettled === 0,
  )
  expect(real.settlements.size).toBe(model.submitted)
  expect(real.engine.snapshot()).toMatchObject({ unsettled: 0, inFlight: 0, oldestUnsettledMs: 0 })
  expect(real.world.pendingTimers).toBe(0)
}

test('whatever servers, time and callers do, every request settles once and every bound holds', () => {
  const rates = fc.constantFrom(20, 500, 1_000_000)
  fc.assert(
    fc.property(fc.commands([...anyStep], { maxCommands: 60 }), rates, (steps, rate) => run(steps, rate)),
    { numRuns: 150 },
  )
})

test('the same with a stop in between', () => {
  const withStop = [...anyStep, fc.constant(stopping)]
  fc.assert(
    fc.property(fc.commands(withStop, { maxCommands: 40 }), (steps) => run(steps, 1_000_000)),
    { numRuns: 100 },
  )
})
