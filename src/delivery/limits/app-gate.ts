/** Refusals in a row that put the key of an app in doubt; fewer may be about their records. */
const doubtingRefusals = 3
/** A key that worked is doubted for this long before its app is stopped: services of authentication have short lapses. */
const doubtMs = 30_000
/** Pauses between single requests meanwhile: each the double of the one before, up to the longest. */
const firstPauseMs = 500
const longestPauseMs = 5_000
/** The doubt takes at most this share of the patience for a record: it would end as one that may pass another time. */
const shareOfPatience = 0.6

/** Why an app's requests are refused. */
interface Refusal {
  readonly code: string
  readonly message: string
  readonly status?: number
}

/** As in DeliverySettings. */
export interface GateSettings {
  readonly trialInFlight: number
  readonly doubtsNewKeys: boolean
  readonly patienceMs: number
}

/**
 * Whether an app's key and plan let its records through. An app is on trial, with few requests in flight, until its first
 * answer; a refusal then stops it at once. A key that worked, or a new one where that is asked for, is doubted after some
 * refusals in a row: single requests go
 * out with pauses, until one passes, or until they have been refused for 30 seconds, or for less where patience is short. Times
 * in milliseconds.
 */
export class AppGate {
  private readonly trialInFlight: number
  /** How much of the doubt and of its pauses there is patience for: 1 is all. */
  private readonly scale: number
  /** Whether refusals are doubted: the key worked, or a new one is given as much time. */
  private isTrusted: boolean
  private hasPassed = false
  private newestPassMs = Number.NEGATIVE_INFINITY
  private refusalsInARow = 0
  private refusedSinceMs = 0
  /** The record that was refused, while it is the only one. */
  private refusedRecord: object | undefined
  private pauses = 0
  private nextAtMs = 0
  private blockedBy: Refusal | undefined

  constructor({ trialInFlight, doubtsNewKeys, patienceMs }: GateSettings) {
    this.trialInFlight = trialInFlight
    this.scale = Math.min(1, (patienceMs * shareOfPatience) / doubtMs)
    this.isTrusted = doubtsNewKeys
  }

  get maxInFlight(): number {
    if (this.isDoubted) return 1
    return this.hasPassed && this.refusalsInARow === 0 ? Number.POSITIVE_INFINITY : this.trialInFlight
  }

  /** Why nothing more of this app is sent; undefined while it may go on. */
  get blocked(): Refusal | undefined {
    return this.blockedBy
  }

  /** All is refused, and that may pass. */
  get isDoubted(): boolean {
    return this.refusalsInARow >= doubtingRefusals
  }

  /** Whether AppsFlyer took a record of the app that was sent after a moment: what was under way then says nothing of it. */
  hasPassedSince(nowMs: number): boolean {
    return this.newestPassMs > nowMs
  }

  /** When the next request may start: `nowMs` or later. */
  readyAtMs(nowMs: number): number {
    return this.isDoubted ? Math.max(nowMs, this.nextAtMs) : nowMs
  }

  /** AppsFlyer knew the key, by a request that was no record. */
  keyIsGood(): void {
    this.isTrusted = true
  }

  /** AppsFlyer worked on a record that was sent then, whatever it made of it. */
  passed(startedAtMs: number): void {
    this.isTrusted = true
    this.hasPassed = true
    this.newestPassMs = Math.max(this.newestPassMs, startedAtMs)
    this.refusalsInARow = 0
  }

  /** True when the doubt is over and it was this one record that was refused all the time: then it is no matter of the app. */
  refused(reason: Refusal, nowMs: number, record: object): boolean {
    if (this.refusalsInARow === 0) {
      this.refusedSinceMs = nowMs
      this.refusedRecord = record
      this.pauses = 0
      this.nextAtMs = nowMs
    }
    this.refusalsInARow += 1
    if (this.refusedRecord !== record) this.refusedRecord = undefined
    const isConfirmed = this.isDoubted && nowMs - this.refusedSinceMs >= doubtMs * this.scale
    if (isConfirmed && this.hasPassed && this.refusedRecord !== undefined) {
      this.refusalsInARow = 0
      return true
    }
    if (!this.isTrusted || isConfirmed) this.blockedBy ??= reason
    // Those that were under way together count as one.
    else if (this.isDoubted && nowMs >= this.nextAtMs) {
      this.nextAtMs = nowMs + this.scale * Math.min(longestPauseMs, firstPauseMs * 2 ** this.pauses)
      this.pauses += 1
    }
    return false
  }
}
