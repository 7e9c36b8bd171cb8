import * as fc from 'fast-check'
import { AppGate } from '../../../src/delivery/limits/app-gate'

const reason = { code: 'unauthorized', message: 'The key is wrong.' }

/** Passes and refusals of several records, each some time after the one before. */
const events = fc.array(fc.record({ pauseMs: fc.nat(20_000), record: fc.nat(5), passes: fc.boolean() }), {
  minLength: 1,
  maxLength: 60,
})

test('a key that worked is blocked only after half a minute without a pass, and after three refusals', () => {
  fc.assert(
    fc.property(events, (steps) => {
      const gate = new AppGate({ trialInFlight: 4, doubtsNewKeys: false, patienceMs: 300_000 })
      const records = Array.from({ length: 6 }, () => ({}))
      gate.keyIsGood()
      let nowMs = 0
      let refusedSinceMs = 0
      let refusals = 0
      for (const { pauseMs, record, passes } of steps) {
        nowMs += pauseMs
        if (passes) {
          gate.passed(nowMs)
          refusals = 0
          continue
        }
        if (refusals === 0) refusedSinceMs = nowMs
        refusals += 1
        if (gate.refused(reason, nowMs, records[record] ?? {})) refusals = 0
        if (gate.blocked === undefined) continue
        expect(refusals).toBeGreaterThanOrEqual(3)
        expect(nowMs - refusedSinceMs).toBeGreaterThanOrEqual(30_000)
        return
      }
      expect(gate.blocked).toBeUndefined()
    }),
  )
})

test('a key that never worked is blocked by its first refusal', () => {
  const gate = new AppGate({ trialInFlight: 4, doubtsNewKeys: false, patienceMs: 300_000 })
  expect(gate.maxInFlight).toBe(4)
  gate.refused(reason, 0, {})
  expect(gate.blocked).toEqual(reason)
})

test('in doubt, one request at a time, with pauses that grow to five seconds; a pass ends it', () => {
  const gate = new AppGate({ trialInFlight: 4, doubtsNewKeys: false, patienceMs: 300_000 })
  gate.passed(0)
  for (let refusal = 0; refusal < 3; refusal += 1) gate.refused(reason, 1_000, {})
  const startsMs: number[] = []
  for (let nowMs = gate.readyAtMs(1_000); gate.blocked === undefined; nowMs = gate.readyAtMs(nowMs)) {
    expect(gate.maxInFlight).toBe(1)
    startsMs.push(nowMs - 1_000)
    gate.refused(reason, nowMs, {})
  }
  expect(startsMs).toEqual([500, 1_500, 3_500, 7_500, 12_500, 17_500, 22_500, 27_500, 32_500])
  gate.passed(40_000)
  expect(gate.maxInFlight).toBe(Number.POSITIVE_INFINITY)
})
