import { type Json, type JsonObject, own } from '../../json/json'
import { externalId } from './external-id'
import type { Integration } from './integration'
import { plainName } from './names'
import { readOwnNames } from './own-names'
import { firstOf, firstSet, objectAt } from './places'
import { type PlatformReading, platformOf } from './platform'
import type { RawEvent, RawFields } from './raw-event'
import { asText, isMeant, isSet } from './values'
import { appleDevice } from './warehouse-context'

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

const emailKeys = ['email', 'Email']
const phoneKeys = ['phone', 'phoneNumber', 'phone_number']
const firstNameKeys = ['firstName', 'first_name', 'firstname']
const lastNameKeys = ['lastName', 'last_name', 'lastname']
const appsflyerIdKeys = ['appsFlyerId', 'appsflyer_id', 'appsflyerId', 'af_uid']
const ownIdKeys = ['appsflyer_id', 'appsflyerId', 'appsFlyerId', '$appsflyerId', 'af_uid']
const userIdKeys = ['userId', 'user_id', 'id']

/**
 * Reads a track, page or screen call (Segment's spec: common fields, context, semantic events). Its keys are looked up
 * as they are: none of them is inherited from Object.prototype.
 */
export function readSegmentEvent(
  record: JsonObject,
  call: 'track' | 'page' | 'screen',
  { options, all }: Integration,
): RawEvent {
  const context = objectAt(record, 'context')
  const device = objectAt(context, 'device')
  const os = objectAt(context, 'os')
  const app = objectAt(context, 'app')
  const page = objectAt(context, 'page')
  const contextTraits = objectAt(context, 'traits')
  const traits = objectAt(record, 'traits')
  const properties = objectAt(record, 'properties')
  const person = [contextTraits, traits, properties]
  const platform = platformOfDevice(device, os)

  const fields: RawFields = {
    event_name: call === 'track' ? record['event'] : firstSet(record['name'], properties['name'], record['event']),
    event_time: firstSet(record['timestamp'], record['originalTimestamp']),
    platform: device['type'],
    app_id: firstSet(options['appId'], options['app_id'], record['app_id']),
    appsflyer_id: firstSet(
      firstOf([options], appsflyerIdKeys),
      externalId(context['externalIds']),
      externalId(context['externalId']),
      firstOf([properties], ownIdKeys),
      firstOf([contextTraits, traits], ownIdKeys),
    ),
    customer_user_id: firstSet(record['userId'], record['user_id'], firstOf([traits, contextTraits], userIdKeys)),
    email: firstOf(person, emailKeys),
    phone: firstOf(person, phoneKeys),
    first_name: firstOf(person, firstNameKeys),
    last_name: firstOf(person, lastNameKeys),
    country: firstSet(
      objectAt(contextTraits, 'address')['country'],
      objectAt(traits, 'address')['country'],
      objectAt(context, 'location')['country'],
    ),
    ip: addresses(context['ip'], record['request_ip'], properties['ip']),
    user_agent: context['userAgent'],
    os_version: os['version'],
    app_version: app['version'],
    bundle_identifier: app['namespace'],
    // A device that does not say what it is gets the ids of the app it is sent to.
    idfa: platform === 'android' ? undefined : device['advertisingId'],
    idfv: platform === 'android' ? undefined : device['id'],
    advertising_id: platform === 'ios' ? undefined : device['advertisingId'],
    att_status: firstSet(device['trackingStatus'], device['attTrackingStatus']),
    ad_tracking_enabled: device['adTrackingEnabled'],
    event_url: firstSet(page['url'], properties['url']),
    http_referrer: firstSet(page['referrer'], properties['referrer']),
    dedup_id: record['messageId'],
    currency: properties['currency'],
    revenue: properties['revenue'],
    consent_data: firstSet(options['consent_data'], all['consent_data']),
    sharing_filter: firstSet(options['sharing_filter'], all['sharing_filter']),
  }
  const inBrowser = (call === 'page' || isSet(page['url'])) && !namesDevice(device)
  const systems = [os['name'], appleDevice(device['manufacturer'], device['model'])]
  const used = new Set(usedProperties(properties, fields, call, inBrowser))
  readOwnNames(properties, fields, used)
  const hasAmbiguousIds =
    platform !== 'ios' && platform !== 'android' && (isSet(device['id']) || isSet(device['advertisingId']))
  return { call, fields, properties, used, systems, inBrowser, hasAmbiguousIds }
}

/** Where several say an address they are one list: a server's own may stand before the device's. */
function addresses(...all: readonly (Json | undefined)[]): Json | undefined {
  const said = all.filter(isMeant)
  return said.length > 1 ? said.map((address) => asText(address) ?? '') : firstSet(all[0], all[1], all[2])
}

function platformOfDevice(device: JsonObject, os: JsonObject): PlatformReading {
  const named = platformOf(device['type'])
  return named === undefined || named === 'unreadable' ? platformOf(os['name']) : named
}

/** A browser's device has at most a type such as `desktop`; an app's has an id, a model or a maker. */
function namesDevice(device: JsonObject): boolean {
  const named = platformOf(device['type'])
  if (named === 'ios' || named === 'android') return true
  return ['id', 'advertisingId', 'model', 'manufacturer', 'token'].some((key) => isSet(device[key]))
}

/**
 * Which properties became fields. Personal data is taken out of the others later. A host may have turned numbers into
 * text on the way, so texts are compared.
 */
export function usedProperties(
  properties: JsonObject,
  fields: RawFields,
  call: 'track' | 'page' | 'screen',
  inBrowser: boolean,
): ReadonlySet<string> {
  const used = new Set<string>(['currency', 'revenue'])
  const addIfUsed = (key: string, value: Json | undefined) => {
    if (isSet(value) && asText(own(properties, key)) === asText(value)) used.add(key)
  }
  for (const key of ownIdKeys) addIfUsed(key, fields.appsflyer_id)
  if (Array.isArray(fields.ip)) used.add('ip')
  else addIfUsed('ip', fields.ip)
  if (inBrowser) {
    addIfUsed('url', fields.event_url)
    addIfUsed('referrer', fields.http_referrer)
  } else if (call !== 'track') addIfUsed('name', fields.event_name)
  return used
}

/** Events of AppsFlyer's own plug-in in Segment's libraries, which tell Segment what AppsFlyer found. */
const ownEvents: ReadonlySet<string> = new Set([
  'installattributed',
  'organicinstall',
  'deeplinkopened',
  'pushnotificationtapped',
])

/** Whether AppsFlyer itself is where a call, or a row of a table of calls, comes from (Segment's spec, Install Attributed: provider). */
export function isFromAppsflyer(record: JsonObject, properties = objectAt(record, 'properties')): boolean {
  const providerKey = Object.keys(properties).find((key) => plainName(key) === 'provider')
  const provider = providerKey === undefined ? undefined : own(properties, providerKey)
  if (typeof provider !== 'string' || !plainName(provider).startsWith('appsflyer')) return false
  return Object.keys(record).some((key) => {
    const event = nameKeys.has(plainName(key)) ? own(record, key) : undefined
    return typeof event === 'string' && ownEvents.has(plainName(event))
  })
}

const nameKeys: ReadonlySet<string> = new Set(['event', 'eventname', 'eventtext'])
