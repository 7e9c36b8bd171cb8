import type { Ended } from '../../src/sender/result'
import { QueueingSender, type SenderPorts } from '../../src/sender/sender'
import type { Waiting } from '../../src/sender/waiting'

/** The sender alone, in front of sessions that are made up: what it does in which turn. */
const accepted: Ended = { outcome: 'accepted', code: 'accepted', message: '', attempts: 1, mayBeDuplicated: false }

/** Accepts everything at once, unless it is told otherwise. */
class MadeUpSession {
  failure: string | undefined
  wornOutAtMs = Number.POSITIVE_INFINITY
  isClosed = false
  readonly requests = { requestCount: 0, retryCount: 0 }
  readonly taken: Waiting[] = []
  take = async (waiting: Waiting): Promise<void> => {
    this.taken.push(waiting)
    waiting.end(accepted)
  }
  catchUp = async (): Promise<void> => undefined
  keepAtOnce = () => () => undefined
  close = async (_withinMs: number): Promise<void> => {
    this.isClosed = true
  }
}

interface Given {
  readonly openSession?: () => Promise<MadeUpSession>
  readonly limits?: Partial<SenderPorts['limits']>
  readonly now?: () => number
}

const limits = { maxWaitingRecords: 100, maxWaitingCharacters: 1_000_000, closeWithinMs: 1_000, tryAgainMs: 50 }

function senderOf({ openSession = async () => new MadeUpSession(), now = Date.now, ...given }: Given = {}) {
  return new QueueingSender({
    openSession,
    limits: { ...limits, ...given.limits },
    warnings: [],
    now,
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs)
      return () => clearTimeout(timer)
    },
  })
}

test('a worker that sends one after the other goes on, however many wrappers are between', async () => {
  const sender = senderOf()
  const through = async (wrappers: number): Promise<void> => {
    if (wrappers > 0) await through(wrappers - 1)
    else await sender.send({ data: {} })
  }
  // A record that is left waits for ever: the test ends by its time.
  for (let wrappers = 0; wrappers < 40; wrappers += 1) for (let n = 0; n < 3; n += 1) await through(wrappers)
  for (let turns = 0; turns < 40; turns += 1) {
    await sender.send({ data: {} })
    for (let turn = 0; turn < turns; turn += 1) await undefined
    const sent = sender.send({ data: {} })
    await sender.flush()
    await sent
  }
  expect(sender.stats).toMatchObject({ sent: 200, accepted: 200, waiting: 0 })
})

test('many producers that await ready(): none of them is turned away', async () => {
  const sender = senderOf({
    limits: { maxWaitingRecords: 10 },
    openSession: async () => {
      const session = new MadeUpSession()
      session.take = async (waiting) => {
        setImmediate(() => waiting.end(accepted))
      }
      return session
    },
  })
  const produce = async (_value: unknown, wrappers: number) => {
    await sender.ready()
    for (let turn = 0; turn < wrappers % 5; turn += 1) await undefined
    return sender.send({ data: {} })
  }
  await Promise.all(Array.from({ length: 100 }, produce))
  expect(sender.stats).toMatchObject({ sent: 100, accepted: 100, byCode: {} })
})

test('ready() resolves once the memory that failed at first can be used, and rejects until then', async () => {
  let nowMs = 0
  let isAway = true
  let tries = 0
  const openSession = async () => {
    tries += 1
    if (isAway) throw new Error('away')
    return new MadeUpSession()
  }
  const sender = senderOf({ now: () => nowMs, openSession })
  await expect(sender.ready()).rejects.toThrow('away')
  isAway = false
  await expect(sender.ready()).rejects.toThrow('away')
  expect(tries).toBe(1)
  nowMs = limits.tryAgainMs
  await sender.ready()
  expect(await sender.send({ data: {} })).toMatchObject({ outcome: 'accepted' })
  expect(tries).toBe(2)
})

/** The first opens at once; each later one when it is told to. */
function openedLater() {
  const sessions: MadeUpSession[] = []
  let open: () => void = () => undefined
  const openSession = async () => {
    const isFirst = sessions.length === 0
    const session = new MadeUpSession()
    sessions.push(session)
    if (!isFirst) await new Promise<void>((resolve) => (open = resolve))
    return session
  }
  return { sessions, openSession, open: () => open() }
}

test('a session that opens while the sender closes, or after that, is closed', async () => {
  let nowMs = 0
  const { sessions, openSession, open } = openedLater()
  const sender = senderOf({ now: () => nowMs, openSession, limits: { closeWithinMs: 10 } })
  await sender.send({ data: {} })
  const [first] = sessions
  if (first !== undefined) first.failure = 'The memory failed.'
  expect(await sender.send({ data: {} })).toMatchObject({ code: 'unavailable' })
  nowMs = limits.tryAgainMs
  const left = sender.send({ data: {} })
  await sender.close()
  expect(await left).toMatchObject({ outcome: 'not_settled', code: 'closed' })
  expect(sessions).toHaveLength(2)
  open()
  await new Promise((resolve) => setImmediate(resolve))
  expect(sessions.map(({ isClosed }) => isClosed)).toEqual([true, true])
})

test('a session that is left has no longer to settle than the sender', async () => {
  const within: number[] = []
  let end: () => void = () => undefined
  const second = new MadeUpSession()
  second.close = async (withinMs) => {
    within.push(withinMs)
    if (within.length > 1) end()
    else await new Promise<void>((resolve) => (end = resolve))
  }
  const failed = new MadeUpSession()
  const sessions = [failed, second]
  const openSession = async () => sessions.shift() ?? new MadeUpSession()
  const sender = senderOf({ openSession, limits: { closeWithinMs: 40, tryAgainMs: 0 } })
  await sender.send({ data: {} })
  failed.failure = 'The memory failed.'
  await sender.send({ data: {} })
  second.wornOutAtMs = Number.NEGATIVE_INFINITY
  const sent = sender.send({ data: {} })
  await sender.close()
  expect(await sent).toMatchObject({ outcome: 'not_settled', code: 'closed' })
  expect(within).toHaveLength(2)
  expect(within[1]).toBeLessThan(40)
})
