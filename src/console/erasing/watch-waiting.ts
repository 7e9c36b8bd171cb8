import { erasureRefusals } from '../../../spec/appsflyer/erasure/refusals'
import type { DeliveryEngine } from '../../delivery/engine/engine'
import { refusesAppOrToken } from '../../delivery/outcome/classify-erasure'
import type { Every } from '../../run/timers'
import { commonestFailure } from '../reports/describe-trouble'
import { fitted } from '../terminal/wrap-text'

const lookEveryMs = 200
/** An answer that takes longer is waited for. */
const quietMs = 3_000
const againEveryMs = 30_000

interface Ports {
  /** The server that is asked. */
  readonly host: string
  /** How long a failing server is tried, in milliseconds. */
  readonly patienceMs: number
  readonly write: (text: string) => void
  readonly every: Every
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/**
 * Says that a server is waited for: which, why, and until when at the latest. At once where it fails, after three seconds where it is
 * silent, then now and then.
 */
export function watchWaiting(engine: Pick<DeliveryEngine, 'snapshot'>, ports: Ports): { readonly end: () => void } {
  const { host, patienceMs, write, every, now } = ports
  const startedAtMs = now()
  let toldAtMs: number | undefined
  let toldWhy: string | undefined
  const end = every(lookEveryMs, () => {
    const snapshot = engine.snapshot()
    const waitedMs = now() - startedAtMs
    const why = commonestFailure({ ...snapshot, failedAttemptsByCode: triedAgain(snapshot.failedAttemptsByCode) })
    if (snapshot.unsettled === 0 || (why === undefined && waitedMs < quietMs)) return
    if (toldAtMs !== undefined && why === toldWhy && now() - toldAtMs < againEveryMs) return
    toldAtMs = now()
    toldWhy = why
    const what = why === undefined ? `${host} has not answered yet.` : `${host} does not take it (${why}).`
    const lastAt = new Date(startedAtMs + patienceMs).toTimeString().slice(0, 8)
    write(`${fitted(`${what} Trying until ${lastAt}: --give-up-after says how long.`)}\n`)
  })
  return { end }
}

/** What an app is asked for again after: a refusal is its last word. */
function triedAgain(byCode: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const codes = Object.entries(byCode)
  return Object.fromEntries(codes.filter(([code]) => !refusesAppOrToken(code) && !isRefusal(code)))
}

function isRefusal(code: string): boolean {
  const means = erasureRefusals[code]?.means
  return means === 'rejected' || means === 'misconfigured'
}
