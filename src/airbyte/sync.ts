import { setImmediate as nextTurn } from 'node:timers/promises'
import type { App } from '../../spec/airbyte/configuration'
import type { CatalogStream } from '../../spec/airbyte/configured-catalog'
import { completeAppId } from '../../spec/appsflyer/app-id'
import type { Settlement } from '../delivery/settlement'
import type { Request } from '../domain/request'
import { BoundedLog } from './bounded-log'
import { Checkpoint, type Segment } from './checkpoint'
import { ColumnWatch } from './column-watch'
import { describeReport, describeUnderWay } from './describe-report'
import {
  checkpointTooOld,
  failureOf,
  misconfiguredFailure,
  readerHasGone,
  stoppedFromOutside,
  transientFailure,
} from './failures'
import { readLines } from './line-splitter'
import { type Failure, logMessage, traceError } from './messages'
import { type Message, type RecordMessage, readMessage, showStream, streamKey } from './read-message'
import { type Rejection, rejectedRecord } from './rejected-store'
import { withDestinationStats } from './state-line'
import { StateReleaser } from './state-releaser'
import { triage } from './triage'
import type { WriteJob, WritePorts } from './write'
import { Tally, type WriteReport } from './write-report'

/** A record on its way: where it came from, and which states wait for it. */
interface Pending {
  readonly message: RecordMessage
  readonly segment: Segment<HeldState>
}

interface HeldState {
  readonly text: string
  readonly receivedAtMs: number
}

/**
 * After so many records the sockets get their turn: answers that wait in the kernel while a whole chunk of input is
 * mapped leave the server idle, and then us.
 */
const recordsPerTurn = 32

/** One run of `write`. */
export class Sync {
  readonly #job: WriteJob
  readonly #ports: WritePorts
  readonly #tally = new Tally()
  readonly #log: BoundedLog
  readonly #releaser: StateReleaser
  readonly #checkpoint: Checkpoint<HeldState>
  readonly #catalog: ReadonlyMap<string, CatalogStream>
  readonly #columns: ColumnWatch
  readonly #misconfigured = new Map<string, Settlement>()
  readonly #startedAtMs: number
  #isReading = true
  /** The first reason to end early; a misconfigured app alone is none while others can go on. */
  #failure: Failure | null = null

  constructor(job: WriteJob, ports: WritePorts) {
    this.#job = job
    this.#ports = ports
    this.#startedAtMs = ports.now()
    this.#catalog = new Map(job.streams.map((stream) => [streamKey(stream), stream]))
    this.#columns = new ColumnWatch(job.configuration.streams)
    this.#log = new BoundedLog(ports.writer, job.limits.logsPerCode)
    this.#releaser = new StateReleaser(ports.writer, ports.rejectedStore, (error) => this.#abort(failureOf(error)))
    this.#checkpoint = new Checkpoint((state, stats) => {
      this.#releaser.release(withDestinationStats(state.text, stats))
    })
  }

  async run(): Promise<WriteReport> {
    const { engine, every, stop, writer } = this.#ports
    const stopTicking = every(this.#job.limits.progressIntervalMs, () => this.#tick())
    let stopDraining = () => {}
    const onStop = () => {
      this.#endReading(stoppedFromOutside)
      stopDraining = every(this.#job.limits.maxDrainMs, () => engine.stop())
    }
    stop?.addEventListener('abort', onStop)
    if (stop?.aborted) onStop()
    writer.onClosed(() => this.#abort(readerHasGone))
    try {
      await this.#readAll()
      await engine.drain()
      await this.#releaser.finish()
    } catch (error) {
      this.#abort(failureOf(error))
      await engine.drain()
      await this.#releaser.finish()
    } finally {
      stopTicking()
      stopDraining()
      stop?.removeEventListener('abort', onStop)
    }
    return this.#end()
  }

  async #readAll(): Promise<void> {
    const { stdin, engine, writer, rejectedStore } = this.#ports
    let submitted = 0
    try {
      for await (const lines of readLines(stdin, this.#job.limits.maxLineBytes)) {
        for (const line of lines) {
          if (!this.#isReading) return
          const message = readMessage(line)
          if (message.kind !== 'record' && message.kind !== 'empty_record') {
            this.#note(message)
            continue
          }
          const pending = this.#open(message)
          if (message.kind === 'record') this.#columns.look(message.stream.name, message.data)
          const request = this.#triage(pending)
          if (request === null) continue
          if (!engine.hasRoom) await engine.waitForRoom()
          this.#submit(request, pending)
          if (++submitted % recordsPerTurn === 0) await nextTurn()
        }
        await writer.ready()
        await rejectedStore.ready()
      }
    } catch (error) {
      // Ending early destroys the input, which the loop sees as an error.
      if (this.#isReading) throw error
    }
  }

  #note(message: Exclude<Message, RecordMessage>): void {
    if (message.kind === 'state') {
      this.#tally.stateCount += 1
      this.#warn(this.#columns.warningsOnTheWay())
      const state = { text: message.text, receivedAtMs: this.#ports.now() }
      if (message.scope === 'all') this.#checkpoint.addGlobalState(state)
      else this.#checkpoint.addStreamState(streamKey(message.scope), state)
    } else if (message.kind === 'broken') {
      this.#tally.brokenLineCount += 1
      this.#log.log('ERROR', 'broken_line', () => `Line ${message.lineNumber} ${message.why}. It was left out.`)
    }
  }

  #open(message: RecordMessage): Pending {
    this.#tally.recordCount += 1
    return { message, segment: this.#checkpoint.addRecord(streamKey(message.stream)) }
  }

  /** The request to send; null when the record is settled without one. */
  #triage(pending: Pending): Request | null {
    const { now, prepare } = this.#ports
    const verdict = triage(pending.message, this.#catalog, (record) => prepare(record, this.#job.configuration, now()))
    if (verdict.action === 'send') {
      this.#tally.countFindings(verdict.findings)
      return verdict.request
    }
    if (verdict.action === 'reject') {
      this.#reject(pending, verdict)
    } else {
      this.#tally.countSkipped(verdict.code)
      this.#checkpoint.settle(pending.segment, 'accepted')
    }
    return null
  }

  #submit(request: Request, pending: Pending): void {
    // A refused app refuses everything, and after an early end all of this is sent again.
    if (this.#misconfigured.has(request.appId)) this.#leaveUnsettled(pending, 'misconfigured')
    else if (!this.#isReading) this.#leaveUnsettled(pending, 'transient')
    else this.#ports.engine.submit(request, (settlement) => this.#onSettled(request, pending, settlement))
  }

  #onSettled(request: Request, pending: Pending, settlement: Settlement): void {
    try {
      this.#tally.countAttempts(settlement)
      const { outcome, code, message } = settlement
      if (outcome === 'accepted') {
        this.#tally.outcomes.accepted += 1
        this.#checkpoint.settle(pending.segment, 'accepted')
      } else if (outcome === 'rejected') {
        this.#reject(pending, { stage: 'delivery', code, message, settlement })
      } else {
        this.#leaveUnsettled(pending, outcome)
        if (outcome === 'misconfigured') this.#giveUpOn(request.appId, settlement)
        else this.#endReading(transientFailure(settlement))
      }
    } catch (error) {
      this.#abort(failureOf(error))
    }
  }

  #leaveUnsettled(pending: Pending, outcome: 'misconfigured' | 'transient' | 'throttled'): void {
    this.#tally.outcomes[outcome] += 1
    this.#checkpoint.abandon(pending.segment)
  }

  #giveUpOn(appId: string, settlement: Settlement): void {
    if (this.#misconfigured.has(appId)) return
    this.#misconfigured.set(appId, settlement)
    const { apps } = this.#job.configuration
    const isRefused = (app: App) => this.#misconfigured.has(completeAppId(app.platform, app.app_id))
    if (apps.every(isRefused)) this.#endReading(null)
  }

  #reject({ message, segment }: Pending, rejection: Rejection): void {
    const { stream, lineNumber } = message
    const { code, message: reason } = rejection
    this.#tally.countRejected(code)
    this.#log.log('WARN', code, () => `Line ${lineNumber}, stream ${showStream(stream)}, rejected: ${code}. ${reason}`)
    this.#ports.rejectedStore.add(rejectedRecord(message, rejection, this.#ports.now()))
    this.#checkpoint.settle(segment, 'rejected')
  }

  #warn(warnings: readonly string[]): void {
    for (const warning of warnings) this.#ports.writer.write(logMessage('WARN', warning))
  }

  #tick(): void {
    const { engine, now, writer } = this.#ports
    const { limits } = this.#job
    const nowMs = now()
    const underWay = engine.snapshot === undefined ? '' : ` ${describeUnderWay(engine.snapshot())}`
    writer.write(logMessage('INFO', `So far: ${describeReport(this.#report())}${underWay}`))
    const oldestMs = Math.min(...this.#checkpoint.firstWaiting().map((state) => state.receivedAtMs))
    if (nowMs - oldestMs > limits.maxCheckpointAgeMs) this.#abort(checkpointTooOld(limits.maxCheckpointAgeMs))
  }

  /** Reads no more; what was submitted still settles. */
  #endReading(failure: Failure | null): void {
    this.#failure ??= failure
    this.#isReading = false
    this.#ports.stdin.destroy()
  }

  /** Reads no more and sends no more. */
  #abort(failure: Failure): void {
    this.#endReading(failure)
    this.#ports.engine.stop()
  }

  #report(): WriteReport {
    const isMisconfigured = this.#misconfigured.size > 0 && this.#failure?.type !== 'system_error'
    const failure = isMisconfigured ? misconfiguredFailure(this.#misconfigured) : this.#failure
    return this.#tally.report({
      durationMs: this.#ports.now() - this.#startedAtMs,
      echoedStateCount: this.#releaser.echoedCount,
      failure,
      exitCode: failure === null ? 0 : 1,
    })
  }

  #end(): WriteReport {
    const { now, writer } = this.#ports
    const report = this.#report()
    this.#warn(this.#columns.warningsAtTheEnd())
    writer.write(logMessage('INFO', describeReport(report)))
    if (report.failure !== null) writer.write(traceError(report.failure, now()))
    return report
  }
}
