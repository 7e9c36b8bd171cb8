import type { CatalogStream } from '../../../spec/airbyte/configured-catalog'
import { streamKey } from '../../../spec/airbyte/stream-name'
import type { Prepared } from '../../core/domain/prepared'
import type { InputRecord } from '../../core/domain/record'
import type { Host, Left, Rejection, Unsettled } from '../../run/host'
import type { Refusal } from '../../run/prove-keys'
import { describeLeftOut } from '../../run/refusals'
import { Run } from '../../run/run'
import { checkpointTooOld, readerHasGone, stoppedFromOutside } from '../protocol/failures'
import { type Line, readLines } from '../protocol/messages/line-splitter'
import { type Failure, logMessage, traceError } from '../protocol/messages/messages'
import {
  type Message,
  type RecordMessage,
  readMessage,
  streamOf,
  type UnreadableRecord,
} from '../protocol/messages/read-message'
import { ColumnWatch } from './column-watch'
import { describeReport, describeUnderWay } from './describe-report'
import { describeStakes } from './describe-stakes'
import { failureFrom, misconfiguredFailure, transientFailure, unreadableLine } from './failures'
import { inputRecord, prepareMessage } from './prepare-message'
import { type Pending, SyncBooks } from './sync-books'
import type { WriteJob, WritePorts } from './write-job'
import { type WriteReport, writeReport } from './write-report'

/** One run of `write`: lines are messages, records go through the run, and the books say which states may go out. */
export class Sync implements Host<Pending> {
  readonly #job: WriteJob
  readonly #ports: WritePorts
  readonly #run: Run<Pending>
  readonly #books: SyncBooks
  readonly #catalog: ReadonlyMap<string, CatalogStream>
  readonly #columns: ColumnWatch
  readonly #startedAtMs: number
  /** The first reason to end early, but for refused apps. */
  #failure: Failure | null = null

  constructor(job: WriteJob, ports: WritePorts) {
    const { configuration, streams, limits } = job
    const { stdin, writer, rejectedStore, tryStore } = ports
    this.#job = job
    this.#ports = ports
    this.#startedAtMs = ports.now()
    this.#catalog = new Map(streams.map((stream) => [streamKey(stream), stream]))
    this.#columns = new ColumnWatch(configuration.streams)
    this.#run = new Run<Pending>(this, {
      ...ports,
      configuration,
      streams,
      countsFromStart: true,
      outlets: [writer, rejectedStore, { ready: () => this.#books.ready() }],
      tryStores: tryStore,
      closeInput: () => stdin.destroy(),
      limits,
    })
    this.#books = new SyncBooks(ports, this.#run, limits, (error) => this.failed(error))
  }

  async run(): Promise<WriteReport> {
    const stopWatching = this.#watch()
    const { stdin, follow } = this.#ports
    follow?.(() => this.#report(false))
    const lines = readLines(stdin, this.#job.limits.maxLineBytes)
    await this.#run.run(
      () => this.#run.read(lines, (line) => this.#take(line)),
      () => this.#books.close(),
    )
    this.#books.stop()
    stopWatching()
    return this.#end()
  }

  /** The progress log, a signal to the process, and a reader that goes. The function it returns ends the watch. */
  #watch(): () => void {
    const { every, stop, writer } = this.#ports
    const stopTicking = every(this.#job.limits.progressIntervalMs, () => this.#tick())
    const onStop = () => {
      this.#endReading(stoppedFromOutside)
      this.#run.hurry()
    }
    stop?.addEventListener('abort', onStop)
    if (stop?.aborted) onStop()
    writer.onClosed(() => this.#abort(readerHasGone))
    return () => {
      stopTicking()
      stop?.removeEventListener('abort', onStop)
    }
  }

  /** One line of input. A promise where the reader has to wait. */
  #take(line: Line): Promise<unknown> | undefined {
    const message = readMessage(line)
    switch (message.kind) {
      case 'record':
        this.#columns.look(message.stream, message.data)
        return this.#takeRecord(message)
      case 'empty_record':
        return this.#takeRecord(message)
      case 'state':
        this.#warn(this.#columns.warningsOnTheWay())
        this.#books.holdState(message)
        return undefined
      case 'unreadable_record':
        return this.#takeUnreadable(message)
      case 'broken':
        return this.#leaveOut(message)
      case 'other':
        return undefined
    }
  }

  #takeRecord(message: RecordMessage): Promise<unknown> | undefined {
    return this.#run.take(this.#books.open(message))
  }

  #takeUnreadable(message: UnreadableRecord): Promise<unknown> | undefined {
    const stream = streamOf(message, this.#catalog.values())
    if (stream !== undefined) return this.#takeRecord({ ...message, stream })
    const { lineNumber } = message
    const why = 'is a record that cannot be read, of one of several streams of its name'
    return this.#leaveOut({ kind: 'broken', lineNumber, why, mayBeRecord: true })
  }

  /** A line that may have been a record is no state's: where nobody said to go on, the sync ends before the next one. */
  #leaveOut(line: Extract<Message, { readonly kind: 'broken' }>): undefined {
    const endsSync = line.mayBeRecord && this.#job.configuration.unreadable_lines === 'fail'
    this.#books.noteBrokenLine(line, endsSync)
    if (endsSync) this.#endReading(unreadableLine(line))
  }

  prepare({ message }: Pending): Prepared | Rejection {
    const { now, prepare } = this.#ports
    return prepareMessage(message, this.#catalog, (record) => prepare(record, this.#job.configuration, now()))
  }

  recordOf({ message }: Pending): InputRecord {
    return inputRecord(
      this.#catalog.get(streamKey(message.stream)) ?? message.stream,
      message.kind === 'record' ? message.data : null,
    )
  }

  accepted(pending: Pending): void {
    this.#books.accept(pending)
  }

  skipped(pending: Pending): void {
    this.#books.skip(pending)
  }

  rejected(pending: Pending, rejection: Rejection): void {
    this.#books.reject(pending, rejection)
  }

  /** One record that is left holds back the states after it: what comes now would only be sent twice. */
  left(pending: Pending, outcome: Unsettled, why?: Left): void {
    this.#books.leave(pending)
    if (outcome !== 'misconfigured' && why?.settlement !== undefined) this.#endReading(transientFailure(why.settlement))
  }

  refused(name: string, refusal: Refusal, isLeftOut: boolean): void {
    if (isLeftOut) this.#warn([describeLeftOut(name, refusal)])
    else this.#endReading(null)
  }

  failed(error: unknown): void {
    this.#abort(failureFrom(error))
  }

  #tick(): void {
    const { engine, now, writer } = this.#ports
    const { limits } = this.#job
    const underWay = engine.snapshot === undefined ? '' : ` ${describeUnderWay(engine.snapshot())}`
    writer.write(logMessage('INFO', `So far: ${describeReport(this.#report(false))}${underWay}`))
    if (now() - this.#books.oldestStateMs > limits.maxCheckpointAgeMs)
      this.#abort(checkpointTooOld(limits.maxCheckpointAgeMs))
  }

  #endReading(failure: Failure | null): void {
    this.#failure ??= failure
    this.#run.endReading()
  }

  #abort(failure: Failure): void {
    this.#failure ??= failure
    this.#run.abort()
  }

  #report(isOver: boolean): WriteReport {
    const { stopping } = this.#run.refused
    const isMisconfigured = stopping.length > 0 && this.#failure?.type !== 'system_error'
    const failure = isMisconfigured ? misconfiguredFailure(stopping) : this.#failure
    const { memory } = this.#job.configuration
    return writeReport(this.#run.tally.counts(), this.#books.coveredCount, {
      ...this.#books.counts,
      durationMs: this.#ports.now() - this.#startedAtMs,
      failure,
      exitCode: failure === null ? 0 : 1,
      unkeptCount: isOver ? this.#run.unkeptCount : 0,
      remembers: memory.store !== 'none' && memory.remember_deliveries_days > 0,
    })
  }

  #end(): WriteReport {
    const { now, writer } = this.#ports
    const report = this.#report(true)
    this.#warn(this.#columns.warningsAtTheEnd())
    for (const line of [...describeStakes(report), describeReport(report)]) writer.write(logMessage('INFO', line))
    // Whoever stopped it knows why: Airbyte would show a TRACE ERROR as a failure of the connector.
    if (report.failure === stoppedFromOutside) writer.write(logMessage('INFO', stoppedFromOutside.message))
    else if (report.failure !== null) writer.write(traceError(report.failure, now()))
    return report
  }

  #warn(warnings: readonly string[]): void {
    for (const warning of warnings) this.#ports.writer.write(logMessage('WARN', warning))
  }
}
