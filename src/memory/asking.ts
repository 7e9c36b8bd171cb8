import { mobileAppsflyerIdPattern } from '../../spec/appsflyer/events/app-id'
import { hasInstalls } from '../../spec/appsflyer/events/platforms'
import type { Prepared } from '../core/domain/prepared'
import type { Subject } from '../core/domain/subject'
import type { Sighting } from './installs/install'
import type { Answer, Memory } from './memory'
import { Outage } from './outage'

/** A record whose memory there is something to ask. */
export interface Asked {
  readonly prepared: Prepared & { readonly subject: Subject }
  readonly deliveryId: string | undefined
}

export interface AskingPorts {
  readonly memory: Memory
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Goes on without a memory that fails; else `onFailure` is called once, and nothing is asked any more. */
  readonly goesOnWithout: boolean
  readonly onFailure: (error: unknown) => void
}

/** A memory that knows an install seen within so long need not be told of it again. */
const freshMs = 86_400_000

/** Asks the memory about records, and tells it what they teach. One that gives no answer is left alone for a while. */
export class Asking {
  readonly #ports: AskingPorts
  readonly #outage: Outage
  #hasFailed = false

  constructor(ports: AskingPorts) {
    this.#ports = ports
    this.#outage = new Outage(ports.now)
  }

  /** The run ends, since the memory failed. */
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  get isAway(): boolean {
    return this.#outage.isOn
  }

  /** An answer for each record of a block, in their order; undefined where there is none. What the block teaches is known to the rest of it. */
  async about(block: readonly Asked[]): Promise<readonly Answer[] | undefined> {
    const answers = await this.#recall(block)
    const sightings = block.flatMap((asked, index) => {
      const answer = answers?.[index]
      return answer === undefined ? [] : (this.#sightingIn(asked, answer) ?? [])
    })
    if (answers === undefined || sightings.length === 0) return answers
    await this.try(() => this.#ports.memory.learn(sightings))
    const unknown = block.filter(({ prepared }, index) => {
      return prepared.complete !== undefined && answers[index]?.installs.length === 0
    })
    const again = unknown.length === 0 ? undefined : await this.#recall(unknown)
    if (again === undefined) return answers
    const answerTo = new Map(unknown.map((asked, index) => [asked, again[index]]))
    return block.flatMap((asked, index) => answerTo.get(asked) ?? answers[index] ?? [])
  }

  /** Undefined where the memory gives no answer. */
  async try<Result>(ask: () => Promise<Result>): Promise<Result | undefined> {
    if (this.#hasFailed || this.#outage.isOn) return undefined
    try {
      const result = await ask()
      this.#outage.end()
      return result
    } catch (error) {
      this.fail(error)
      return undefined
    }
  }

  fail(error: unknown): void {
    this.#outage.begin()
    if (this.#ports.goesOnWithout || this.#hasFailed) return
    this.#hasFailed = true
    this.#ports.onFailure(error)
  }

  #recall(block: readonly Asked[]): Promise<readonly Answer[] | undefined> {
    return this.try(() => {
      return this.#ports.memory.recall(block.map(({ prepared: { subject }, deliveryId }) => ({ subject, deliveryId })))
    })
  }

  /** A record that carries both ids teaches the memory, unless it knows that much. */
  #sightingIn({ prepared }: Asked, { installs, isErased }: Answer): Sighting | undefined {
    const { subject, outcome } = prepared
    const { appId, platform, userHash, appsflyerId, timeMs, device } = subject
    if (!hasInstalls(platform) || userHash === undefined || appsflyerId === undefined) return undefined
    if (isErased || outcome === 'reject' || !mobileAppsflyerIdPattern.test(appsflyerId)) return undefined
    const now = this.#ports.now()
    const seenAtMs = Math.min(timeMs ?? now, now)
    const known = installs.find((install) => install.appsflyerId === appsflyerId)
    if (known !== undefined && (known.source === 'sdk' || seenAtMs - known.lastSeenMs < freshMs)) return undefined
    const said = Object.fromEntries(Object.entries(device).filter(([, value]) => value !== undefined))
    return { appId, userHash, appsflyerId, seenAtMs, source: 'record', ...said }
  }
}
