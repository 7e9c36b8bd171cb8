import * as fc from 'fast-check'
import { createEngine } from '../../../src/delivery/engine/create-engine'
import type { DeliveryEngine } from '../../../src/delivery/engine/engine'
import type { FailureCode } from '../../../src/delivery/outcome/failure-rules'
import type { Settlement } from '../../../src/delivery/outcome/settlement'
import type { DeliverySettings } from '../../../src/delivery/settings'
import { type Attempt, FakeWorld } from '../fake-world'
import { mobileRequest } from '../requests'
import { testSettings } from '../settings'

/** What must be true of any engine, however its world behaves: kept beside the real one and compared after each step. */
export interface Model {
  submitted: number
  stopped: boolean
  /** Apps that settled as misconfigured, with the attempts they had had by then. */
  readonly blocked: Map<string, number>
}

export class Real {
  readonly world = new FakeWorld()
  readonly engine: DeliveryEngine
  readonly settings: DeliverySettings
  readonly settlements = new Map<string, Settlement>()
  readonly startMs = this.world.nowMs
  startedWhenStopped = 0

  constructor(settings: Partial<DeliverySettings>) {
    this.settings = testSettings(settings)
    this.engine = createEngine(this.settings, this.world.dependencies)
  }

  submit(record: number, app: string): void {
    const request = mobileRequest('http://127.0.0.1:1', record, app)
    this.engine.submit(request, (settlement) => {
      const name = `record-${record}`
      if (this.settlements.has(name)) throw new Error(`${name} settled twice`)
      this.settlements.set(name, settlement)
    })
  }

  attemptsOf(app: string): number {
    return this.world.started.filter(({ request }) => request.appId === app).length
  }
}

type Step = fc.Command<Model, Real>

function always(model: Model, real: Real): void {
  const { world, engine, settings, settlements } = real
  const snapshot = engine.snapshot()
  expect(snapshot.inFlight).toBe(world.underWay.size)
  expect(snapshot.inFlight).toBeLessThanOrEqual(settings.maxInFlight)
  expect(snapshot.unsettled).toBe(model.submitted - settlements.size)
  expect(engine.hasRoom).toBe(snapshot.unsettled < settings.windowRecords)
  expect(Object.values(snapshot.settled).reduce((sum, count) => sum + count)).toBe(settlements.size)
  const records = [...world.underWay].map(({ request }) => request.body)
  expect(new Set(records).size).toBe(records.length)
  for (const attempt of world.underWay) expect(settlements.has(recordOf(attempt))).toBe(false)
  const seconds = (world.nowMs - real.startMs) / 1_000
  const burst = Math.max(1, settings.maxRequestsPerSecond * 0.05)
  expect(world.started.length).toBeLessThanOrEqual(settings.maxRequestsPerSecond * seconds + burst + 1)
  for (const [app, attempts] of model.blocked) expect(real.attemptsOf(app)).toBe(attempts)
  if (model.stopped) expect(world.started.length).toBe(real.startedWhenStopped)
  for (const { outcome, code, attempts } of settlements.values())
    if (code === 'poison') expect([outcome, attempts >= settings.maxAttempts]).toEqual(['rejected', true])
  noteBlocked(model, real)
}

function noteBlocked(model: Model, real: Real): void {
  for (const app of ['a', 'b']) {
    if (model.blocked.has(app)) continue
    const records = [...real.settlements].filter(([, { outcome }]) => outcome === 'misconfigured').map(([name]) => name)
    const bodies = real.world.started.filter(({ request }) => request.appId === app).map(recordOf)
    if (records.some((name) => bodies.includes(name))) model.blocked.set(app, real.attemptsOf(app))
  }
}

function recordOf({ request }: Attempt): string {
  return /"eventName":"([^"]*)"/.exec(request.body)?.[1] ?? ''
}

function step(
  name: string,
  run: (model: Model, real: Real) => void,
  check: (model: Model) => boolean = () => true,
): Step {
  return {
    check,
    run: (model, real) => {
      run(model, real)
      always(model, real)
    },
    toString: () => name,
  }
}

function submitting(count: number, app: string): Step {
  return step(`submit ${count} of ${app}`, (model, real) => {
    for (let index = 0; index < count && real.engine.hasRoom; index += 1) {
      model.submitted += 1
      real.submit(model.submitted, app)
    }
  })
}

function ending(which: number, share: number, end: (attempt: Attempt) => void, name: string): Step {
  return step(name, (_, { world }) => {
    const attempts = [...world.underWay]
    const count = Math.ceil(attempts.length * share)
    for (let index = 0; index < count; index += 1) {
      const attempt = attempts[(which + index) % attempts.length]
      // Stopping may have cut it off meanwhile.
      if (attempt !== undefined && world.underWay.has(attempt)) end(attempt)
    }
  })
}

const statuses = [200, 200, 200, 202, 400, 401, 403, 429, 500, 502, 503]
const failures: readonly FailureCode[] = ['connection_refused', 'reset', 'timeout_headers', 'dns']

/** Everything that can happen to an engine. */
export const anyStep: readonly fc.Arbitrary<Step>[] = [
  fc
    .tuple(fc.integer({ min: 1, max: 80 }), fc.constantFrom('a', 'b', 'c'))
    .map(([count, app]) => submitting(count, app)),
  fc
    .tuple(
      fc.nat(100),
      fc.constantFrom(0.1, 0.5, 1),
      fc.constantFrom(...statuses),
      fc.constantFrom(undefined, '1', '600'),
    )
    .map(([which, share, status, retryAfter]) =>
      ending(which, share, (attempt) => attempt.answer(status, '', retryAfter), `answer ${share} with ${status}`),
    ),
  fc
    .tuple(fc.nat(100), fc.constantFrom(0.1, 1), fc.constantFrom(...failures), fc.boolean())
    .map(([which, share, failure, sent]) =>
      ending(which, share, (attempt) => attempt.fail(failure, sent), `fail ${share} with ${failure}`),
    ),
  fc.constantFrom(1, 50, 1_000, 20_000).map((ms) => step(`${ms} ms later`, (_, real) => real.world.advance(ms))),
]

/** The rarest thing, once: afterwards nothing may be started. */
export const stopping: Step = step(
  'stop',
  (model, real) => {
    real.engine.stop()
    model.stopped = true
    real.startedWhenStopped = real.world.started.length
  },
  (model) => !model.stopped,
)
