import { type FindingCode, finding } from '../core/domain/finding'
import type { Prepared } from '../core/domain/prepared'
import type { Request } from '../core/domain/request'
import type { Subject } from '../core/domain/subject'
import { type Asked, Asking } from './asking'
import { ChangedUsers } from './changed-users'
import { decide, skippedFor, withAdvice } from './decide'
import { EqualRecords } from './equal-records'
import type { Gate, GatePorts } from './gate'
import { holdBack } from './hold-back'
import type { Install } from './installs/install'
import { Keeping } from './keeping'
import type { Answer } from './memory'
import { UnderWay } from './under-way'
import { WaitingRoom } from './waiting-room'

interface GateSettings {
  /** 0: nothing waits for an install. */
  readonly installDelayMs: number
  /** Goes on without a memory that fails. */
  readonly goesOnWithout: boolean
  /**
   * Whether the run begins with the first record of its input, so that the second of two equal records is known to be the
   * second. Where it begins later, a record without a key is never taken for one that was sent before.
   */
  readonly countsFromStart: boolean
  /** Whether deliveries are remembered; else nothing is taken for one that was sent before. */
  readonly remembersDeliveries: boolean
}

interface Waiting<Item> extends Asked {
  readonly item: Item
  /** It says of its visitor another user than the record before it: what was accepted earlier is no more so. */
  readonly isChange: boolean
}

/** So many records are asked about in one round trip. */
const blockSize = 64
/** Of a memory that has so many accepted ones still to keep no more records are asked for. */
const mostUnkept = 4_096
/** So many records may wait for their installs. */
const mostHeld = 10_000

/**
 * Between `prepare` and sending: asks the memory about records in blocks, fills in what it knows, holds back what was sent
 * before, what is under way already and who is erased, and tells it what AppsFlyer accepted.
 */
export class MemoryGate<Item> implements Gate<Item> {
  readonly #settings: GateSettings
  readonly #ports: GatePorts<Item>
  readonly #asking: Asking
  readonly #keeping: Keeping
  readonly #equals = new EqualRecords()
  readonly #users = new ChangedUsers()
  readonly #room: WaitingRoom
  readonly #underWay = new UnderWay<Waiting<Item>>((next) => {
    this.#later(this.#ports.proceed(next.item, next.prepared, next.deliveryId))
  })
  /** Deliveries accepted since the memory was asked about the block: its answer may be older than they are. */
  readonly #acceptedMeanwhile = new Set<string>()
  #block: Waiting<Item>[] = []
  /** Records whose erasures are being kept. */
  #erasingCount = 0
  #unkeptErasures = 0
  /** Records that went on where nobody waited, and whose host has not finished with them. */
  readonly #goingOn = new Set<Promise<unknown>>()

  constructor(settings: GateSettings, ports: GatePorts<Item>) {
    this.#settings = settings
    this.#ports = ports
    this.#room = new WaitingRoom(ports.after, mostHeld)
    const { memory, now, after, onFailure } = ports
    this.#asking = new Asking({ memory, now, onFailure, goesOnWithout: settings.goesOnWithout })
    this.#keeping = new Keeping(memory, this.#asking, after)
  }

  add(item: Item, prepared: Prepared): Promise<unknown> | undefined {
    const { subject } = prepared
    if (subject === undefined) return this.#ports.proceed(item, prepared, undefined)
    const deliveryId = this.#deliveryIdOf(subject)
    const isChange = this.#users.isChange(deliveryId)
    this.#block.push({ item, prepared: { ...prepared, subject }, deliveryId, isChange })
    return this.#block.length >= blockSize ? this.pass() : undefined
  }

  async pass(): Promise<void> {
    const block = this.#block
    this.#block = []
    if (block.length === 0) return
    this.#acceptedMeanwhile.clear()
    const answers = await this.#asking.about(block)
    for (const [index, waiting] of block.entries()) {
      const answer = answers?.[index]
      if (this.#asking.hasFailed) this.#ports.abandon(waiting.item)
      else {
        const wait =
          answer === undefined ? this.#proceed(waiting, unasked(waiting.prepared)) : this.#decide(waiting, answer)
        // Most need no promise, and a promise costs.
        if (wait !== undefined) await wait
      }
    }
    await this.#underWay.room()
  }

  async ready(): Promise<void> {
    if (this.#ports.memory.waitingCount > mostUnkept) await this.flush()
  }

  settled(deliveryId: string | undefined, wasAccepted: boolean): void {
    if (deliveryId === undefined) return
    if (!wasAccepted) {
      this.#underWay.goOn(deliveryId)
      return
    }
    this.#keeping.add(deliveryId)
    this.#acceptedMeanwhile.add(deliveryId)
    for (const { item } of this.#underWay.end(deliveryId))
      this.#later(this.#ports.proceed(item, skippedFor('accepted_before'), undefined))
  }

  erased(item: Item, accepted: readonly Request[], done: () => void): void {
    this.#erasingCount += 1
    const holding = this.#holdBack(accepted).then((isKept) => {
      this.#erasingCount -= 1
      if (isKept) done()
      else this.#ports.abandon(item)
    })
    this.#later(holding)
  }

  release(): void {
    this.#room.release()
    this.#underWay.release()
  }

  async drain(): Promise<void> {
    await this.pass()
    await this.#room.empty()
    while (this.#goingOn.size > 0) await Promise.all(this.#goingOn)
  }

  get unkeptCount(): number {
    const { waitingCount, lostCount } = this.#ports.memory
    return waitingCount + lostCount + this.#unkeptErasures
  }

  get isEmpty(): boolean {
    return this.#block.length === 0 && this.#underWay.isEmpty && this.#erasingCount === 0
  }

  async flush(): Promise<void> {
    const { goesOnWithout } = this.#settings
    // The end of an outage is not waited for by each state.
    if (goesOnWithout && this.#asking.isAway) return
    try {
      await this.#keeping.flush()
    } catch (error) {
      if (!goesOnWithout) throw error
      this.#asking.fail(error)
    }
  }

  /** The n-th of several equal records in a run is the n-th. */
  #deliveryIdOf({ delivery }: Subject): string | undefined {
    const { remembersDeliveries } = this.#settings
    if (!remembersDeliveries || delivery?.isLasting !== true) return undefined
    if (!delivery.isOfWholeRecord) return delivery.id
    if (!this.#settings.countsFromStart) return undefined
    const number = this.#equals.next(delivery.id)
    return number === 1 ? delivery.id : `${delivery.id}-${number}`
  }

  #decide(waiting: Waiting<Item>, answer: Answer): Promise<unknown> | undefined {
    const { item, prepared, deliveryId } = waiting
    const decided = decide(prepared, waiting.isChange ? { ...answer, wasAccepted: false } : answer)
    const isDone = deliveryId !== undefined && this.#acceptedMeanwhile.has(deliveryId)
    const waitMs = decided.outcome === 'send' && !isDone ? this.#waitFor(prepared.subject, answer.installs) : 0
    if (waitMs === 0) return this.#proceed(waiting, decided)
    if (this.#room.isFull) return this.#proceed(waiting, withFinding(decided, 'install_wait_cut'))
    // Its delivery is under way from now on: the same record may come again meanwhile.
    const late = withFinding(decided, 'waited_for_install')
    if (!this.#isUnderWay(waiting, late))
      this.#room.hold(waitMs, () => this.#later(this.#ports.proceed(item, late, deliveryId)))
    return undefined
  }

  #proceed(waiting: Waiting<Item>, prepared: Prepared): Promise<unknown> | undefined {
    const { item, deliveryId } = waiting
    if (prepared.outcome === 'send' && !waiting.isChange) {
      if (deliveryId !== undefined && this.#acceptedMeanwhile.has(deliveryId))
        return this.#ports.proceed(item, skippedFor('accepted_before'), undefined)
      if (this.#isUnderWay(waiting, prepared)) return undefined
    }
    return this.#ports.proceed(item, prepared, deliveryId)
  }

  /** Whether the same delivery is on its way already: then the record waits for what comes of it. */
  #isUnderWay(waiting: Waiting<Item>, prepared: Prepared): boolean {
    const { deliveryId } = waiting
    return (
      deliveryId !== undefined &&
      this.#underWay.isDouble(deliveryId, () => ({ ...waiting, prepared: { ...waiting.prepared, ...prepared } }))
    )
  }

  /** How long an event has to wait for its install; 0 for most. */
  #waitFor({ appsflyerId, timeMs }: Subject, installs: readonly Install[]): number {
    const { installDelayMs } = this.#settings
    if (installDelayMs === 0) return 0
    const install = appsflyerId === undefined ? installs[0] : installs.find((one) => one.appsflyerId === appsflyerId)
    const installedAtMs = install?.installedAtMs
    if (installedAtMs === undefined) return 0
    const now = this.#ports.now()
    const happenedAtMs = timeMs ?? now
    const readyAtMs = installedAtMs + installDelayMs
    const isRightAfter = happenedAtMs >= installedAtMs && happenedAtMs < readyAtMs
    return isRightAfter ? Math.max(0, readyAtMs - now) : 0
  }

  async #holdBack(accepted: readonly Request[]): Promise<boolean> {
    try {
      await holdBack(this.#ports.memory, accepted)
      return true
    } catch (error) {
      this.#asking.fail(error)
      if (this.#settings.goesOnWithout) this.#unkeptErasures += 1
      return this.#settings.goesOnWithout
    }
  }

  /** Called where nobody waits. */
  #later(promise: Promise<unknown> | undefined): void {
    if (promise === undefined) return
    const goingOn = promise
      .catch((error: unknown) => this.#ports.onFailure(error))
      .finally(() => this.#goingOn.delete(goingOn))
    this.#goingOn.add(goingOn)
  }
}

/** A record about which the memory gave no answer. */
function unasked(prepared: Prepared): Prepared {
  const told = withFinding(prepared, 'memory_unavailable')
  return prepared.complete === undefined ? told : withAdvice(told, 'The memory, which may know it, gave no answer.')
}

function withFinding(prepared: Prepared, code: FindingCode): Prepared {
  return { ...prepared, findings: [...prepared.findings, finding(code, null)] }
}
