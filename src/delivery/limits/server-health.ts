/** Failures in a row, of at least so many records, that make an outage of them; fewer may be one bad record's. */
const outageFailures = 10
const outageRecords = 3
/** A burst of refusals lasts no longer. */
const burstMs = 1_000
/** Attempts remembered as proof of how well the server is; then the older ones count half. */
const rememberedAttempts = 1_000
/** A record is blamed for its failure only while at most this share of innocent attempts fails: 0.2⁸ are three in a million. */
const wellShare = 0.2
/** Pauses between probes of a server that is down. */
const firstProbeMs = 500
const maxProbeMs = 15_000

export type Condition = 'up' | 'down' | 'given_up'

/** One of the server's attempts. */
export interface FailedAttempt {
  /** Its number, of so many so far. */
  readonly attempt: number
  readonly attempts: number
  /** Requests under way, this one included. */
  readonly inFlight: number
  readonly startedAtMs: number
}

/**
 * Tells a bad record from a bad server. When all fail, the server is down: only single probes go out, until one passes or
 * the patience is at its end.
 */
export class ServerHealth {
  private readonly patienceMs: number
  private state: Condition = 'up'
  private recentPasses = 0
  /** Failures of records that passed later: whatever they met, it was not about them. */
  private recentMishaps = 0
  private totalOutages = 0
  private totalPasses = 0
  private failuresInARow = 0
  private failing = 0
  private downSinceMs = 0
  private probes = 0
  private probeAtMs = 0
  /** The row of failures began then, after so many attempts … */
  private rowSinceMs = 0
  private rowFromAttempt = 0
  /** Its first attempt had started then: a server that is silent was down all the while. */
  private rowStartedMs = 0
  /** … with so many others under way, which may pass yet. */
  private othersUnderWay = 0

  constructor(patienceMs: number) {
    this.patienceMs = patienceMs
  }

  get condition(): Condition {
    return this.state
  }

  /** All that came lately were failures: those under way will tell, and nothing more starts until they do. */
  get isSuspected(): boolean {
    return this.failuresInARow >= outageFailures && this.failing >= outageRecords
  }

  /** Answers that showed a working server, so far. */
  get passes(): number {
    return this.totalPasses
  }

  /** How often the server was down, so far. */
  get outages(): number {
    return this.totalOutages
  }

  /** When a server that is down may be probed next. */
  get nextProbeAtMs(): number {
    return this.probeAtMs
  }

  /** A record failed for the first time. */
  recordBeganToFail(): void {
    this.failing += 1
  }

  /** A record that had failed is settled. */
  recordSettled(): void {
    this.failing -= 1
  }

  /** The server worked on a request that had failed so often since the last outage. True when it was down until now. */
  passed(mishaps: number): boolean {
    this.totalPasses += 1
    this.failuresInARow = 0
    this.recentPasses += 1
    this.recentMishaps += mishaps
    if (this.recentPasses + this.recentMishaps > rememberedAttempts) {
      this.recentPasses /= 2
      this.recentMishaps /= 2
    }
    if (this.state === 'up') return false
    this.state = 'up'
    this.recentPasses = 1
    this.recentMishaps = 0
    return true
  }

  failed(nowMs: number, random: () => number, failed: FailedAttempt): void {
    const { attempt, attempts, inFlight, startedAtMs } = failed
    if (this.failuresInARow === 0) {
      this.rowSinceMs = nowMs
      this.rowStartedMs = startedAtMs
      this.rowFromAttempt = attempts
      this.othersUnderWay = inFlight - 1
    } else if (attempt <= this.rowFromAttempt) this.othersUnderWay -= 1
    this.failuresInARow += 1
    if (this.state === 'up' && this.isOutage(nowMs)) {
      this.state = 'down'
      this.totalOutages += 1
      this.downSinceMs = this.rowStartedMs
      this.probes = 0
    }
    if (this.state === 'down' && !this.giveUpWhenDue(nowMs)) this.planProbe(nowMs, random)
  }

  /** Gives a server up that has been down for as long as patience lasts. */
  giveUpWhenDue(nowMs: number): boolean {
    if (this.state !== 'down' || nowMs - this.downSinceMs < this.patienceMs) return false
    this.state = 'given_up'
    return true
  }

  /**
   * Whether a failure is the record's own: others pass. A server error may be about the body (mobile v3, status 500), so it
   * counts even when nothing else is under way; other failures only when something passed since the record was first tried.
   * Where many attempts fail that pass when they are repeated, failing often is nobody's fault.
   */
  blamesRecord(status: number | undefined, passesAtFirstAttempt: number): boolean {
    if (this.state !== 'up' || this.recentPasses === 0) return false
    const others = Math.max(0, this.failing - 1) + this.recentMishaps
    if (others / (others + this.recentPasses) > wellShare) return false
    return status === 500 || this.totalPasses > passesAtFirstAttempt
  }

  /**
   * A server that is full refuses in a burst what it has no place for, while it works on others: only when those that
   * were under way failed, too, or nothing passed for a while, is it down.
   */
  private isOutage(nowMs: number): boolean {
    return this.isSuspected && (this.othersUnderWay <= 0 || nowMs - this.rowSinceMs >= burstMs)
  }

  private planProbe(nowMs: number, random: () => number): void {
    const pauseMs = Math.min(maxProbeMs, firstProbeMs * 2 ** Math.min(this.probes, 10))
    // A burst of failures that were under way together counts as one probe.
    if (nowMs < this.probeAtMs) return
    this.probes += 1
    this.probeAtMs = nowMs + pauseMs * (0.5 + random() / 2)
  }
}
