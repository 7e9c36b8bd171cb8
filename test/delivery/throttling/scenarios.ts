import type { ServerKind } from './servers'

export interface Scenario {
  readonly name: string
  readonly server: ServerKind
  /** Accepted records a second at least. */
  readonly atLeast: number
  /** Requests for each accepted record at most. */
  readonly requestsAtMost: number
}

/** So much is asked of the engine where nothing else bounds it. */
const ceiling = 2_000
/** What retries cost where a share of the requests is refused: each record takes 1 / (1 - share) requests. */
const randomly = (share: number, retryAfter?: number): Scenario => ({
  name: `${share * 100} % of all requests refused at random${after(retryAfter)}`,
  server: { kind: 'random', share, ...(retryAfter !== undefined && { retryAfter }) },
  atLeast: 0.7 * ceiling * (1 - share),
  requestsAtMost: 1.1 / (1 - share),
})
const limited = (kind: 'token_bucket' | 'fixed_window', perSecond: number, retryAfter?: number): Scenario => ({
  name: `${perSecond} requests a second allowed (${kind})${after(retryAfter)}`,
  server: { kind, perSecond, ...(retryAfter !== undefined && { retryAfter }) },
  atLeast: (retryAfter === undefined ? 0.9 : 0.85) * Math.min(perSecond, ceiling * 2),
  requestsAtMost: 1.1,
})

function after(retryAfter: number | undefined): string {
  return retryAfter === undefined ? '' : `, Retry-After ${retryAfter}`
}

const shares = [0.01, 0.03, 0.05, 0.2]
const rates = [200, 1_000, 3_000]

export const scenarios: readonly Scenario[] = [
  ...shares.flatMap((share) => [randomly(share), randomly(share, 1)]),
  ...rates.flatMap((perSecond) => [
    limited('token_bucket', perSecond),
    limited('token_bucket', perSecond, 1),
    limited('fixed_window', perSecond),
    limited('fixed_window', perSecond, 1),
  ]),
  {
    name: '5 % of all requests get 503 at random',
    server: { kind: 'random', share: 0.05, status: 503 },
    atLeast: 0.7 * ceiling * 0.95,
    requestsAtMost: 1.2,
  },
  {
    name: '32 requests at a time, 503 above',
    server: { kind: 'slots', slots: 32, serviceMs: 50 },
    atLeast: 0.85 * 640,
    requestsAtMost: 1.3,
  },
]

/** What a sender that knew the server could get accepted, records a second. */
export function possible(scenario: Scenario): number {
  const { server } = scenario
  const most = ceilingOf(scenario)
  switch (server.kind) {
    case 'random':
      return most * (1 - server.share)
    case 'token_bucket':
    case 'fixed_window':
      return Math.min(most, server.perSecond)
    case 'slots':
      return Math.min(most, (server.slots * 1_000) / server.serviceMs)
    default:
      return most
  }
}

/** The ceiling that a scenario runs under. */
export function ceilingOf({ server }: Scenario): number {
  return server.kind === 'random' ? ceiling : 2 * ceiling
}
