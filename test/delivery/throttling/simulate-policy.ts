import { TokenBucket } from '../../../src/delivery/limits/token-bucket'
import type { Policy } from './other-policies'
import { createServer, type ServerKind } from './servers'
import { VirtualTime } from './virtual-time'

const most = 256

/**
 * A policy with as many records as it takes, at most 256 at a time and so many a second, as the engine has it in
 * simulate.ts. What was refused is one of the records that wait: its own pause costs nothing. `holdsPlace`: it keeps its
 * place through pauses of 1, 1, 2, 3, 5 … seconds with full jitter, and the policy hears of its end alone, as in Vector.
 * Accepted records a second, and requests for each, after the warm-up.
 */
export function simulatePolicy(
  create: (nowMs: number) => Policy,
  kind: ServerKind,
  ceiling: number,
  { warmUpSeconds = 10, seconds = 10, holdsPlace = false } = {},
): { readonly perSecond: number; readonly requestsPerRecord: number } {
  const time = new VirtualTime()
  const server = createServer(kind, time.random)
  const policy = create(time.nowMs)
  const bucket = new TokenBucket(time.nowMs)
  let [inFlight, accepted, requests] = [0, 0, 0]
  let wake: (() => void) | undefined
  const send = () => {
    const startedAtMs = time.nowMs
    inFlight += 1
    bucket.take()
    policy.started(startedAtMs, inFlight)
    const end = (status: number) => {
      if (status === 200) accepted += 1
      policy.ended(time.nowMs, time.nowMs - startedAtMs, status, inFlight)
      inFlight -= 1
      pump()
    }
    const attempt = (pauseS: number, nextPauseS: number) => {
      requests += 1
      const reply = server(time.nowMs)
      if (reply === undefined) throw new Error('a server that says nothing is no scenario here')
      time.after(reply.afterMs, () => {
        if (reply.status === 200 || !holdsPlace) end(reply.status ?? 0)
        else time.after(time.random() * pauseS * 1_000, () => attempt(nextPauseS, pauseS + nextPauseS))
      })
    }
    attempt(1, 1)
  }
  const pump = () => {
    wake?.()
    wake = undefined
    while (inFlight < most) {
      const { nowMs } = time
      const readyAtMs = Math.max(policy.readyAtMs(nowMs, inFlight), bucket.readyAtMs(nowMs, ceiling))
      if (readyAtMs === Number.POSITIVE_INFINITY) return
      if (readyAtMs > nowMs) {
        wake = time.after(Math.max(1, readyAtMs - nowMs), pump)
        return
      }
      send()
    }
  }
  pump()
  time.run(time.nowMs + warmUpSeconds * 1_000)
  const [acceptedBefore, requestsBefore] = [accepted, requests]
  time.run(time.nowMs + seconds * 1_000)
  const perSecond = (accepted - acceptedBefore) / seconds
  return { perSecond, requestsPerRecord: (requests - requestsBefore) / (accepted - acceptedBefore) }
}
