import fc from 'fast-check'
import type { MemorySettings } from '../../spec/configuration/memory-form'
import type { Prepared } from '../../src/core/domain/prepared'
import type { Request } from '../../src/core/domain/request'
import type { Subject } from '../../src/core/domain/subject'
import { mostWaiting } from '../../src/memory/accepted'
import type { Gate } from '../../src/memory/gate'
import { gateFor } from '../../src/memory/gate-for'
import { hashOfUser } from '../../src/memory/installs/hash-of-user'
import { Memory } from '../../src/memory/memory'
import { MapStore } from './map-store'

const app = 'com.example.app'
const known = '1700000000000-1111111'
const nowMs = 1_700_000_000_000

const request = { endpoint: 'mobile_v3', appId: app, method: 'POST', url: 'u', headers: {}, body: '{}' } as const

/** A record as `prepare` leaves it. */
function record(
  more: { readonly subject?: Partial<Record<keyof Subject, unknown>>; readonly lacksId?: boolean } = {},
): Prepared {
  const subject = { appId: app, platform: 'android', timeMs: nowMs, device: {}, ...more.subject } as Subject
  if (more.lacksId !== true) return { outcome: 'send', request, findings: [], subject }
  const missing = { code: 'missing_appsflyer_id', severity: 'reject', field: null, message: 'No id.' } as const
  const looked = { code: 'appsflyer_id_looked_up', severity: 'note', field: null, message: 'Found.' } as const
  return {
    outcome: 'reject',
    request: null,
    findings: [missing],
    subject,
    complete: ({ appsflyerId }) => ({
      outcome: 'send',
      request: { ...request, body: appsflyerId },
      findings: [looked],
    }),
  }
}

const delivery = (id: string, isOfWholeRecord = false, more: object = {}) => ({
  delivery: { id: id.padEnd(24, '0'), isOfWholeRecord, isLasting: true, isResent: false, ...more },
})

interface Setup {
  readonly now?: () => number
  readonly settings?: Partial<Exclude<MemorySettings, { readonly store: 'none' }>>
  readonly countsFromStart?: boolean
  readonly store?: MapStore
  /** What a record that is to be sent waits for, before it is under way. */
  readonly room?: Promise<void>
}

/** A host that notes what becomes of its records, and settles what it is told to send when asked. */
async function host(setup: Setup = {}) {
  const { settings = {}, countsFromStart = true, store = new MapStore(() => nowMs), now = () => nowMs, room } = setup
  const memory = await Memory.open(store, { rememberDeliveriesDays: 15, hashKey: 'k', now: () => nowMs })
  const ended: string[] = []
  const failures: unknown[] = []
  const underWay: { readonly item: string; readonly deliveryId: string | undefined }[] = []
  const timers: { readonly delayMs: number; readonly callback: () => void }[] = []
  const gate: Gate<string> = gateFor(
    memory,
    {
      store: 'sqlite',
      path: 'p',
      remember_deliveries_days: 15,
      complete_device_ids: false,
      install_delay_seconds: 0,
      on_failure: 'stop',
      ...settings,
    } as MemorySettings,
    countsFromStart,
    {
      now,
      after: (delayMs, callback) => {
        const timer = { delayMs, callback }
        timers.push(timer)
        return () => timers.splice(timers.indexOf(timer), 1)
      },
      proceed: (item, prepared, deliveryId) => {
        const codes = prepared.findings.map(({ code }) => code).join(' ')
        ended.push(`${item} ${prepared.outcome} ${codes}`.trim())
        if (prepared.outcome === 'send') underWay.push({ item, deliveryId })
        return prepared.outcome === 'send' ? room : undefined
      },
      abandon: (item) => ended.push(`${item} abandoned`),
      onFailure: (error) => failures.push(error),
    },
  )
  const settle = (wasAccepted = true) => {
    for (const { deliveryId } of underWay.splice(0)) gate.settled(deliveryId, wasAccepted)
  }
  return { gate, memory, store, ended, failures, settle, timers, underWay }
}

test('a record without its id is completed by what the memory knows of its user', async () => {
  const { gate, memory, ended } = await host()
  await memory.learn([{ appId: app, userHash: hashOfUser('u1'), appsflyerId: known, source: 'sdk', seenAtMs: 1 }])
  gate.add('a', record({ lacksId: true, subject: { userHash: hashOfUser('u1') } }))
  gate.add('b', record({ lacksId: true, subject: { userHash: hashOfUser('u2') } }))
  gate.add('c', record({ lacksId: true }))
  await gate.pass()
  expect(ended).toEqual([
    'a send appsflyer_id_looked_up',
    'b reject missing_appsflyer_id',
    'c reject missing_appsflyer_id',
  ])
})

test('a record that was accepted is not sent again, in this run or the next', async () => {
  const { gate, ended, settle, store } = await host()
  gate.add('a', record({ subject: delivery('d') }))
  await gate.pass()
  settle()
  gate.add('b', record({ subject: delivery('d') }))
  await gate.drain()
  await gate.flush()
  const next = await host({ store })
  next.gate.add('c', record({ subject: delivery('d') }))
  await next.gate.pass()
  expect([...ended, ...next.ended]).toEqual(['a send', 'b skip accepted_before', 'c skip accepted_before'])
})

describe('which user a visitor is', () => {
  const visitor = '0'.repeat(8) + 'a'.repeat(16)
  const is = (user: string) => record({ subject: delivery(visitor + user.repeat(16)) })

  test('is told again where another one was told meanwhile, in a later run', async () => {
    const store = new MapStore(() => nowMs)
    const ended: string[] = []
    for (const [item, user] of [
      ['1', 'a'],
      ['2', 'a'],
      ['3', 'b'],
      ['4', 'a'],
      ['5', 'a'],
    ] as const) {
      const run = await host({ store })
      run.gate.add(item, is(user))
      await run.gate.pass()
      if (run.underWay.length > 0) run.settle()
      await run.gate.flush()
      ended.push(...run.ended)
    }
    expect(ended).toEqual(['1 send', '2 skip accepted_before', '3 send', '4 send', '5 skip accepted_before'])
  })

  test('is told again in the same run and block, too', async () => {
    const { gate, ended } = await host()
    for (const [index, user] of ['a', 'b', 'a'].entries()) gate.add(String(index), is(user))
    await gate.pass()
    expect(ended).toEqual(['0 send', '1 send', '2 send'])
  })
})

test('one that AppsFlyer accepted and lost is sent again', async () => {
  const { gate, ended, settle, store } = await host()
  gate.add('a', record({ subject: delivery('d') }))
  await gate.pass()
  settle(true)
  await gate.flush()
  const next = await host({ store })
  next.gate.add('b', record({ subject: delivery('d', false, { isResent: true }) }))
  await next.gate.pass()
  expect([...ended, ...next.ended]).toEqual(['a send', 'b send'])
})

test('one that has neither key nor time is never taken for one that was sent before', async () => {
  const { gate, ended, settle } = await host()
  for (const item of ['a', 'b']) gate.add(item, record({ subject: delivery('d', true, { isLasting: false }) }))
  await gate.pass()
  settle(true)
  expect(ended).toEqual(['a send', 'b send'])
})

test('one that is the same as another on its way waits for what comes of it', async () => {
  const { gate, ended, settle } = await host()
  for (const item of ['a', 'b', 'c']) gate.add(item, record({ subject: delivery('d') }))
  await gate.pass()
  expect(ended).toEqual(['a send'])
  settle(false)
  expect(ended).toEqual(['a send', 'b send'])
  settle(true)
  expect(ended).toEqual(['a send', 'b send', 'c skip accepted_before'])
})

test('of records that have nothing but their content the second is the second, in every run', async () => {
  const { gate, ended, settle, store } = await host()
  const same = record({ subject: delivery('abcdef0123456789', true) })
  for (const item of ['a', 'b']) gate.add(item, same)
  await gate.pass()
  settle()
  await gate.flush()
  const next = await host({ store })
  for (const item of ['c', 'd', 'e']) next.gate.add(item, same)
  await next.gate.pass()
  expect([...ended, ...next.ended]).toEqual([
    'a send',
    'b send',
    'c skip accepted_before',
    'd skip accepted_before',
    'e send',
  ])
})

test('where a run begins in the middle, a record without a key is never taken for one that was sent', async () => {
  const { gate, ended, settle } = await host({ countsFromStart: false })
  const same = record({ subject: delivery('abcdef0123456789', true) })
  gate.add('a', same)
  await gate.pass()
  settle()
  gate.add('b', same)
  await gate.pass()
  expect(ended).toEqual(['a send', 'b send'])
})

test('any records, any answers, any restarts: each delivery is accepted once at most, and none is lost', async () => {
  const anyIds = fc.array(fc.constantFrom('1a', '2b', '3c', '4d'), { minLength: 1, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(anyIds, fc.infiniteStream(fc.boolean()), fc.nat(3), async (ids, chance, restarts) => {
      const store = new MapStore(() => nowMs)
      const accepted = new Map<string, number>()
      for (let run = 0; run <= restarts + 1; run++) {
        const { gate, underWay, ended } = await host({ store })
        // The last run accepts everything.
        const accepts = () => run > restarts || chance.next().value
        for (const [index, id] of ids.entries()) {
          await gate.add(`${index}`, record({ subject: delivery(id) }))
          if (chance.next().value) await gate.pass()
          for (const { deliveryId = '' } of chance.next().value ? underWay.splice(0) : []) {
            const isAccepted = accepts()
            if (isAccepted) accepted.set(deliveryId, (accepted.get(deliveryId) ?? 0) + 1)
            gate.settled(deliveryId, isAccepted)
          }
        }
        await gate.drain()
        while (underWay.length > 0) {
          for (const { deliveryId = '' } of underWay.splice(0)) {
            const isAccepted = accepts()
            if (isAccepted) accepted.set(deliveryId, (accepted.get(deliveryId) ?? 0) + 1)
            gate.settled(deliveryId, isAccepted)
          }
        }
        await gate.flush()
        // Each record ended: sent, or skipped since its delivery was accepted.
        expect(ended).toHaveLength(ids.length)
      }
      expect([...accepted.values()].every((count) => count === 1)).toBe(true)
      expect(accepted.size).toBe(new Set(ids).size)
    }),
    { numRuns: 300 },
  )
})

test('an erased user is held back, and teaches nothing', async () => {
  const { gate, memory, ended } = await host()
  await memory.eraseUser(app, 'u1')
  gate.add('a', record({ subject: { userHash: hashOfUser('u1'), appsflyerId: known } }))
  await gate.pass()
  expect(ended).toEqual(['a skip erased_user'])
  expect(await memory.installsOf(app, 'u1')).toEqual([])
})

test('a record that carries both ids teaches the memory, once', async () => {
  const { gate, memory, store } = await host()
  const both = record({ subject: { userHash: hashOfUser('u1'), appsflyerId: known, device: { advertisingId: 'x' } } })
  gate.add('a', both)
  await gate.pass()
  expect(await memory.installsOf(app, 'u1')).toEqual([
    { appsflyerId: known, source: 'record', firstSeenMs: nowMs, lastSeenMs: nowMs, advertisingId: 'x' },
  ])
  const before = store.writeCount
  gate.add('b', both)
  await gate.pass()
  expect(store.writeCount).toBe(before)
})

test('what a record teaches is known to those that come with it', async () => {
  const { gate, ended } = await host()
  gate.add('a', {
    ...record({ subject: { userHash: hashOfUser('u1'), appsflyerId: known } }),
    outcome: 'skip',
    request: null,
  })
  gate.add('b', record({ lacksId: true, subject: { userHash: hashOfUser('u1') } }))
  await gate.pass()
  expect(ended).toEqual(['a skip', 'b send appsflyer_id_looked_up'])
})

test.each([
  ['of another form', { appsflyerId: 'mine' }],
  ['of the web', { appsflyerId: known, platform: 'web' }],
])('an id %s teaches nothing', async (_, more) => {
  const { gate, memory } = await host()
  gate.add('a', record({ subject: { userHash: hashOfUser('u1'), ...more } }))
  await gate.pass()
  expect(await memory.installsOf(app, 'u1')).toEqual([])
})

describe('install delay', () => {
  const installedAtMs = nowMs - 10_000
  const settings = { install_delay_seconds: 60 }

  async function withInstall(setup: Setup = {}) {
    const all = await host({ settings, ...setup })
    const seen = { appId: app, userHash: hashOfUser('u1'), appsflyerId: known, source: 'sdk', seenAtMs: 1 } as const
    await all.memory.learn([{ ...seen, installedAtMs }])
    return all
  }

  test('an event right after the install waits until the delay is over, and others pass it', async () => {
    const { gate, ended, timers } = await withInstall()
    gate.add(
      'a',
      record({ subject: { userHash: hashOfUser('u1'), appsflyerId: known, timeMs: installedAtMs + 1_000 } }),
    )
    gate.add('b', record({ subject: { userHash: hashOfUser('u2'), appsflyerId: known } }))
    await gate.pass()
    expect(ended).toEqual(['b send'])
    expect(timers.map(({ delayMs }) => delayMs)).toEqual([50_000])
    timers[0]?.callback()
    expect(ended).toEqual(['b send', 'a send waited_for_install'])
  })

  test.each([
    ['before the install', -1],
    ['after the delay', 60_000],
  ])('an event %s does not', async (_, offsetMs) => {
    const { gate, ended } = await withInstall()
    gate.add('a', record({ subject: { userHash: hashOfUser('u1'), timeMs: installedAtMs + offsetMs }, lacksId: true }))
    await gate.pass()
    expect(ended).toEqual(['a send appsflyer_id_looked_up'])
  })

  test('the end of a run waits for them, and an early end does not', async () => {
    const { gate, ended, timers } = await withInstall()
    gate.add('a', record({ subject: { userHash: hashOfUser('u1'), appsflyerId: known } }))
    const drained = gate.drain()
    await Promise.resolve()
    while (timers.length === 0) await new Promise(setImmediate)
    expect(ended).toEqual([])
    gate.release()
    await drained
    expect(ended).toEqual(['a send waited_for_install'])
    expect(timers).toEqual([])
  })

  test('the end of a run waits, too, for what its host still does before it sends them', async () => {
    let makeRoom = () => {}
    const room = new Promise<void>((resolve) => {
      makeRoom = resolve
    })
    const { gate, timers } = await withInstall({ room })
    gate.add('a', record({ subject: { userHash: hashOfUser('u1'), appsflyerId: known } }))
    await gate.pass()
    let isDrained = false
    const drained = gate.drain().then(() => {
      isDrained = true
    })
    timers[0]?.callback()
    await new Promise(setImmediate)
    expect(isDrained).toBe(false)
    makeRoom()
    await drained
  })

  test('the same record again waits for the one that waits', async () => {
    const { gate, ended, settle, timers } = await withInstall()
    const both = { userHash: hashOfUser('u1'), appsflyerId: known, ...delivery('d') }
    for (const item of ['a', 'b']) gate.add(item, record({ subject: both }))
    await gate.pass()
    timers[0]?.callback()
    settle()
    expect(ended).toEqual(['a send waited_for_install', 'b skip accepted_before'])
  })
})

describe('a memory that fails', () => {
  test('ends the run, and no record is given up for it', async () => {
    const { gate, store, ended, failures } = await host()
    store.isDown = true
    gate.add('a', record({ lacksId: true, subject: { userHash: hashOfUser('u1') } }))
    gate.add('b', record({ subject: delivery('d') }))
    await gate.pass()
    expect(ended).toEqual(['a abandoned', 'b abandoned'])
    expect(failures).toHaveLength(1)
    await expect(gate.flush()).rejects.toThrow('The memory is away.')
  })

  test('is gone on without where that is asked for, and each record says so', async () => {
    const { gate, store, ended, failures } = await host({ settings: { on_failure: 'continue' } })
    store.isDown = true
    gate.add('a', record({ lacksId: true, subject: { userHash: hashOfUser('u1') } }))
    gate.add('b', record({ subject: delivery('d') }))
    await gate.pass()
    expect(ended).toEqual(['a reject missing_appsflyer_id memory_unavailable', 'b send memory_unavailable'])
    expect(failures).toEqual([])
    await gate.flush()
  })

  test('an erasure that could not be kept is counted', async () => {
    const { gate, store } = await host({ settings: { on_failure: 'continue' } })
    store.isDown = true
    const request = { appId: 'com.example.app', erasure: { customerUserId: 'u1' } } as unknown as Request
    await new Promise<void>((done) => gate.erased('a', [request], done))
    expect(gate.unkeptCount).toBe(1)
  })

  test('keeps what was accepted once it is back', async () => {
    let time = nowMs
    const { gate, store, settle, ended } = await host({ settings: { on_failure: 'continue' }, now: () => time })
    gate.add('a', record({ subject: delivery('d') }))
    await gate.pass()
    store.isDown = true
    settle()
    await gate.flush()
    store.isDown = false
    // It is left alone for a second.
    time += 1_000
    await gate.flush()
    gate.add('b', record({ subject: delivery('d') }))
    await gate.pass()
    expect(ended).toEqual(['a send', 'b skip accepted_before'])
  })
})

test('a memory that gives no answer is left alone for a while, and a while longer each time', async () => {
  let time = nowMs
  const { gate, store, ended } = await host({ settings: { on_failure: 'continue' }, now: () => time })
  store.isDown = true
  const ask = async () => {
    const before = store.readCount
    gate.add('a', record({ subject: delivery('d') }))
    await gate.pass()
    return store.readCount - before
  }
  const asked: number[] = []
  for (const laterMs of [0, 999, 1, 1_999, 1]) {
    time += laterMs
    asked.push(await ask())
  }
  expect(asked).toEqual([1, 0, 1, 0, 1])
  expect(ended[0]).toBe('a send memory_unavailable')
})

test('no more records are taken while very many wait for one that is the same', async () => {
  const { gate, settle, ended } = await host()
  const same = record({ subject: delivery('d') })
  let isHeldUp = true
  const added = (async () => {
    for (let index = 0; index < 10_200; index += 1) await gate.add(`${index}`, same)
    isHeldUp = false
  })()
  for (let turn = 0; turn < 2_000 && ended.length < 1; turn += 1) await new Promise(setImmediate)
  for (let turn = 0; turn < 500; turn += 1) await new Promise(setImmediate)
  expect(isHeldUp).toBe(true)
  settle()
  await added
  await gate.pass()
  expect(ended).toHaveLength(10_200)
})

test('without a memory every record goes on at once', () => {
  const ended: string[] = []
  const gate = gateFor<string>(undefined, { store: 'none' }, true, {
    now: () => nowMs,
    after: () => () => undefined,
    proceed: (item) => void ended.push(item),
    abandon: () => undefined,
    onFailure: () => undefined,
  })
  gate.add('a', record())
  expect(ended).toEqual(['a'])
})

test('a record that was accepted between the question about its double and its turn is not sent twice', async () => {
  const { gate, ended, settle, store } = await host()
  gate.add('a', record({ subject: delivery('d') }))
  await gate.pass()
  const read = store.read.bind(store)
  store.read = async (keys) => {
    const values = await read(keys)
    // The answer is on its way: meanwhile the first is accepted, and kept.
    settle()
    await gate.flush()
    return values
  }
  gate.add('b', record({ subject: delivery('d') }))
  await gate.pass()
  expect(ended).toEqual(['a send', 'b skip accepted_before'])
})

test('nothing begins to wait for its install once the run ends early', async () => {
  const { gate, memory, timers, ended } = await host({ settings: { install_delay_seconds: 60 } })
  const userHash = hashOfUser('u1')
  await memory.learn([
    { appId: app, userHash, appsflyerId: known, source: 'sdk', seenAtMs: 1, installedAtMs: nowMs - 1_000 },
  ])
  gate.add('a', record({ subject: { userHash, appsflyerId: known } }))
  gate.release()
  await gate.pass()
  expect(timers).toEqual([])
  expect(ended).toEqual(['a send waited_for_install'])
})

test('any number of records that are the same as one that fails end one after another, be it at once', async () => {
  const memory = await Memory.open(new MapStore(), { rememberDeliveriesDays: 15, hashKey: 'k', now: () => nowMs })
  const settings = { store: 'sqlite', install_delay_seconds: 0, on_failure: 'stop' } as MemorySettings
  let count = 0
  let isOver = false
  const gate: Gate<number> = gateFor(memory, settings, true, {
    now: () => nowMs,
    after: () => () => undefined,
    proceed: (_item, _prepared, deliveryId) => {
      count += 1
      if (isOver) gate.settled(deliveryId, false)
      return undefined
    },
    abandon: () => undefined,
    onFailure: () => undefined,
  })
  const same = record({ subject: delivery('d') })
  for (let index = 0; index < 9_000; index += 1) await gate.add(index, same)
  await gate.pass()
  isOver = true
  gate.settled(same.subject?.delivery?.id, false)
  expect(count).toBe(9_000)
})

test('is ready while the memory keeps up with what is accepted, and when it is behind only after it has caught up', async () => {
  const store = new MapStore(() => nowMs)
  const write = store.write.bind(store)
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  store.write = async (entries) => {
    if (entries.some(({ table }) => table === 'deliveries')) await held
    await write(entries)
  }
  const { gate, memory } = await host({ store })
  const accept = (count: number) => {
    for (let index = 0; index < count; index += 1) gate.settled(`${memory.waitingCount}-${index}`.padEnd(24, '0'), true)
  }
  accept(1_000)
  await gate.ready()
  accept(10_000)
  let isReady = false
  const ready = gate.ready().then(() => {
    isReady = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(isReady).toBe(false)
  letGo()
  await ready
  expect(memory.waitingCount).toBe(0)
})

test('accepted deliveries beyond those that wait for a store that is away count as not kept, also once it is back', async () => {
  const store = new MapStore(() => nowMs)
  const { gate, memory } = await host({ store, settings: { on_failure: 'continue' } })
  store.isDown = true
  for (let index = 0; index < mostWaiting + 2; index += 1) gate.settled(`${index}`.padStart(24, '0'), true)
  gate.settled('0'.padStart(24, '0'), true)
  expect(gate.unkeptCount).toBe(mostWaiting + 2)
  store.isDown = false
  await memory.flush()
  expect(gate.unkeptCount).toBe(2)
})
