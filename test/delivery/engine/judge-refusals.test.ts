import { judgeFailure, notePass } from '../../../src/delivery/engine/judge-attempt'
import { DeliveryTask } from '../../../src/delivery/lanes/delivery-task'
import { Lanes } from '../../../src/delivery/lanes/lanes'
import { mobileRequest } from '../requests'
import { testSettings } from '../settings'

/** A record is refused for itself only while others, sent since, pass: those that were under way before a lapse say nothing of it. */

const settings = testSettings()
const refusal = {
  classification: { outcome: 'misconfigured' as const, code: 'unauthorized', message: 'No.', ambiguous: false },
  status: 401,
}

function scene() {
  const lanes = new Lanes(settings)
  const owner = { answered: () => {}, failed: () => {} }
  const task = (record: number, startedAtMs: number) => {
    const request = mobileRequest('https://appsflyer.example', record)
    const made = new DeliveryTask(owner, request, lanes.of(request, 0), () => {}, 0)
    made.firstAttemptAtMs = startedAtMs
    made.lastAttemptAtMs = startedAtMs
    return made
  }
  return { task, refused: task(0, 1_000) }
}

test.each([
  ['before it was refused', 900, 'retryInMs'],
  ['since', 1_500, 'settle'],
])('three refusals while others pass that were sent %s', (_, startedAtMs, next) => {
  const { task, refused } = scene()
  notePass(task(1, 800), 950)
  let last: object = {}
  for (const nowMs of [1_001, 1_200, 1_400]) {
    last = judgeFailure(refused, refusal, nowMs, settings, () => 0.5)
    // The answer comes later in either case.
    notePass(task(nowMs, startedAtMs === 900 ? 900 : nowMs + 1), nowMs + 100)
  }
  expect(last).toHaveProperty(next)
})

test('each attempt that may have been taken counts as a copy', () => {
  const { refused } = scene()
  const lost = { outcome: 'transient' as const, code: 'reset', message: 'The connection broke.', ambiguous: true }
  for (const nowMs of [1_001, 1_200, 1_400]) judgeFailure(refused, { classification: lost }, nowMs, settings, () => 0.5)
  expect(refused.ambiguousAttempts).toBe(3)
})
