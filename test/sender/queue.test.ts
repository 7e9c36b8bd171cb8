import type { Ended } from '../../src/sender/result'
import { QueueingSender, type SenderPorts } from '../../src/sender/sender'
import type { Session } from '../../src/sender/session'
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
  close = async (): Promise<void> => {
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
    openSession: openSession as unknown as () => Promise<Session>,
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
