import { type Json, type JsonObject, own } from '../../json/json'
import { externalId } from './external-id'
import type { Integration } from './integration'
import { plainName } from './names'
import { readOwnNames } from './own-names'
import { firstOf, firstSet, objectAt } from './places'
import { type PlatformReading, platformOf } from './platform'
import type { RawEvent, RawFields } from './raw-event'
import { readTextsOfContext } from './text-places'
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
  if (typeof type !== 'string') return undefined
  return calls.get(type) ?? calls.get(type.trim().toLowerCase())
}

export function isIdentify({ type }: JsonObject): boolean {
  return typeof type === 'string' && type.trim().toLowerCase() === 'identify'
}

const emailKeys = ['email']
const phoneKeys = ['phone']
const firstNameKeys = ['firstName', 'first_name']
const lastNameKeys = ['lastName', 'last_name']
const appsflyerIdKeys = ['appsFlyerId', 'appsflyer_id', 'appsflyerId', 'af_uid']
const ownIdKeys = ['appsflyer_id', 'appsflyerId']
const userIdKeys = ['userId']

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
  const page = objectAt(context, 'page')
  const contextTraits = objectAt(context, 'traits')
  const traits = objectAt(record, 'traits')
  const properties = record['properties'] === undefined ? loose(record) : objectAt(record, 'properties')
  const person = [contextTraits, traits, properties]
  const platform = platformOfDevice(device, os)

  const fields: RawFields = {
    event_name: call === 'track' ? record['event'] : firstSet(record['name'], properties['name'], record['event']),
    event_time: firstSet(record['timestamp'], record['originalTimestamp']),
    platform: device['type'],
    app_id: firstSet(options['appId'], options['app_id'], record['app_id']),
    appsflyer_id: appsflyerIdIn(options, properties, contextTraits, context),
    customer_user_id: firstSet(record['userId'], firstOf([contextTraits, traits], userIdKeys)),
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
    device_model: device['model'],
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
  readTextsOfContext(context, fields)
  const inBrowser = (call === 'page' || saysAnything(page)) && !namesDevice(device)
  const systems = [os['name'], appleDevice(device['manufacturer'], device['model'])]
  const { used: usedSoFar, usedOnWeb, usedOnMobile } = usedProperties(properties, fields, call)
  const used = readOwnNames(properties, fields, usedSoFar)
  const hasAmbiguousIds =
    platform !== 'ios' && platform !== 'android' && (isSet(device['id']) || isSet(device['advertisingId']))
  return { call, fields, properties, used, usedOnWeb, usedOnMobile, systems, inBrowser, hasAmbiguousIds }
}

/** Nearly always the first of its places has it: the others are not looked at. */
function appsflyerIdIn(
  options: JsonObject,
  properties: JsonObject,
  contextTraits: JsonObject,
  context: JsonObject,
): Json | undefined {
  const own = firstOf([options], appsflyerIdKeys)
  if (isMeant(own)) return own
  return firstSet(
    own,
    firstOf([properties], ownIdKeys),
    firstOf([contextTraits], ownIdKeys),
    externalId(context['externalIds']),
    externalId(context['externalId']),
  )
}

/** Keys of a call's envelope (Segment's spec, common fields), in plain form. */
const envelope: ReadonlySet<string> = new Set([
  ...['type', 'event', 'name', 'category', 'messageid', 'userid', 'anonymousid', 'timestamp', 'originaltimestamp'],
  ...['sentat', 'receivedat', 'context', 'integrations', 'traits', 'version', 'channel', 'writekey', 'projectid'],
  ...['metadata', 'appid', 'requestip', 'groupid', 'previousid', 'rudderid', 'email', 'phone', 'firstname', 'lastname'],
])

/** What stands beside the envelope of a call without properties. */
function loose(record: JsonObject): JsonObject {
  const others: Record<string, Json> = {}
  for (const key of Object.keys(record)) {
    const value = own(record, key)
    if (value !== undefined && !envelope.has(plainName(key))) others[key] = value
  }
  return others
}

/** Where several say an address they are one list: a server's own may stand before the device's. */
export function addresses(
  context: Json | undefined,
  request: Json | undefined,
  property: Json | undefined,
): Json | undefined {
  if (request === undefined && property === undefined) return context
  const said = [context, request, property].filter(isMeant)
  return said.length > 1 ? said.map((address) => asText(address) ?? '') : firstSet(context, request, property)
}

function platformOfDevice(device: JsonObject, os: JsonObject): PlatformReading {
  const named = platformOf(device['type'])
  return named === undefined || named === 'unreadable' ? platformOf(os['name']) : named
}

function saysAnything(object: JsonObject): boolean {
  for (const key of Object.keys(object)) if (isSet(object[key])) return true
  return false
}

/** A browser's device has at most a type such as `desktop`; an app's has an id, a model or a maker. */
function namesDevice(device: JsonObject): boolean {
  const named = platformOf(device['type'])
  if (named === 'ios' || named === 'android') return true
  const { id, advertisingId, model, manufacturer, token } = device
  return isSet(id) || isSet(advertisingId) || isSet(model) || isSet(manufacturer) || isSet(token)
}

interface Used {
  readonly used: ReadonlySet<string>
  readonly usedOnWeb: readonly string[]
  readonly usedOnMobile: readonly string[]
}

/**
 * Which properties became fields. Personal data is taken out of the others later. A host may have turned numbers into
 * text on the way, so texts are compared.
 */
export function usedProperties(properties: JsonObject, fields: RawFields, call: 'track' | 'page' | 'screen'): Used {
  let used = money
  for (const key of ownIdKeys) if (isUsed(properties, key, fields.appsflyer_id)) used = withKey(used, key)
  // An address is no event value, whichever of several was taken.
  if (isMeant(own(properties, 'ip'))) used = withKey(used, 'ip')
  const hasUrl = isUsed(properties, 'url', fields.event_url)
  const hasReferrer = isUsed(properties, 'referrer', fields.http_referrer)
  const usedOnWeb = hasUrl || hasReferrer ? pageKeys.filter((key) => (key === 'url' ? hasUrl : hasReferrer)) : none
  const hasName = call !== 'track' && isUsed(properties, 'name', fields.event_name)
  return { used, usedOnWeb, usedOnMobile: hasName ? ['name'] : none }
}

function isUsed(properties: JsonObject, key: string, value: Json | undefined): boolean {
  const property = own(properties, key)
  return property !== undefined && isSet(value) && asText(property) === asText(value)
}

/** With one key more: nearly all events use none but the money, and share its set. */
function withKey(used: ReadonlySet<string>, key: string): ReadonlySet<string> {
  return used.has(key) ? used : new Set([...used, key])
}

const none: readonly string[] = []
const money: ReadonlySet<string> = new Set(['currency', 'revenue'])
const pageKeys = ['url', 'referrer']

/** Events of AppsFlyer's own plug-in in Segment's libraries, which tell Segment what AppsFlyer found. */
const ownEvents: ReadonlySet<string> = new Set([
  'installattributed',
  'organicinstall',
  'deeplinkopened',
  'pushnotificationtapped',
])

/** Whether AppsFlyer itself is where a call comes from (Segment's spec, Install Attributed: provider). */
export function isFromAppsflyer(call: JsonObject, properties = objectAt(call, 'properties')): boolean {
  return namesOwnEvent('event', call) && hasOwnProvider(properties)
}

/** The same of a row of a table of calls. */
export function rowIsFromAppsflyer(row: JsonObject): boolean {
  return Object.keys(row).some((key) => namesOwnEvent(key, row)) && hasOwnProvider(row)
}

function hasOwnProvider(properties: JsonObject): boolean {
  const key = Object.keys(properties).find((name) => plainName(name) === 'provider')
  const provider = key === undefined ? undefined : own(properties, key)
  return typeof provider === 'string' && plainName(provider).startsWith('appsflyer')
}

function namesOwnEvent(key: string, record: JsonObject): boolean {
  const event = nameKeys.has(plainName(key)) ? own(record, key) : undefined
  return typeof event === 'string' && ownEvents.has(plainName(event))
}

const nameKeys: ReadonlySet<string> = new Set(['event', 'eventname', 'eventtext'])
