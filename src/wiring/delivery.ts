import type { Configuration } from '../../spec/configuration/configuration'
import type { Post } from '../airbyte/connector/ports'
import { ConfigurationError } from '../airbyte/protocol/failures'
import { createEngine } from '../delivery/engine/create-engine'
import { systemDependencies } from '../delivery/engine/dependencies'
import type { DeliveryEngine } from '../delivery/engine/engine'
import { type DeliverySettings, deliverySettings } from '../delivery/settings'
import { ProxyAddressError } from '../delivery/transport/proxies'
import { sendOnce } from '../delivery/transport/send-once'
import type { Transport } from '../delivery/transport/transport'
import { createTransport } from '../delivery/transport/undici-transport'
import { userAgent } from '../version'

/** The real engine, as configured. */
export function engineFor(configuration: Configuration, overrides: Partial<DeliverySettings> = {}): DeliveryEngine {
  return sendingFor(configuration, overrides).engine
}

/** The same for a process that goes on without it: `close` ends its connections. */
export function sendingFor(configuration: Configuration, overrides: Partial<DeliverySettings> = {}) {
  const settings = deliverySettings(configuration.delivery, overrides)
  const transport = transportFor(configuration, settings.patienceMs)
  return { engine: createEngine(settings, systemDependencies(transport)), close: () => transport.close() }
}

/** Sends one request, once. */
export function postFor(configuration: Configuration): Post {
  const transport = transportFor(configuration, configuration.delivery.give_up_after_seconds * 1_000)
  return (request) => sendOnce(request, transport)
}

function transportFor({ delivery }: Configuration, patienceMs: number): Transport {
  // No attempt takes longer than all of them may.
  const requestTimeoutMs = Math.min(delivery.request_timeout_seconds * 1_000, patienceMs)
  return tellingProxies(() => createTransport({ userAgent, requestTimeoutMs }))
}

/** What is made with the proxies of the environment: an address there that cannot be used is the user's to correct. */
export function tellingProxies<Made>(make: () => Made): Made {
  try {
    return make()
  } catch (error) {
    throw error instanceof ProxyAddressError ? new ConfigurationError(error.message) : error
  }
}
