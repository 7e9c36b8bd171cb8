import { showStream, streamKey } from '../../../spec/airbyte/stream-name'
import type { Rejection, Weighed } from '../../run/host'
import { letterOf } from '../../run/letter-of'
import { BoundedLog } from '../protocol/messages/bounded-log'
import type { Message, RecordMessage } from '../protocol/messages/read-message'
import { Checkpoint, type Segment } from '../protocol/states/checkpoint'
import { HeldBytes } from '../protocol/states/held-bytes'
import { withDestinationStats } from '../protocol/states/state-line'
import { type Keeping, StateReleaser } from '../protocol/states/state-releaser'
import type { WriteLimits, WritePorts } from './write-job'

/** A record on its way: where it came from, and which states wait for it. */
export interface Pending extends Weighed {
  readonly message: RecordMessage
  readonly segment: Segment<HeldState>
}

interface HeldState {
  readonly text: string
  readonly receivedAtMs: number
}

/**
 * The books of one sync: which states may go out for what has become of the records. Every record that is opened is closed
 * once: accepted, skipped, rejected, or left for a later sync.
 */
export class SyncBooks {
  readonly #ports: Pick<WritePorts, 'writer' | 'rejectedStore' | 'now'>
  readonly #log: BoundedLog
  readonly #held: HeldBytes
  readonly #releaser: StateReleaser
  readonly #checkpoint: Checkpoint<HeldState>
  #brokenLineCount = 0
  #stateCount = 0

  /**
   * `kept` is what keeps the accepted ones. `onFailure` is called once when that, or rejected records, can no longer be
   * kept; nothing is released after that.
   */
  constructor(
    ports: Pick<WritePorts, 'writer' | 'rejectedStore' | 'now'>,
    kept: Keeping,
    limits: Pick<WriteLimits, 'logsPerCode' | 'maxHeldStateBytes'>,
    onFailure: (error: unknown) => void,
  ) {
    this.#ports = ports
    this.#log = new BoundedLog(ports.writer, limits.logsPerCode)
    this.#held = new HeldBytes(limits.maxHeldStateBytes)
    this.#releaser = new StateReleaser(ports.writer, [kept, ports.rejectedStore], onFailure)
    this.#checkpoint = new Checkpoint((state, stats, sentCount) => {
      this.#releaser.release(withDestinationStats(state.text, stats), sentCount, () => this.#held.leave(state.text))
    })
  }

  open(message: RecordMessage): Pending {
    return { message, segment: this.#checkpoint.addRecord(streamKey(message.stream)) }
  }

  accept({ segment }: Pending): void {
    this.#checkpoint.settle(segment, 'accepted')
  }

  skip({ segment }: Pending): void {
    this.#checkpoint.settle(segment, 'skipped')
  }

  reject({ message, segment, worth }: Pending, rejection: Rejection): void {
    const { stream, lineNumber } = message
    const { code, message: reason } = rejection
    this.#log.log('WARN', code, () => `Line ${lineNumber}, stream ${showStream(stream)}, rejected: ${code}. ${reason}`)
    const record = { stream, lineNumber, data: dataOf(message) }
    this.#ports.rejectedStore.add(letterOf(record, { worth }, rejection, this.#ports.now()))
    this.#checkpoint.settle(segment, 'rejected')
  }

  leave({ segment }: Pending): void {
    this.#checkpoint.abandon(segment)
  }

  holdState({ scope, text }: Extract<Message, { readonly kind: 'state' }>): void {
    this.#stateCount += 1
    const state = { text, receivedAtMs: this.#ports.now() }
    this.#held.enter(text)
    const isHeld =
      scope === 'all'
        ? this.#checkpoint.addGlobalState(state)
        : this.#checkpoint.addStreamState(streamKey(scope), state)
    if (!isHeld) this.#held.leave(text)
  }

  noteBrokenLine({ lineNumber, why }: Extract<Message, { readonly kind: 'broken' }>, endsSync: boolean): void {
    this.#brokenLineCount += 1
    const then = endsSync
      ? 'It may have been a record of any stream, so the sync ends here, before the next state.'
      : 'It is left out.'
    this.#log.log('ERROR', 'broken_line', () => `Line ${lineNumber} ${why}. ${then}`)
  }

  /** When the oldest state came in that still waits for its records; Infinity when none does. */
  get oldestStateMs(): number {
    return Math.min(...this.#checkpoint.firstWaiting().map((state) => state.receivedAtMs))
  }

  /** Resolves when states that are not printed take so little memory that more may come. */
  ready(): Promise<void> {
    return this.#held.ready()
  }

  /** Resolves when every state that may go out is printed and every rejected record is durable, or the store has failed. */
  close(): Promise<void> {
    return this.#releaser.finish()
  }

  /** Nothing more is printed. */
  stop(): void {
    this.#releaser.stop()
  }

  get counts() {
    return {
      brokenLineCount: this.#brokenLineCount,
      stateCount: this.#stateCount,
      echoedStateCount: this.#releaser.echoedCount,
    }
  }

  /** Accepted records that a printed state covers. */
  get coveredCount(): number {
    return this.#releaser.coveredCount
  }
}

function dataOf(message: RecordMessage): unknown {
  if (message.kind === 'record') return message.data
  return message.kind === 'unreadable_record' ? message.text : null
}
