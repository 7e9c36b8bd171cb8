import type { SendResult } from './result'

/** What a sender did so far. */
export interface SenderStats {
  /** Records that were given to `send`: the sum of all others but the requests. */
  readonly sent: number
  /** Those of which it is not known yet what becomes of them. */
  readonly waiting: number
  readonly accepted: number
  readonly rejected: number
  readonly skipped: number
  readonly notSettled: number
  /** Records that AppsFlyer may have got more than once. */
  readonly mayBeDuplicated: number
  /** By code: those that were rejected, skipped or not settled. */
  readonly byCode: Readonly<Record<string, number>>
  /** HTTP requests, retries included. */
  readonly requests: number
  readonly retries: number
}

interface Requests {
  readonly requestCount: number
  readonly retryCount: number
}

/** Counts in constant memory: there are as many codes as there are reasons. */
export class SenderCounts {
  readonly #outcomes = { accepted: 0, rejected: 0, skipped: 0, not_settled: 0 }
  readonly #byCode = new Map<string, number>()
  #sent = 0
  #mayBeDuplicated = 0
  #earlier: Requests = { requestCount: 0, retryCount: 0 }

  /** One more. Returns how many there are. */
  taken(): number {
    this.#sent += 1
    return this.#sent
  }

  count({ outcome, code, mayBeDuplicated }: Pick<SendResult, 'outcome' | 'code' | 'mayBeDuplicated'>): void {
    this.#outcomes[outcome] += 1
    if (mayBeDuplicated) this.#mayBeDuplicated += 1
    if (outcome !== 'accepted') this.#byCode.set(code, (this.#byCode.get(code) ?? 0) + 1)
  }

  /** Of a session that has ended. */
  keep({ requestCount, retryCount }: Requests): void {
    this.#earlier = {
      requestCount: this.#earlier.requestCount + requestCount,
      retryCount: this.#earlier.retryCount + retryCount,
    }
  }

  stats(waiting: number, now: Requests = { requestCount: 0, retryCount: 0 }): SenderStats {
    const { accepted, rejected, skipped, not_settled: notSettled } = this.#outcomes
    return {
      sent: this.#sent,
      waiting,
      accepted,
      rejected,
      skipped,
      notSettled,
      mayBeDuplicated: this.#mayBeDuplicated,
      byCode: Object.fromEntries(this.#byCode),
      requests: this.#earlier.requestCount + now.requestCount,
      retries: this.#earlier.retryCount + now.retryCount,
    }
  }
}
