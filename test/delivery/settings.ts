import { type DeliverySettings, deliverySettings } from '../../src/delivery/settings'

/** The defaults without the ramp, which has tests of its own. */
export function testSettings(overrides: Partial<DeliverySettings> = {}): DeliverySettings {
  const configured = {
    max_requests_per_second: 1_000,
    max_in_flight: 64,
    max_attempts: 8,
    request_timeout_seconds: 10,
    give_up_after_seconds: 300,
  }
  return deliverySettings(configured, {
    maxRequestsPerSecond: Number.POSITIVE_INFINITY,
    ramp: 'none',
    ...overrides,
  })
}
