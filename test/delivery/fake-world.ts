import type { Request } from '../../src/core/domain/request'
import type { Dependencies } from '../../src/delivery/engine/dependencies'
import type { FailureCode } from '../../src/delivery/outcome/failure-rules'
import type { Receiver, Transport } from '../../src/delivery/transport/transport'

export interface Attempt {
  readonly request: Request
  readonly startedAtMs: number
  answer(status: number, text?: string, retryAfter?: string): void
  fail(failure: FailureCode, sent: boolean): void
}

interface Timer {
  readonly atMs: number
  readonly run: () => void
}

/** A transport, a clock, chance and timers that do what the test says and nothing by themselves. */
export class FakeWorld implements Transport {
  nowMs = 1_700_000_000_000
  /** Every attempt so far, in the order of their starts. */
  readonly started: Attempt[] = []
  /** Those that were not answered. */
  readonly underWay = new Set<Attempt>()
  aborted = false
  private readonly timers = new Set<Timer>()
  private seed = 1

  get dependencies(): Dependencies {
    return {
      transport: this,
      nowMs: () => this.nowMs,
      random: () => this.random(),
      after: (delayMs, run) => {
        const timer = { atMs: this.nowMs + delayMs, run }
        this.timers.add(timer)
        return () => this.timers.delete(timer)
      },
    }
  }

  /** How many timers would keep the process alive. */
  get pendingTimers(): number {
    return this.timers.size
  }

  send(request: Request, receiver: Receiver): void {
    const attempt: Attempt = {
      request,
      startedAtMs: this.nowMs,
      answer: (status, text = '', retryAfter) => this.end(attempt, () => receiver.onAnswer(status, text, retryAfter)),
      fail: (failure, sent) => this.end(attempt, () => receiver.onFailure(failure, sent)),
    }
    this.started.push(attempt)
    this.underWay.add(attempt)
  }

  abortAll(): void {
    this.aborted = true
    for (const attempt of [...this.underWay]) attempt.fail('aborted', true)
  }

  close(): void {
    this.abortAll()
  }

  /** Lets time pass, ringing the timers on the way at their times. */
  advance(ms: number): void {
    const untilMs = this.nowMs + ms
    for (;;) {
      const due = [...this.timers].filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0]
      if (due === undefined) break
      this.timers.delete(due)
      this.nowMs = Math.max(this.nowMs, due.atMs)
      due.run()
    }
    this.nowMs = untilMs
  }

  /** Answers whatever comes, letting time pass in steps, until nothing is left to do or the time is over. */
  serve(forMs: number, answer: (attempt: Attempt) => void, stepMs = 50, idle: () => boolean = () => false): void {
    for (let passedMs = 0; passedMs < forMs && !idle(); passedMs += stepMs) {
      for (const attempt of [...this.underWay]) answer(attempt)
      this.advance(stepMs)
    }
  }

  private end(attempt: Attempt, tell: () => void): void {
    if (!this.underWay.delete(attempt)) throw new Error('the attempt has ended already')
    tell()
  }

  /** A linear congruential generator: the same chances in every run. */
  private random(): number {
    this.seed = (this.seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return this.seed / 2_147_483_648
  }
}
