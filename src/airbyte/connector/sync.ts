import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CatalogStream } from '../../../spec/airbyte/configured-catalog'
import type { InputRecord } from '../../core/domain/record'
import type { Request } from '../../core/domain/request'
import type { Prepared } from '../../core/prepare'
import { type SettledTogether, submitTogether } from '../../delivery/engine/submit-together'
import type { Settlement } from '../../delivery/outcome/settlement'
import { type Gate, gateFor } from '../../memory/gate'
import { checkpointTooOld, readerHasGone, stoppedFromOutside } from '../protocol/failures'
import { type Line, readLines } from '../protocol/messages/line-splitter'
import { type Failure, logMessage, traceError } from '../protocol/messages/messages'
import {
  type Message,
  type RecordMessage,
  readMessage,
  streamKey,
  streamOf,
  type UnreadableRecord,
} from '../protocol/messages/read-message'
import { ColumnWatch } from './column-watch'
import { describeReport, describeUnderWay } from './describe-report'
import { describeStakes } from './describe-stakes'
import {
  describeLeftOut,
  failureFrom,
  goesOnWithout,
  misconfiguredFailure,
  refusedName,
  transientFailure,
  unreadableLine,
} from './failures'
import { proveKeys, type Refusal } from './prove-keys'
import { type Pending, SyncBooks } from './sync-books'
import { inputRecord, prepareMessage, triage } from './triage'
import type { WriteJob, WritePorts } from './write-job'
import type { WriteReport } from './write-report'

/**
 * After so many records the sockets get their turn: answers that wait in the kernel while a whole chunk of input is
 * mapped leave the server idle, and then us.
 */
const recordsPerTurn = 32

/** A request on its way, the record that it is for, and what the memory knows it by. */
interface Sending {
  readonly request: Request
  /** An erasure in several apps has these, too. */
  readonly more: readonly Request[]
  readonly pending: Pending
  readonly deliveryId: string | undefined
}

/** One run of `write`: each line is read, a record is triaged, submitted and settled; the books say what became of it. */
export class Sync {
  readonly #job: WriteJob
  readonly #ports: WritePorts
  readonly #books: SyncBooks
  readonly #gate: Gate<Pending>
  readonly #catalog: ReadonlyMap<string, CatalogStream>
  readonly #columns: ColumnWatch
  /** Apps of which AppsFlyer takes nothing, by their ids. */
  readonly #refused = new Map<string, Refusal>()
  readonly #startedAtMs: number
  #submittedCount = 0
  #isReading = true
  #hasProvenKeys = false
  #proof: Promise<void> | undefined
  /** The first reason to end early, but for refused apps. */
  #failure: Failure | null = null

  constructor(job: WriteJob, ports: WritePorts) {
    this.#job = job
    this.#ports = ports
    this.#startedAtMs = ports.now()
    this.#catalog = new Map(job.streams.map((stream) => [streamKey(stream), stream]))
    this.#columns = new ColumnWatch(job.configuration.streams)
    this.#gate = gateFor(ports.memory, job.configuration.memory, true, {
      now: ports.now,
      after: ports.after,
      proceed: (pending, prepared, deliveryId) => this.#proceed(pending, prepared, deliveryId),
      abandon: (pending) => this.#books.leaveUnsettled(pending, 'transient'),
      onFailure: (error) => this.#abort(failureFrom(error)),
    })
    this.#books = new SyncBooks(
      ports,
      [this.#gate, ...(ports.ledger ? [ports.ledger] : [])],
      job.limits.logsPerCode,
      (error) => this.#abort(failureFrom(error)),
    )
  }

  async run(): Promise<WriteReport> {
    const stopWatching = this.#watch()
    try {
      await this.#readAll()
      await this.#settleAll()
    } catch (error) {
      this.#abort(failureFrom(error))
      await this.#settleAll()
    } finally {
      stopWatching()
    }
    return this.#end()
  }

  /** The progress log, a signal to the process, and a reader that goes. The function it returns ends the watch. */
  #watch(): () => void {
    const { every, stop, writer } = this.#ports
    const stopTicking = every(this.#job.limits.progressIntervalMs, () => this.#tick())
    const onStop = () => this.#endReading(stoppedFromOutside)
    stop?.addEventListener('abort', onStop)
    if (stop?.aborted) onStop()
    writer.onClosed(() => this.#abort(readerHasGone))
    return () => {
      stopTicking()
      stop?.removeEventListener('abort', onStop)
    }
  }

  async #readAll(): Promise<void> {
    const { stdin, writer, rejectedStore, ledger } = this.#ports
    try {
      for await (const lines of readLines(stdin, this.#job.limits.maxLineBytes)) {
        for (const line of lines) {
          if (!this.#isReading) return
          const wait = this.#take(line)
          if (wait !== undefined) await wait
        }
        await this.#gate.pass()
        await writer.ready()
        await rejectedStore.ready()
        await ledger?.ready()
      }
    } catch (error) {
      // Ending early destroys the input, which the loop sees as an error.
      if (this.#isReading) throw error
    }
  }

  async #settleAll(): Promise<void> {
    do {
      await this.#gate.drain()
      await this.#ports.engine.drain()
      // What waited for another one to settle may only now be on its way.
      if (!this.#gate.isEmpty) await nextTurn()
    } while (!this.#gate.isEmpty)
    await this.#books.close()
  }

  /** One line of input. A promise where the reader has to wait; most lines need none, and a promise costs. */
  #take(line: Line): Promise<unknown> | undefined {
    const message = readMessage(line)
    switch (message.kind) {
      case 'record':
        this.#columns.look(message.stream.name, message.data)
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

  #takeUnreadable(message: UnreadableRecord): Promise<unknown> | undefined {
    const stream = streamOf(message, this.#catalog.values())
    if (stream !== undefined) return this.#takeRecord({ ...message, stream })
    const { lineNumber } = message
    const why = 'is a record that cannot be read, of one of several streams of its name'
    return this.#leaveOut({ kind: 'broken', lineNumber, why, mayBeRecord: true })
  }

  /** A line that may have been a record is no state's: where nobody said to go on, the sync ends before the next one. */
  #leaveOut(line: Extract<Message, { readonly kind: 'broken' }>): undefined {
    this.#books.noteBrokenLine(line)
    if (line.mayBeRecord && this.#job.configuration.unreadable_lines === 'fail') this.#endReading(unreadableLine(line))
  }

  #takeRecord(message: RecordMessage): Promise<unknown> | undefined {
    const { now, prepare } = this.#ports
    const pending = this.#books.open(message)
    const prepared = prepareMessage(message, this.#catalog, (record) => prepare(record, this.#job.configuration, now()))
    if ('outcome' in prepared) {
      pending.worth = prepared.worth
      return this.#gate.add(pending, prepared)
    }
    this.#books.reject(pending, prepared)
    return undefined
  }

  /** What is to become of a record, the memory asked where there is one. */
  #proceed(pending: Pending, prepared: Prepared, deliveryId: string | undefined): Promise<unknown> | undefined {
    const verdict = triage(prepared)
    if (verdict.action === 'skip') this.#books.skip(pending, verdict.code)
    else if (verdict.action === 'reject') this.#books.reject(pending, verdict)
    else {
      this.#books.countFindings(verdict.findings, pending)
      return this.#send({ request: verdict.request, more: verdict.more, pending, deliveryId })
    }
    return undefined
  }

  #send(sending: Sending): Promise<unknown> | undefined {
    if (!this.#hasProvenKeys) return this.#submitWithProvenKeys(sending)
    if (!this.#ports.engine.hasRoom) return this.#submitWhenThereIsRoom(sending)
    this.#submit(sending)
    return ++this.#submittedCount % recordsPerTurn === 0 ? nextTurn() : undefined
  }

  /** Before the first record: were one key found wrong later, every next sync would send the other apps' records again. */
  async #submitWithProvenKeys(sending: Sending): Promise<void> {
    this.#proof ??= this.#proveKeys()
    await this.#proof
    this.#hasProvenKeys = true
    await this.#submitWhenThereIsRoom(sending)
  }

  async #proveKeys(): Promise<void> {
    const { configuration, streams } = this.#job
    const names = streams.map(({ name }) => name)
    const { engine, tryStore } = this.#ports
    // A store that keeps nothing would end the sync after records went out, and the next one, too.
    const [{ refusals, requestCount }, storeError] = await Promise.all([
      proveKeys(engine, configuration, names),
      tryStore?.().catch((error: unknown) => error),
    ])
    if (storeError !== undefined) this.#abort(failureFrom(storeError))
    this.#books.countKeyProbes(requestCount)
    // Where the others' records go on, half a minute of refused records decides: one lapse must not reject a whole app.
    for (const [appId, refusal] of refusals) if (!this.#goesOnWithout(refusal)) this.#refuse(appId, refusal)
  }

  async #submitWhenThereIsRoom(sending: Sending): Promise<void> {
    await this.#ports.engine.waitForRoom()
    this.#submit(sending)
    if (++this.#submittedCount % recordsPerTurn === 0) await nextTurn()
  }

  #submit(sending: Sending): void {
    const { request, more, pending, deliveryId } = sending
    // Of several apps the engine answers for those that are refused.
    const refusal = more.length === 0 ? this.#refused.get(refusedName(request)) : undefined
    if (refusal !== undefined) {
      this.#gate.settled(deliveryId, false)
      this.#closeRefused(pending, refusal)
    } else if (!this.#isReading) {
      // After an early end all of this is sent again.
      this.#gate.settled(deliveryId, false)
      this.#books.leaveUnsettled(pending, 'transient')
    } else if (request.erasure === undefined) {
      this.#ports.engine.submit(request, (settlement) => this.#onSettled(sending, settlement))
    } else {
      submitTogether(this.#ports.engine, [request, ...more], (settled) => this.#onErasureSettled(sending, settled))
    }
  }

  /** Whom AppsFlyer is to erase the memory holds back, before a state goes out that covers the record. */
  #onErasureSettled(sending: Sending, { settlement, request, accepted, all }: SettledTogether): void {
    for (const one of all) this.#books.countAttempts(one)
    this.#gate.erased(sending.pending, accepted, () => this.#close({ ...sending, request }, settlement))
  }

  #onSettled(sending: Sending, settlement: Settlement): void {
    this.#books.countAttempts(settlement)
    this.#close(sending, settlement)
  }

  #close({ request, pending, deliveryId }: Sending, settlement: Settlement): void {
    try {
      const { outcome, code, message } = settlement
      // First: a state that goes out for this record covers what the memory keeps of it.
      this.#gate.settled(deliveryId, outcome === 'accepted')
      if (outcome === 'accepted') this.#accept(request, pending, settlement)
      else if (outcome === 'rejected') this.#books.reject(pending, { stage: 'delivery', code, message, settlement })
      else if (outcome === 'misconfigured') {
        this.#refuse(refusedName(request), settlement)
        this.#closeRefused(pending, settlement, settlement)
      } else {
        this.#books.leaveUnsettled(pending, outcome)
        this.#endReading(transientFailure(settlement))
      }
    } catch (error) {
      this.#abort(failureFrom(error))
    }
  }

  #accept(request: Request, pending: Pending, settlement: Settlement): void {
    const { ledger, now } = this.#ports
    ledger?.add(request, { ...settlement, acceptedAtMs: now() }, () => this.#recordOf(pending))
    this.#books.accept(pending)
  }

  #recordOf({ message }: Pending): InputRecord {
    return inputRecord(
      this.#catalog.get(streamKey(message.stream)) ?? message.stream,
      message.kind === 'record' ? message.data : null,
    )
  }

  /** Nothing of this app passes. Others go on only where that was asked for, since a later sync would send them again. */
  #refuse(appId: string, refusal: Refusal): void {
    if (this.#refused.has(appId)) return
    this.#refused.set(appId, refusal)
    if (this.#goesOnWithout(refusal)) this.#warn([describeLeftOut(appId, refusal)])
    else this.#endReading(null)
  }

  #closeRefused(pending: Pending, refusal: Refusal, settlement?: Settlement): void {
    const { code, message } = refusal
    if (!this.#goesOnWithout(refusal)) this.#books.leaveUnsettled(pending, 'misconfigured')
    else this.#books.reject(pending, { stage: 'delivery', code, message, ...(settlement && { settlement }) })
  }

  #goesOnWithout({ code }: Refusal): boolean {
    return goesOnWithout(this.#job.configuration, code)
  }

  #tick(): void {
    const { engine, now, writer } = this.#ports
    const { limits } = this.#job
    const underWay = engine.snapshot === undefined ? '' : ` ${describeUnderWay(engine.snapshot())}`
    writer.write(logMessage('INFO', `So far: ${describeReport(this.#report(false))}${underWay}`))
    if (now() - this.#books.oldestStateMs > limits.maxCheckpointAgeMs)
      this.#abort(checkpointTooOld(limits.maxCheckpointAgeMs))
  }

  /** Reads no more; what was submitted has a bounded time to settle. */
  #endReading(failure: Failure | null): void {
    this.#failure ??= failure
    if (this.#isReading) this.#ports.engine.stopWithin(this.#job.limits.maxDrainMs)
    this.#isReading = false
    this.#gate.release()
    this.#ports.stdin.destroy()
  }

  /** Reads no more and sends no more. */
  #abort(failure: Failure): void {
    this.#endReading(failure)
    this.#ports.engine.stop()
  }

  #report(isOver: boolean): WriteReport {
    const stopping = [...this.#refused].filter(([, refusal]) => !this.#goesOnWithout(refusal))
    const isMisconfigured = stopping.length > 0 && this.#failure?.type !== 'system_error'
    const failure = isMisconfigured ? misconfiguredFailure(stopping) : this.#failure
    const durationMs = this.#ports.now() - this.#startedAtMs
    const { memory } = this.#job.configuration
    return this.#books.report({
      durationMs,
      failure,
      exitCode: failure === null ? 0 : 1,
      unkeptCount: isOver ? this.#gate.unkeptCount : 0,
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
