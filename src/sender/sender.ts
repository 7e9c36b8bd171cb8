import type { InputRecord } from '../core/domain/record'
import type { After } from '../memory/waiting-room'
import { describeError } from './describe-error'
import { readGiven } from './read-given'
import { type Ended, ended, type SendResult } from './result'
import type { SenderStats } from './sender-stats'
import { SenderCounts } from './sender-stats'
import type { Session } from './session'
import { Waiting } from './waiting'

/** Sends records of a backend to AppsFlyer, one by one as they come. */
export interface Sender {
  /**
   * Resolves when it is known what became of the record: with a ledger or a place for rejected records, once they keep it. Never
   * rejects. Until then the record is nowhere but in memory: who takes it from a queue acknowledges it after that.
   */
  send(record: InputRecord): Promise<SendResult>
  /**
   * Resolves when there is room for another record: producers that are faster than AppsFlyer await it before each `send`. Rejects
   * where the memory, the ledger or a proxy that is configured cannot be used, so that a process that awaits it once does not start.
   */
  ready(): Promise<void>
  /** Resolves when everything that was sent so far is settled, and kept. */
  flush(): Promise<void>
  /** Takes no more, lets what was sent settle within `closeWithinMs`, and lets go of connections. The rest is told to be `not_settled`. */
  close(): Promise<void>
  readonly stats: SenderStats
  /** What of the configuration has no effect. */
  readonly warnings: readonly string[]
}

interface SenderLimits {
  /** So many records may wait for their end; beyond, `send` resolves at once with `queue_full`. */
  readonly maxWaitingRecords: number
  /** The same in characters of their JSON, about a byte each. */
  readonly maxWaitingCharacters: number
  /** In milliseconds. */
  readonly closeWithinMs: number
  /** After something failed, so long until it is tried again, in milliseconds. */
  readonly tryAgainMs: number
}

export interface SenderPorts {
  /** Rejects when the memory, the ledger or a proxy cannot be used. */
  readonly openSession: () => Promise<Session>
  readonly limits: SenderLimits
  readonly warnings: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly after: After
}

/** After so many records it waits for everything behind it, however many more wait. */
const recordsBetweenCatchUps = 64

/** Takes records into a bounded queue and gives them to a session; where that has ended, to the next one. */
export class QueueingSender implements Sender {
  readonly warnings: readonly string[]
  readonly #ports: SenderPorts
  readonly #counts = new SenderCounts()
  readonly #queue: Waiting[] = []
  readonly #open = new Set<Waiting>()
  #openCharacters = 0
  #session: Session | undefined
  readonly #firstSession: Promise<Session>
  #opened: Session | undefined
  /** Why there is no session, and when the next is tried. */
  #trouble = ''
  #tryAtMs = Number.NEGATIVE_INFINITY
  #pumping: Promise<void> | undefined
  #closing: Promise<void> | undefined
  #wakes: (() => void)[] = []

  constructor(ports: SenderPorts) {
    this.#ports = ports
    this.warnings = ports.warnings
    this.#firstSession = ports.openSession()
    this.#firstSession.then(
      (session) => {
        this.#opened = session
      },
      // Told by `ready`, and by every `send`.
      () => undefined,
    )
  }

  get stats(): SenderStats {
    return this.#counts.stats(this.#open.size, this.#session?.requests)
  }

  send(record: InputRecord): Promise<SendResult> {
    const number = this.#counts.taken()
    return new Promise((resolve) => {
      const refuse = (end: Ended) => {
        this.#counts.count(end)
        resolve({ ...end, findings: [] })
      }
      if (this.#closing !== undefined) refuse(ended('not_settled', 'closed', 'The sender is closed.'))
      else if (!this.#hasRoom) refuse(ended('not_settled', 'queue_full', queueFull(this.#open.size)))
      else this.#enqueue(record, number, resolve, refuse)
    })
  }

  async ready(): Promise<void> {
    await this.#firstSession
    while (!this.#hasRoom && this.#closing === undefined)
      await new Promise<void>((resolve) => this.#wakes.push(resolve))
  }

  async flush(): Promise<void> {
    const sent = [...this.#open].map(({ isEnded }) => isEnded)
    const session = this.#session ?? (await this.#firstSession.catch(() => undefined))
    const callOff = session?.keepAtOnce()
    await Promise.all(sent)
    callOff?.()
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  get #hasRoom(): boolean {
    const { maxWaitingRecords, maxWaitingCharacters } = this.#ports.limits
    return this.#open.size < maxWaitingRecords && this.#openCharacters < maxWaitingCharacters
  }

  #enqueue(given: unknown, number: number, resolve: (result: SendResult) => void, refuse: (end: Ended) => void): void {
    const read = readGiven(given)
    if ('unreadable' in read) {
      refuse(ended('rejected', 'unreadable_record', read.unreadable))
      return
    }
    const waiting: Waiting = new Waiting(read.record, number, read.characters, (result) => {
      this.#counts.count(result)
      this.#open.delete(waiting)
      this.#openCharacters -= waiting.characters
      if (this.#hasRoom) for (const wake of this.#wakes.splice(0)) wake()
      resolve(result)
    })
    this.#open.add(waiting)
    this.#openCharacters += waiting.characters
    this.#queue.push(waiting)
    this.#pumping ??= this.#pump()
  }

  /** Never rejects. It is over in the very turn that sees the queue empty: what is sent in the next one finds no pump, and begins it. */
  async #pump(): Promise<void> {
    for (let taken = 1; this.#queue.length > 0; taken += 1) {
      try {
        await this.#pumpOne(taken % recordsBetweenCatchUps === 0)
      } catch (error) {
        this.#queue.shift()?.end(ended('not_settled', 'internal_error', describeError(error)))
      }
    }
    this.#pumping = undefined
  }

  /** It waits before it takes anything: `#pumping` is set by then. */
  async #pumpOne(catchesUp: boolean): Promise<void> {
    const session = await this.#sessionNow()
    const waiting = this.#queue.shift()
    if (session === undefined)
      waiting?.end(ended('not_settled', 'unavailable', `${this.#trouble} Send it again later.`))
    else if (waiting !== undefined) {
      await session.take(waiting)
      if (this.#queue.length === 0 || catchesUp) await session.catchUp()
    }
  }

  /** Undefined while there is none, and it is too early to try again. */
  async #sessionNow(): Promise<Session | undefined> {
    const { now, limits, openSession } = this.#ports
    const present = this.#session
    if (present !== undefined) {
      const isWornOut = now() - present.wornOutAtMs >= limits.tryAgainMs
      if (present.failure === undefined && !isWornOut) return present
      if (present.failure !== undefined) this.#fail(present.failure)
      this.#session = undefined
      this.#counts.keep(present.requests)
      await present.close(limits.closeWithinMs)
    }
    if (now() < this.#tryAtMs) return undefined
    try {
      this.#session = await (this.#tryAtMs === Number.NEGATIVE_INFINITY && present === undefined
        ? this.#firstSession
        : openSession())
    } catch (error) {
      this.#fail(describeError(error))
    }
    return this.#session
  }

  #fail(trouble: string): void {
    this.#trouble = trouble
    this.#tryAtMs = this.#ports.now() + this.#ports.limits.tryAgainMs
  }

  async #close(): Promise<void> {
    const { limits, now } = this.#ports
    const endAtMs = now() + limits.closeWithinMs
    for (const wake of this.#wakes.splice(0)) wake()
    await this.#within(limits.closeWithinMs / 2, this.#pumping)
    for (const waiting of this.#queue.splice(0))
      waiting.end(ended('not_settled', 'closed', 'The sender was closed before it was sent. Send it again.'))
    await this.#within(Math.max(0, endAtMs - now()), this.#firstSession)
    // The first one may have been opened, and never used.
    const session = this.#session ?? this.#opened
    await session?.close(Math.max(0, endAtMs - now()))
  }

  /** Resolves when the promise ends, however it does, or the time is over. */
  #within(delayMs: number, promise: Promise<unknown> | undefined): Promise<void> {
    return new Promise((resolve) => {
      const callOff = this.#ports.after(delayMs, resolve)
      const done = () => {
        callOff()
        resolve()
      }
      Promise.resolve(promise).then(done, done)
    })
  }
}

function queueFull(count: number): string {
  return `${count} records wait already, more than the memory is for: await ready() before each send, and send this one again.`
}
