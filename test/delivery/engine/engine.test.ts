import { createEngine } from '../../../src/delivery/engine/create-engine'
import type { DeliveryEngine } from '../../../src/delivery/engine/engine'
import type { Settlement } from '../../../src/delivery/outcome/settlement'
import type { DeliverySettings } from '../../../src/delivery/settings'
import { type Attempt, FakeWorld } from '../fake-world'
import { mobileRequest, webRequest } from '../requests'
import { testSettings } from '../settings'

const origin = 'http://127.0.0.1:1'

interface Scene {
  readonly world: FakeWorld
  readonly engine: DeliveryEngine
  readonly settlements: Map<string, Settlement>
  /** Submits records by number, as far as there is room. */
  submit(from: number, count: number, appId?: string): void
}

function scene(overrides: Partial<DeliverySettings> = {}): Scene {
  const world = new FakeWorld()
  const engine = createEngine(testSettings(overrides), world.dependencies)
  const settlements = new Map<string, Settlement>()
  return {
    world,
    engine,
    settlements,
    submit: (from, count, appId) => {
      for (let record = from; record < from + count; record += 1) {
        const name = `${appId ?? ''}${record}`
        engine.submit(mobileRequest(origin, record, appId), (settlement) => {
          if (settlements.has(name)) throw new Error(`record ${name} settled twice`)
          settlements.set(name, settlement)
        })
      }
    },
  }
}

function isRecord(attempt: Attempt, record: number): boolean {
  return attempt.request.body.includes(`"record-${record}"`)
}

const ok = (attempt: Attempt) => attempt.answer(200, 'OK')

test('while new ones are held, those that were tried go on, and the others start when they may', () => {
  const { world, engine, submit, settlements } = scene()
  submit(0, 1)
  world.serve(100, ok)
  submit(1, 3)
  engine.holdNew(true)
  submit(4, 3)
  let refused = 0
  world.serve(5_000, (attempt) => (refused++ < 3 ? attempt.answer(503, 'busy') : ok(attempt)))
  expect([...settlements.keys()].sort()).toEqual(['0', '1', '2', '3'])
  engine.holdNew(false)
  world.serve(5_000, ok)
  expect(settlements.size).toBe(7)
})

test('what is held does not keep a stop waiting', () => {
  const { engine, submit, settlements } = scene()
  engine.holdNew(true)
  submit(0, 3)
  engine.stop()
  expect([...settlements.values()].map(({ outcome, attempts }) => [outcome, attempts])).toEqual(
    Array(3).fill(['transient', 0]),
  )
})

describe('an app and its key', () => {
  test('a wrong key costs a handful of requests, then all of the app settle at once and other apps go on', () => {
    const { world, submit, settlements } = scene()
    submit(0, 200, 'id1')
    submit(0, 200, 'com.example')
    world.serve(10_000, (attempt) =>
      attempt.request.appId === 'id1' ? attempt.answer(401, 'Unauthorized') : attempt.answer(200, 'OK'),
    )
    expect(world.started.filter((attempt) => attempt.request.appId === 'id1').length).toBeLessThanOrEqual(4)
    expect([...settlements].filter(([name]) => name.startsWith('id1')).map(([, { outcome }]) => outcome)).toEqual(
      Array(200).fill('misconfigured'),
    )
    expect([...settlements].filter(([name]) => name.startsWith('com')).map(([, { outcome }]) => outcome)).toEqual(
      Array(200).fill('accepted'),
    )
    submit(1_000, 1, 'id1')
    expect(settlements.get('id11000')).toMatchObject({
      outcome: 'misconfigured',
      code: 'unauthorized',
      status: 401,
      attempts: 0,
    })
  })

  test('one refusal of an app that had passed stops nothing: the record alone becomes a dead letter', () => {
    const { world, submit, settlements } = scene()
    submit(0, 300)
    // Others keep passing while it is tried again.
    let next = 300
    world.serve(20_000, (attempt) => {
      if (isRecord(attempt, 150)) attempt.answer(403)
      else ok(attempt)
      if (next < 3_000) {
        submit(next, 1)
        next += 1
      }
    })
    expect(settlements.get('150')).toMatchObject({ outcome: 'rejected', code: 'forbidden', status: 403, attempts: 4 })
    expect([...settlements.values()].filter(({ outcome }) => outcome === 'accepted')).toHaveLength(2_999)
  })

  test('the last record, refused for half a minute with nothing else to send, is a dead letter too', () => {
    const { world, submit, settlements } = scene()
    submit(0, 300)
    world.serve(60_000, (attempt) => (isRecord(attempt, 299) ? attempt.answer(403) : ok(attempt)))
    expect(settlements.get('299')).toMatchObject({ outcome: 'rejected', code: 'forbidden', status: 403 })
    submit(300, 100)
    world.serve(20_000, ok)
    expect([...settlements.values()].filter(({ outcome }) => outcome === 'accepted')).toHaveLength(399)
  })

  test('an app whose key is revoked on the way is stopped', () => {
    const { world, submit, settlements } = scene()
    submit(0, 100)
    world.serve(1_000, ok)
    submit(100, 400)
    const before = world.started.length
    world.serve(25_000, (attempt) => attempt.answer(401))
    expect(settlements.size).toBe(100)
    world.serve(20_000, (attempt) => attempt.answer(401))
    expect(settlements.size).toBe(500)
    expect(settlements.get('499')?.outcome).toBe('misconfigured')
    // Those under way, and few questions in half a minute.
    expect(world.started.length - before).toBeLessThanOrEqual(64 + 10)
  })

  test.each([1, 20])('a lapse of %i s costs a pause and no record, whatever was under way', (seconds) => {
    const { world, submit, settlements } = scene({ windowRecords: 2_000 })
    submit(0, 1_000)
    const fromMs = world.nowMs + 200
    world.serve(120_000, (attempt) => {
      const isLapse = world.nowMs >= fromMs && world.nowMs < fromMs + seconds * 1_000
      if (isLapse) attempt.answer(401, 'Unauthorized')
      else ok(attempt)
    })
    expect([...settlements.values()].filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1_000)
    expect(world.started.length).toBeLessThanOrEqual(1_000 + 64 + 10)
  })
})

describe('poison or outage', () => {
  test.each([500, 503])('one record in 500 that always gets %i is rejected as poison, the others pass', (status) => {
    const { world, submit, settlements } = scene({ windowRecords: 2_000 })
    submit(0, 500)
    // Others keep passing while it is tried again.
    let next = 500
    world.serve(60_000, (attempt) => {
      if (isRecord(attempt, 250)) attempt.answer(status)
      else ok(attempt)
      if (next < 1_500) {
        submit(next, 1)
        next += 1
      }
    })
    expect(settlements.get('250')).toMatchObject({ outcome: 'rejected', code: 'poison', status, attempts: 8 })
    expect([...settlements.values()].filter(({ outcome }) => outcome === 'accepted')).toHaveLength(next - 1)
  })

  test('the last record, failing with nothing else under way, is not blamed for a 503: that says nothing of the body', () => {
    const { world, submit, settlements } = scene({ patienceMs: 60_000 })
    submit(0, 9)
    world.serve(1_000, ok)
    submit(9, 1)
    world.serve(120_000, (attempt) => attempt.answer(503))
    expect(settlements.get('9')).toMatchObject({ outcome: 'transient', code: 'unavailable' })
  })

  test('the last record of a small sync that always gets 500 is poison too', () => {
    const { world, submit, settlements } = scene()
    submit(0, 10)
    world.serve(60_000, (attempt) => (isRecord(attempt, 9) ? attempt.answer(500) : ok(attempt)))
    expect(settlements.get('9')).toMatchObject({ outcome: 'rejected', code: 'poison', attempts: 8 })
  })

  test('a server that fails every request is no proof against a record: it settles as transient', () => {
    const { world, submit, settlements } = scene({ patienceMs: 60_000 })
    submit(0, 1)
    world.serve(300_000, (attempt) => attempt.answer(500))
    expect(settlements.get('0')).toMatchObject({ outcome: 'transient', code: 'server_error' })
  })

  test('an outage is waited for with few requests, and every record is accepted afterwards', () => {
    const { world, engine, submit, settlements } = scene()
    submit(0, 100)
    world.serve(1_000, ok)
    submit(100, 500)
    const before = world.started.length
    world.serve(30_000, (attempt) => attempt.fail('connection_refused', false))
    // Those in flight when it began, and single probes since.
    expect(world.started.length - before).toBeLessThanOrEqual(64 + 20)
    expect(engine.snapshot().servers[0]).toMatchObject({ condition: 'down', concurrencyLimit: 64 })
    world.serve(
      16_000,
      () => {},
      50,
      () => world.underWay.size > 0,
    )
    for (const attempt of [...world.underWay]) ok(attempt)
    // It is not run over as it comes back.
    expect(world.underWay.size).toBe(4)
    world.serve(60_000, ok)
    expect([...settlements.values()].filter(({ outcome }) => outcome === 'accepted')).toHaveLength(600)
    expect([...settlements.values()].some(({ mayBeDuplicated }) => mayBeDuplicated > 0)).toBe(false)
  })

  test('an outage without end settles all as transient in bounded time, and later ones at once', () => {
    const { world, submit, settlements } = scene({ patienceMs: 60_000 })
    submit(0, 500)
    world.serve(90_000, (attempt) => attempt.fail('dns', false))
    expect(settlements.size).toBe(500)
    expect(new Set([...settlements.values()].map(({ outcome }) => outcome))).toEqual(new Set(['transient']))
    submit(500, 1)
    expect(settlements.get('500')).toMatchObject({ outcome: 'transient', code: 'server_down', attempts: 0 })
  })

  test('half of the attempts fail: nothing is lost, nothing is called poison, and traffic stays bounded', () => {
    const { world, submit, settlements } = scene()
    submit(0, 500)
    let seen = 0
    world.serve(200_000, (attempt) => {
      seen += 1
      attempt.answer(seen % 2 === 0 ? 200 : 502)
    })
    expect(settlements.size).toBe(500)
    expect(new Set([...settlements.values()].map(({ outcome }) => outcome))).toEqual(new Set(['accepted']))
    expect(world.started.length).toBeLessThanOrEqual(1_100)
  })
})

describe('the retry budget', () => {
  const retryBudget = { perPass: 0.25, perSecond: 10, capacity: 20 }

  test('a server that fails most attempts gets few retries', () => {
    const { world, engine } = scene({ retryBudget })
    let seen = 0
    let passes = 0
    for (let tick = 0; tick < 400; tick += 1) {
      while (engine.hasRoom) engine.submit(mobileRequest(origin), () => {})
      for (const attempt of [...world.underWay]) {
        seen += 1
        if (seen % 5 === 0) passes += 1
        attempt.answer(seen % 5 === 0 ? 200 : 502)
      }
      world.advance(50)
    }
    const { retries } = engine.snapshot()
    // What was saved, what was free in 20 s, and at most one for each pass.
    expect(retries).toBeLessThanOrEqual(20 + 200 + passes)
    expect(retries).toBeGreaterThanOrEqual(200)
  })

  test('a server that fails one attempt in five gets as many retries as it needs', () => {
    const { world, engine } = scene({ retryBudget: { ...retryBudget, perSecond: 1 } })
    let seen = 0
    for (let tick = 0; tick < 200; tick += 1) {
      while (engine.hasRoom) engine.submit(mobileRequest(origin), () => {})
      for (const attempt of [...world.underWay]) {
        seen += 1
        attempt.answer(seen % 5 === 0 ? 503 : 200)
      }
      world.advance(50)
    }
    expect(engine.snapshot().retries).toBeGreaterThan(seen * 0.15)
  })
})

describe('throttling', () => {
  test('Retry-After stops every request to that server for as long', () => {
    const { world, submit } = scene()
    submit(0, 1)
    world.serve(100, ok)
    submit(1, 50)
    world.underWay.forEach((attempt) => {
      attempt.answer(429, '', '7')
    })
    const before = world.started.length
    world.advance(6_900)
    expect(world.started.length).toBe(before)
    world.serve(60_000, ok)
    expect(world.started.length).toBeGreaterThan(before)
  })

  test('429s early on are forgotten when no others follow', () => {
    const { world, engine } = scene()
    let answered = 0
    const traffic = (attempt: Attempt) => {
      answered += 1
      attempt.answer(answered < 500 && answered % 2 === 0 ? 429 : 200)
      while (engine.hasRoom) engine.submit(mobileRequest(origin), () => {})
    }
    while (engine.hasRoom) engine.submit(mobileRequest(origin), () => {})
    world.serve(1_100, traffic)
    expect(engine.snapshot().servers[0]?.throttledToPerSecond).not.toBeNull()
    world.serve(30_000, traffic)
    expect(engine.snapshot().servers[0]?.throttledToPerSecond).toBeNull()
  })

  test('a server that only throttles settles its records as throttled when patience ends', () => {
    const { world, submit, settlements } = scene({ patienceMs: 30_000 })
    submit(0, 3)
    world.serve(120_000, (attempt) => attempt.answer(429))
    expect([...settlements.values()].map(({ outcome, code }) => `${outcome} ${code}`)).toEqual(
      Array(3).fill('throttled throttled'),
    )
  })

  test('429s above a rate bring the requests near to that rate', () => {
    const { world, engine } = scene({ maxInFlight: 256, windowRecords: 2_000 })
    let accepted = 0
    let throttled = 0
    let budget = 0
    // 30 seconds; the first 10 are for finding the rate.
    for (let tick = 0; tick < 3_000; tick += 1) {
      while (engine.hasRoom) engine.submit(mobileRequest(origin, tick), () => {})
      // The server takes 200 requests a second.
      budget = Math.min(20, budget + 2)
      for (const attempt of [...world.underWay]) {
        if (budget >= 1) {
          budget -= 1
          if (tick >= 1_000) accepted += 1
          attempt.answer(200, 'OK')
        } else {
          if (tick >= 1_000) throttled += 1
          attempt.answer(429)
        }
      }
      world.advance(10)
    }
    expect(accepted).toBeGreaterThan(20 * 200 * 0.7)
    expect(throttled).toBeLessThan(accepted * 0.03)
  })
})

describe('limits', () => {
  test('the requests a second follow the ramp up to the ceiling', () => {
    const { world, engine } = scene({
      maxRequestsPerSecond: 1_000,
      maxInFlight: 64,
      ramp: { startShare: 0.25, startAtLeast: 200, growthPerMinute: 1.5 },
    })
    const perMinute: number[] = []
    while (engine.hasRoom) engine.submit(mobileRequest(origin), () => {})
    for (let minute = 0; minute < 6; minute += 1) {
      const before = world.started.length
      world.serve(
        60_000,
        (attempt) => {
          ok(attempt)
          while (engine.hasRoom) engine.submit(mobileRequest(origin), () => {})
        },
        10,
      )
      perMinute.push((world.started.length - before) / 60)
    }
    const expected = [250, 375, 562, 843, 1_000]
    perMinute.slice(0, 5).forEach((rate, index) => {
      expect(rate).toBeGreaterThan((expected[index] ?? 0) * 0.9)
      expect(rate).toBeLessThanOrEqual((expected[index] ?? 0) * 1.02)
    })
  })

  test('records in backoff take no place in flight', () => {
    const { world, engine, submit } = scene({ maxInFlight: 16, windowRecords: 100 })
    submit(0, 1)
    world.serve(100, ok)
    submit(1, 16)
    for (const attempt of [...world.underWay].slice(0, 8)) attempt.answer(503)
    submit(17, 20)
    expect(world.underWay.size).toBe(16)
    expect(engine.hasRoom).toBe(true)
  })

  test('all servers together have no more in flight than is set', () => {
    const { world, engine } = scene({ maxInFlight: 16, windowRecords: 100 })
    const origins = ['http://127.0.0.1:1', 'http://127.0.0.1:2', 'http://127.0.0.1:3']
    // Each app is trusted once some of its records have passed.
    for (const at of origins)
      for (let record = 0; record < 10; record += 1) engine.submit(mobileRequest(at, record), () => {})
    world.serve(1_000, ok)
    for (const at of origins)
      for (let record = 10; record < 30; record += 1) engine.submit(mobileRequest(at, record), () => {})
    expect(world.underWay.size).toBe(16)
    world.serve(1_000, ok)
    expect(engine.snapshot().settled.accepted).toBe(90)
  })

  test('room ends at the window and comes back', async () => {
    const { world, engine, submit } = scene({ windowRecords: 100 })
    submit(0, 100)
    expect(engine.hasRoom).toBe(false)
    let resumed = false
    const waiting = engine.waitForRoom().then(() => {
      resumed = true
    })
    await Promise.resolve()
    expect(resumed).toBe(false)
    world.serve(1_000, ok)
    await waiting
    expect(engine.hasRoom).toBe(true)
  })
})

describe('what may have been sent twice', () => {
  const ambiguous: readonly (readonly [string, (attempt: Attempt) => void, boolean])[] = [
    ['a reset after sending', (attempt) => attempt.fail('reset', true), true],
    ['a timeout after sending', (attempt) => attempt.fail('timeout_headers', true), true],
    ['a 500', (attempt) => attempt.answer(500), true],
    ['a 504', (attempt) => attempt.answer(504), true],
    ['a 503', (attempt) => attempt.answer(503), false],
    ['a 429', (attempt) => attempt.answer(429), false],
    ['a refused connection', (attempt) => attempt.fail('connection_refused', false), false],
  ]
  test.each(ambiguous)('%s', (_, fail, mayBeDuplicated) => {
    const world = new FakeWorld()
    const engine = createEngine(testSettings(), world.dependencies)
    const settlements: Settlement[] = []
    engine.submit(mobileRequest(origin), (settlement) => settlements.push(settlement))
    engine.submit(webRequest(origin), (settlement) => settlements.push(settlement))
    for (const attempt of [...world.underWay]) fail(attempt)
    world.serve(60_000, ok)
    expect(settlements).toMatchObject([
      { outcome: 'accepted', attempts: 2 },
      { outcome: 'accepted', attempts: 2 },
    ])
    // The web request carries its de-duplication id.
    expect(engine.snapshot().mayBeDuplicated).toBe(mayBeDuplicated ? 1 : 0)
  })
})

describe('the end', () => {
  test('stop settles what waits, lets those in flight finish, and cuts off the rest', async () => {
    const { world, engine, submit, settlements } = scene({ stopGraceMs: 5_000 })
    submit(0, 1)
    world.serve(100, ok)
    submit(1, 100)
    engine.stop()
    expect([...settlements.values()].filter(({ code }) => code === 'stopped')).toHaveLength(100 - 32)
    const [first, second] = [...world.underWay]
    first?.answer(200, 'OK')
    second?.answer(503)
    expect(world.started).toHaveLength(33)
    world.advance(5_000)
    await engine.drain()
    expect(settlements.size).toBe(101)
    expect([...settlements.values()].filter(({ code }) => code === 'aborted')).toHaveLength(30)
    submit(200, 1)
    expect(settlements.get('200')).toMatchObject({ outcome: 'transient', code: 'stopped' })
  })

  test('stopping from within a settlement settles each of the others once', () => {
    const { world, engine, submit, settlements } = scene()
    submit(0, 20)
    engine.submit(mobileRequest(origin, 'last'), () => engine.stop())
    submit(30, 20)
    world.underWay.forEach((attempt) => {
      attempt.answer(401)
    })
    expect(settlements.size).toBe(40)
    expect(engine.snapshot().unsettled).toBe(0)
  })

  test('nothing keeps the process alive when all is settled', async () => {
    const { world, engine, submit } = scene()
    submit(0, 100)
    world.serve(2_000, (attempt) => attempt.answer(503))
    world.serve(300_000, ok, 50, () => engine.snapshot().unsettled === 0)
    await engine.drain()
    expect(world.pendingTimers).toBe(0)
  })
})
