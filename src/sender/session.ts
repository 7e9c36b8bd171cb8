import type { Configuration } from '../../spec/configuration/configuration'
import type { Finding } from '../core/domain/finding'
import type { Prepared } from '../core/domain/prepared'
import { type InputRecord, streamOf } from '../core/domain/record'
import { prepare } from '../core/prepare'
import { type DeadLetters, noDeadLetters } from '../delivery/dead-letters/dead-letters'
import type { DeliveryEngine } from '../delivery/engine/engine'
import type { Settlement } from '../delivery/outcome/settlement'
import type { Ledger } from '../ledger/ledger'
import type { Memory } from '../memory/memory'
import type { After } from '../memory/waiting-room'
import type { Host, Left, Rejection, Unsettled } from '../run/host'
import { letterOf } from '../run/letter-of'
import type { Refusal } from '../run/prove-keys'
import { describeLeftOut, describeRefusals } from '../run/refusals'
import { Run } from '../run/run'
import type { Engine } from '../run/run-ports'
import { describeError } from './describe-error'
import { Kept } from './kept'
import { ended } from './result'
import type { Waiting } from './waiting'

/** What a session sends and keeps with. */
export interface SessionParts {
  readonly engine: Engine & Pick<DeliveryEngine, 'snapshot'>
  readonly memory: Memory | undefined
  readonly ledger: Ledger | undefined
  readonly rejected: DeadLetters
  /** Ends connections, and lets go of the memory. */
  readonly close: () => Promise<void>
}

export interface SessionPorts {
  readonly configuration: Configuration
  /** Between two writes of the ledger or of rejected records, in milliseconds. */
  readonly keepEveryMs: number
  /** What people should know; without keys and values of records. */
  readonly warn: (message: string) => void
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly after: After
}

/** Of the time for closing, so much is for cutting off what does not end. */
const cutOffMs = 1_500
/** A day: how long a session may settle, `close` says each time. */
const longMs = 86_400_000

/**
 * One run of a sender. It ends when the sender closes, or when something ends that a run cannot do without: a key that is refused, a
 * server that was given up, a memory or a store that failed. Then the sender begins another one.
 */
export class Session implements Host<Waiting> {
  readonly #ports: SessionPorts
  readonly #parts: SessionParts
  readonly #run: Run<Waiting>
  readonly #kept: Kept
  readonly #open = new Set<Waiting>()
  readonly #over: Promise<void>
  #endReading: () => void = () => {}
  #wornOutAtMs = Number.POSITIVE_INFINITY
  #failure: string | undefined
  #partsClosed: Promise<void> | undefined

  constructor(parts: SessionParts, ports: SessionPorts) {
    const { configuration, now, after } = ports
    const { engine, memory, ledger, rejected } = parts
    this.#ports = ports
    this.#parts = parts
    this.#run = new Run<Waiting>(this, {
      configuration,
      // A backend may send to any app.
      streams: [undefined],
      engine,
      memory,
      ledger,
      // Another session came before it, or other processes send beside it.
      countsFromStart: false,
      outlets: [rejected],
      closeInput: () => this.#endReading(),
      limits: { drainMs: longMs, settleMs: cutOffMs - 500, closeMs: cutOffMs, leastCloseMs: 250 },
      now,
      after,
    })
    const isWritten = ledger !== undefined || rejected !== noDeadLetters
    this.#kept = new Kept({
      isNeeded: isWritten || memory !== undefined,
      everyMs: isWritten ? ports.keepEveryMs : 0,
      flush: async () => {
        await Promise.all([this.#run.flush(), rejected.flush()])
      },
      onFailure: (error) => this.failed(error),
      after,
    })
    const read = new Promise<void>((resolve) => {
      this.#endReading = resolve
    })
    this.#over = this.#run.run(
      () => read,
      () => this.#kept.finish(),
    )
  }

  /** Something failed without which it cannot go on, in words for people. */
  get failure(): string | undefined {
    return this.#failure
  }

  /** When an app or a server was given up: what is sent there from then on is not even tried. Infinity: it was not. */
  get wornOutAtMs(): number {
    return this.#wornOutAtMs
  }

  /** Takes a record. Resolves when the next may come. */
  async take(waiting: Waiting): Promise<void> {
    this.#open.add(waiting)
    try {
      await this.#run.take(waiting)
    } catch (error) {
      // Of one record, and no reason to let the others wait.
      this.#end(waiting, ended('not_settled', 'internal_error', describeError(error)))
    }
  }

  /** To be called when nothing more waits. Resolves when everything behind it has caught up. */
  async catchUp(): Promise<void> {
    try {
      await this.#run.catchUp()
    } catch (error) {
      this.failed(error)
    }
  }

  /** What has ended is kept now, without waiting for more; until the function that it returns is called. */
  keepAtOnce(): () => void {
    return this.#kept.hurry()
  }

  /** What was taken may settle for so long; then it is left. Said again, the shorter time counts. */
  async close(withinMs: number): Promise<void> {
    this.#run.endReading()
    const callOff = this.#ports.after(Math.max(0, withinMs - cutOffMs), () => {
      this.#run.abort()
      this.#run.hurry()
    })
    await this.#over
    callOff()
    this.#kept.giveUp()
    for (const waiting of this.#open) this.#end(waiting, ended('not_settled', 'stopped', this.#whyStopped()))
    this.#partsClosed ??= this.#parts.close().catch(() => undefined)
    await this.#partsClosed
  }

  get requests(): Pick<ReturnType<Run<Waiting>['tally']['counts']>, 'requestCount' | 'retryCount'> {
    return this.#run.tally.counts()
  }

  prepare({ record }: Waiting): Prepared {
    return prepare(record, this.#ports.configuration, this.#ports.now())
  }

  recordOf({ record }: Waiting): InputRecord {
    return record
  }

  found(waiting: Waiting, findings: readonly Finding[]): void {
    waiting.findings = findings
  }

  accepted(waiting: Waiting, settlement: Settlement): void {
    this.#kept.add(ended('accepted', settlement.code, settlement.message, settlement), (end) => this.#end(waiting, end))
  }

  skipped(waiting: Waiting, code: string): void {
    this.#end(waiting, ended('skipped', code, waiting.findings.at(-1)?.message ?? 'It is not to be sent.'))
  }

  rejected(waiting: Waiting, rejection: Rejection): void {
    const { record, number } = waiting
    const { code, message, settlement } = rejection
    const content = { stream: streamOf(record), lineNumber: number, data: record.data }
    this.#parts.rejected.add(letterOf(content, waiting, rejection, this.#ports.now()))
    this.#kept.add(ended('rejected', code, message, settlement), (end) => this.#end(waiting, end))
  }

  left(waiting: Waiting, outcome: Unsettled, why?: Left): void {
    if (why === undefined) this.#end(waiting, ended('not_settled', 'stopped', this.#whyStopped()))
    else {
      if (outcome === 'misconfigured' || why.code === 'server_down') this.#wearOut()
      this.#end(waiting, ended('not_settled', why.code, `${why.message} Send it again later.`, why.settlement))
    }
  }

  refused(name: string, refusal: Refusal, isLeftOut: boolean): void {
    this.#wearOut()
    this.#ports.warn(isLeftOut ? describeLeftOut(name, refusal) : describeRefusals([[name, refusal]]))
  }

  failed(error: unknown): void {
    if (this.#failure === undefined) {
      this.#failure = describeError(error)
      this.#ports.warn(this.#failure)
    }
    this.#run.abort()
  }

  #wearOut(): void {
    this.#wornOutAtMs = Math.min(this.#wornOutAtMs, this.#ports.now())
  }

  #end(waiting: Waiting, end: ReturnType<typeof ended>): void {
    this.#open.delete(waiting)
    waiting.end(end)
  }

  #whyStopped(): string {
    return `${this.#failure ?? 'The sender was closed before it was settled.'} Send it again.`
  }
}
