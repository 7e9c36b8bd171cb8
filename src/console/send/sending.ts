import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Configuration } from '../../../spec/configuration/configuration'
import { describeLeftOut, describeRefusals, goesOnWithout, refusedName } from '../../airbyte/connector/failures'
import { proveKeys, type Refusal } from '../../airbyte/connector/prove-keys'
import { Tally } from '../../airbyte/connector/write-report'
import type { InputRecord } from '../../core/domain/record'
import type { Request } from '../../core/domain/request'
import type { Prepared } from '../../core/prepare'
import type { DeadLetter } from '../../delivery/dead-letters/dead-letter'
import type { DeliveryEngine } from '../../delivery/engine/engine'
import { type SettledTogether, submitTogether } from '../../delivery/engine/submit-together'
import type { Settlement } from '../../delivery/outcome/settlement'
import type { Ledger } from '../../ledger/ledger'
import { type Gate, gateFor } from '../../memory/gate'
import type { Memory } from '../../memory/memory'
import { MemoryError } from '../../memory/store'
import type { After } from '../../memory/waiting-room'
import { errorCode } from '../../storage/error-code'
import { StorageError } from '../../storage/storage-error'
import type { Placed } from '../inputs/read-entries'
import type { Entry } from '../inputs/read-input'
import { FindingTally } from '../preview/finding-tally'
import { prepareEntry } from '../preview/prepare-entry'
import { describeFailures } from '../reports/describe-trouble'
import { Unusable } from '../unusable'
import { letterWorth, OpenStakes } from './open-stakes'
import type { SendFailure } from './send-report'
import type { SettledNumbers } from './settled-numbers'

export interface SendingPorts {
  /** Without those that are settled. */
  readonly entries: AsyncIterable<readonly Placed[]>
  /** Ends the reading of the entries, wherever it waits. */
  readonly closeInput: () => void
  readonly configuration: Configuration
  /** What records belong to that name no stream themselves. */
  readonly stream?: string | undefined
  readonly engine: Pick<
    DeliveryEngine,
    'submit' | 'hasRoom' | 'waitForRoom' | 'drain' | 'stop' | 'stopWithin' | 'snapshot'
  > &
    Partial<Pick<DeliveryEngine, 'prove'>>
  /** What earlier sends settled; grows with this one. */
  readonly settled: SettledNumbers
  /** Keeps what AppsFlyer accepted; absent: nothing does. */
  readonly ledger?: Ledger | undefined
  /** Absent: nothing is remembered between sends. */
  readonly memory?: Memory | undefined
  /** Takes a rejected entry, and settles it once it is kept. */
  readonly rejected: { add(number: number, letter: DeadLetter): void; ready?(): Promise<void> | undefined }
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly after: After
  readonly stop: AbortSignal
}

/** A request on its way, the entry that it is for, and what the memory knows it by. */
interface Sent {
  readonly request: Request
  /** An erasure in several apps has these, too. */
  readonly more: readonly Request[]
  readonly placed: Placed
  readonly deliveryId: string | undefined
}

/** When the sending ends early, what is under way may still settle for so long. */
const drainMs = 10_000
/** So many records may stay without a final answer, one here and one there, before the sending ends. */
const mostUnsettled = 1_000

/** One run of `send`: every entry that is not settled yet is prepared, sent, and settled or left for the next run. */
export class Sending {
  readonly tally = new Tally()
  readonly findings = new FindingTally()
  readonly stakes = new OpenStakes()
  /** Entries that earlier sends settled. */
  readonly settledBeforeCount: number
  readonly #ports: SendingPorts
  readonly #gate: Gate<Placed>
  readonly #refusedApps = new Map<string, Refusal>()
  #hasProvenKeys = false
  #proof: Promise<void> | undefined
  #isReading = true
  #failure: SendFailure | null = null
  #firstUnsettled: string | undefined
  /** Numbers of entries that were accepted, and that no flush covers yet. */
  #unflushed: number[] = []
  /** When the last attempt that was accepted began; the first may be earlier than all that fail. */
  #acceptedAtMs = Number.NEGATIVE_INFINITY

  constructor(ports: SendingPorts) {
    this.#ports = ports
    this.settledBeforeCount = ports.settled.count
    // Entries that were settled before are not counted, so which of several equal ones comes next is not known then.
    this.#gate = gateFor(ports.memory, ports.configuration.memory, this.settledBeforeCount === 0, {
      now: ports.now,
      after: ports.after,
      proceed: (placed, prepared, deliveryId) => this.#proceed(placed, prepared, deliveryId),
      abandon: () => {
        this.tally.outcomes.transient += 1
      },
      onFailure: (error) => this.#failFor(error),
    })
  }

  /** Resolves always, when nothing is under way any more: null when the input was read to its end and all of it is settled. */
  async run(): Promise<SendFailure | null> {
    const { engine, stop } = this.#ports
    const onStop = () => this.#stop()
    stop.addEventListener('abort', onStop)
    if (stop.aborted) onStop()
    try {
      await this.#readAll()
    } catch (error) {
      this.#failFor(error)
    } finally {
      do {
        await this.#gate.drain()
        await engine.drain()
        // What waited for another one to settle may only now be on its way.
        if (!this.#gate.isEmpty) await nextTurn()
      } while (!this.#gate.isEmpty)
      await this.flush().catch((error: unknown) => this.#failFor(error))
      stop.removeEventListener('abort', onStop)
    }
    return this.#end()
  }

  /** Reads no more; what is under way has a bounded time to settle. The first failure counts. */
  fail(failure: SendFailure): void {
    if (this.#isReading) this.#ports.engine.stopWithin(drainMs)
    this.#failure ??= failure
    this.#isReading = false
    this.#gate.release()
    this.#ports.closeInput()
  }

  #failFor(error: unknown): void {
    if (error instanceof MemoryError) this.fail({ type: 'memory', message: error.message })
    else if (error instanceof StorageError) this.fail({ type: 'ledger', message: error.message })
    else this.fail({ type: 'input', message: messageOf(error) })
  }

  /** Accepted records that the memory could not keep. */
  get unkeptCount(): number {
    return this.#gate.unkeptCount
  }

  /** Resolves when memory and ledger keep what was accepted so far. */
  async flush(): Promise<void> {
    const covered = this.#unflushed
    this.#unflushed = []
    try {
      await Promise.all([this.#gate.flush(), this.#ports.ledger?.flush()])
    } finally {
      // Where they cannot be kept the send ends and says so; sent again, they would be recorded twice.
      for (const number of covered) this.#ports.settled.add(number)
    }
  }

  /** Accepted, and not settled before the next flush. */
  get unflushedCount(): number {
    return this.#unflushed.length
  }

  async #readAll(): Promise<void> {
    const { entries, configuration, settled, ledger, rejected, now } = this.#ports
    try {
      for await (const batch of entries) {
        for (const placed of batch) {
          if (!this.#isReading) return
          const prepared = prepareEntry(placed.entry, configuration, now())
          if (prepared === null) {
            settled.add(placed.number)
            continue
          }
          this.tally.recordCount += 1
          this.stakes.open(placed.number, prepared.worth)
          const wait = this.#gate.add(placed, prepared)
          if (wait !== undefined) await wait
        }
        await this.#gate.pass()
        await ledger?.ready()
        await rejected.ready?.()
      }
    } catch (error) {
      // Closing the input ends the loop with an error.
      if (this.#isReading) throw error
    }
  }

  /** Apps that the others' records are sent without, a sentence each. */
  get leftOut(): readonly string[] {
    return [...this.#refusedApps]
      .filter(([, { code }]) => this.#goesOnWithout(code))
      .map(([appId, refusal]) => describeLeftOut(appId, refusal))
  }

  /** Before the first record, as a sync does: what is sent beside a wrong key would be sent again without progress. */
  async #proveKeys(): Promise<void> {
    const { engine, configuration, stream } = this.#ports
    const { refusals, requestCount } = await proveKeys(engine, configuration, [stream])
    this.tally.countKeyProbes(requestCount)
    // Where the others' records go on, half a minute of refused records decides: one lapse must not reject a whole app.
    for (const [appId, refusal] of refusals) if (!this.#goesOnWithout(refusal.code)) this.#onRefused(appId, refusal)
  }

  /** What is to become of an entry, the memory asked where there is one. */
  #proceed(placed: Placed, prepared: Prepared, deliveryId: string | undefined): Promise<void> | undefined {
    const { findings, outcome, request, more = [] } = prepared
    this.findings.count(findings, placed.line, this.stakes.worthOf(placed.number))
    if (outcome === 'send' && request !== null) return this.#send({ request, more, placed, deliveryId })
    if (outcome === 'skip') {
      this.tally.countSkipped(findings.at(-1)?.code ?? 'skipped')
      this.stakes.close(placed.number, 'skipped')
      this.#ports.settled.add(placed.number)
    } else this.#rejectUnsent(placed, prepared)
    return undefined
  }

  /** A promise where the reader has to wait; most entries need none. */
  #send(sent: Sent): Promise<void> | undefined {
    const { engine } = this.#ports
    if (this.#hasProvenKeys && engine.hasRoom) this.#submit(sent)
    else return this.#sendInTime(sent)
    return undefined
  }

  async #sendInTime(sent: Sent): Promise<void> {
    const { engine } = this.#ports
    if (!this.#hasProvenKeys) {
      this.#proof ??= this.#proveKeys()
      await this.#proof
      this.#hasProvenKeys = true
    }
    if (!engine.hasRoom) await engine.waitForRoom()
    this.#submit(sent)
  }

  #submit(sent: Sent): void {
    const { request, more, placed, deliveryId } = sent
    // Of several apps the engine answers for those that are refused.
    const refusal = more.length === 0 ? this.#refusedApps.get(refusedName(request)) : undefined
    if (refusal === undefined && this.#isReading) {
      const { engine } = this.#ports
      if (request.erasure === undefined) engine.submit(request, (settlement) => this.#onSettled(sent, settlement))
      else submitTogether(engine, [request, ...more], (settled) => this.#onErasureSettled(sent, settled))
      return
    }
    this.#gate.settled(deliveryId, false)
    if (refusal !== undefined) this.#closeRefused(placed, refusal)
    else this.tally.outcomes.transient += 1
  }

  #onSettled(sent: Sent, settlement: Settlement): void {
    this.tally.countAttempts(settlement)
    this.#close(sent, settlement)
  }

  /** Whom AppsFlyer is to erase the memory holds back, before the entry is settled. */
  #onErasureSettled(sent: Sent, { settlement, request, accepted, all }: SettledTogether): void {
    for (const one of all) this.tally.countAttempts(one)
    this.#gate.erased(sent.placed, accepted, () => this.#close({ ...sent, request }, settlement))
  }

  #close({ request, placed, deliveryId }: Sent, settlement: Settlement): void {
    const { settled, ledger, now } = this.#ports
    const { outcome, code, message } = settlement
    this.#gate.settled(deliveryId, outcome === 'accepted')
    if (outcome === 'accepted') {
      ledger?.add(request, { ...settlement, acceptedAtMs: now() }, () => recordOf(placed.entry))
      this.tally.outcomes.accepted += 1
      this.stakes.close(placed.number, 'sent')
      this.#acceptedAtMs = settlement.lastAttemptAtMs
      // While a flush is under way, the ledger does not have what is accepted meanwhile.
      if (ledger === undefined) settled.add(placed.number)
      else this.#unflushed.push(placed.number)
    } else if (outcome === 'rejected') {
      this.#rejectSent(placed, { code, message }, settlement)
    } else if (outcome === 'misconfigured') {
      this.#onRefused(refusedName(request), settlement)
      this.#closeRefused(placed, settlement, settlement)
    } else {
      this.tally.outcomes[outcome] += 1
      this.#onUnsettled(request, settlement)
    }
  }

  #rejectUnsent(placed: Placed, { findings }: Prepared): void {
    const reason = findings.find(({ severity }) => severity === 'reject')
    const code = reason?.code ?? 'rejected'
    const message = reason?.message ?? 'The record cannot be sent.'
    this.#reject(placed, { stage: placed.entry.kind === 'record' ? 'prepare' : 'read', code, message })
  }

  #rejectSent(placed: Placed, { code, message }: Refusal, settlement?: Settlement): void {
    const found = { code, severity: 'reject' as const, field: null, message }
    this.findings.add(found, placed.line, this.stakes.worthOf(placed.number))
    this.#reject(placed, { stage: 'delivery', code, message }, settlement)
  }

  /** A record of an app that takes none: left for later, or rejected where the others' are to go on. */
  #closeRefused(placed: Placed, refusal: Refusal, settlement?: Settlement): void {
    if (this.#goesOnWithout(refusal.code)) this.#rejectSent(placed, refusal, settlement)
    else this.tally.outcomes.misconfigured += 1
  }

  #goesOnWithout(code: string): boolean {
    return goesOnWithout(this.#ports.configuration, code)
  }

  #reject(placed: Placed, why: Pick<DeadLetter, 'stage' | 'code' | 'message'>, settlement?: Settlement): void {
    const { rejected, now } = this.#ports
    this.tally.countRejected(why.code)
    const attempts = { attempts: settlement?.attempts ?? 0, ...(settlement !== undefined && timesOf(settlement)) }
    rejected.add(placed.number, {
      ...contentOf(placed.entry),
      lineNumber: placed.line,
      rejectedAtMs: now(),
      ...why,
      ...attempts,
      worth: letterWorth(this.stakes.worthOf(placed.number)),
    })
    this.stakes.close(placed.number, 'rejected')
  }

  /** No record of this app can pass: it ends here, and goes on when the app is mended, or without it where that is asked for. */
  #onRefused(appId: string, refusal: Refusal): void {
    if (!this.#refusedApps.has(appId)) this.#refusedApps.set(appId, refusal)
    if (!this.#goesOnWithout(refusal.code)) this.fail({ type: 'misconfigured', message: '' })
  }

  /** One record without a final answer is left for later; an outage, or too many of them, end it. */
  #onUnsettled({ url, appId }: Request, { code, message, firstAttemptAtMs, attempts }: Settlement): void {
    const { transient, throttled } = this.tally.outcomes
    const where = `App ${appId} at ${new URL(url).origin}`
    this.#firstUnsettled ??= `${where} (${code}): ${message}`
    if (code === 'server_down') {
      this.fail({ type: 'outage', message: `${where}: ${message} ${describeFailures(this.#ports.engine.snapshot())}` })
    } else if (attempts > 0 && this.#acceptedAtMs < firstAttemptAtMs) {
      this.fail({
        type: 'outage',
        message: `Nothing was accepted since this record was first tried. ${where} (${code}): ${message}`,
      })
    } else if (transient + throttled >= mostUnsettled) {
      this.fail({ type: 'outage', message: `Too many records got no final answer. ${this.#firstUnsettled}` })
    }
  }

  /** Reads no more, starts nothing more; what is in flight has a bounded time to be answered. */
  #stop(): void {
    this.fail({ type: 'stopped', message: 'Stopped before the end, as asked.' })
    this.#ports.engine.stop()
  }

  #end(): SendFailure | null {
    if (this.#failure?.type === 'misconfigured') {
      const stopping = [...this.#refusedApps].filter(([, { code }]) => !this.#goesOnWithout(code))
      return { type: 'misconfigured', message: describeRefusals(stopping) }
    }
    const { transient, throttled } = this.tally.outcomes
    if (this.#failure !== null || transient + throttled === 0) return this.#failure
    return { type: 'unsettled', message: `Some records got no final answer. ${this.#firstUnsettled}` }
  }
}

function recordOf(entry: Entry): InputRecord {
  return entry.kind === 'record' ? entry.record : { data: null }
}

function contentOf(entry: Entry): Pick<DeadLetter, 'stream' | 'data'> {
  if (entry.kind !== 'record') return { data: entry.kind === 'unreadable' ? entry.text : null }
  const { stream, namespace, data } = entry.record
  if (stream === undefined) return { data }
  return { data, stream: { name: stream, ...(namespace !== undefined && { namespace }) } }
}

function timesOf({ firstAttemptAtMs, lastAttemptAtMs }: Settlement) {
  return { firstAttemptAtMs, lastAttemptAtMs }
}

/** An unexpected error may quote the input: only its code is told. */
function messageOf(error: unknown): string {
  if (error instanceof Unusable) return error.message
  return `The input cannot be read on (${errorCode(error) ?? 'unknown error'}).`
}
