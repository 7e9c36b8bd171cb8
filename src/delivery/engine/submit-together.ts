import type { Request } from '../../core/domain/request'
import type { Settlement } from '../outcome/settlement'
import type { DeliveryEngine } from './engine'

/** How the requests of one record ended, together. */
export interface SettledTogether {
  /** The one that decides what becomes of the record. */
  readonly settlement: Settlement
  /** The request that it is of. */
  readonly request: Request
  readonly all: readonly Settlement[]
  /** Those that AppsFlyer took, whatever became of the others. */
  readonly accepted: readonly Request[]
}

/**
 * Submits all requests of one record; `onSettled` is called once, when each has settled. The record is as its worst
 * request is: one that may pass later leaves it for later, and those that have passed are not harmed by a second time.
 * To be called while the engine has room for one: a record has as many requests as there are apps at the most.
 */
export function submitTogether(
  engine: Pick<DeliveryEngine, 'submit'>,
  requests: readonly Request[],
  onSettled: (settled: SettledTogether) => void,
): void {
  const ended: { readonly request: Request; readonly settlement: Settlement }[] = []
  for (const request of requests) {
    engine.submit(request, (settlement) => {
      ended.push({ request, settlement })
      if (ended.length === requests.length) onSettled(together(ended))
    })
  }
}

type Ended = readonly { readonly request: Request; readonly settlement: Settlement }[]

const worstFirst = ['misconfigured', 'throttled', 'transient', 'rejected', 'accepted'] as const

function together(ended: Ended): SettledTogether {
  const rank = (settlement: Settlement) => worstFirst.indexOf(settlement.outcome)
  const worst = ended.reduce((left, right) => (rank(right.settlement) < rank(left.settlement) ? right : left))
  const accepted = ended.flatMap(({ request, settlement }) => (settlement.outcome === 'accepted' ? [request] : []))
  const all = ended.map(({ settlement }) => settlement)
  const { message, outcome } = worst.settlement
  const isTold = outcome !== 'accepted' && accepted.length > 0
  return {
    request: worst.request,
    accepted,
    all,
    settlement: {
      ...worst.settlement,
      message: isTold ? `${message} ${othersHaveIt(accepted.length)}` : message,
      attempts: all.reduce((sum, { attempts }) => sum + attempts, 0),
      firstAttemptAtMs: Math.min(...all.map(({ firstAttemptAtMs }) => firstAttemptAtMs)),
      lastAttemptAtMs: Math.max(...all.map(({ lastAttemptAtMs }) => lastAttemptAtMs)),
    },
  }
}

function othersHaveIt(count: number): string {
  return count === 1 ? 'Another app has its request.' : `${count} other apps have their requests.`
}
