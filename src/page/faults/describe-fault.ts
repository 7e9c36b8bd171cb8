import type { Fault } from '../../sandbox/faults/faults'
import { endpointWords, inDigits } from '../words'

/** A fault in a few words: "429, retry after 1 s, 30 %, next 20". */
export function describeFault(fault: Fault): string {
  const { status, latencyMs, retryAfterSeconds, reset, afterProcessing, lost, blocked, unpaid } = fault
  const { probability, requests, endpoint, app } = fault
  return [
    reset && 'reset',
    !reset && status !== undefined && `answer ${status}`,
    lost && 'accept and lose',
    blocked && 'accept and block',
    unpaid && 'accept and take the revenue',
    latencyMs !== undefined && `${inDigits(latencyMs)} ms late`,
    retryAfterSeconds !== undefined && `retry after ${inDigits(retryAfterSeconds)} s`,
    afterProcessing && 'after processing',
    probability !== undefined && probability < 1 && `${Math.round(probability * 1_000) / 10} %`,
    requests !== undefined && `next ${inDigits(requests)}`,
    endpoint !== undefined && endpointWords[endpoint],
    app,
  ]
    .filter((part) => typeof part === 'string')
    .join(', ')
}
