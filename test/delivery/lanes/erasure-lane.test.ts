import type { Request } from '../../../src/core/domain/request'
import { Lanes } from '../../../src/delivery/lanes/lanes'
import { deliverySettings } from '../../../src/delivery/settings'

const settings = deliverySettings({
  max_requests_per_second: 1_000,
  max_in_flight: 256,
  max_attempts: 8,
  request_timeout_seconds: 10,
  give_up_after_seconds: 300,
})
const to = (endpoint: Request['endpoint'], appId: string, path: string): Request => ({
  ...{ endpoint, appId, method: 'POST', url: `http://127.0.0.1:8080${path}`, headers: {}, body: '{}' },
})
const erasure = (appId: string) => to('erasure', appId, '/api/gdpr/v1/opendsr_requests')

test('erasures have a server of their own, wherever it stands, and each app its own lane there', () => {
  const lanes = new Lanes(settings)
  const event = lanes.of(to('mobile_v3', 'a.b', '/inappevent/a.b'), 0)
  const [one, other] = [lanes.of(erasure('a.b'), 0), lanes.of(erasure('c.d'), 0)]
  expect(new Set([event, one, other]).size).toBe(3)
  expect(one.server).toBe(other.server)
  expect(one.server).not.toBe(event.server)
  expect(lanes.of(erasure('a.b'), 0)).toBe(one)
})

test('all apps together ask 350 times a minute at the most, and events are not held up', () => {
  const lanes = new Lanes(settings)
  const event = lanes.of(to('mobile_v3', 'a.b', '/inappevent/a.b'), 0)
  let nowMs = 0
  let count = 0
  for (; nowMs < 60_000; nowMs += 1) {
    const app = lanes.of(erasure(count % 2 === 0 ? 'a.b' : 'c.d'), nowMs)
    if (app.readyAtMs(nowMs) > nowMs) continue
    app.server.started()
    count += 1
    expect(event.readyAtMs(nowMs)).toBe(nowMs)
  }
  expect(count).toBeGreaterThan(300)
  expect(count).toBeLessThanOrEqual(351)
})
