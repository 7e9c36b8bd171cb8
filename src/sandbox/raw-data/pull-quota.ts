import { type PullReport, pullReports } from '../../../spec/appsflyer/raw-data/pull-api'

/** How many reports may be asked for in a day (UTC), of in-app events and of installs each; without a number, any. */
export interface PullQuota {
  readonly app?: number
  readonly account?: number
}

const dayMs = 86_400_000

/** Counts calls as AppsFlyer does: not rows, and anew each day at 00:00 UTC. */
export class PullCounts {
  readonly #quota: PullQuota
  #day = 0
  #calls = new Map<string, number>()

  constructor(quota: PullQuota = {}) {
    this.#quota = quota
  }

  /** Counts a call, or says in AppsFlyer's words that there were too many. */
  take(report: PullReport, appId: string, nowMs: number): string | undefined {
    const day = Math.floor(nowMs / dayMs)
    if (day !== this.#day) this.#calls = new Map()
    this.#day = day
    const type = pullReports[report].of === 'installs' ? 'install' : 'in-app event'
    const counters = [
      { key: type, most: this.#quota.account, whose: 'account' },
      { key: `${type} ${appId}`, most: this.#quota.app, whose: 'app' },
    ]
    const full = counters.find(({ key, most }) => most !== undefined && (this.#calls.get(key) ?? 0) >= most)
    if (full !== undefined)
      return `You've reached your maximum number of ${type} reports that can be downloaded today for this ${full.whose}.`
    for (const { key } of counters) this.#calls.set(key, (this.#calls.get(key) ?? 0) + 1)
    return undefined
  }
}
