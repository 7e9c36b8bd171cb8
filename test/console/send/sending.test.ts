import { adviseAfterSend } from '../../../src/console/reports/advise-after-send'
import { describeTrouble } from '../../../src/console/reports/describe-trouble'
import { showSendReport } from '../../../src/console/reports/show-send-report'
import { sendReport } from '../../../src/console/send/send-report'
import { Sending } from '../../../src/console/send/sending'
import { type Range, SettledNumbers } from '../../../src/console/send/settled-numbers'
import { plainStyle } from '../../../src/console/terminal/style'
import type { DeadLetter } from '../../../src/delivery/dead-letters/dead-letter'
import type { DeliverySnapshot } from '../../../src/delivery/engine/counters'
import { afterDelay } from '../../../src/run/timers'
import { type FakeAnswer, FakeEngine, refusedKey } from '../../airbyte/connector/fake-engine'
import { configure, ids, nowMs } from '../../core/prepare-fixtures'
import { expectGolden, widest } from '../golden'
import { entriesOf } from '../preview/run-preview'

const snapshot: DeliverySnapshot = {
  submitted: 0,
  settled: { accepted: 0, throttled: 0, transient: 0, rejected: 0, misconfigured: 0 },
  rejectedByCode: {},
  attempts: 0,
  keyProbes: 0,
  retries: 0,
  failedAttemptsByCode: { connection_refused: 9, timeout_headers: 2 },
  mayBeDuplicated: 0,
  inFlight: 0,
  unsettled: 0,
  oldestUnsettledMs: 0,
  servers: [],
}

class WatchedEngine extends FakeEngine {
  snapshot(): DeliverySnapshot {
    return snapshot
  }
}

const row = (index: number, more: object = {}) => ({
  event_name: 'af_purchase',
  platform: 'android',
  appsflyer_id: ids.appsflyerId,
  gaid: ids.gaid,
  ip: '203.0.113.7',
  user_agent: 'Example/1.0',
  order: index,
  ...more,
})
const lines = (...records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')

/** Runs a send over the text with an engine that answers as told. */
async function send(text: string, answer: FakeAnswer = () => ({}), stop = new AbortController(), before: Range[] = []) {
  const settled = new SettledNumbers(before)
  const letters: DeadLetter[] = []
  const engine = new WatchedEngine(answer)
  let closed = false
  const sending = new Sending({
    entries: await entriesOf(text, { pieceBytes: 500 }),
    closeInput: () => {
      closed = true
    },
    configuration: configure(),
    engine,
    settled,
    rejected: {
      add: (number, letter) => {
        letters.push(letter)
        settled.add(number)
      },
      ready: async () => {},
    },
    now: () => nowMs,
    after: afterDelay,
    stop: stop.signal,
  })
  const failure = await sending.run()
  const end = { input: 'events.ndjson', settledBeforeCount: sending.settledBeforeCount, durationMs: 1_500, failure }
  return { report: sendReport(sending.tally, sending.findings, sending.stakes, end), settled, letters, engine, closed }
}

const fiftyRows = lines(...Array.from({ length: 50 }, (_, index) => row(index + 1)))

test('every record is accounted for, and the report says so', async () => {
  const text = `${lines(row(1), row(2, { revenue: '$1' }))}\nbroken\n${lines({ type: 'identify' }, row(3), row(4))}`
  const { report, settled, letters } = await send(text, (_, index) =>
    index === 1
      ? { outcome: 'rejected', code: 'unparsable_payload', message: 'AppsFlyer could not parse the body.', attempts: 2 }
      : { attempts: index + 1, mayBeDuplicated: index === 2 ? 1 : 0 },
  )
  expect(settled.ranges).toEqual([[1, 7]])
  expect(report).toMatchObject({
    recordCount: 6,
    outcomes: { accepted: 2, rejected: 3, skipped: 1 },
    requestCount: 6,
    retryCount: 3,
    mayBeDuplicatedCount: 1,
    failure: null,
  })
  expect(letters.map(({ lineNumber, stage, code, data }) => [lineNumber, stage, code, data])).toEqual([
    [2, 'prepare', 'invalid_revenue', row(2, { revenue: '$1' })],
    [4, 'read', 'unreadable_record', 'broken'],
    [6, 'delivery', 'unparsable_payload', row(3)],
  ])
  const advice = adviseAfterSend(report, { progressPath: 'events.ndjson.progress', rejectedPath: 'rejected.ndjson' })
  const shown = `${showSendReport(report, advice, plainStyle, 80).join('\n')}\n`
  expectGolden('send-report', shown)
  expect(widest(shown)).toBeLessThanOrEqual(80)
})

test('a refused app ends the reading, and its records are left for later', async () => {
  const { report, settled, closed } = await send(fiftyRows, (_, index) => (index >= 10 ? refusedKey : {}))
  expect(report.failure).toEqual({
    type: 'misconfigured',
    message: expect.stringMatching(
      /^App com\.example\.app \(status 401, unauthorized\): The key is not this app's\.\n.*delivery\.on_wrong_key/,
    ),
  })
  expect(closed).toBe(true)
  expect(settled.count).toBe(10)
  expect(report.outcomes.accepted + report.outcomes.misconfigured + report.outcomes.transient).toBe(report.recordCount)
  expect(report.recordCount).toBeLessThan(50)
  const advice = adviseAfterSend(report, { progressPath: undefined, rejectedPath: undefined })
  expectGolden('send-report-refused', `${showSendReport(report, advice, plainStyle, 80).join('\n')}\n`)
})

test('a server that is given up ends the reading, and the message says what failed', async () => {
  const { report } = await send(fiftyRows, (_, index) =>
    index < 5 ? {} : { outcome: 'transient', code: 'server_down', message: 'The server failed every request.' },
  )
  expect(report.failure?.type).toBe('outage')
  expect(report.failure?.message).toMatch(
    /^App com\.example\.app at https:\/\/api3\.appsflyer\.com: The server failed.*connection_refused/,
  )
})

test('a record without a final answer is left for later, and the others go on', async () => {
  const { report, settled } = await send(fiftyRows, (_, index) =>
    index === 3 ? { outcome: 'transient', code: 'internal_error', message: 'Gave up for now.' } : {},
  )
  expect(settled.ranges).toEqual([
    [1, 3],
    [5, 50],
  ])
  expect(report.failure).toEqual({
    type: 'unsettled',
    message:
      'Some records got no final answer. App com.example.app at https://api3.appsflyer.com (internal_error): Gave up for now.',
  })
})

test('when too many records get no final answer it ends', async () => {
  const many = lines(...Array.from({ length: 3_000 }, (_, index) => row(index)))
  const { report } = await send(many, () => ({ outcome: 'throttled', code: 'throttled', message: 'Too fast.' }))
  expect(report.failure?.type).toBe('outage')
  expect(report.outcomes.throttled + report.outcomes.transient).toBe(report.recordCount)
  expect(report.recordCount).toBeLessThan(1_100)
})

test('asked to stop, it reads no more and settles nothing that was not answered', async () => {
  const stop = new AbortController()
  const { report, settled, closed } = await send(
    fiftyRows,
    (_, index) => {
      if (index === 20) stop.abort()
      return {}
    },
    stop,
  )
  expect(report.failure?.type).toBe('stopped')
  expect(closed).toBe(true)
  expect(settled.count).toBe(report.outcomes.accepted)
  expect(report.recordCount).toBeLessThan(50)
})

test('an input that breaks off ends it, and what was read is settled', async () => {
  const { report, settled } = await send(`[${JSON.stringify(row(1))},\n{"a":`)
  expect(report.failure).toEqual({ type: 'input', message: expect.stringContaining('begins on line 2') })
  expect(settled.ranges).toEqual([[1, 1]])
})

test.each([
  ['up', undefined],
  ['down', 'waiting for api3.appsflyer.com (connection_refused)'],
  ['given_up', 'waiting for api3.appsflyer.com (connection_refused)'],
] as const)('a server that is %s', (condition, expected) => {
  const server = { origin: 'https://api3.appsflyer.com', condition, throttledToPerSecond: 9, inFlight: 0 }
  expect(describeTrouble({ ...snapshot, servers: [{ ...server, concurrencyLimit: 1 }] })).toBe(expected)
})

test('what is accepted while the ledger is written is not settled before the ledger has it', async () => {
  let added = 0
  const flushes: (() => void)[] = []
  const settled = new SettledNumbers([])
  const sending = new Sending({
    entries: await entriesOf(lines(row(1), row(2), row(3)), { pieceBytes: 500 }),
    closeInput: () => {},
    configuration: configure(),
    engine: new WatchedEngine(() => ({})),
    settled,
    ledger: {
      add: () => {
        added += 1
      },
      flush: () => new Promise<void>((resolve) => flushes.push(resolve)),
      ready: async () => {},
    },
    rejected: { add: (number) => settled.add(number), ready: async () => {} },
    now: () => nowMs,
    after: afterDelay,
    stop: new AbortController().signal,
  })
  const early = sending.flush()
  const run = sending.run()
  while (added < 3) await new Promise((resolve) => setTimeout(resolve, 1))
  flushes.shift()?.()
  await early
  expect(settled.count).toBe(0)
  const late = sending.flush()
  expect(settled.count).toBe(0)
  while (flushes.length > 0) flushes.shift()?.()
  await late
  expect(settled.ranges).toEqual([[1, 3]])
  while (flushes.length > 0) flushes.shift()?.()
  await run
})

test('entries are read no faster than the rejected ones are kept', async () => {
  let isReady = () => {}
  let keptCount = 0
  let readCount = 0
  const settled = new SettledNumbers([])
  const bad = await entriesOf(lines(...Array.from({ length: 500 }, (_, index) => row(index, { revenue: '$1' }))), {
    pieceBytes: 500,
  })
  async function* counted() {
    for await (const block of bad) {
      readCount += block.length
      yield block
    }
  }
  const sending = new Sending({
    entries: counted(),
    closeInput: () => {},
    configuration: configure(),
    engine: new WatchedEngine(() => ({})),
    settled,
    rejected: {
      add: (number) => {
        keptCount += 1
        settled.add(number)
      },
      ready: () => (keptCount < 100 ? Promise.resolve() : new Promise((resolve) => (isReady = resolve))),
    },
    now: () => nowMs,
    after: afterDelay,
    stop: new AbortController().signal,
  })
  const run = sending.run()
  for (let turn = 0; turn < 2_000; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(readCount).toBeGreaterThanOrEqual(100)
  expect(readCount).toBeLessThan(120)
  keptCount = -1_000
  isReady()
  expect(await run).toBeNull()
  expect(settled.ranges).toEqual([[1, 500]])
})

test('asked to stop, it does not wait for a ledger that never answers', async () => {
  const stop = new AbortController()
  const settled = new SettledNumbers([])
  const sending = new Sending({
    entries: await entriesOf(lines(row(1), row(2)), { pieceBytes: 500 }),
    closeInput: () => {},
    configuration: configure(),
    engine: new WatchedEngine(() => ({})),
    settled,
    ledger: { add: () => {}, flush: () => new Promise(() => {}), ready: async () => {} },
    rejected: { add: () => {}, ready: async () => {} },
    now: () => nowMs,
    after: afterDelay,
    stop: stop.signal,
    limits: { drainMs: 10, settleMs: 30, closeMs: 20, leastCloseMs: 10 },
  })
  const run = sending.run()
  while (sending.tally.outcomes.accepted < 2) await new Promise((resolve) => setImmediate(resolve))
  stop.abort()
  expect(await run).toMatchObject({ type: 'stopped' })
  // What the ledger does not have is not called settled.
  expect(settled.count).toBe(0)
})

test('what is rejected before and after sending, and what is not settled, is worth something', async () => {
  const paid = (index: number, revenue: string, more: object = {}) => row(index, { revenue, currency: 'EUR', ...more })
  const text = lines(
    ...Array.from({ length: 20 }, (_, index) => paid(index, '10')),
    paid(21, '7747', { appsflyer_id: null }),
    paid(22, '30', { order: 'refuse' }),
    paid(23, '40', { order: 'open', currency: 'USD' }),
    paid(24, 'a lot'),
  )
  const { report } = await send(text, ({ body }) =>
    body.includes('refuse')
      ? { outcome: 'rejected', code: 'unparsable_payload', message: 'AppsFlyer could not parse the body.' }
      : body.includes('open')
        ? { outcome: 'transient', code: 'internal_error', message: 'Gave up for now.' }
        : {},
  )
  const { sent, rejected, unsettled } = report.stakes.fates
  expect(sent).toMatchObject({ records: 20, money: [{ currency: 'EUR', revenue: '200' }] })
  expect(rejected).toMatchObject({ records: 3, unread: 1, money: [{ currency: 'EUR', revenue: '7777' }] })
  expect(unsettled).toMatchObject({ records: 1, money: [{ currency: 'USD', revenue: '40' }] })
  const shown = `${showSendReport(report, [], plainStyle, 80).join('\n')}\n`
  expectGolden('send-report-worth', shown)
  expect(widest(shown)).toBeLessThanOrEqual(80)
})
