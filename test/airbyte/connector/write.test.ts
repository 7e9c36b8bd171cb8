import { PassThrough, Readable, Writable } from 'node:stream'
import type { Prepare } from '../../../src/airbyte/connector/ports'
import { write } from '../../../src/airbyte/connector/write'
import { defaultWriteLimits, lastLimits, reportLimits } from '../../../src/airbyte/connector/write-job'
import { MessageWriter } from '../../../src/airbyte/protocol/messages/message-writer'
import type { InputRecord } from '../../../src/core/domain/record'
import type { Request } from '../../../src/core/domain/request'
import type { Subject } from '../../../src/core/domain/subject'
import type { DeadLetter } from '../../../src/delivery/dead-letters/dead-letter'
import { type DeadLetters, noDeadLetters } from '../../../src/delivery/dead-letters/dead-letters'
import type { Settlement } from '../../../src/delivery/outcome/settlement'
import type { Acceptance } from '../../../src/ledger/entry-of'
import type { Ledger } from '../../../src/ledger/ledger'
import { Memory } from '../../../src/memory/memory'
import { afterDelay } from '../../../src/run/timers'
import { StorageError } from '../../../src/storage/storage-error'
import { configurationOf } from '../../configuration-of'
import { MapStore } from '../../memory/map-store'
import { FakeEngine, refusedKey } from './fake-engine'
import { globalState, obedientPrepare, ordersAndUsers, record, runWrite, streamState } from './run-write'

/** Waits, turn by turn of the event loop, until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

const fineSettlement: Settlement = {
  ...{ outcome: 'accepted', code: 'accepted', message: 'Fine.', status: 200, attempts: 1 },
  ...{ firstAttemptAtMs: 1, lastAttemptAtMs: 2, mayBeDuplicated: 0 },
}

const orders = (count: number, data: object = {}) =>
  Array.from({ length: count }, (_, index) => record('orders', { index, ...data }))

describe('a sync that goes well', () => {
  test('every record is sent, every state comes back with its counts, exit code 0', async () => {
    const input = [
      ...orders(30),
      record('orders', { reject: true }),
      record('orders', { skip: true }),
      streamState('orders', 1),
      ...orders(5, { late: true }),
      streamState('orders', 2),
    ]
    const { report, states, engine, trace } = await runWrite(input)
    expect(engine.sent).toHaveLength(35)
    expect(states.map(({ id, destinationStats }) => [id, destinationStats])).toEqual([
      [1, { recordCount: 31, rejectedRecordCount: 1 }],
      [2, { recordCount: 5, rejectedRecordCount: 0 }],
    ])
    expect(trace).toBeUndefined()
    expect(report).toMatchObject({
      exitCode: 0,
      failure: null,
      recordCount: 37,
      outcomes: { accepted: 35, rejected: 1, skipped: 1, throttled: 0, transient: 0, misconfigured: 0 },
      rejectedByCode: { missing_appsflyer_id: 1 },
      skippedByCode: { not_an_event: 1 },
      findingsByCode: { late_event: 5 },
      requestCount: 35,
      retryCount: 0,
      stateCount: 2,
      echoedStateCount: 2,
    })
  })

  test('no more than the engine has room for is in flight', async () => {
    const { engine } = await runWrite(orders(100), { engine: new FakeEngine(() => ({}), 3) })
    expect(engine.mostAtOnce).toBe(3)
  })

  test('the source is read only as fast as the engine takes its records', async () => {
    let produced = 0
    const engine = new FakeEngine(() => ({}), 2)
    let mostAhead = 0
    const source = Readable.from(
      (function* () {
        while (produced < 300) {
          produced += 1
          mostAhead = Math.max(mostAhead, produced - engine.sent.length)
          yield Buffer.from(`${JSON.stringify(record('orders'))}\n`)
        }
      })(),
    )
    await runWrite(source, { engine })
    expect(engine.sent).toHaveLength(300)
    expect(mostAhead).toBeLessThan(50)
  })

  test('a summary is logged, with the counts', async () => {
    const { logs } = await runWrite([...orders(3), record('users', { reject: true }), streamState('orders', 1)])
    expect(logs.at(-1)).toMatch(
      /^INFO 4 records in 0\.0 s \(.* a second\); 3 accepted; 1 rejected \(missing_appsflyer_id 1\); 0 skipped; 3 requests, 0 of them retries; 1 of 1 state echoed\.$/,
    )
  })

  test('progress is logged at every tick', async () => {
    let interval = 0
    let isCancelled = false
    const { logs } = await runWrite(orders(2), {
      limits: { progressIntervalMs: 123 },
      ports: {
        every: (intervalMs, callback) => {
          interval = intervalMs
          callback()
          return () => {
            isCancelled = true
          }
        },
      },
    })
    expect(interval).toBe(123)
    expect(isCancelled).toBe(true)
    expect(logs[0]).toMatch(/^INFO So far: 0 records/)
  })
})

describe('rejected records', () => {
  test('are logged with line, stream, code and message, a few of each code', async () => {
    const input = [...orders(7, { reject: true }), record('nowhere', {}), record('orders')]
    const { logs, report } = await runWrite(input, { limits: { logsPerCode: 3 } })
    const warnings = logs.filter((line) => line.startsWith('WARN'))
    expect(warnings).toEqual([
      expect.stringMatching(/^WARN Line 1, stream orders, rejected: missing_appsflyer_id\. No AppsFlyer id/),
      expect.stringMatching(/^WARN Line 2, /),
      expect.stringMatching(/^WARN Line 3, /),
      'WARN Further messages about missing_appsflyer_id are only counted, and summed up at the end.',
      "WARN Line 8, stream nowhere, rejected: unknown_stream. The configured catalog has no such stream. Refresh the connection's schema.",
    ])
    expect(report.rejectedByCode).toEqual({ missing_appsflyer_id: 7, unknown_stream: 1 })
    expect(report.exitCode).toBe(0)
  })

  test('those that AppsFlyer refuses count, and do not end the sync', async () => {
    const engine = new FakeEngine((_, index) =>
      index % 2 === 0 ? { outcome: 'rejected', code: 'bad_request', attempts: 2 } : {},
    )
    const { report, states } = await runWrite([...orders(10), streamState('orders', 1)], { engine })
    expect(report).toMatchObject({
      exitCode: 0,
      outcomes: { accepted: 5, rejected: 5 },
      requestCount: 15,
      retryCount: 5,
    })
    expect(states[0].destinationStats).toEqual({ recordCount: 5, rejectedRecordCount: 5 })
  })

  test('are durable before the state that covers them goes out', async () => {
    const events: string[] = []
    const store: DeadLetters = {
      ...noDeadLetters,
      add: ({ lineNumber }) => events.push(`add ${lineNumber}`),
      flush: async () => {
        await new Promise((resolve) => setImmediate(resolve))
        events.push('durable')
      },
    }
    const stdout = new PassThrough()
    stdout.on('data', (chunk) => {
      for (const id of String(chunk).match(/"id":\d+/g) ?? []) events.push(id)
    })
    await runWrite([record('orders', { reject: true }), streamState('orders', 1), record('orders', { reject: true })], {
      rejectedStore: store,
      stdout,
    })
    expect(events.slice(0, events.indexOf('"id":1'))).toEqual(expect.arrayContaining(['add 1', 'durable']))
    expect(events.at(-1)).toBe('durable')
    expect(events.lastIndexOf('durable')).toBeGreaterThan(events.indexOf('add 3'))
  })

  test('reach the store with what is needed to understand and replay them', async () => {
    const kept: DeadLetter[] = []
    const store = { ...noDeadLetters, add: (rejected: DeadLetter) => kept.push(rejected) }
    const engine = new FakeEngine(() => ({
      outcome: 'rejected',
      code: 'bad_request',
      message: 'Refused.',
      attempts: 3,
    }))
    const noData = { type: 'RECORD', record: { stream: 'users', namespace: null } }
    await runWrite([record('orders', { id: 1 }), record('orders', { id: 2, reject: true }), noData], {
      engine,
      rejectedStore: store,
    })
    expect(kept.sort((left, right) => left.lineNumber - right.lineNumber)).toEqual([
      expect.objectContaining({
        stream: { name: 'orders' },
        data: { id: 1 },
        stage: 'delivery',
        code: 'bad_request',
        message: 'Refused.',
        attempts: 3,
        firstAttemptAtMs: 1,
        lastAttemptAtMs: 2,
      }),
      expect.objectContaining({
        data: { id: 2, reject: true },
        stage: 'prepare',
        code: 'missing_appsflyer_id',
        attempts: 0,
      }),
      expect.objectContaining({
        stream: { name: 'users' },
        data: null,
        stage: 'read',
        code: 'record_without_data',
        rejectedAtMs: 1_700_000_000_000,
      }),
    ])
  })

  test('a store that fails ends the sync before the state goes out', async () => {
    const store: DeadLetters = {
      ...noDeadLetters,
      add: () => undefined,
      flush: async () => {
        throw new StorageError('The bucket for rejected records does not answer.')
      },
    }
    const { report, states, trace } = await runWrite([record('orders', { reject: true }), streamState('orders', 1)], {
      rejectedStore: store,
    })
    expect(states).toEqual([])
    expect(report.exitCode).toBe(1)
    expect(trace.error).toMatchObject({
      failure_type: 'transient_error',
      message: 'The bucket for rejected records does not answer.',
    })
  })
})

describe('bad input', () => {
  const cutOff = '{"type":"RECORD","record":{"stream":"orders","data":{"mail":"SECRET'

  test('a record that is cut off or too long is rejected: counted, and stored as text before its state', async () => {
    const stored: DeadLetter[] = []
    const tooLong = JSON.stringify(record('users', { long: 'x'.repeat(500) }))
    const input = [
      record('orders'),
      cutOff,
      streamState('orders', 1),
      tooLong,
      record('users'),
      streamState('users', 2),
    ]
    const { report, logs, states, lines } = await runWrite(input, {
      limits: { maxLineBytes: 400 },
      rejectedStore: { ...noDeadLetters, add: (rejected) => stored.push(rejected) },
    })
    expect(report).toMatchObject({
      exitCode: 0,
      recordCount: 4,
      outcomes: { accepted: 2, rejected: 2 },
      rejectedByCode: { line_not_json: 1, line_too_long: 1 },
      brokenLineCount: 0,
    })
    expect(states.map(({ destinationStats }) => destinationStats)).toEqual([
      { recordCount: 1, rejectedRecordCount: 1 },
      { recordCount: 1, rejectedRecordCount: 1 },
    ])
    expect(stored).toEqual([
      expect.objectContaining({ stream: { name: 'orders' }, lineNumber: 2, data: cutOff, stage: 'read' }),
      expect.objectContaining({ stream: { name: 'users' }, lineNumber: 4, data: tooLong, stage: 'read' }),
    ])
    expect(logs.join()).toContain('Line 2, stream orders, rejected: line_not_json.')
    expect(lines.join()).not.toContain('SECRET')
  })

  test.each([
    ['SECRET no json', 'Line 2 is not JSON'],
    ['SECRET"}}}', 'Line 2 is not JSON'],
    ['{"type":"RECORD","record":{"data":{"a":"SECRET"}}}', 'Line 2 is a RECORD that names no stream'],
    ['"SECRET"', 'Line 2 is JSON but no Airbyte message: it has no type'],
  ])('%j, which tells no stream, ends the sync before the next state', async (line, told) => {
    const input = [record('orders'), line, record('orders'), streamState('orders', 1)]
    const { report, states, trace, lines, logs } = await runWrite(input)
    expect(states).toEqual([])
    expect(report).toMatchObject({ exitCode: 1, brokenLineCount: 1 })
    expect(logs[0]).toBe(
      `ERROR ${told}. It may have been a record of any stream, so the sync ends here, before the next state.`,
    )
    expect(trace.error).toMatchObject({ failure_type: 'system_error', message: expect.stringContaining(told) })
    expect(lines.join()).not.toContain('SECRET')
  })

  test('states before such a line go out', async () => {
    const { states, report } = await runWrite([record('orders'), streamState('orders', 1), 'SECRET', globalState(2)])
    expect([states.map(({ id }) => id), report.exitCode]).toEqual([[1], 1])
  })

  test('a cut-off record of one of two streams of its name tells no stream either', async () => {
    const streams = ['shop', 'archive'].map((namespace) => ({ name: 'orders', namespace, syncMode: 'append' as const }))
    const { trace } = await runWrite([cutOff, globalState(1)], { streams })
    expect(trace.error.message).toContain(
      'Line 1 is a record that cannot be read, of one of several streams of its name',
    )
  })

  test('with unreadable_lines: skip the sync goes on without the line, told by its number', async () => {
    const input = [record('orders'), 'SECRET no json', ...orders(2), streamState('orders', 1)]
    const { report, logs, states, lines } = await runWrite(input, { configuration: { unreadable_lines: 'skip' } })
    expect(logs).toContain('ERROR Line 2 is not JSON. It is left out.')
    expect(lines.join()).not.toContain('SECRET')
    expect(report).toMatchObject({ exitCode: 0, recordCount: 3, brokenLineCount: 1 })
    expect(states[0].destinationStats).toEqual({ recordCount: 3, rejectedRecordCount: 0 })
  })

  test.each(['{"type":"STATE","state":{"type"', '{"type":"LOG","log":{"message":"x'])(
    'a line that was no record does not end it: %s',
    async (line) => {
      const { report } = await runWrite([record('orders'), line, streamState('orders', 1)])
      expect(report).toMatchObject({ exitCode: 0, brokenLineCount: 1, echoedStateCount: 1 })
    },
  )

  test('a record of a stream that the catalog lacks counts as rejected in that stream’s state', async () => {
    const { states, report } = await runWrite([
      record('nowhere'),
      record('orders'),
      streamState('nowhere', 1),
      streamState('orders', 2),
    ])
    expect(report.rejectedByCode).toEqual({ unknown_stream: 1 })
    expect(states.map(({ id, destinationStats }) => [id, destinationStats.rejectedRecordCount])).toEqual([
      [1, 1],
      [2, 0],
    ])
  })

  test('BOM, CRLF, blank lines and a last line without newline', async () => {
    const lines = [
      '\uFEFF',
      JSON.stringify(record('orders')),
      '\r\n',
      '\n',
      JSON.stringify(streamState('orders', 1)),
      '\r\n',
      JSON.stringify(record('orders')),
    ]
    const { report, states } = await runWrite(Readable.from(lines.map((line) => Buffer.from(line))))
    expect(report).toMatchObject({ recordCount: 2, brokenLineCount: 0 })
    expect(states).toHaveLength(1)
  })

  test('no input at all', async () => {
    const { report } = await runWrite([])
    expect(report).toMatchObject({ exitCode: 0, recordCount: 0 })
  })
})

describe('a sync that fails', () => {
  test('a record that does not get through keeps its stream’s states back, ends the reading, and is transient', async () => {
    const engine = new FakeEngine((request) =>
      request.body.includes('"poison"')
        ? { outcome: 'transient', code: 'unavailable', status: 503, attempts: 8, message: 'Not available for now.' }
        : {},
    )
    const input = [
      record('users'),
      streamState('users', 1),
      record('orders', { poison: true }),
      streamState('orders', 2),
      ...orders(2_000),
      streamState('orders', 3),
    ]
    const { report, states, trace } = await runWrite(input, { engine })
    expect(states.map(({ id }) => id)).toEqual([1])
    expect(report.exitCode).toBe(1)
    expect(engine.sent.length).toBeLessThan(2_000)
    expect(trace).toMatchObject({
      type: 'ERROR',
      emitted_at: 1_700_000_000_000,
      error: {
        failure_type: 'transient_error',
        message:
          'A request did not get through (status 503, unavailable). Not available for now. The next attempt goes on from the last state.',
      },
    })
    const { outcomes, recordCount } = report
    expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(recordCount)
  })

  test('a refused app ends the sync at once, as a config error that names the app and the way to go on without it', async () => {
    const engine = new FakeEngine((request) => (request.appId === 'id111' ? refusedKey : {}))
    const mixed = Array.from({ length: 100 }, (_, index) =>
      record('orders', { app: index % 2 === 0 ? 'id111' : 'com.example.app' }),
    )
    const { report, states, trace, lines } = await runWrite(
      [...mixed, streamState('orders', 1), record('users', { app: 'com.example.app' }), streamState('users', 2)],
      { engine },
    )
    expect(engine.sent.length).toBeLessThan(20)
    expect(report.outcomes.misconfigured).toBeGreaterThan(0)
    expect(states).toEqual([])
    expect(trace.error).toMatchObject({
      failure_type: 'config_error',
      message: expect.stringMatching(
        /^App id111 \(status 401, unauthorized\): The key is not this app's\.\n.*delivery\.on_wrong_key: continue/,
      ),
    })
    expect(report.exitCode).toBe(1)
    expect(lines.join()).not.toContain('SECRET')
  })

  test('when every app is refused, the reading ends early', async () => {
    let produced = 0
    const source = Readable.from(
      (function* () {
        while (produced < 100_000) {
          produced += 1
          yield Buffer.from(
            `${JSON.stringify(record('orders', { app: produced % 2 ? 'id111' : 'com.example.app' }))}\n`,
          )
        }
      })(),
    )
    const { report, trace } = await runWrite(source, { engine: new FakeEngine(() => refusedKey) })
    expect(produced).toBeLessThan(1_000)
    expect(report.exitCode).toBe(1)
    expect(trace.error.message.match(/^App .*unauthorized/gm)).toHaveLength(2)
    // What the user reads is not told a second time.
    expect(trace.error).not.toHaveProperty('internal_message')
  })

  test('a bug is a system error whose texts hold nothing of the record', async () => {
    const { report, trace, lines, states } = await runWrite([
      ...orders(5),
      record('orders', { crash: true, email: 'SECRET' }),
      streamState('orders', 1),
    ])
    expect(report.exitCode).toBe(1)
    expect(trace.error).toMatchObject({
      failure_type: 'system_error',
      internal_message: 'TypeError',
      stack_trace: expect.stringMatching(/^TypeError\n\s+at /),
    })
    expect(lines.join()).not.toContain('SECRET')
    expect(states).toEqual([])
  })

  test('a broken source is a failure, after what it gave is settled', async () => {
    const source = Readable.from(
      (function* () {
        yield Buffer.from(`${JSON.stringify(record('orders'))}\n${JSON.stringify(streamState('orders', 1))}\n`)
        throw new Error('the pipe broke')
      })(),
    )
    const { report, trace } = await runWrite(source)
    expect(report.exitCode).toBe(1)
    expect(trace.error.failure_type).toBe('system_error')
  })

  test('a checkpoint that grows too old ends the sync', async () => {
    let nowMs = 1_000
    let tick: () => void = () => undefined
    let isSubmitted = false
    const stuck = new FakeEngine()
    stuck.submit = (_request, onSettled) => {
      isSubmitted = true
      stuck.stop = () =>
        onSettled({
          outcome: 'transient',
          code: 'stopped',
          message: 'Stopped.',
          attempts: 1,
          firstAttemptAtMs: 1,
          lastAttemptAtMs: 1,
          mayBeDuplicated: 0,
        })
    }
    const source = new PassThrough()
    source.write(`${JSON.stringify(record('orders'))}\n${JSON.stringify(streamState('orders', 1))}\n`)
    const running = runWrite(source, {
      engine: stuck,
      limits: { maxCheckpointAgeMs: 60_000 },
      ports: {
        now: () => nowMs,
        every: (_intervalMs, callback) => {
          tick = callback
          return () => undefined
        },
      },
    })
    await until(() => isSubmitted)
    nowMs += 60_000
    tick()
    expect(source.destroyed).toBe(false)
    nowMs += 1
    tick()
    const { report, trace, states } = await running
    expect(states).toEqual([])
    expect(report.outcomes.transient).toBe(1)
    expect(trace.error).toMatchObject({
      failure_type: 'transient_error',
      message: expect.stringContaining('No checkpoint for 1 minutes'),
    })
  })
})

describe('ending from outside', () => {
  test('a signal ends the reading, what is under way settles, and its states go out', async () => {
    const stop = new AbortController()
    const source = new PassThrough()
    source.write(
      [record('orders'), streamState('orders', 1), '']
        .map((line) => (line === '' ? '' : JSON.stringify(line)))
        .join('\n'),
    )
    const engine = new FakeEngine()
    const running = runWrite(source, { engine, ports: { stop: stop.signal } })
    await until(() => engine.sent.length === 1)
    stop.abort()
    const { report, states, trace } = await running
    expect(states.map(({ id }) => id)).toEqual([1])
    expect(report).toMatchObject({
      exitCode: 1,
      failure: { message: expect.stringContaining('stopped before the end') },
    })
    expect(trace).toBeUndefined()
  })

  test('what does not settle in time after a signal is given up, and its states stay', async () => {
    const stop = new AbortController()
    const source = new PassThrough()
    source.write(`${JSON.stringify(record('orders'))}\n${JSON.stringify(streamState('orders', 1))}\n`)
    const engine = new FakeEngine()
    const running = runWrite(source, { engine, ports: { stop: stop.signal } })
    await until(() => engine.sent.length === 1)
    stop.abort()
    expect(engine.stopsWithin).toEqual([defaultWriteLimits.drainMs])
    engine.stop()
    const { report, states } = await running
    expect(states).toEqual([])
    expect(report.outcomes.transient).toBe(1)
  })

  test('a reader of stdout that has gone ends the work quietly', async () => {
    const stdout = new PassThrough()
    const source = new PassThrough()
    source.write(`${JSON.stringify(record('orders'))}\n`)
    const engine = new FakeEngine()
    const running = runWrite(source, { engine, stdout })
    await until(() => engine.sent.length === 1)
    stdout.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    const { report } = await running
    expect(report).toMatchObject({ exitCode: 1, failure: { type: 'transient_error' } })
  })

  test('a slow reader of stdout slows the reading down', async () => {
    const printed: (() => void)[] = []
    const slow = new Writable({ highWaterMark: 1_000, write: (_chunk, _encoding, done) => printed.push(done) })
    let produced = 0
    const source = Readable.from(
      (function* () {
        while (produced < 2_000) {
          produced += 1
          yield Buffer.from(`${JSON.stringify(globalState(produced))}\n`)
        }
      })(),
    )
    const running = runWrite(source, { ports: { writer: new MessageWriter(slow) } })
    for (let turn = 0; turn < 3_000; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(produced).toBeLessThan(500)
    slow._write = (_chunk, _encoding, done) => done()
    for (const done of printed.splice(0)) done()
    const { report } = await running
    expect(report.echoedStateCount).toBe(2_000)
  })
})

describe('states that wait for a record', () => {
  /** An engine that settles nothing before it is told. */
  function heldEngine() {
    const engine = new FakeEngine(undefined, 100)
    const submit = engine.submit.bind(engine)
    const held: (() => void)[] = []
    engine.submit = (request, onSettled) => held.push(() => submit(request, onSettled))
    const drain = engine.drain.bind(engine)
    engine.drain = async () => {
      await until(() => held.length === 0)
      await drain()
    }
    const release = () => {
      for (const go of held.splice(0)) go()
    }
    return { engine, release }
  }

  function manyStates(count: number, characters: number) {
    let produced = 0
    const source = Readable.from(
      (function* () {
        yield Buffer.from(`${JSON.stringify(record('orders'))}\n`)
        while (produced < count) {
          produced += 1
          const { state } = streamState('orders', produced)
          yield Buffer.from(`${JSON.stringify({ type: 'STATE', state: { ...state, big: 'x'.repeat(characters) } })}\n`)
        }
      })(),
    )
    return { source, produced: () => produced }
  }

  test('are read only as far as they fit into memory, and all go out when it is settled', async () => {
    const { engine, release } = heldEngine()
    const { source, produced } = manyStates(3_000, 10_000)
    const running = runWrite(source, { engine, limits: { maxHeldStateBytes: 2_000_000 } })
    for (let turn = 0; turn < 20_000; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(produced()).toBeGreaterThan(50)
    // Some more are read ahead by the stream itself.
    expect(produced()).toBeLessThan(200)
    release()
    const { report } = await running
    expect(report).toMatchObject({ exitCode: 0, stateCount: 3_000, echoedStateCount: 3_000 })
  })

  test('count until they are printed: what covers them may be slow to be kept', async () => {
    const { source, produced } = manyStates(1_000, 10_000)
    let keep = () => {}
    const kept = new Promise<void>((resolve) => {
      keep = resolve
    })
    const ledger = { add: () => undefined, flush: () => kept, ready: async () => undefined }
    const running = runWrite(source, { ports: { ledger }, limits: { maxHeldStateBytes: 2_000_000 } })
    for (let turn = 0; turn < 5_000; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(produced()).toBeGreaterThan(50)
    expect(produced()).toBeLessThan(200)
    keep()
    expect((await running).report).toMatchObject({ exitCode: 0, echoedStateCount: 1_000 })
  })

  test('may take 64 MB where nothing else is said', async () => {
    const { engine, release } = heldEngine()
    const { source, produced } = manyStates(80, 1_000_000)
    const running = runWrite(source, { engine })
    for (let turn = 0; turn < 2_000; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    // Two bytes a character, and some are read ahead.
    expect(produced()).toBeLessThan(60)
    release()
    expect((await running).report.echoedStateCount).toBe(80)
  })

  test('and cannot keep it from ending, when it is told to', async () => {
    const { engine, release } = heldEngine()
    const { source, produced } = manyStates(3_000, 10_000)
    const stop = new AbortController()
    const running = runWrite(source, { engine, limits: { maxHeldStateBytes: 2_000_000 }, ports: { stop: stop.signal } })
    await until(() => produced() > 50)
    stop.abort()
    release()
    const { report, states } = await running
    expect(report).toMatchObject({ exitCode: 1, outcomes: { accepted: 1 } })
    expect(states).toHaveLength(report.stateCount)
  })
})

test('a run and all that comes after it end within 26 s of a signal', () => {
  const printedMs = 1_000
  const afterMs = 3 * lastLimits.leastCloseMs + reportLimits.leastCloseMs + printedMs
  const { settleMs, closeMs, leastCloseMs } = defaultWriteLimits
  expect(settleMs + leastCloseMs + afterMs).toBeLessThanOrEqual(26_000)
  expect(Math.max(closeMs, lastLimits.closeMs, reportLimits.closeMs)).toBeLessThanOrEqual(settleMs)
})

describe('ending from outside, where nobody else ends', () => {
  const hurried = { settleMs: 60, closeMs: 40, leastCloseMs: 20 }
  const never = () => new Promise<never>(() => undefined)

  test.each([
    ['a store that never answers', { rejectedStore: { ...noDeadLetters, flush: never } }],
    ['a store that is never ready', { rejectedStore: { ...noDeadLetters, ready: never } }],
    ['a ledger that never answers', { ports: { ledger: { add: () => undefined, flush: never, ready: never } } }],
  ] as const)('%s is not waited for', async (_what, setup) => {
    const stop = new AbortController()
    const source = new PassThrough()
    for (const line of [record('orders'), record('orders', { reject: true }), streamState('orders', 1)])
      source.write(`${JSON.stringify(line)}\n`)
    const engine = new FakeEngine()
    const more = 'ports' in setup ? setup.ports : {}
    const running = runWrite(source, { ...setup, engine, limits: hurried, ports: { ...more, stop: stop.signal } })
    await until(() => engine.sent.length === 1)
    stop.abort()
    const { report, logs } = await running
    expect(report).toMatchObject({
      exitCode: 1,
      failure: { message: expect.stringContaining('stopped before the end') },
      outcomes: { accepted: 1, rejected: 1 },
    })
    // Accepted, and to be sent again by the next sync: said where its state did not go out.
    expect(report.acceptedAfterLastStateCount).toBe(1 - report.echoedStateCount)
    const told = 'no state covers what was accepted: the next sync sends all of it again; 0 of 1 state echoed'
    expect(logs.join().includes(told)).toBe(report.echoedStateCount === 0)
  })

  test('output that nobody reads is not waited for', async () => {
    const stop = new AbortController()
    const unread = new Writable({ highWaterMark: 100, write: () => undefined })
    const source = new PassThrough()
    const lines = Array.from({ length: 50 }, (_, index) => JSON.stringify(globalState(index)))
    source.write(`${lines.join('\n')}\n`)
    const running = write(
      {
        configuration: configurationOf({ s2s_token: 'token', apps: [{ app_id: '111' }] }),
        streams: ordersAndUsers,
        limits: { ...defaultWriteLimits, ...hurried },
      },
      {
        stdin: source,
        writer: new MessageWriter(unread),
        engine: new FakeEngine(),
        prepare: obedientPrepare,
        rejectedStore: noDeadLetters,
        now: Date.now,
        every: () => () => undefined,
        after: afterDelay,
        stop: stop.signal,
      },
    )
    await until(() => unread.writableNeedDrain)
    stop.abort()
    const report = await running
    // None of them has left this process.
    expect(report).toMatchObject({ exitCode: 1, stateCount: 50, echoedStateCount: 0 })
  })

  test('states count as echoed that the reader has whole, and no others', async () => {
    const stop = new AbortController()
    const taken: string[] = []
    // As a pipe that is full: it takes so much, and no more.
    const full = new Writable({
      write: (chunk, _encoding, done) => {
        if (!String(chunk).includes('"STATE"')) return done()
        if (taken.length === 3) return
        taken.push(String(chunk))
        done()
      },
    })
    const source = new PassThrough()
    const pairs = Array.from({ length: 8 }, (_, index) => [record('orders'), streamState('orders', index)]).flat()
    for (const line of pairs) source.write(`${JSON.stringify(line)}\n`)
    const engine = new FakeEngine()
    const ports = { stop: stop.signal, writer: new MessageWriter(full), after: afterDelay }
    const running = runWrite(source, { engine, ports, limits: hurried })
    await until(() => full.writableLength > 0 && engine.sent.length === 8)
    stop.abort()
    const { report } = await running
    expect(report).toMatchObject({ stateCount: 8, echoedStateCount: 3, outcomes: { accepted: 8 } })
    expect(report.acceptedAfterLastStateCount).toBe(5)
  })

  test('a memory that never answers is not waited for', async () => {
    const store = new MapStore()
    const memory = await Memory.open(store, { rememberDeliveriesDays: 15, hashKey: undefined, now: Date.now })
    let isAsked = false
    store.read = () => {
      isAsked = true
      return never()
    }
    const subject: Subject = {
      ...{ appId: 'id111', platform: 'ios', userHash: undefined, appsflyerId: undefined, timeMs: undefined },
      ...{ device: {}, delivery: undefined },
    }
    const prepare: Prepare = (...given) => ({ ...obedientPrepare(...given), subject })
    const stop = new AbortController()
    const source = new PassThrough()
    source.write(`${JSON.stringify(record('orders'))}\n`)
    const running = runWrite(source, {
      configuration: configurationOf({
        s2s_token: 'token',
        apps: [{ app_id: '111' }],
        memory: { store: 'sqlite', path: 'none.db' },
      }),
      limits: hurried,
      ports: { stop: stop.signal, memory, prepare },
    })
    await until(() => isAsked)
    stop.abort()
    expect((await running).report).toMatchObject({ recordCount: 1, outcomes: { accepted: 0, transient: 1 } })
  })

  test('a store that is never ready ends with the reading, not after the time for what is under way', async () => {
    const stop = new AbortController()
    const source = new PassThrough()
    source.write(`${JSON.stringify(record('orders'))}\n`)
    const engine = new FakeEngine()
    const rejectedStore = { ...noDeadLetters, ready: never }
    const limits = { ...hurried, settleMs: 60_000 }
    const running = runWrite(source, { rejectedStore, engine, limits, ports: { stop: stop.signal } })
    await until(() => engine.sent.length === 1)
    stop.abort()
    expect((await running).report.outcomes.accepted).toBe(1)
  }, 10_000)

  test('records whose end nobody tells are counted as not settled', async () => {
    const stop = new AbortController()
    const engine = new FakeEngine()
    let isSubmitted = false
    engine.submit = () => {
      isSubmitted = true
    }
    engine.drain = never
    const source = new PassThrough()
    source.write(`${JSON.stringify(record('orders'))}\n${JSON.stringify(streamState('orders', 1))}\n`)
    const running = runWrite(source, { engine, limits: hurried, ports: { stop: stop.signal } })
    await until(() => isSubmitted)
    stop.abort()
    const { report, states, logs } = await running
    expect(states).toEqual([])
    expect(report).toMatchObject({ recordCount: 1, outcomes: { transient: 1 } })
    expect(logs.join()).toContain('1 not settled whose worth is not known (transient 1): a later sync sends it')
  })
})

test('a record whose end is told after the end counts once: as not settled', async () => {
  const stop = new AbortController()
  const engine = new FakeEngine()
  let settle = () => {}
  engine.submit = (request, onSettled) => {
    engine.sent.push(request)
    settle = () => onSettled(fineSettlement)
  }
  engine.drain = () => new Promise(() => undefined)
  const source = new PassThrough()
  source.write(`${JSON.stringify(record('orders'))}\n`)
  // It is flushed when nothing more is waited for.
  const rejectedStore = { ...noDeadLetters, flush: async () => settle() }
  const limits = { settleMs: 60, closeMs: 40, leastCloseMs: 20 }
  const running = runWrite(source, { engine, rejectedStore, limits, ports: { stop: stop.signal } })
  await until(() => engine.sent.length === 1)
  stop.abort()
  const { outcomes, stakes } = (await running).report
  expect(outcomes).toMatchObject({ accepted: 0, transient: 1 })
  expect(stakes.transient.records).toBe(1)
})

test('what finds no room before the end is not sent any more', async () => {
  const stop = new AbortController()
  const engine = new FakeEngine(undefined, 1)
  const submit = engine.submit.bind(engine)
  let release = () => {}
  engine.submit = (request, onSettled) => {
    if (engine.sent.length > 0) submit(request, onSettled)
    else
      submit(request, (settlement) => {
        release = () => onSettled(settlement)
      })
  }
  const waitForRoom = engine.waitForRoom.bind(engine)
  engine.waitForRoom = async () => {
    if (engine.sent.length > 0) stop.abort()
    await waitForRoom()
    release()
  }
  const input = [record('orders', { number: 1 }), record('orders', { number: 2 })]
  const { report } = await runWrite(input, { engine, ports: { stop: stop.signal } })
  expect(engine.sent).toHaveLength(1)
  expect(report.outcomes).toMatchObject({ accepted: 1, transient: 1 })
})

test('where a store does not work no record is sent', async () => {
  const tryStore = async () => new StorageError('Cannot write the rejected records.', 'config_error')
  const { engine, trace, report } = await runWrite([record('orders')], { ports: { tryStore } })
  expect(engine.sent).toEqual([])
  expect(report.exitCode).toBe(1)
  expect(trace.error.message).toBe('Cannot write the rejected records.')
})

test.each([
  ['the store of rejected records', 'rejected'],
  ['the ledger', 'ledger'],
] as const)('no more is read than %s takes', async (_name, which) => {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let takenCount = 0
  let readCount = 0
  const outlet = {
    add: () => {
      takenCount += 1
    },
    flush: async () => undefined,
    ready: () => (takenCount < 100 ? Promise.resolve() : held),
  }
  function* lines() {
    for (let index = 0; index < 1_000; index += 1) {
      readCount += 1
      yield Buffer.from(`${JSON.stringify(record('orders', which === 'rejected' ? { reject: true } : { index }))}\n`)
    }
  }
  const setup = which === 'rejected' ? { rejectedStore: outlet } : { ports: { ledger: outlet } }
  const running = runWrite(Readable.from(lines()), setup)
  for (let turn = 0; turn < 3_000; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  const whileHeld = readCount
  letGo()
  const { report } = await running
  expect([whileHeld >= 100, whileHeld < 500, report.recordCount]).toEqual([true, true, 1_000])
})

test('a state goes out only when the memory keeps what it covers', async () => {
  const store = new MapStore()
  const memory = await Memory.open(store, { rememberDeliveriesDays: 15, hashKey: undefined, now: Date.now })
  const { write: keep } = store
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  store.write = (entries) => held.then(() => keep.call(store, entries))
  const delivery = { id: '65a51b40c5d1a0b2c3d4e5f6', isLasting: true, isResent: false, isOfWholeRecord: false }
  const subject: Subject = {
    ...{ appId: 'id111', platform: 'ios', userHash: undefined, appsflyerId: undefined, timeMs: undefined },
    ...{ device: {}, delivery },
  }
  const stdout = new PassThrough()
  let printed = ''
  stdout.on('data', (chunk) => {
    printed += chunk
  })
  const engine = new FakeEngine()
  const running = runWrite([record('orders'), streamState('orders', 1)], {
    configuration: configurationOf({
      s2s_token: 'token',
      apps: [{ app_id: '111' }],
      memory: { store: 'sqlite', path: 'none.db' },
    }),
    ...{ engine, stdout },
    ports: { memory, prepare: (...given) => ({ ...obedientPrepare(...given), subject }) },
  })
  await until(() => engine.sent.length === 1)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(printed).not.toContain('"STATE"')
  letGo()
  expect((await running).states).toHaveLength(1)
})

describe('the ledger', () => {
  function keepingLedger(flush: () => Promise<void> = async () => undefined) {
    const added: { request: Request; acceptance: Acceptance; record: InputRecord }[] = []
    const ledger: Ledger = {
      add: (request, acceptance, record) => added.push({ request, acceptance, record: record() }),
      flush,
      ready: async () => undefined,
    }
    return { ledger, added }
  }

  test('gets each accepted request with its record, and nothing else', async () => {
    const { ledger, added } = keepingLedger()
    const input = [record('orders', { order: 1 }), record('orders', { reject: true }), record('users', { skip: true })]
    const streams = [{ ...ordersAndUsers[0], primaryKey: [['order']] }, ordersAndUsers[1]] as typeof ordersAndUsers
    await runWrite([...input, streamState('orders', 1)], { ports: { ledger }, streams })
    expect(added).toEqual([
      {
        request: expect.objectContaining({ body: '{"order":1}' }),
        acceptance: expect.objectContaining({ attempts: 1, mayBeDuplicated: 0, acceptedAtMs: 1_700_000_000_000 }),
        record: { stream: 'orders', data: { order: 1 }, primaryKey: [['order']] },
      },
    ])
  })

  test('has a request on its disk before a state that covers it goes out', async () => {
    const stdout = new PassThrough()
    let printed = ''
    stdout.on('data', (chunk) => {
      printed += chunk
    })
    const printedBeforeKept: string[] = []
    const { ledger, added } = keepingLedger(async () => {
      const isFirst = added.length > 0 && printedBeforeKept.length === 0
      await new Promise((resolve) => setTimeout(resolve, 20))
      if (isFirst) printedBeforeKept.push(printed)
    })
    const { states } = await runWrite([record('orders'), streamState('orders', 1)], { ports: { ledger }, stdout })
    expect(printedBeforeKept).toEqual([expect.not.stringContaining('"STATE"')])
    expect(states).toHaveLength(1)
  })

  test('that cannot be kept ends the sync before the state', async () => {
    const { ledger } = keepingLedger(async () => {
      throw new StorageError('Cannot write the ledger.', 'config_error')
    })
    const { states, trace } = await runWrite([record('orders'), streamState('orders', 1)], { ports: { ledger } })
    expect(states).toEqual([])
    expect(trace.error).toMatchObject({ failure_type: 'config_error', message: 'Cannot write the ledger.' })
  })
})
