import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Prepared } from '../core/domain/prepared'
import type { Request } from '../core/domain/request'
import { unreadWorth } from '../core/domain/worth'
import { type SettledTogether, submitTogether } from '../delivery/engine/submit-together'
import type { Settlement } from '../delivery/outcome/settlement'
import type { Gate } from '../memory/gate'
import { gateFor } from '../memory/gate-for'
import { Ending } from './ending'
import type { Host, Left, Outlet, Rejection, Unsettled, Weighed } from './host'
import { proveKeys, type Refusal } from './prove-keys'
import { refusedName } from './refusals'
import { RefusedApps } from './refused-apps'
import type { RunPorts } from './run-ports'
import { Tally } from './tally'

/**
 * After so many records the sockets get their turn: answers that wait in the kernel while a whole chunk of input is
 * mapped leave the server idle, and then us.
 */
const recordsPerTurn = 32

/** A request on its way, the item that it is for, and what the memory knows it by. */
interface Sending<Item> {
  readonly request: Request
  /** An erasure in several apps has these, too. */
  readonly more: readonly Request[]
  readonly item: Item
  readonly deliveryId: string | undefined
}

/**
 * What every host does with its records: read -> prepare -> gate -> submit -> settle -> release. The host reads the items and
 * does with each what has become of it; the run asks the memory, proves the keys, sends, keeps the ledger, counts, reads no
 * faster than every outlet takes, and ends in time.
 */
export class Run<Item extends Weighed> {
  readonly tally = new Tally()
  readonly refused: RefusedApps
  readonly #host: Host<Item>
  readonly #ports: RunPorts
  readonly #gate: Gate<Item>
  readonly #outlets: readonly Outlet[]
  readonly #ending: Ending
  /** Those that wait to be submitted, few at a time: for the keys to be proven, or for room. */
  readonly #waiting = new Set<Item>()
  #submittedCount = 0
  #isReading = true
  #isOver = false
  #hasProvenKeys = false
  #proof: Promise<void> | undefined

  constructor(host: Host<Item>, ports: RunPorts) {
    const { configuration, memory, ledger, countsFromStart, now, after } = ports
    this.#host = host
    this.#ports = ports
    this.refused = new RefusedApps(configuration)
    this.#ending = new Ending(ports.limits, after, now)
    this.#gate = gateFor(memory, configuration.memory, countsFromStart, {
      now,
      after,
      proceed: (item, prepared, deliveryId) => this.#proceed(item, prepared, deliveryId),
      abandon: (item) => this.#leave(item, 'transient'),
      onFailure: (error) => host.failed(error),
    })
    this.#outlets = [...ports.outlets, this.#gate, ...(ledger === undefined ? [] : [ledger])]
  }

  /**
   * Reads with `read` until the input or the run ends, lets what was taken settle, and then lets the host close what it has.
   * Never rejects: the host is told of failures.
   */
  async run(read: () => Promise<void>, close: () => Promise<void>): Promise<void> {
    await this.#attempt(() => this.#ending.settling(read()))
    await this.#attempt(() => this.#ending.settling(this.#drain()))
    this.#isOver = true
    this.tally.leaveOpen([...this.#waiting].map(({ worth }) => worth))
    await this.#attempt(() => this.#ending.closing(close()))
  }

  /** Takes what `blocks` gives while the run reads, no faster than everything behind it takes. */
  async read<One>(
    blocks: AsyncIterable<readonly One[]>,
    take: (one: One) => Promise<unknown> | undefined,
  ): Promise<void> {
    try {
      for await (const block of blocks) {
        for (const one of block) {
          if (!this.#isReading) return
          const wait = take(one)
          // Most need none, and a promise costs.
          if (wait !== undefined) await wait
        }
        await this.catchUp()
      }
    } catch (error) {
      // Ending early closes the input, which the loop sees as an error.
      if (this.#isReading) throw error
    }
  }

  /** One item. A promise where the reader has to wait. */
  take(item: Item): Promise<unknown> | undefined {
    this.tally.recordCount += 1
    const prepared = this.#host.prepare(item)
    if ('outcome' in prepared) {
      item.worth = prepared.worth
      return this.#gate.add(item, prepared)
    }
    item.worth = unreadWorth
    this.#reject(item, prepared)
    return undefined
  }

  /** To be called whenever the input pauses: what was taken goes on. Resolves when every outlet may be given more, or the reading ends. */
  async catchUp(): Promise<void> {
    await this.#gate.pass()
    for (const outlet of this.#outlets) await this.#ending.unlessEnding(outlet.ready())
  }

  get isReading(): boolean {
    return this.#isReading
  }

  /** Reads no more; what was submitted has a bounded time to settle. */
  endReading(): void {
    if (this.#isReading) this.#ports.engine.stopWithin(this.#ports.limits.drainMs)
    this.#isReading = false
    this.#gate.release()
    this.#ending.begin()
    this.#ports.closeInput()
  }

  /** Reads no more and sends no more. */
  abort(): void {
    this.endReading()
    this.#ports.engine.stop()
  }

  /** From now on nothing is waited for beyond the limits: somebody outside wants the end. */
  hurry(): void {
    this.#ending.hurry()
  }

  /** Resolves when memory and ledger keep what was accepted so far. Rejects where they cannot. */
  async flush(): Promise<void> {
    await Promise.all([this.#gate.flush(), this.#ports.ledger?.flush()])
  }

  /** Accepted records that the memory could not keep. */
  get unkeptCount(): number {
    return this.#gate.unkeptCount
  }

  async #attempt(step: () => Promise<unknown>): Promise<void> {
    try {
      await step()
    } catch (error) {
      this.#host.failed(error)
    }
  }

  async #drain(): Promise<void> {
    do {
      await this.#attempt(() => this.#gate.drain())
      await this.#ports.engine.drain()
      // What waited for another one to settle may only now be on its way.
      if (!this.#gate.isEmpty) await nextTurn()
    } while (!this.#gate.isEmpty)
  }

  /** What is to become of an item, the memory asked where there is one. */
  #proceed(item: Item, prepared: Prepared, deliveryId: string | undefined): Promise<unknown> | undefined {
    // Counted as left, and told: the memory answered too late.
    if (this.#isOver) return undefined
    const { outcome, request, more = [], findings } = prepared
    this.#host.found?.(item, findings)
    if (outcome === 'send') {
      this.tally.countFindings(findings, item.worth)
      return this.#send({ request, more, item, deliveryId })
    }
    if (outcome === 'skip') {
      // The finding that stopped a record is the last one.
      const code = findings.at(-1)?.code ?? 'skipped'
      this.tally.countSkipped(code, item.worth)
      this.#host.skipped(item, code)
    } else this.#reject(item, unsent(prepared))
    return undefined
  }

  #send(sending: Sending<Item>): Promise<unknown> | undefined {
    if (!this.#hasProvenKeys) return this.#submitWithProvenKeys(sending)
    if (!this.#ports.engine.hasRoom) return this.#submitWhenThereIsRoom(sending)
    this.#submit(sending)
    return ++this.#submittedCount % recordsPerTurn === 0 ? nextTurn() : undefined
  }

  /** Before the first record: were one key found wrong later, every next run would send the other apps' records again. */
  async #submitWithProvenKeys(sending: Sending<Item>): Promise<void> {
    this.#waiting.add(sending.item)
    this.#proof ??= this.#proveKeys()
    await this.#proof
    this.#hasProvenKeys = true
    await this.#submitWhenThereIsRoom(sending)
  }

  async #proveKeys(): Promise<void> {
    const { engine, configuration, streams, tryStores } = this.#ports
    // A store that keeps nothing would end the run after records went out, and the next one, too.
    const [{ refusals, requestCount }, storeError] = await Promise.all([
      proveKeys(engine, configuration, streams),
      tryStores?.().catch((error: unknown) => error),
    ])
    if (storeError !== undefined) this.#host.failed(storeError)
    this.tally.countKeyProbes(requestCount)
    // Where the others' records go on, half a minute of refused records decides: one lapse must not reject a whole app.
    for (const [name, refusal] of refusals) if (!this.refused.isLeftOut(refusal)) this.#refuse(name, refusal)
  }

  async #submitWhenThereIsRoom(sending: Sending<Item>): Promise<void> {
    this.#waiting.add(sending.item)
    await this.#ports.engine.waitForRoom()
    this.#waiting.delete(sending.item)
    this.#submit(sending)
    if (++this.#submittedCount % recordsPerTurn === 0) await nextTurn()
  }

  #submit(sending: Sending<Item>): void {
    if (this.#isOver) return
    const { request, more, item, deliveryId } = sending
    const { engine } = this.#ports
    // Of several apps the engine answers for those that are refused.
    const refusal = more.length === 0 ? this.refused.get(refusedName(request)) : undefined
    if (refusal !== undefined) {
      this.#gate.settled(deliveryId, false)
      this.#closeRefused(sending, refusal)
    } else if (!this.#isReading) {
      // After an early end all of this is sent again.
      this.#gate.settled(deliveryId, false)
      this.#leave(item, 'transient')
    } else if (request.erasure === undefined) {
      engine.submit(request, (settlement) => this.#onSettled(sending, settlement))
    } else {
      submitTogether(engine, [request, ...more], (settled) => this.#onErasureSettled(sending, settled))
    }
  }

  #onSettled(sending: Sending<Item>, settlement: Settlement): void {
    this.tally.countAttempts(settlement)
    this.#close(sending, settlement)
  }

  /** Whom AppsFlyer is to erase the memory holds back, before the item is settled. */
  #onErasureSettled(sending: Sending<Item>, { settlement, request, accepted, all }: SettledTogether): void {
    for (const one of all) this.tally.countAttempts(one)
    this.#gate.erased(sending.item, accepted, () => this.#close({ ...sending, request }, settlement))
  }

  #close(sending: Sending<Item>, settlement: Settlement): void {
    // Counted as left, and told.
    if (this.#isOver) return
    const { request, item, deliveryId } = sending
    const { outcome, code, message } = settlement
    try {
      // First: what is released for this item covers what the memory keeps of it.
      this.#gate.settled(deliveryId, outcome === 'accepted')
      if (outcome === 'accepted') this.#accept(request, item, settlement)
      else if (outcome === 'rejected') this.#reject(item, { stage: 'delivery', code, message, settlement })
      else if (outcome === 'misconfigured') {
        this.#refuse(refusedName(request), settlement)
        this.#closeRefused(sending, settlement, settlement)
      } else this.#leave(item, outcome, { ...settlement, request, settlement })
    } catch (error) {
      this.#host.failed(error)
    }
  }

  #accept(request: Request, item: Item, settlement: Settlement): void {
    const { ledger, now } = this.#ports
    ledger?.add(request, { ...settlement, acceptedAtMs: now() }, () => this.#host.recordOf(item))
    this.tally.countOutcome('accepted', item.worth)
    this.#host.accepted(item, settlement)
  }

  #reject(item: Item, rejection: Rejection): void {
    this.tally.countRejected(rejection.code, item.worth)
    this.#host.rejected(item, rejection)
  }

  #leave(item: Item, outcome: Unsettled, why?: Left): void {
    if (this.#isOver) return
    this.tally.countOutcome(outcome, item.worth)
    this.#host.left(item, outcome, why)
  }

  /** Nothing of this app passes. Others go on only where that was asked for, since a later run would send them again. */
  #refuse(name: string, refusal: Refusal): void {
    if (this.refused.add(name, refusal)) this.#host.refused(name, refusal, this.refused.isLeftOut(refusal))
  }

  #closeRefused({ item, request }: Sending<Item>, refusal: Refusal, settlement?: Settlement): void {
    const { code, message } = refusal
    const tried = settlement && { settlement }
    if (this.refused.isLeftOut(refusal)) this.#reject(item, { stage: 'delivery', code, message, ...tried })
    else this.#leave(item, 'misconfigured', { ...refusal, request, ...tried })
  }
}

function unsent({ findings }: Prepared): Rejection {
  const reason = findings.find(({ severity }) => severity === 'reject')
  const code = reason?.code ?? 'rejected'
  return { stage: 'prepare', code, message: reason?.message ?? 'The record cannot be sent.' }
}
