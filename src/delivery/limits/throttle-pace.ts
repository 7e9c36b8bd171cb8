import { TokenBucket } from './token-bucket'
import { UsualShare } from './usual-share'

/** Answers are judged in rounds of at least a second (servers count by the second), of so many answers where they come … */
const roundMs = 1_000
const answersOfRound = 20
/** … and of fewer after so long. */
const longestRoundMs = 5_000
const fewestAnswers = 3
/** Of what was accepted in the round so much is sent after a cut. */
const cut = 0.95
/** Beyond this share of 429s no cut is called vain: the server may be asking for much less. */
const mostUsual = 0.6
/** So much of a round refused is a server that takes nothing now. */
const nearlyAll = 0.9
/** A round is idle in which less than this of what might have been sent was sent, or whose end no answer came to mark: refused records wait, and there are no others. */
const idleBelow = 0.7
const idleBeyondMs = 1_150
/** What is sent of the rate before, while nearly all is refused. */
const backOff = 0.5
const leastPerSecond = 5
/** How the rate comes back in each quiet second: far below the rate of the last cut, near it, … */
const regainFarBelow = 0.1
const farBelow = 0.9
const regainNear = 0.02
/** … and beyond this much of it, which was not the server's measure then; at this multiple the bound is forgotten. */
const doubtedAt = 1.1
const growthBeyond = 1.25
const forgottenAt = 4

interface Round {
  readonly startMs: number
  started: number
  accepted: number
  throttled: number
  /** The shortest Retry-After of the round, in milliseconds. */
  retryAfterMs: number
}

/**
 * The rate at which one app's requests may go out, as far as the server says so by 429s. Unbounded until a round of
 * answers has more of them than usual; then a little less than what was accepted, growing back slowly. Where cuts leave the share of 429s as it
 * was, they are taken back: that share is the server's way, and retries carry it. A Retry-After delays the record that got it; all
 * wait only when nearly a whole round was refused. Pure: it sees answers and a clock.
 */
export class ThrottlePace {
  private readonly bucket: TokenBucket
  private round: Round
  private perSecond = Number.POSITIVE_INFINITY
  /** What was accepted in the round that led to the last cut, in requests a second. */
  private tooMuch = Number.POSITIVE_INFINITY
  private readonly usual = new UsualShare(mostUsual)
  /** What was sent and accepted in the round before, in requests a second. */
  private before = { started: 0, accepted: 0 }
  private pausedUntilMs = 0

  constructor(nowMs: number) {
    this.bucket = new TokenBucket(nowMs)
    this.round = startRound(nowMs)
  }

  /** The bound in requests a second; Infinity when there is none. */
  get limitPerSecond(): number {
    return this.perSecond
  }

  /** When the next request may start: `nowMs` or later. */
  readyAtMs(nowMs: number): number {
    if (nowMs < this.pausedUntilMs) return this.pausedUntilMs
    return this.perSecond === Number.POSITIVE_INFINITY ? nowMs : this.bucket.readyAtMs(nowMs, this.perSecond)
  }

  started(): void {
    this.round.started += 1
    if (this.perSecond !== Number.POSITIVE_INFINITY) this.bucket.take()
  }

  /** The server worked on a request. */
  passed(nowMs: number): void {
    this.round.accepted += 1
    this.judgeInTime(nowMs)
  }

  throttled(nowMs: number, retryAfterMs: number | undefined): void {
    this.round.throttled += 1
    if (retryAfterMs !== undefined && retryAfterMs < this.round.retryAfterMs) this.round.retryAfterMs = retryAfterMs
    this.judgeInTime(nowMs)
  }

  private judgeInTime(nowMs: number): void {
    const { startMs, accepted, throttled } = this.round
    const elapsedMs = nowMs - startMs
    const answers = accepted + throttled
    if (elapsedMs < roundMs || answers < (elapsedMs < longestRoundMs ? answersOfRound : fewestAnswers)) return
    this.judge(this.round, elapsedMs / 1_000, nowMs)
    this.round = startRound(nowMs)
  }

  private judge({ started, accepted, throttled, retryAfterMs }: Round, seconds: number, nowMs: number): void {
    const share = throttled / (accepted + throttled)
    const sent = { started: started / seconds, accepted: accepted / seconds }
    // What an idle round sent and what was accepted of it says less of the server than the round before.
    const isIdle =
      seconds * 1_000 > idleBeyondMs || sent.started < idleBelow * Math.min(this.perSecond, this.before.started)
    const likely = isIdle ? Math.max(sent.accepted, this.before.accepted) : sent.accepted
    if (share >= nearlyAll) {
      if (retryAfterMs !== Number.POSITIVE_INFINITY) this.pausedUntilMs = nowMs + retryAfterMs
      this.backOff(isIdle ? likely : sent.started, sent.accepted)
    } else if (this.usual.isExceededBy(share)) {
      this.cut(share, likely)
    } else {
      this.usual.keepsTo(share)
      this.regain(seconds)
    }
    this.before = sent
  }

  private cut(share: number, acceptedPerSecond: number): void {
    const before = this.usual.cutFrom(this.perSecond, share)
    if (before !== undefined) {
      this.perSecond = before
      this.tooMuch = before
      return
    }
    this.tooMuch = acceptedPerSecond
    this.perSecond = Math.max(leastPerSecond, (acceptedPerSecond / (1 - this.usual.share)) * cut)
  }

  private backOff(startedPerSecond: number, acceptedPerSecond: number): void {
    this.usual.forgetCuts()
    const before = Math.min(this.perSecond, startedPerSecond)
    if (this.tooMuch === Number.POSITIVE_INFINITY) this.tooMuch = Math.max(leastPerSecond, before)
    this.perSecond = Math.max(leastPerSecond, before * backOff, acceptedPerSecond * cut)
  }

  private regain(seconds: number): void {
    const { tooMuch } = this
    if (this.perSecond === Number.POSITIVE_INFINITY) return
    if (this.perSecond >= tooMuch * forgottenAt) this.perSecond = Number.POSITIVE_INFINITY
    else if (this.perSecond >= tooMuch * doubtedAt) this.perSecond *= growthBeyond ** seconds
    else {
      const share = this.perSecond < tooMuch * farBelow ? regainFarBelow : regainNear
      this.perSecond += Math.max(1, tooMuch * share) * seconds
    }
  }
}

function startRound(nowMs: number): Round {
  return { startMs: nowMs, started: 0, accepted: 0, throttled: 0, retryAfterMs: Number.POSITIVE_INFINITY }
}
