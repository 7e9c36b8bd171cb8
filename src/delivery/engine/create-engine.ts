import type { DeliverySettings } from '../settings'
import { DeliveryLoop } from './delivery-loop'
import type { Dependencies } from './dependencies'
import type { DeliveryEngine } from './engine'

/** The engine over a transport, a clock, chance and timers. The transport stays the caller's to close. */
export function createEngine(settings: DeliverySettings, dependencies: Dependencies): DeliveryEngine {
  return new DeliveryLoop(settings, dependencies)
}
