import type { MobileMember } from '../../../spec/appsflyer/bodies/mobile-members'
import {
  fieldNames,
  fields,
  type MobileField,
  type MobileText,
  mobileTexts,
  type OpaqueId,
  opaqueIds,
} from '../../../spec/configuration/fields'
import type { JsonObject } from '../../json/json'
import type { CleanText, CleanValues, MobileEvent } from '../domain/event'
import { mobileEventTime } from './mobile-event-time'
import { utf8Bytes } from './utf8-bytes'
import { plainText, writeEventValue } from './write-event-value'

/**
 * The body of a mobile event: of v2, the API as first published, or of v3. It is written out by hand, since it is written
 * for every record: JSON.stringify of the same object takes twice as long.
 */
export function toMobileBody(event: MobileEvent, endpoint: 'mobile_v2' | 'mobile_v3', values: CleanValues): string {
  const isV3 = endpoint === 'mobile_v3'
  const { ids, person, texts } = event
  return (
    text('{"appsflyer_id":"', event.appsflyerId) +
    text(',"eventName":"', event.name) +
    `,"eventValue":${writeEventValue(event, values)}` +
    (event.timeMs === undefined ? '' : `,"eventTime":"${mobileEventTime(event.timeMs)}"`) +
    text(quoted.currency, event.currency) +
    text(quoted.customer_user_id, event.customer_user_id) +
    plain(quoted.idfa, ids.idfa) +
    plain(quoted.idfv, ids.idfv) +
    other(before.att_status, event.att_status) +
    plain(quoted.advertising_id, ids.advertising_id) +
    (event.platform === 'android' ? each(openedIds, ids) : '') +
    other(before.app_set_id, ids.app_set_id) +
    other(before.ad_tracking_enabled, event.ad_tracking_enabled) +
    text(quoted.os_version, event.os_version) +
    plain(quoted.ip, event.ip) +
    text(quoted.user_agent, isV3 ? event.user_agent : undefined) +
    plain(quoted.email_hashed, person.email_hashed) +
    plain(quoted.phone_number_hashed, person.phone_number_hashed) +
    plain(quoted.phone_number_e164_hashed, person.phone_number_e164_hashed) +
    plain(quoted.first_name_hashed, person.first_name_hashed) +
    plain(quoted.last_name_hashed, person.last_name_hashed) +
    text(quoted.fb_login_id, event.fb_login_id) +
    each(openedTexts, texts) +
    (isV3 || event.platform !== 'ios' ? '' : each(secondTexts, texts)) +
    text(quoted.custom_data, event.custom_data === undefined ? undefined : JSON.stringify(event.custom_data)) +
    plain(quoted.app_type, event.app_type) +
    other(before.sharing_filter, event.sharing_filter) +
    other(before.consent_data, event.consent_data) +
    (isV3 ? '}' : ',"af_events_api":"true"}')
  )
}

/**
 * What stands before the value of each field: a comma, and its name in the body. Joined, for a text that was put together with + is
 * kept in pieces, and each of them would be looked up in every body again.
 */
const before = openingsBy((member) => [',"', member, '":'].join(''))
/** The same before a text, with the quote that begins it: each piece less makes a body quicker to write, and to send. */
const quoted = openingsBy(openingOfText)

function openingsBy(opening: (member: MobileMember) => string): { readonly [Name in MobileField]: string } {
  const openings = fieldNames.flatMap((name) => {
    const member = fields[name].mobile
    return member === undefined ? [] : [[name, opening(member)]]
  })
  return Object.fromEntries(openings) as { readonly [Name in MobileField]: string }
}

function openingOfText(member: MobileMember): string {
  return [',"', member, '":"'].join('')
}

interface Opened<Name> {
  readonly name: Name
  readonly before: string
}

const openedIds: readonly Opened<OpaqueId>[] = opaqueIds.map((name) => ({ name, before: quoted[name] }))
const openedTexts: readonly Opened<MobileText>[] = mobileTexts.map((name) => ({ name, before: quoted[name] }))
/** Those that have a second name on iOS in the API as first published. */
const secondTexts: readonly Opened<MobileText>[] = mobileTexts.flatMap((name) => {
  const second = fields[name].mobileOfIosV2
  return second === undefined ? [] : [{ name, before: openingOfText(second) }]
})

/** All of these that the event has. */
function each<Name extends string>(
  opened: readonly Opened<Name>[],
  values: { readonly [Field in Name]: CleanText | undefined },
): string {
  let written = ''
  for (const one of opened) written += text(one.before, values[one.name])
  return written
}

/** A member whose text is ours (a hash, a UUID, an address): nothing in it needs escaping. */
function plain(before: string, value: string | undefined): string {
  return value === undefined ? '' : `${before}${value}"`
}

/** Most texts are short, and JSON writes them as they are: asking that is quicker than having them escaped. */
function text(before: string, value: string | undefined): string {
  if (value === undefined) return ''
  return plainText.test(value) ? `${before}${value}"` : before + JSON.stringify(value).slice(1)
}

function other(before: string, value: number | boolean | object | string | undefined): string {
  if (value === undefined) return ''
  return before + (typeof value === 'number' || typeof value === 'boolean' ? value : JSON.stringify(value))
}

/** A key that JSON writes as it is. */
const plainKey = /^[\w .:/-]*$/
/** What one event value takes in a mobile body, where it stands as JSON inside a JSON text. */
export function mobileEntryBytes(key: string, value: JsonObject[string]): number {
  const bracesQuotesAndComma = 3
  // The same, worked out: a row of thousands of columns is weighed one by one.
  if (typeof value === 'number' && plainKey.test(key)) return key.length + String(value).length + 6
  if (typeof value === 'string' && plainText.test(value) && plainKey.test(key)) return key.length + value.length + 10
  return utf8Bytes(JSON.stringify(JSON.stringify({ [key]: value }))) - bracesQuotesAndComma
}
