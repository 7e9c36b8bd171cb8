import type { Request } from '../../src/core/domain/request'
import type { DeliverySnapshot } from '../../src/delivery/engine/counters'
import { createEngine } from '../../src/delivery/engine/create-engine'
import { systemDependencies } from '../../src/delivery/engine/dependencies'
import type { DeliveryEngine } from '../../src/delivery/engine/engine'
import type { Settlement } from '../../src/delivery/outcome/settlement'
import type { DeliverySettings } from '../../src/delivery/settings'
import { createTransport, type TransportOptions } from '../../src/delivery/transport/undici-transport'
import { testSettings } from './settings'

export interface Delivered {
  /** In the order of the requests. */
  readonly settlements: readonly Settlement[]
  readonly snapshot: DeliverySnapshot
}

export const transportOptions: TransportOptions = {
  userAgent: 'appsflyer-destination/test',
  requestTimeoutMs: 10_000,
  environment: {},
}

/** Sends all requests over real sockets, short pauses between attempts, and fails when one settles twice or never. */
export async function deliverAll(
  requests: readonly Request[],
  settings: Partial<DeliverySettings> = {},
  options: Partial<TransportOptions> = {},
  onSettled: (engine: DeliveryEngine, settlement: Settlement) => void = () => {},
): Promise<Delivered> {
  const transport = createTransport({ ...transportOptions, ...options })
  const backoff = { firstMs: 20, maxMs: 1_000, maxRetryAfterMs: 5_000 }
  const engine = createEngine(testSettings({ backoff, maxInFlight: 16, ...settings }), systemDependencies(transport))
  const settlements: Settlement[] = []
  try {
    for (const [index, request] of requests.entries()) {
      if (!engine.hasRoom) await engine.waitForRoom()
      engine.submit(request, (settlement) => {
        if (settlements[index] !== undefined) throw new Error(`request ${index} settled twice`)
        settlements[index] = settlement
        onSettled(engine, settlement)
      })
    }
    await engine.drain()
  } finally {
    transport.close()
  }
  if (Object.keys(settlements).length !== requests.length) throw new Error('a request never settled')
  return { settlements, snapshot: engine.snapshot() }
}
