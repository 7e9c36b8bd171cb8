import type { Configuration } from '../../spec/configuration/configuration'
import type { FindingCode } from '../../src/core/domain/finding'
import type { Request } from '../../src/core/domain/request'
import { prepare } from '../../src/core/prepare'
import { configurationOf } from '../configuration-of'

/** A fixed clock: Monday, 15 January 2024, noon UTC. */
export const nowMs = Date.UTC(2024, 0, 15, 12)

export const keys = {
  ios: 'key-of-the-ios-app',
  android: 'key-of-the-android-app',
  web: 'token-of-the-web-app',
  pba: 'key-of-the-bundle',
  device: 'key-of-the-devices',
}
export const iosApp = { platform: 'ios', app_id: 'id123456789', key: keys.ios }
export const androidApp = { platform: 'android', app_id: 'com.example.app', key: keys.android }
export const webApp = { platform: 'web', app_id: 'website-www.example.com', key: keys.web }

export const pbaApp = { platform: 'web_pba', app_id: 'example-bundle', key: keys.pba }
export const rokuApp = { platform: 'roku', app_id: '1234', key: keys.device }

/** A configuration with one app of each platform, and whatever a test changes in it. */
export function configure(changes: object = {}): Configuration {
  return configurationOf({ apps: [iosApp, androidApp, webApp], ...changes })
}

export const ids = {
  appsflyerId: '1700000000000-1234567890123456789',
  idfa: 'B0D5D5A0-1111-4222-8333-444455556666',
  idfv: 'C0D5D5A0-1111-4222-8333-444455556666',
  gaid: 'd0d5d5a0-1111-4222-8333-444455556666',
}

/** A record whose parts a test reaches into. */
export interface Call {
  [key: string]: unknown
  context: Record<string, unknown>
  properties: Record<string, unknown>
}

/** A Segment call on an iPhone with nothing to find fault with, short enough for many event values. */
export function iosCall(properties: object = {}, changes: object = {}, context: object = {}): Call {
  return {
    type: 'track',
    event: 'Level Finished',
    messageId: 'message-1',
    userId: 'user-1',
    timestamp: '2024-01-15T10:00:00.000Z',
    integrations: { AppsFlyer: { appsFlyerId: ids.appsflyerId } },
    context: {
      device: { type: 'ios', id: ids.idfv, advertisingId: ids.idfa },
      os: { name: 'iOS', version: '17.4.1' },
      ip: '203.0.113.7',
      userAgent: 'Example/1.0',
      ...context,
    },
    properties: { ...properties },
    ...changes,
  }
}

/** The same on an Android phone. */
export function androidCall(properties: object = {}, changes: object = {}, context: object = {}): Call {
  const device = { type: 'android', advertisingId: ids.gaid }
  return iosCall(properties, changes, { device, os: { name: 'Android', version: '14' }, ...context })
}

/** The same in a browser. */
export function webCall(properties: object = {}, changes: object = {}, context: object = {}): Call {
  return {
    type: 'track',
    event: 'Level Finished',
    messageId: 'message-1',
    userId: 'user-1',
    timestamp: '2024-01-15T10:00:00.000Z',
    context: { page: { url: 'https://example.com/a' }, ip: '203.0.113.7', userAgent: 'Example/1.0', ...context },
    properties: { ...properties },
    ...changes,
  }
}

/** A warehouse row for the iOS app. */
export function iosRow(columns: object = {}): Record<string, unknown> {
  return {
    platform: 'ios',
    event_name: 'level_finished',
    event_time: '2024-01-15 10:00:00',
    appsflyer_id: ids.appsflyerId,
    idfa: ids.idfa,
    os_version: '17.4.1',
    ip: '203.0.113.7',
    user_agent: 'Example/1.0',
    ...columns,
  }
}

export interface Seen {
  readonly outcome: 'send' | 'reject' | 'skip'
  readonly codes: readonly FindingCode[]
  readonly findings: ReturnType<typeof prepare>['findings']
  readonly request: Request | null
  /** The body, parsed; empty when there is no request. */
  readonly body: Record<string, unknown>
  /** The event values wherever the endpoint has them. */
  readonly values: Record<string, unknown>
}

export interface Circumstances {
  readonly configuration?: object
  readonly stream?: string
  readonly nowMs?: number
}

/** What becomes of a record, in the form tests look at. `configuration` changes the one of `configure`. */
export function see(data: unknown, { configuration, stream, nowMs: at = nowMs }: Circumstances = {}): Seen {
  const record = { data, ...(stream === undefined ? {} : { stream }) }
  const { outcome, findings, request } = prepare(record, configure(configuration), at)
  const body = request === null ? {} : objectIn(request.body)
  const values = typeof body['eventValue'] === 'string' ? objectIn(body['eventValue'] || '{}') : body['event_value']
  return { outcome, findings, request, body, codes: findings.map(({ code }) => code), values: asObject(values) }
}

/** The finding of a code, or a failure that lists what there was. */
export function findingOf(seen: Seen, code: FindingCode): Seen['findings'][number] {
  const found = seen.findings.find((candidate) => candidate.code === code)
  if (found === undefined) throw new Error(`no ${code} among ${seen.codes.join(', ') || 'no findings'}`)
  return found
}

function objectIn(json: string): Record<string, unknown> {
  return asObject(JSON.parse(json))
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** A row of a Roku with nothing to find fault with. */
export function rokuRow(columns: object = {}): Record<string, unknown> {
  return {
    platform: 'Roku',
    event_name: 'level_finished',
    event_time: '2024-01-15 10:00:00',
    rida: 'fa73d67d-f55c-5af3-883a-726253dc7d0e',
    device_model: '3920X',
    os_version: '9.3.0',
    ip: '203.0.113.7',
    user_agent: 'Roku/DVP-9.21 (AE9.21E04090A)',
    user_id: 'user-1',
    ...columns,
  }
}
