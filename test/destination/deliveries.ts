import { createTestEvent, type JSONObject, type Result, type SegmentEvent } from '@segment/actions-core'
import { defaultMapping, destinationAt, settings as everySetting } from './workspace'

/** An event that nothing is wrong with, its personal data such that it is easily found where it should not be. */
export function order(more: JSONObject = {}): SegmentEvent {
  return createTestEvent({
    type: 'track',
    event: 'Order Completed',
    userId: 'user-77',
    messageId: 'message-1',
    timestamp: '2026-03-14T09:30:00.000Z',
    context: {
      library: { name: 'analytics-swift', version: '1.0' },
      ip: '203.0.113.7',
      userAgent: 'Example/1.0',
      device: { type: 'ios', id: 'AEBE52E7-03EE-455A-B3C4-E57283966239' },
      os: { name: 'iOS', version: '17.4.1' },
      traits: { email: 'john_smith@gmail.com', phone: '+12133734253', firstName: 'John' },
    },
    integrations: { AppsFlyer: { appsFlyerId: '1415211453000-6513894' } } as unknown as { All?: boolean },
    properties: { revenue: 48.5, currency: 'EUR', ...more },
  })
}

export const secrets = [
  's2s-token',
  'dev-key',
  'john_smith',
  '12133734253',
  'John',
  'user-77',
  '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f',
]

interface Options {
  readonly action?: string
  readonly settings?: JSONObject
  readonly mapping?: JSONObject
}

function withSubscription({ action = 'mobileEvent', settings = { ...everySetting } as JSONObject, mapping }: Options) {
  const subscription = {
    partnerAction: action,
    subscribe: 'type = "track" or type = "page" or type = "screen"',
    mapping: mapping ?? defaultMapping(action),
  }
  return { ...settings, subscriptions: [subscription] } as JSONObject
}

/** Sends one event as Segment does. */
export function sendOne(url: string, event: SegmentEvent, options: Options = {}): Promise<Result[]> {
  return destinationAt(url).onEvent(event, withSubscription(options))
}

/** Sends a batch as Segment does; the nodes of its multi-status are those of the events. */
export async function sendBatch(url: string, events: SegmentEvent[], options: Options = {}) {
  const [result] = await destinationAt(url).onBatch(events, withSubscription(options))
  return result?.multistatus ?? []
}

export interface Thrown extends Error {
  readonly status?: number
  readonly code?: string
}

export async function thrownBy(promise: Promise<unknown>): Promise<Thrown> {
  return promise.then(
    () => {
      throw new Error('nothing was thrown')
    },
    (error: Thrown) => error,
  )
}
