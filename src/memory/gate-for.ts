import type { MemorySettings } from '../../spec/configuration/memory-form'
import type { Gate, GatePorts } from './gate'
import type { Memory } from './memory'
import { MemoryGate } from './memory-gate'

/** The gate of a memory, as configured; an open one where there is none. */
export function gateFor<Item>(
  memory: Memory | undefined,
  settings: MemorySettings,
  countsFromStart: boolean,
  ports: Omit<GatePorts<Item>, 'memory'>,
): Gate<Item> {
  if (memory === undefined || settings.store === 'none') return openGate(ports.proceed)
  const { install_delay_seconds, on_failure, remember_deliveries_days } = settings
  const gateSettings = {
    installDelayMs: install_delay_seconds * 1_000,
    goesOnWithout: on_failure === 'continue',
    countsFromStart,
    remembersDeliveries: remember_deliveries_days > 0,
  }
  return new MemoryGate(gateSettings, { ...ports, memory })
}

/** Without a memory every record goes on at once. */
function openGate<Item>(proceed: GatePorts<Item>['proceed']): Gate<Item> {
  return {
    add: (item, prepared) => proceed(item, prepared, undefined),
    pass: async () => undefined,
    ready: async () => undefined,
    settled: () => undefined,
    erased: (_item, _accepted, done) => done(),
    release: () => undefined,
    drain: async () => undefined,
    isEmpty: true,
    unkeptCount: 0,
    flush: async () => undefined,
  }
}
