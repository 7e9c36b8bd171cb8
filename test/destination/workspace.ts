import { Destination, type JSONObject, type SegmentEvent } from '@segment/actions-core'
import destination from '../../destination'
import { appsflyerDestination, type Settings } from '../../destination/definition'
import type { Configuration } from '../../spec/configuration/configuration'
import { parseConfiguration } from '../../spec/configuration/parse-configuration'

export const nowMs = Date.parse('2026-03-14T12:00:00Z')

export const settings: Settings = {
  s2s_token: 's2s-token',
  dev_key: 'dev-key',
  ios_app_id: 'id123456789',
  android_app_id: 'com.example.app',
  web_app_id: 'website-www.example.com',
  ios_api_version: 'v3',
  android_api_version: 'v2',
  web_time_zone: 'America/New_York',
  default_currency: 'USD',
  default_phone_country: 'US',
}

/** The same apps as destinations have them that were set up when each app had its key. */
export const earlierSettings: Settings = {
  ios_app_id: 'id123456789',
  ios_key: 'ios-key',
  ios_api_version: 'v3',
  android_app_id: 'com.example.app',
  android_key: 'android-key',
  android_api_version: 'v2',
  web_app_id: 'website-www.example.com',
  web_key: 'web-key',
  web_time_zone: 'America/New_York',
}

export function endpointsAt(url: string): Configuration['endpoints'] {
  return { mobile_v2: url, mobile_v3: url, web: url, web_pba: url, devices: url }
}

/** The same apps as the Airbyte side is configured with them. */
export function configurationAt(url: string): Configuration {
  const parsed = parseConfiguration({
    s2s_token: 's2s-token',
    dev_key: 'dev-key',
    apps: [
      { app_id: 'id123456789' },
      { app_id: 'com.example.app', api_version: 'v2' },
      { app_id: 'website-www.example.com', time_zone: 'America/New_York' },
    ],
    defaults: { currency: 'USD', phone_country: 'US' },
    endpoints: endpointsAt(url),
  })
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path} ${message}`).join('\n'))
  return parsed.configuration
}

export function destinationAt(url: string): Destination<Settings> {
  return new Destination(
    appsflyerDestination({
      endpoints: endpointsAt(url),
      erasureUrl: url,
      now: () => nowMs,
    }),
  )
}

/** The mapping an admin gets who changes nothing. */
export function defaultMapping(action: string): JSONObject {
  const fields = destination.actions[action]?.fields ?? {}
  const defaults = Object.entries(fields).flatMap(([name, field]) =>
    field?.default === undefined ? [] : [[name, field.default] as const],
  )
  return JSON.parse(JSON.stringify(Object.fromEntries(defaults))) as JSONObject
}

/** Segment's settings of a destination: the workspace's own and the mappings that are turned on. */
export function subscribed(subscriptions: readonly JSONObject[]): JSONObject {
  return { ...settings, subscriptions: [...subscriptions] } as JSONObject
}

export function asEvent(event: object): SegmentEvent {
  return event as SegmentEvent
}
