import type { FieldName } from '../../../spec/configuration/fields'
import type { Json, JsonObject } from '../../json/json'
import { externalId } from './external-id'
import { plainName } from './names'
import { firstSet } from './places'
import { platformOf } from './platform'
import type { RawEvent, RawFields } from './raw-event'
import { readTextsOfColumns } from './text-places'
import { isMeant, isSet, saysNo } from './values'

/**
 * Rows of the tables that Segment and RudderStack keep in a warehouse (Warehouse Schemas): the event's context is spread
 * over columns `context_device_type`, `context_traits_email` and so on. They are read like the event they were.
 */

/** Columns of the envelope that are no event values. */
const envelope: ReadonlySet<string> = new Set([
  ...['id', 'anonymousid', 'receivedat', 'sentat', 'uuidts', 'uuid', 'loadedat', 'eventtext', 'channel', 'rowid'],
  ...['originaltimestamp', 'timestamp', 'inserteddate'],
])

export function readWarehouseContext(row: RawEvent, context: JsonObject, whole: JsonObject): RawEvent {
  const at = (name: string): Json | undefined => context[`context${name}`]
  const advertisingId = at('deviceadvertisingid')
  const isApple = platformOf(firstSet(at('devicetype'), at('osname'))) === 'ios'
  const isAndroid = platformOf(firstSet(at('devicetype'), at('osname'))) === 'android'
  const given: RawFields = {
    platform: at('devicetype'),
    os_version: at('osversion'),
    device_model: at('devicemodel'),
    idfa: isAndroid ? undefined : advertisingId,
    idfv: isAndroid ? undefined : at('deviceid'),
    advertising_id: isApple ? undefined : advertisingId,
    ad_tracking_enabled: at('deviceadtrackingenabled'),
    att_status: firstSet(at('devicetrackingstatus'), at('deviceatttrackingstatus')),
    ip: firstSet(at('ip'), at('requestip')),
    user_agent: at('useragent'),
    event_url: at('pageurl'),
    http_referrer: at('pagereferrer'),
    email: at('traitsemail'),
    phone: at('traitsphone'),
    first_name: at('traitsfirstname'),
    last_name: at('traitslastname'),
    country: firstSet(at('traitsaddresscountry'), at('traitscountry'), at('locationcountry')),
    customer_user_id: at('traitsuserid'),
    appsflyer_id: firstSet(
      externalId(at('externalids')),
      externalId(at('externalid')),
      at('traitsappsflyerid'),
      at('integrationsappsflyerappsflyerid'),
    ),
    consent_data: at('consentdata'),
  }
  const fields: RawFields = { ...given }
  readTextsOfColumns(context, fields)
  for (const name of Object.keys(row.fields) as FieldName[]) {
    if (saysNo(name, fields[name])) continue
    if (isMeant(row.fields[name]) || !isMeant(fields[name])) fields[name] = row.fields[name]
  }
  const messageId = Object.keys(whole).find((key) => plainName(key) === 'id')
  if (messageId !== undefined && !isSet(fields.dedup_id)) fields.dedup_id = whole[messageId]
  const properties = Object.fromEntries(
    Object.entries(row.properties).filter(([key, value]) => !isEnvelope(key, value)),
  )
  const hasDevice = isSet(at('devicetype')) || isSet(advertisingId) || isSet(at('deviceid')) || isSet(at('devicemodel'))
  const inBrowser = isSet(fields.event_url) && !hasDevice
  const systems = [
    ...row.systems,
    at('devicetype'),
    at('osname'),
    appleDevice(at('devicemanufacturer'), at('devicemodel')),
  ]
  return { ...row, fields, properties, systems, inBrowser, hasAmbiguousIds: !isApple && !isAndroid }
}

function isEnvelope(key: string, value: Json): boolean {
  const name = plainName(key)
  return envelope.has(name) || (name === 'type' && typeof value === 'string' && /^(track|page|screen)$/i.test(value))
}

/** Apple makes no other devices, and names its own; the makers of the others say nothing. */
export function appleDevice(maker: Json | undefined, model: Json | undefined): Json | undefined {
  if (typeof maker === 'string' && /^apple\b/i.test(maker.trim())) return 'apple'
  return typeof model === 'string' && /^(iphone|ipad|ipod|appletv)/i.test(model.trim()) ? 'apple' : undefined
}
