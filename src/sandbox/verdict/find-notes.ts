import type { SentBody } from '../../../spec/appsflyer/answers/sent-body'
import { mobileMembers, mobileMembersOn } from '../../../spec/appsflyer/bodies/mobile-members'
import { bareIosAppIdPattern, iosAppIdPattern, mobileAppsflyerIdPattern } from '../../../spec/appsflyer/events/app-id'
import type { Contract } from '../../../spec/appsflyer/events/contract'
import { listedCurrencies } from '../../../spec/appsflyer/events/currencies'
import { limits } from '../../../spec/appsflyer/events/limits'
import type { Note } from '../inbox/arrival'
import { type EventTime, eventTimeOf } from './event-time'
import { isStampedOnArrival, mayBeStamped } from './is-stamped-on-arrival'

/** An accepted request and the moment of its arrival. */
export interface Accepted {
  readonly contract: Contract
  readonly appId: string
  readonly body: SentBody
  readonly receivedAtMs: number
  /** Of the app; counts for the web only. */
  readonly timeZone: string
}

/** What AppsFlyer keeps of an accepted request, but uses less well than it could. */
export function findNotes(accepted: Accepted): Note[] {
  return notesOf[accepted.contract.family](accepted).filter((note) => note !== null)
}

type Finding = Note | null

function mobileNotes({ contract, appId, body, receivedAtMs, timeZone }: Accepted): Finding[] {
  const isIos = iosAppIdPattern.test(appId) || bareIosAppIdPattern.test(appId)
  return [
    stampNote('eventTime', eventTimeOf('mobile', body, receivedAtMs, timeZone).stamped),
    currencyNote('eventCurrency', body),
    when(lengthOf(body.eventName) > limits.mobileEventNameShownLength, {
      code: 'event_name_long',
      field: 'eventName',
      message: `The name is longer than ${limits.mobileEventNameShownLength} characters: the dashboard does not show such events.`,
    }),
    when(!matches(body.appsflyer_id, mobileAppsflyerIdPattern), {
      code: 'unusual_appsflyer_id',
      field: 'appsflyer_id',
      message: 'The id does not look like 13 digits, a dash and 7 to 19 digits: make sure that the SDK made it.',
    }),
    when(isIos && body.os === undefined, {
      code: 'missing_os_version',
      field: 'os',
      message: 'AppsFlyer demands os on iOS; without it the event counts as one of iOS 14.5.',
    }),
    when(!isOptedOut(body) && !deviceIds(isIos).some((id) => body[id] !== undefined), {
      code: 'missing_device_id',
      field: isIos ? 'idfa' : 'advertising_id',
      message: 'Without a device id ad networks may not match the event, and Incrementality does not measure it.',
    }),
    when(isOptedOut(body) && (body.idfa !== undefined || body.advertising_id !== undefined), {
      code: 'advertising_id_of_opted_out_user',
      field: body.idfa === undefined ? 'advertising_id' : 'idfa',
      message: 'att or aie says that the user opted out of ad tracking, and yet the advertising id was sent.',
    }),
    when(body.ip === undefined || (contract.endpoint === 'mobile_v3' && body.ua === undefined), {
      code: 'missing_ip_or_user_agent',
      field: body.ip === undefined ? 'ip' : 'ua',
      message: 'Meta takes no event without ip and ua; without ip the place comes from the install.',
    }),
    when(typeof body.ip === 'string' && privateIp.test(body.ip), {
      code: 'private_ip',
      field: 'ip',
      message: "The address is private, thus no device's on the internet: reports by country have no use for it.",
    }),
    when(body.sharing_filter === 'all', {
      code: 'all_partners_blocked',
      field: 'sharing_filter',
      message: 'The sharing filter keeps this event from every partner.',
    }),
  ]
}

function webNotes({ body, receivedAtMs, timeZone }: Accepted): Finding[] {
  return [
    stampNote('timestamp', eventTimeOf('web', body, receivedAtMs, timeZone).stamped),
    currencyNote('event_revenue_currency', body),
  ]
}

function pbaNotes({ contract, body, receivedAtMs, timeZone }: Accepted): Finding[] {
  // Setting a user id has no time, no money and no address.
  if (contract.endpoint === 'pba_setcuid') return []
  const time = body.timestamp
  const isTimed = typeof time === 'number'
  return [
    stampNote('timestamp', isTimed ? isStampedOnArrival(time, receivedAtMs, 'pba', timeZone) : null),
    when(isTimed && mayBeStamped(time, receivedAtMs, 'pba', timeZone), {
      code: 'maybe_late_event',
      field: 'timestamp',
      message:
        "By one reading of AppsFlyer's document the event is late: midnight of the next day may be its beginning or its end.",
    }),
    currencyNote('eventRevenueCurrency', body),
    when(body.ip === undefined || body.UserAgent === undefined, {
      code: 'missing_ip_or_user_agent',
      field: body.ip === undefined ? 'ip' : 'UserAgent',
      message: 'Without ip the place of the visitor is not known.',
    }),
  ]
}

function deviceNotes({ body, receivedAtMs, timeZone }: Accepted): Finding[] {
  const time = body.timestamp
  const isNumber = typeof time === 'number'
  return [
    stampNote('timestamp', isNumber ? isStampedOnArrival(time, receivedAtMs, 'devices', timeZone) : null),
    when(!Array.isArray(body['device_ids']) || body['device_ids'].length === 0, {
      code: 'missing_device_id',
      field: 'device_ids',
      message: 'A session without an id of the device is of none that AppsFlyer knows.',
    }),
    when(typeof body.ip === 'string' && privateIp.test(body.ip), {
      code: 'private_ip',
      field: 'ip',
      message: "The address is private, thus no device's on the internet: reports by country have no use for it.",
    }),
    when(Array.isArray(body.sharing_filter) && body.sharing_filter.includes('all'), {
      code: 'all_partners_blocked',
      field: 'sharing_filter',
      message: 'The sharing filter keeps this event from every partner.',
    }),
  ]
}

const notesOf: { readonly [Family in Contract['family']]: (accepted: Accepted) => Finding[] } = {
  mobile: mobileNotes,
  web: webNotes,
  pba: pbaNotes,
  devices: deviceNotes,
}

/** RFC 1918, loopback, link local, unspecified. */
const privateIp = /^(0|10|127)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./

function stampNote(field: string, why: EventTime['stamped']): Finding {
  return when(why !== null, {
    code: why ?? '',
    field,
    message:
      why === 'future_event'
        ? 'The event time is in the future: AppsFlyer stamps the event with the time of its arrival.'
        : 'The event arrived too late to keep its time: AppsFlyer stamps it with the time of its arrival.',
  })
}

function currencyNote(field: string, body: SentBody): Finding {
  const currency = body[field]
  return when(typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) && !listedCurrencies.has(currency), {
    code: 'unknown_currency',
    field,
    message: "The currency is not in AppsFlyer's list: check that its dashboard converts it.",
  })
}

/** `att` 1 restricted, 2 denied; `aie` false: limited ad tracking (mobile v3 OpenAPI, att and aie). */
function isOptedOut(body: SentBody): boolean {
  return body.aie === false || body.att === 1 || body.att === 2
}

const idShapes: ReadonlySet<string> = new Set(['apple_id', 'google_id', 'text'])
const idsOf = (platform: 'ios' | 'android') =>
  mobileMembersOn(platform).filter((member) => idShapes.has(mobileMembers[member].shape))
const [appleIds, androidIds] = [idsOf('ios'), idsOf('android')]

function deviceIds(isIos: boolean): readonly string[] {
  return isIos ? appleIds : androidIds
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? value.length : 0
}

function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value)
}

function when(holds: boolean, note: Note): Finding {
  return holds ? note : null
}
