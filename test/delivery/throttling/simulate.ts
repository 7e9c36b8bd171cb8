import { createEngine } from '../../../src/delivery/engine/create-engine'
import type { Settlement } from '../../../src/delivery/outcome/settlement'
import type { DeliverySettings } from '../../../src/delivery/settings'
import type { Receiver, Transport } from '../../../src/delivery/transport/transport'
import { mobileRequest } from '../requests'
import { testSettings } from '../settings'
import { createServer, type ServerKind } from './servers'
import { VirtualTime } from './virtual-time'

const windowRecords = 768

export interface Simulation {
  /** Accepted records a second, of all apps, and of each. */
  readonly perSecond: number
  readonly perSecondByApp: Readonly<Record<string, number>>
  /** Requests for each accepted record. */
  readonly requestsPerRecord: number
  /** Records that ended otherwise. */
  readonly unsettled: number
}

/** What each app's requests meet; all of them at one address. */
export type ServersByApp = Readonly<Record<string, ServerKind>>

/**
 * The engine over simulated servers, with as many records as it takes (the apps have equal shares of its window), in
 * virtual time. Figures count after the warm-up.
 */
export function simulate(
  servers: ServersByApp,
  { warmUpSeconds = 10, seconds = 10, settings = {} as Partial<DeliverySettings> } = {},
): Simulation {
  const time = new VirtualTime()
  const answers = Object.fromEntries(
    Object.entries(servers).map(([appId, kind]) => [appId, createServer(kind, time.random)]),
  )
  let requests = 0
  const transport: Transport = {
    send: (request, receiver) => {
      requests += 1
      const reply = answers[request.appId]?.(time.nowMs)
      if (reply === undefined) time.after(10_000, () => receiver.onFailure('timeout_headers', true))
      else time.after(reply.afterMs, () => tell(receiver, reply.status, reply.retryAfter))
    },
    abortAll: () => {},
    close: () => {},
  }
  const engine = createEngine(
    testSettings({ maxInFlight: 256, windowRecords, maxRequestsPerSecond: 5_000, ...settings }),
    { transport, nowMs: () => time.nowMs, after: time.after, random: time.random },
  )
  const apps = Object.keys(servers)
  const quota = Math.floor(windowRecords / apps.length)
  const open = new Map(apps.map((appId) => [appId, 0]))
  const counts: Record<string, number> = {}
  let unsettled = 0
  const onSettled = (appId: string) => (settlement: Settlement) => {
    open.set(appId, (open.get(appId) ?? 0) - 1)
    if (settlement.outcome === 'accepted') counts[appId] = (counts[appId] ?? 0) + 1
    else unsettled += 1
  }
  const supply = () => {
    for (const appId of apps) {
      for (let count = open.get(appId) ?? 0; count < quota && engine.hasRoom; count = open.get(appId) ?? 0) {
        open.set(appId, count + 1)
        engine.submit(mobileRequest('https://appsflyer.example', 0, appId), onSettled(appId))
      }
    }
    time.after(5, supply)
  }
  supply()
  time.run(time.nowMs + warmUpSeconds * 1_000)
  const before = { ...counts }
  const requestsBefore = requests
  time.run(time.nowMs + seconds * 1_000)
  const perSecondByApp = Object.fromEntries(
    apps.map((appId) => [appId, ((counts[appId] ?? 0) - (before[appId] ?? 0)) / seconds]),
  )
  const perSecond = Object.values(perSecondByApp).reduce((sum, each) => sum + each, 0)
  return {
    perSecond,
    perSecondByApp,
    requestsPerRecord: (requests - requestsBefore) / seconds / perSecond,
    unsettled,
  }
}

function tell(receiver: Receiver, status: number | null, retryAfter: number | undefined): void {
  if (status === null) receiver.onFailure('reset', true)
  else receiver.onAnswer(status, status === 200 ? 'OK' : '', retryAfter === undefined ? undefined : String(retryAfter))
}
