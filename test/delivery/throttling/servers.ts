/** Servers that ask for less, as data: how real ones do it. Times in milliseconds, Retry-After in seconds. */
export type ServerKind =
  /** Refuses a share of the requests, whatever our rate is. */
  | { readonly kind: 'random'; readonly share: number; readonly retryAfter?: number; readonly status?: 429 | 503 }
  /** Allows so many a second, and a second's worth at once after a pause. */
  | { readonly kind: 'token_bucket'; readonly perSecond: number; readonly retryAfter?: number }
  /** Counts anew at the beginning of each second. */
  | { readonly kind: 'fixed_window'; readonly perSecond: number; readonly retryAfter?: number }
  /** Refuses that share until so many seconds have passed, and nothing afterwards. */
  | { readonly kind: 'refusing_until'; readonly second: number; readonly share: number }
  /** Works on so many at a time, each of which takes so long; 503 for the others, at once. */
  | { readonly kind: 'slots'; readonly slots: number; readonly serviceMs: number }
  /** Breaks a share of the connections after it has read the request. */
  | { readonly kind: 'breaking'; readonly share: number }
  /** Answers everything so. */
  | { readonly kind: 'always'; readonly status: number; readonly retryAfter?: number }
  /** Answers nothing. */
  | { readonly kind: 'silent' }

interface Reply {
  /** Null: the connection breaks. */
  readonly status: number | null
  readonly afterMs: number
  readonly retryAfter?: number | undefined
}

/** What a server says to a request that arrives now; undefined: nothing, ever. */
export type Server = (nowMs: number) => Reply | undefined

const latencyMs = 20

export function createServer(kind: ServerKind, random: () => number): Server {
  const throttled = (retryAfter: number | undefined): Reply => ({ status: 429, afterMs: latencyMs, retryAfter })
  const accepted: Reply = { status: 200, afterMs: latencyMs }
  switch (kind.kind) {
    case 'random':
      return () => (random() < kind.share ? { ...throttled(kind.retryAfter), status: kind.status ?? 429 } : accepted)
    case 'refusing_until': {
      let startMs: number | undefined
      return (nowMs) => {
        startMs ??= nowMs
        return nowMs - startMs < kind.second * 1_000 && random() < kind.share ? throttled(undefined) : accepted
      }
    }
    case 'token_bucket': {
      let tokens = kind.perSecond
      let filledAtMs = 0
      return (nowMs) => {
        const earned = ((nowMs - filledAtMs) / 1_000) * kind.perSecond
        tokens = Math.min(kind.perSecond, tokens + earned)
        filledAtMs = nowMs
        if (tokens < 1) return throttled(kind.retryAfter)
        tokens -= 1
        return accepted
      }
    }
    case 'fixed_window': {
      let second = 0
      let count = 0
      return (nowMs) => {
        const current = Math.floor(nowMs / 1_000)
        count = current === second ? count + 1 : 1
        second = current
        return count > kind.perSecond ? throttled(kind.retryAfter) : accepted
      }
    }
    case 'slots': {
      const busyUntilMs: number[] = []
      return (nowMs) => {
        while ((busyUntilMs[0] ?? Number.POSITIVE_INFINITY) <= nowMs) busyUntilMs.shift()
        if (busyUntilMs.length >= kind.slots) return { status: 503, afterMs: 1 }
        busyUntilMs.push(nowMs + kind.serviceMs)
        return { status: 200, afterMs: kind.serviceMs }
      }
    }
    case 'breaking':
      return () => (random() < kind.share ? { status: null, afterMs: latencyMs } : accepted)
    case 'always':
      return () => ({ status: kind.status, afterMs: latencyMs, retryAfter: kind.retryAfter })
    case 'silent':
      return () => undefined
  }
}
