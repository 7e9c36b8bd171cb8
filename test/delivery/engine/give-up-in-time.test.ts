import { createEngine } from '../../../src/delivery/engine/create-engine'
import type { Settlement } from '../../../src/delivery/outcome/settlement'
import type { DeliverySettings } from '../../../src/delivery/settings'
import type { Receiver, Transport } from '../../../src/delivery/transport/transport'
import { mobileRequest } from '../requests'
import { testSettings } from '../settings'
import { VirtualTime } from '../throttling/virtual-time'

/** The bounds of time, whatever a server does: the engine is the real one, its clock the test's. */

type Answering = (receiver: Receiver, time: VirtualTime, number: number, timeoutMs: number) => void

function engineOver(answer: Answering, patienceMs: number, more: Partial<DeliverySettings> = {}) {
  const time = new VirtualTime()
  let requests = 0
  const transport: Transport = {
    send: (_request, receiver, timeoutMs = Number.POSITIVE_INFINITY) => {
      requests += 1
      const number = requests
      time.after(0, () => answer(receiver, time, number, timeoutMs))
    },
    abortAll: () => {},
    close: () => {},
  }
  const engine = createEngine(testSettings({ maxInFlight: 64, windowRecords: 128, patienceMs, ...more }), {
    transport,
    nowMs: () => time.nowMs,
    after: time.after,
    random: time.random,
  })
  return { engine, time, requests: () => requests }
}

test('a server whose every request is silent for a minute is given up when patience is at its end, not a minute later', () => {
  const silent: Answering = (receiver, time, _number, timeoutMs) =>
    time.after(Math.min(60_000, timeoutMs), () => receiver.onFailure('timeout_headers', true))
  const { engine, time } = engineOver(silent, 100_000)
  const startedAtMs = time.nowMs
  const settled: (Settlement & { readonly atMs: number })[] = []
  for (let record = 0; record < 100; record += 1)
    engine.submit(mobileRequest('https://appsflyer.example', record), (settlement) =>
      settled.push({ ...settlement, atMs: time.nowMs - startedAtMs }),
    )
  time.run(startedAtMs + 101_000)
  const waiting = settled.filter(({ atMs }) => atMs <= 101_000)
  // The first of them ends a run; the others follow it.
  expect(waiting.length).toBeGreaterThan(0)
  expect(new Set(settled.map(({ outcome }) => outcome))).toEqual(new Set(['transient']))
})

test('one refusal with a Retry-After beyond patience ends nothing where the others pass', () => {
  const refusesOne = (receiver: Receiver, time: VirtualTime, number: number) =>
    time.after(20, () => (number === 50 ? receiver.onAnswer(429, '', '120') : receiver.onAnswer(200, 'OK', undefined)))
  const { engine, time } = engineOver(refusesOne, 100_000)
  const outcomes: string[] = []
  for (let record = 0; record < 100; record += 1)
    engine.submit(mobileRequest('https://appsflyer.example', record), ({ outcome }) => outcomes.push(outcome))
  time.run(time.nowMs + 120_000)
  expect(outcomes).toEqual(Array(100).fill('accepted'))
})

test('a refusal that never ends is at its end when patience is', () => {
  const refusesAll = (receiver: Receiver, time: VirtualTime) => time.after(20, () => receiver.onAnswer(429, '', '120'))
  const { engine, time, requests } = engineOver(refusesAll, 100_000)
  const outcomes: string[] = []
  for (let record = 0; record < 4; record += 1)
    engine.submit(mobileRequest('https://appsflyer.example', record), ({ outcome }) => outcomes.push(outcome))
  time.run(time.nowMs + 101_000)
  expect(outcomes).toEqual(Array(4).fill('throttled'))
  expect(requests()).toBeLessThan(100)
})

describe('a key that worked is refused at once, while accepted records take 200 ms', () => {
  /** Refuses from the third second on, for so long. */
  const lapse = (ms: number): Answering => {
    let startMs: number | undefined
    return (receiver, time) => {
      startMs ??= time.nowMs
      const sinceMs = time.nowMs - startMs
      const isRefused = sinceMs >= 3_000 && sinceMs < 3_000 + ms
      time.after(isRefused ? 1 : 200, () => receiver.onAnswer(isRefused ? 401 : 200, isRefused ? '' : 'OK', undefined))
    }
  }
  const outcomesOf = (ms: number) => {
    const { engine, time } = engineOver(lapse(ms), 300_000)
    const outcomes = new Map<string, number>()
    const supply = () => {
      for (let record = 0; record < 20 && engine.hasRoom && !outcomes.has('misconfigured'); record += 1)
        engine.submit(mobileRequest('https://appsflyer.example', 0), ({ outcome }) =>
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1),
        )
      time.after(5, supply)
    }
    supply()
    time.run(time.nowMs + 45_000)
    return [...outcomes.keys()]
  }
  test('for a while: all are accepted', () => expect(outcomesOf(20_000)).toEqual(['accepted']))
  test('for longer than it is doubted: the app is refused, and no record is', () =>
    expect(outcomesOf(50_000)).toEqual(['accepted', 'misconfigured']))
})

describe.each([1, 2, 5, 10, 15, 29, 30, 35, 60, 300])('a patience of %i seconds', (seconds) => {
  test.each([1, 3, 100])('ends after the doubt of a wrong key, were it for %i records', (count) => {
    const refuses: Answering = (receiver, time) =>
      time.after(50, () => receiver.onAnswer(401, 'unauthorized', undefined))
    const { engine, time } = engineOver(refuses, seconds * 1_000, { doubtsNewKeys: true })
    const startedAtMs = time.nowMs
    const settled: (readonly [string, number])[] = []
    for (let record = 0; record < count; record += 1)
      engine.submit(mobileRequest('https://appsflyer.example', record), ({ outcome }) =>
        settled.push([outcome, time.nowMs - startedAtMs]),
      )
    time.run(startedAtMs + seconds * 1_000)
    expect(settled.map(([outcome]) => outcome)).toEqual(Array(count).fill('misconfigured'))
    // One lapse of the service is none of the key.
    expect(Math.min(...settled.map(([, afterMs]) => afterMs))).toBeGreaterThan(Math.min(30_000, seconds * 600))
  })
})
