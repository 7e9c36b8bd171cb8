import type { Finding } from '../../core/domain/finding'
import { unreadWorth, type Worth } from '../../core/domain/worth'
import type { Settlement } from '../../delivery/outcome/settlement'
import { BoundedLog } from '../protocol/messages/bounded-log'
import { type Message, type RecordMessage, showStream, streamKey } from '../protocol/messages/read-message'
import { Checkpoint, type Segment } from '../protocol/states/checkpoint'
import { withDestinationStats } from '../protocol/states/state-line'
import { type Keeping, StateReleaser } from '../protocol/states/state-releaser'
import { type Rejection, rejectedRecord } from './rejection'
import type { WritePorts } from './write-job'
import { Tally, type WriteReport } from './write-report'

/** A record on its way: where it came from, which states wait for it, and what it is worth. */
export interface Pending {
  readonly message: RecordMessage
  readonly segment: Segment<HeldState>
  /** Known once it is prepared. */
  worth: Worth | undefined
}

interface HeldState {
  readonly text: string
  readonly receivedAtMs: number
}

/** How a record ends that a later sync has to send. */
export type Unsettled = 'misconfigured' | 'transient' | 'throttled'

/**
 * The books of one sync: what has become of each record, and which states may go out for it. Every record that is opened
 * is closed once: accepted, skipped, rejected, or left for a later sync.
 */
export class SyncBooks {
  readonly #ports: Pick<WritePorts, 'writer' | 'rejectedStore' | 'now'>
  readonly #tally = new Tally()
  readonly #log: BoundedLog
  readonly #releaser: StateReleaser
  readonly #checkpoint: Checkpoint<HeldState>

  /**
   * `kept` is what keeps the accepted ones. `onFailure` is called once when that, or rejected records, can no longer be
   * kept; nothing is released after that.
   */
  constructor(
    ports: Pick<WritePorts, 'writer' | 'rejectedStore' | 'now'>,
    kept: readonly Keeping[],
    logsPerCode: number,
    onFailure: (error: unknown) => void,
  ) {
    this.#ports = ports
    this.#log = new BoundedLog(ports.writer, logsPerCode)
    this.#releaser = new StateReleaser(ports.writer, [...kept, ports.rejectedStore], onFailure)
    this.#checkpoint = new Checkpoint((state, stats, sentCount) => {
      this.#releaser.release(withDestinationStats(state.text, stats), sentCount)
    })
  }

  open(message: RecordMessage): Pending {
    this.#tally.recordCount += 1
    // Of one that is not read nobody can tell.
    return { message, segment: this.#checkpoint.addRecord(streamKey(message.stream)), worth: unreadWorth }
  }

  accept({ segment, worth }: Pending): void {
    this.#tally.countOutcome('accepted', worth)
    this.#checkpoint.settle(segment, 'accepted')
  }

  skip({ segment, worth }: Pending, code: string): void {
    this.#tally.countSkipped(code, worth)
    this.#checkpoint.settle(segment, 'skipped')
  }

  reject({ message, segment, worth }: Pending, rejection: Rejection): void {
    const { stream, lineNumber } = message
    const { code, message: reason } = rejection
    this.#tally.countRejected(code, worth)
    this.#log.log('WARN', code, () => `Line ${lineNumber}, stream ${showStream(stream)}, rejected: ${code}. ${reason}`)
    this.#ports.rejectedStore.add(rejectedRecord(message, rejection, this.#ports.now()))
    this.#checkpoint.settle(segment, 'rejected')
  }

  leaveUnsettled({ segment, worth }: Pending, outcome: Unsettled): void {
    this.#tally.countOutcome(outcome, worth)
    this.#checkpoint.abandon(segment)
  }

  /** What was found on a record that is sent. */
  countFindings(findings: readonly Finding[], { worth }: Pending): void {
    this.#tally.countFindings(findings, worth)
  }

  /** The attempts of a request that has settled, whatever came of it. */
  countAttempts(settlement: Settlement): void {
    this.#tally.countAttempts(settlement)
  }

  /** Requests that only asked whether AppsFlyer knows a key. */
  countKeyProbes(requestCount: number): void {
    this.#tally.countKeyProbes(requestCount)
  }

  holdState({ scope, text }: Extract<Message, { readonly kind: 'state' }>): void {
    this.#tally.stateCount += 1
    const state = { text, receivedAtMs: this.#ports.now() }
    if (scope === 'all') this.#checkpoint.addGlobalState(state)
    else this.#checkpoint.addStreamState(streamKey(scope), state)
  }

  noteBrokenLine({ lineNumber, why }: Extract<Message, { readonly kind: 'broken' }>): void {
    this.#tally.brokenLineCount += 1
    this.#log.log('ERROR', 'broken_line', () => `Line ${lineNumber} ${why}. It is left out.`)
  }

  /** When the oldest state came in that still waits for its records; Infinity when none does. */
  get oldestStateMs(): number {
    return Math.min(...this.#checkpoint.firstWaiting().map((state) => state.receivedAtMs))
  }

  /** Resolves when every state that may go out is printed and every rejected record is durable, or the store has failed. */
  close(): Promise<void> {
    return this.#releaser.finish()
  }

  report(end: Pick<WriteReport, 'durationMs' | 'failure' | 'exitCode' | 'unkeptCount' | 'remembers'>): WriteReport {
    const { echoedCount: echoedStateCount, coveredCount } = this.#releaser
    return this.#tally.report({ ...end, echoedStateCount, coveredCount })
  }
}
