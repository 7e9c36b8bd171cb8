import type { Configuration } from '../../spec/airbyte/configuration'
import type { Post } from '../airbyte/ports'
import { systemDependencies } from '../delivery/dependencies'
import { createEngine, type DeliveryEngine } from '../delivery/engine'
import { sendOnce } from '../delivery/send-once'
import { type DeliverySettings, deliverySettings } from '../delivery/settings'
import { createTransport } from '../delivery/transport/undici-transport'
import { userAgent } from '../version'

/** The real engine, as configured. */
export function engineFor(configuration: Configuration, overrides: Partial<DeliverySettings> = {}): DeliveryEngine {
  const settings = deliverySettings(configuration.delivery, overrides)
  return createEngine(settings, systemDependencies(transportFor(configuration)))
}

/** Sends one request, once. */
export function postFor(configuration: Configuration): Post {
  const transport = transportFor(configuration)
  return (request) => sendOnce(request, transport)
}

function transportFor({ delivery }: Configuration) {
  return createTransport({ userAgent, requestTimeoutMs: delivery.request_timeout_seconds * 1_000 })
}
