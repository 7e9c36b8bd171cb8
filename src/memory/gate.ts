import { mobileAppsflyerIdPattern } from '../../spec/appsflyer/events/app-id'
import type { MemorySettings } from '../../spec/configuration/memory-form'
import { type FindingCode, finding } from '../core/domain/finding'
import type { Subject } from '../core/domain/subject'
import type { Prepared } from '../core/prepare'
import { decide, skippedFor, withAdvice } from './decide'
import { EqualRecords } from './equal-records'
import type { Install, Sighting } from './installs/install'
import type { Answer, Memory } from './memory'
import { Outage } from './outage'
import { UnderWay } from './under-way'
import { type After, WaitingRoom } from './waiting-room'

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
}

/** What a host does with its records. */
interface GatePorts<Item> {
  readonly memory: Memory
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly after: After
  /**
   * Handles a record at last: sends, rejects or skips it. One that is to be sent is settled (`settled`) with the same
   * `deliveryId`, once, whatever comes of it. A promise where the reader has to wait.
   */
  readonly proceed: (item: Item, prepared: Prepared, deliveryId: string | undefined) => Promise<unknown> | undefined
  /** Leaves a record for a later run: nobody knows what is right for it. */
  readonly abandon: (item: Item) => void
  /** The memory failed, and the run must end. */
  readonly onFailure: (error: unknown) => void
}

interface Waiting<Item> {
  readonly item: Item
  readonly prepared: Prepared & { readonly subject: Subject }
  readonly deliveryId: string | undefined
}

/** So many records are asked about in one round trip. */
const blockSize = 64
/** A server that knows an install seen within so long need not be told of it again. */
const freshMs = 86_400_000
/** So many records may wait for their installs. */
const mostHeld = 10_000
const keptTogether = 64
const keptWithinMs = 5

/** What stands between `prepare` and sending. */
export interface Gate<Item> {
  /** Takes a record. A promise where the reader has to wait. */
  add(item: Item, prepared: Prepared): Promise<unknown> | undefined
  /** Asks about the records that were added, and lets them go on. To be called whenever the input pauses. */
  pass(): Promise<void>
  /** What became of a record that was to be sent. */
  settled(deliveryId: string | undefined, wasAccepted: boolean): void
  /** Lets those that wait for their installs go now: the run ends early. */
  release(): void
  /** Resolves when all records that were added have gone on, but for those that wait for another one to settle. */
  drain(): Promise<void>
  /** Accepted records that the memory could not keep: once nothing is under way, another run sends them again. */
  readonly unkeptCount: number
  /** Whether every record that was added has gone on, and what was to be sent is settled. */
  readonly isEmpty: boolean
  /** Resolves when what AppsFlyer accepted so far is kept. Rejects with a MemoryError where it cannot be, and the run is to end for that. */
  flush(): Promise<void>
}

/** Without a memory every record goes on at once. */
function openGate<Item>(proceed: GatePorts<Item>['proceed']): Gate<Item> {
  return {
    add: (item, prepared) => proceed(item, prepared, undefined),
    pass: async () => undefined,
    settled: () => undefined,
    release: () => undefined,
    drain: async () => undefined,
    isEmpty: true,
    unkeptCount: 0,
    flush: async () => undefined,
  }
}

/** The gate of a memory, as configured; an open one where there is none. */
export function gateFor<Item>(
  memory: Memory | undefined,
  settings: MemorySettings,
  countsFromStart: boolean,
  ports: Omit<GatePorts<Item>, 'memory'>,
): Gate<Item> {
  if (memory === undefined || settings.store === 'none') return openGate(ports.proceed)
  const { install_delay_seconds, on_failure } = settings
  const gateSettings = {
    installDelayMs: install_delay_seconds * 1_000,
    goesOnWithout: on_failure === 'continue',
    countsFromStart,
  }
  return new MemoryGate(gateSettings, { ...ports, memory })
}

/**
 * Between `prepare` and sending: asks the memory about records in blocks, fills in what it knows, holds back what was sent
 * before, what is under way already and who is erased, and tells it what AppsFlyer accepted.
 */
class MemoryGate<Item> implements Gate<Item> {
  readonly #settings: GateSettings
  readonly #ports: GatePorts<Item>
  readonly #equals = new EqualRecords()
  readonly #room: WaitingRoom
  readonly #underWay = new UnderWay<Waiting<Item>>((next) => {
    this.#later(this.#ports.proceed(next.item, next.prepared, next.deliveryId))
  })
  /** Deliveries accepted since the memory was asked about the block: its answer may be older than they are. */
  readonly #acceptedMeanwhile = new Set<string>()
  #block: Waiting<Item>[] = []
  #keeping: Promise<void> | undefined
  #timer: (() => void) | undefined
  /** Records that went on where nobody waited, and whose host has not finished with them. */
  readonly #goingOn = new Set<Promise<unknown>>()
  readonly #outage: Outage
  #hasFailed = false

  constructor(settings: GateSettings, ports: GatePorts<Item>) {
    this.#settings = settings
    this.#ports = ports
    this.#room = new WaitingRoom(ports.after, mostHeld)
    this.#outage = new Outage(ports.now)
  }

  add(item: Item, prepared: Prepared): Promise<unknown> | undefined {
    const { subject } = prepared
    if (subject === undefined) return this.#ports.proceed(item, prepared, undefined)
    this.#block.push({ item, prepared: { ...prepared, subject }, deliveryId: this.#deliveryIdOf(subject) })
    return this.#block.length >= blockSize ? this.pass() : undefined
  }

  async pass(): Promise<void> {
    const block = this.#block
    this.#block = []
    if (block.length === 0) return
    this.#acceptedMeanwhile.clear()
    const answers = await this.#learnFrom(block, await this.#answersTo(block))
    for (const [index, waiting] of block.entries()) {
      const answer = answers?.[index]
      if (this.#hasFailed && !this.#settings.goesOnWithout) this.#ports.abandon(waiting.item)
      else {
        const wait =
          answer === undefined ? this.#proceed(waiting, unasked(waiting.prepared)) : this.#decide(waiting, answer)
        // Most need no promise, and a promise costs.
        if (wait !== undefined) await wait
      }
    }
    await this.#underWay.room()
  }

  settled(deliveryId: string | undefined, wasAccepted: boolean): void {
    if (deliveryId === undefined) return
    if (!wasAccepted) {
      this.#underWay.goOn(deliveryId)
      return
    }
    this.#ports.memory.addAccepted(deliveryId)
    this.#acceptedMeanwhile.add(deliveryId)
    this.#keepSoon()
    for (const { item } of this.#underWay.end(deliveryId))
      this.#later(this.#ports.proceed(item, skippedFor('accepted_before'), undefined))
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
    return this.#ports.memory.waitingCount
  }

  get isEmpty(): boolean {
    return this.#block.length === 0 && this.#underWay.isEmpty
  }

  async flush(): Promise<void> {
    // Its end is waited for by the next states, not by each of them.
    if (this.#outage.isOn && this.#settings.goesOnWithout) return
    try {
      this.#timer?.()
      this.#timer = undefined
      await this.#keeping
      await this.#ports.memory.flush()
    } catch (error) {
      this.#outage.begin()
      if (!this.#settings.goesOnWithout) throw error
    }
  }

  async #answersTo(block: readonly Waiting<Item>[]): Promise<readonly Answer[] | undefined> {
    if (this.#hasFailed && !this.#settings.goesOnWithout) return undefined
    return this.#try(() => {
      return this.#ports.memory.recall(block.map(({ prepared: { subject }, deliveryId }) => ({ subject, deliveryId })))
    })
  }

  /** What the block teaches is known to the rest of it, too. */
  async #learnFrom(
    block: readonly Waiting<Item>[],
    answers: readonly Answer[] | undefined,
  ): Promise<readonly Answer[] | undefined> {
    const sightings = block.flatMap(({ prepared }, index) => {
      const answer = answers?.[index]
      return answer === undefined ? [] : (this.#sightingOf(prepared, answer) ?? [])
    })
    if (answers === undefined || sightings.length === 0) return answers
    await this.#try(() => this.#ports.memory.learn(sightings))
    const unknown = block.filter(({ prepared }, index) => {
      return prepared.complete !== undefined && answers[index]?.installs.length === 0
    })
    const again = unknown.length === 0 ? undefined : await this.#answersTo(unknown)
    if (again === undefined) return answers
    return block.map((waiting, index) => again[unknown.indexOf(waiting)] ?? (answers[index] as Answer))
  }

  /** Undefined where the memory gives no answer; one that gave none is left alone for a while. */
  async #try<Result>(ask: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#outage.isOn) return undefined
    try {
      const result = await ask()
      this.#outage.end()
      return result
    } catch (error) {
      this.#outage.begin()
      this.#fail(error)
      return undefined
    }
  }

  #fail(error: unknown): void {
    if (this.#settings.goesOnWithout) return
    this.#hasFailed = true
    this.#ports.onFailure(error)
  }

  /** The n-th of several equal records in a run is the n-th. */
  #deliveryIdOf({ delivery }: Subject): string | undefined {
    if (delivery === undefined) return undefined
    if (!delivery.isOfWholeRecord) return delivery.id
    if (!this.#settings.countsFromStart) return undefined
    const number = this.#equals.next(delivery.id)
    return number === 1 ? delivery.id : `${delivery.id}-${number}`
  }

  #decide(waiting: Waiting<Item>, answer: Answer): Promise<unknown> | undefined {
    const { item, prepared, deliveryId } = waiting
    const decided = decide(prepared, answer)
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
    if (prepared.outcome === 'send') {
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

  /** A record that carries both ids teaches the memory, unless it knows that much. */
  #sightingOf({ subject, outcome }: Waiting<Item>['prepared'], { installs, isErased }: Answer): Sighting | undefined {
    const { appId, platform, userHash, appsflyerId, timeMs, device } = subject
    if (platform === 'web' || userHash === undefined || appsflyerId === undefined) return undefined
    if (isErased || outcome === 'reject' || !mobileAppsflyerIdPattern.test(appsflyerId)) return undefined
    const now = this.#ports.now()
    const seenAtMs = Math.min(timeMs ?? now, now)
    const known = installs.find((install) => install.appsflyerId === appsflyerId)
    if (known !== undefined && (known.source === 'sdk' || seenAtMs - known.lastSeenMs < freshMs)) return undefined
    const said = Object.fromEntries(Object.entries(device).filter(([, value]) => value !== undefined))
    return { appId, userHash, appsflyerId, seenAtMs, source: 'record', ...said }
  }

  /**
   * A write costs as much as many entries do: they go together, so many or all of so many milliseconds. What is accepted and
   * not kept yet is what a kill can double, beside what is in flight.
   */
  #keepSoon(): void {
    if (this.#keeping !== undefined || this.#outage.isOn) return
    if (this.#ports.memory.waitingCount >= keptTogether) this.#keepNow()
    else this.#timer ??= this.#ports.after(keptWithinMs, () => this.#keepNow())
  }

  #keepNow(): void {
    this.#timer?.()
    this.#timer = undefined
    // What could not be kept goes with the next ones.
    this.#keeping ??= this.#try(() => this.#ports.memory.keep()).finally(() => {
      this.#keeping = undefined
      if (this.#ports.memory.waitingCount >= keptTogether && !this.#outage.isOn) this.#keepSoon()
    })
  }

  /** Called where nobody waits. */
  #later(promise: Promise<unknown> | undefined): void {
    if (promise === undefined) return
    const goingOn = promise
      .catch((error: unknown) => {
        this.#hasFailed = true
        this.#ports.onFailure(error)
      })
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
