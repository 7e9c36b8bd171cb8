import { isObject, type Json, type JsonObject, own } from '../../json/json'
import { firstOf, firstSet, objectAt } from './places'
import { type Platform, platformOf } from './platform'
import type { RawEvent, RawFields } from './raw-event'
import { asStructure, asText, isSet } from './values'

/** Segment's calls, by `type` in any case. `other` calls (identify, group, alias) are no events. */
export type SegmentCall = 'track' | 'page' | 'screen' | 'other'

const calls: ReadonlyMap<string, SegmentCall> = new Map([
  ['track', 'track'],
  ['page', 'page'],
  ['screen', 'screen'],
  ['identify', 'other'],
  ['group', 'other'],
  ['alias', 'other'],
])

/** Which call of Segment's spec a record is; undefined when it is none, thus a row. */
export function segmentCallOf(record: JsonObject): SegmentCall | undefined {
  const type = record['type']
  return typeof type === 'string' ? calls.get(type.trim().toLowerCase()) : undefined
}

const emailKeys = ['email']
const phoneKeys = ['phone']
const firstNameKeys = ['firstName', 'first_name']
const lastNameKeys = ['lastName', 'last_name']

/**
 * Reads a track, page or screen call (Segment's spec: common fields, context, semantic events). Its keys are looked up
 * as they are: none of them is inherited from Object.prototype.
 */
export function readSegmentEvent(record: JsonObject, call: 'track' | 'page' | 'screen'): RawEvent {
  const context = objectAt(record, 'context')
  const device = objectAt(context, 'device')
  const os = objectAt(context, 'os')
  const app = objectAt(context, 'app')
  const page = objectAt(context, 'page')
  const contextTraits = objectAt(context, 'traits')
  const traits = objectAt(record, 'traits')
  const properties = objectAt(record, 'properties')
  const integration = appsflyerIntegration(record)
  const platform = platformOfCall(call, device, os, page)
  const person = [contextTraits, traits, properties]

  const fields: RawFields = {
    event_name: call === 'track' ? record['event'] : firstSet(record['name'], properties['name']),
    event_time: firstSet(record['timestamp'], record['originalTimestamp']),
    platform,
    app_id: firstSet(integration['appId'], integration['app_id'], record['app_id']),
    appsflyer_id: appsflyerId(integration, context, properties),
    customer_user_id: record['userId'],
    email: firstOf(person, emailKeys),
    phone: firstOf(person, phoneKeys),
    first_name: firstOf(person, firstNameKeys),
    last_name: firstOf(person, lastNameKeys),
    country: firstSet(
      objectAt(contextTraits, 'address')['country'],
      objectAt(traits, 'address')['country'],
      objectAt(context, 'location')['country'],
    ),
    ip: context['ip'],
    user_agent: context['userAgent'],
    os_version: os['version'],
    app_version: app['version'],
    bundle_identifier: app['namespace'],
    // A device that does not say what it is gets the ids of the app it is sent to.
    idfa: platform === 'android' ? undefined : device['advertisingId'],
    idfv: platform === 'android' ? undefined : device['id'],
    advertising_id: platform === 'ios' ? undefined : device['advertisingId'],
    att_status: device['attTrackingStatus'],
    ad_tracking_enabled: device['adTrackingEnabled'],
    event_url: firstSet(page['url'], properties['url']),
    http_referrer: firstSet(page['referrer'], properties['referrer']),
    dedup_id: record['messageId'],
    currency: properties['currency'],
    revenue: properties['revenue'],
    consent_data: integration['consent_data'],
    sharing_filter: integration['sharing_filter'],
  }
  return { call, fields, properties, used: usedProperties(properties, fields, call) }
}

/**
 * A browser event is a page call, or has a page's URL, without a device; its operating system says nothing then, since
 * a phone's browser names the phone's.
 */
function platformOfCall(
  call: 'track' | 'page' | 'screen',
  device: JsonObject,
  os: JsonObject,
  page: JsonObject,
): Platform {
  const named = platformOf(device['type'])
  if (named !== undefined) return named
  const hasDevice = Object.values(device).some(isSet)
  const inBrowser = call === 'page' || isSet(page['url'])
  if (inBrowser && !hasDevice) return 'web'
  return platformOf(os['name']) ?? 'web'
}

function appsflyerId(integration: JsonObject, context: JsonObject, properties: JsonObject): Json | undefined {
  return firstSet(
    firstSet(integration['appsFlyerId'], integration['appsflyer_id']),
    externalId(context['externalIds']),
    externalId(context['externalId']),
    properties['appsflyer_id'],
    objectAt(context, 'traits')['appsflyer_id'],
  )
}

/** Segment and RudderStack list ids of other systems as `{type, id}`. */
export function externalId(value: Json | undefined): Json | undefined {
  const list = asStructure(value)
  if (!Array.isArray(list)) return undefined
  for (const entry of list) {
    if (!isObject(entry)) continue
    const type = entry['type']
    if (typeof type === 'string' && type.toLowerCase().includes('appsflyer') && isSet(entry['id'])) {
      return entry['id']
    }
  }
  return undefined
}

/**
 * Which properties became fields. Personal data is taken out of the others later. A host may have turned numbers into
 * text on the way, so texts are compared.
 */
export function usedProperties(
  properties: JsonObject,
  fields: RawFields,
  call: 'track' | 'page' | 'screen',
): ReadonlySet<string> {
  const used = new Set<string>(['currency', 'revenue'])
  const addIfUsed = (key: string, value: Json | undefined) => {
    if (isSet(value) && asText(own(properties, key)) === asText(value)) used.add(key)
  }
  addIfUsed('appsflyer_id', fields.appsflyer_id)
  if (fields.platform === 'web') {
    addIfUsed('url', fields.event_url)
    addIfUsed('referrer', fields.http_referrer)
  } else if (call !== 'track') addIfUsed('name', fields.event_name)
  return used
}

/** The `integrations.AppsFlyer` object, whatever the case of its key. */
function appsflyerIntegration(record: JsonObject): JsonObject {
  const integrations = objectAt(record, 'integrations')
  const key = Object.keys(integrations).find((name) => name.toLowerCase() === 'appsflyer')
  return key === undefined ? {} : objectAt(integrations, key)
}
