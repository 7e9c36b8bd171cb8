import type { Configuration } from '../../../spec/configuration/configuration'
import type { Finding } from '../../core/domain/finding'
import type { Prepared } from '../../core/domain/prepared'
import type { InputRecord } from '../../core/domain/record'
import type { DeadLetter } from '../../delivery/dead-letters/dead-letter'
import { DeadLetterFileError } from '../../delivery/dead-letters/dead-letter-file'
import type { DeliveryEngine } from '../../delivery/engine/engine'
import type { Settlement } from '../../delivery/outcome/settlement'
import type { Ledger } from '../../ledger/ledger'
import type { Memory } from '../../memory/memory'
import { MemoryError } from '../../memory/store'
import type { After } from '../../memory/waiting-room'
import { type EndingLimits, endingLimits } from '../../run/ending'
import type { Host, Left, Outlet, Rejection, Unsettled } from '../../run/host'
import type { Refusal } from '../../run/prove-keys'
import { describeLeftOut, describeRefusals } from '../../run/refusals'
import { Run } from '../../run/run'
import type { Engine } from '../../run/run-ports'
import type { Tally } from '../../run/tally'
import { StakeTally } from '../../stakes/stake-tally'
import { errorCode } from '../../storage/error-code'
import { StorageError } from '../../storage/storage-error'
import type { Placed } from '../inputs/placed'
import { FindingTally } from '../preview/finding-tally'
import { prepareEntry } from '../preview/prepare-entry'
import { describeFailures } from '../reports/describe-trouble'
import { Unusable } from '../unusable'
import { letterFor } from './letter-for'
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
  readonly engine: Engine & Pick<DeliveryEngine, 'snapshot'>
  /** What earlier sends settled; grows with this one. */
  readonly settled: SettledNumbers
  /** Keeps what AppsFlyer accepted; absent: nothing does. */
  readonly ledger?: Ledger | undefined
  /** Absent: nothing is remembered between sends. */
  readonly memory?: Memory | undefined
  /** Takes a rejected entry, and settles it once it is kept. */
  readonly rejected: Outlet & { add(number: number, letter: DeadLetter): void }
  /** Where progress is kept; absent: nowhere. */
  readonly progress?: Outlet | undefined
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly after: After
  readonly stop: AbortSignal
  readonly limits?: EndingLimits
}

/** So many records may stay without a final answer, one here and one there, before the sending ends. */
const mostUnsettled = 1_000

/** One run of `send`: every entry that is not settled yet is prepared, sent, and settled or left for the next run. */
export class Sending implements Host<Placed> {
  readonly findings = new FindingTally()
  readonly stakes = new StakeTally()
  /** Entries that earlier sends settled. */
  readonly settledBeforeCount: number
  readonly #ports: SendingPorts
  readonly #run: Run<Placed>
  #failure: SendFailure | null = null
  #firstUnsettled: string | undefined
  /** Numbers of entries that were accepted, and that no flush covers yet. */
  #unflushed: number[] = []
  /** When the last attempt that was accepted began; the first may be earlier than all that fail. */
  #acceptedAtMs = Number.NEGATIVE_INFINITY

  constructor(ports: SendingPorts) {
    this.#ports = ports
    this.settledBeforeCount = ports.settled.count
    this.#run = new Run<Placed>(this, {
      ...ports,
      streams: [ports.stream === undefined ? undefined : { name: ports.stream }],
      // Entries that were settled before are not counted, so which of several equal ones comes next is not known then.
      countsFromStart: this.settledBeforeCount === 0,
      outlets: [ports.rejected, ...(ports.progress === undefined ? [] : [ports.progress])],
      limits: ports.limits ?? endingLimits,
    })
  }

  /** Resolves always, when nothing is under way any more: null when the input was read to its end and all of it is settled. */
  async run(): Promise<SendFailure | null> {
    const { entries, stop } = this.#ports
    const onStop = () => this.#stop()
    stop.addEventListener('abort', onStop)
    if (stop.aborted) onStop()
    await this.#run.run(
      () => this.#run.read(entries, (placed) => this.#take(placed)),
      () => this.flush(),
    )
    stop.removeEventListener('abort', onStop)
    return this.#end()
  }

  get tally(): Tally {
    return this.#run.tally
  }

  /** Reads no more; what is under way has a bounded time to settle. The first failure counts. */
  fail(failure: SendFailure): void {
    this.#failure ??= failure
    this.#run.endReading()
  }

  failed(error: unknown): void {
    if (error instanceof MemoryError) this.fail({ type: 'memory', message: error.message })
    else if (error instanceof StorageError) this.fail({ type: 'ledger', message: error.message })
    else if (error instanceof DeadLetterFileError) this.fail({ type: 'disk', message: error.message })
    else this.fail({ type: 'input', message: messageOf(error) })
  }

  /** Accepted records that the memory could not keep. */
  get unkeptCount(): number {
    return this.#run.unkeptCount
  }

  /** Resolves when memory and ledger keep what was accepted so far. */
  async flush(): Promise<void> {
    const covered = this.#unflushed
    this.#unflushed = []
    try {
      await this.#run.flush()
    } finally {
      // Where they cannot be kept the send ends and says so; sent again, they would be recorded twice.
      for (const number of covered) this.#ports.settled.add(number)
    }
  }

  /** Accepted, and not settled before the next flush. */
  get unflushedCount(): number {
    return this.#unflushed.length
  }

  /** Apps that the others' records are sent without, a sentence each. */
  get leftOut(): readonly string[] {
    return this.#run.refused.leftOut.map(([name, refusal]) => describeLeftOut(name, refusal))
  }

  /** A promise where the reader has to wait. */
  #take(placed: Placed): Promise<unknown> | undefined {
    if (placed.entry.kind !== 'blank') return this.#run.take(placed)
    this.#ports.settled.add(placed.number)
    return undefined
  }

  prepare({ entry }: Placed): Prepared {
    const { configuration, now } = this.#ports
    return prepareEntry(entry, configuration, now()) ?? nothing
  }

  recordOf({ entry }: Placed): InputRecord {
    return entry.kind === 'record' ? entry.record : { data: null }
  }

  found({ line, worth }: Placed, findings: readonly Finding[]): void {
    this.findings.count(findings, line, worth)
  }

  accepted({ number, worth }: Placed, settlement: Settlement): void {
    this.stakes.add('sent', worth)
    const { settled, ledger } = this.#ports
    this.#acceptedAtMs = settlement.lastAttemptAtMs
    // While a flush is under way, the ledger does not have what is accepted meanwhile.
    if (ledger === undefined) settled.add(number)
    else this.#unflushed.push(number)
  }

  skipped({ number, worth }: Placed): void {
    this.stakes.add('skipped', worth)
    this.#ports.settled.add(number)
  }

  rejected(placed: Placed, rejection: Rejection): void {
    const { rejected, now } = this.#ports
    // What prepare found is counted already.
    const { line, worth } = placed
    const { code, message } = rejection
    this.stakes.add('rejected', worth)
    if (rejection.stage === 'delivery')
      this.findings.add({ code, severity: 'reject', field: null, message }, line, worth)
    rejected.add(placed.number, letterFor(placed, rejection, now()))
  }

  /** One record without a final answer is left for later; an outage, or too many of them, end it. */
  left({ worth }: Placed, outcome: Unsettled, why?: Left): void {
    this.stakes.add('unsettled', worth)
    if (outcome === 'misconfigured' || why?.settlement === undefined) return
    const { url, appId } = why.request
    const { code, message, firstAttemptAtMs, attempts } = why.settlement
    const { transient, throttled } = this.tally.outcomes
    const where = `App ${appId} at ${new URL(url).origin}`
    this.#firstUnsettled ??= `${where} (${code}): ${message}`
    if (code === 'server_down') {
      const failures = this.#ports.engine.snapshot()
      this.fail({ type: 'outage', message: `${where}: ${message} ${describeFailures(failures)}` })
    } else if (attempts > 0 && this.#acceptedAtMs < firstAttemptAtMs) {
      this.fail({
        type: 'outage',
        message: `Nothing was accepted since this record was first tried. ${where} (${code}): ${message}`,
      })
    } else if (transient + throttled >= mostUnsettled) {
      this.fail({ type: 'outage', message: `Too many records got no final answer. ${this.#firstUnsettled}` })
    }
  }

  /** No record of this app can pass: it ends here, and goes on when the app is mended, or without it where that is asked for. */
  refused(_name: string, _refusal: Refusal, isLeftOut: boolean): void {
    if (!isLeftOut) this.fail({ type: 'misconfigured', message: '' })
  }

  /** Reads no more, starts nothing more; what is in flight has a bounded time to be answered. */
  #stop(): void {
    this.fail({ type: 'stopped', message: 'Stopped before the end, as asked.' })
    this.#ports.engine.stop()
    this.#run.hurry()
  }

  #end(): SendFailure | null {
    if (this.#failure?.type === 'misconfigured')
      return { type: 'misconfigured', message: describeRefusals(this.#run.refused.stopping) }
    const { transient, throttled } = this.tally.outcomes
    if (this.#failure !== null || transient + throttled === 0) return this.#failure
    return { type: 'unsettled', message: `Some records got no final answer. ${this.#firstUnsettled}` }
  }
}

/** What is made of a blank line, which is never taken. */
const nothing: Prepared = { outcome: 'skip', request: null, findings: [] }

/** An unexpected error may quote the input: only its code is told. */
function messageOf(error: unknown): string {
  if (error instanceof Unusable) return error.message
  return `The input cannot be read on (${errorCode(error) ?? 'unknown error'}).`
}
