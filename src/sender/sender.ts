import type { InputRecord } from '../core/domain/record'
import type { After } from '../memory/waiting-room'
import { readGiven } from './read-given'
import { type Ended, ended, type SendResult } from './result'
import { Room } from './room'
import type { SenderStats } from './sender-stats'
import { SenderCounts } from './sender-stats'
import { type Sending, Sessions } from './sessions'
import { Waiting } from './waiting'
import { within } from './within'

/** Sends records of a backend to AppsFlyer, one by one as they come. */
export interface Sender {
  /**
   * Resolves when it is known what became of the record: with a ledger or a place for rejected records, once they keep it. Never
   * rejects. Until then the record is nowhere but in memory: who takes it from a queue acknowledges it after that.
   */
  send(record: InputRecord): Promise<SendResult>
  /**
   * Resolves when there is room for another record: producers that are faster than AppsFlyer await it directly before each `send`. Rejects
   * where the memory, the ledger or a proxy that is configured cannot be used, so that a process that awaits it once does not start,
   * until they can.
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
  readonly openSession: () => Promise<Sending>
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
  readonly #room: Room
  readonly #sessions: Sessions
  #pumping: Promise<void> | undefined
  #closing: Promise<void> | undefined

  constructor(ports: SenderPorts) {
    this.#ports = ports
    this.warnings = ports.warnings
    this.#room = new Room(ports)
    this.#sessions = new Sessions({ ...ports, onLeft: (requests) => this.#counts.keep(requests) })
  }

  get stats(): SenderStats {
    return this.#counts.stats(this.#open.size, this.#sessions.present?.requests)
  }

  send(record: InputRecord): Promise<SendResult> {
    const number = this.#counts.taken()
    return new Promise((resolve) => {
      const refuse = (end: Ended) => {
        this.#counts.count(end)
        resolve({ ...end, findings: [] })
      }
      if (this.#closing !== undefined) refuse(ended('not_settled', 'closed', 'The sender is closed.'))
      else if (!this.#room.has) refuse(ended('not_settled', 'queue_full', queueFull(this.#open.size)))
      else this.#enqueue(record, number, resolve, refuse)
    })
  }

  async ready(): Promise<void> {
    await this.#sessions.first()
    await this.#room.ready()
  }

  async flush(): Promise<void> {
    const sent = [...this.#open].map(({ isEnded }) => isEnded)
    const session = this.#sessions.present ?? (await this.#sessions.opening)
    const callOff = session?.keepAtOnce()
    await Promise.all(sent)
    callOff?.()
  }

  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
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
      this.#room.free(waiting.characters)
      resolve(result)
    })
    this.#open.add(waiting)
    this.#room.take(waiting.characters)
    this.#queue.push(waiting)
    this.#pumping ??= this.#pump()
  }

  /** Never rejects. It is over in the very turn that sees the queue empty: what is sent in the next one finds no pump, and begins it. */
  async #pump(): Promise<void> {
    for (let taken = 1; this.#queue.length > 0; taken += 1) {
      const session = await this.#sessions.next()
      const waiting = this.#queue.shift()
      if (session === undefined)
        waiting?.end(ended('not_settled', 'unavailable', `${this.#sessions.trouble} Send it again later.`))
      else if (waiting !== undefined) {
        await session.take(waiting)
        if (this.#queue.length === 0 || taken % recordsBetweenCatchUps === 0) await session.catchUp()
      }
    }
    this.#pumping = undefined
  }

  async #close(): Promise<void> {
    const { limits, now, after } = this.#ports
    const endAtMs = now() + limits.closeWithinMs
    this.#room.open()
    await within(limits.closeWithinMs / 2, this.#pumping, after)
    for (const waiting of this.#queue.splice(0))
      waiting.end(ended('not_settled', 'closed', 'The sender was closed before it was sent. Send it again.'))
    await this.#sessions.close(Math.max(0, endAtMs - now()))
  }
}

function queueFull(count: number): string {
  return `${count} records wait already, more than the memory is for: await ready() before each send, and send this one again.`
}
