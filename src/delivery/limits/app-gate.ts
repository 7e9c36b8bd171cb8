/** Refusals in a row that stop an app which had passed before: its key was revoked, or its traffic is blocked now. */
const confirmingRefusals = 3

/**
 * Whether an app's key and plan let its records through. An app is on trial, with few requests in flight, until its first
 * answer; a refusal then stops it at once. An app that had passed is put on trial again and stopped by a few refusals in a row:
 * a single one may be about its record.
 */
export class AppGate {
  private readonly trialInFlight: number
  private proven = false
  private refusalsInARow = 0
  private blockedBy: { readonly code: string; readonly message: string; readonly status?: number } | undefined

  constructor(trialInFlight: number) {
    this.trialInFlight = trialInFlight
  }

  get maxInFlight(): number {
    return this.proven && this.refusalsInARow === 0 ? Number.POSITIVE_INFINITY : this.trialInFlight
  }

  /** Why nothing more of this app is sent; undefined while it may go on. */
  get blocked(): { readonly code: string; readonly message: string; readonly status?: number } | undefined {
    return this.blockedBy
  }

  passed(): void {
    this.proven = true
    this.refusalsInARow = 0
  }

  refused(reason: { readonly code: string; readonly message: string; readonly status?: number }): void {
    this.refusalsInARow += 1
    if (!this.proven || this.refusalsInARow >= confirmingRefusals) this.blockedBy ??= reason
  }
}
