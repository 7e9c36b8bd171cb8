import { mobileAppsflyerIdPattern } from '../../spec/appsflyer/events/app-id'
import { hasInstalls } from '../../spec/appsflyer/events/platforms'
import type { CleanText, Event, MobileEvent, Sha256Hex } from './domain/event'
import { type Finding, type FindingCode, finding } from './domain/finding'
import type { DeliveryIdentity, KnownDevice, KnownInstall, Subject } from './domain/subject'
import type { Choice } from './mapping/choose-app'
import type { Mapping } from './mapping/mapping'
import { readDeviceIds } from './mapping/read-devices'
import { readTracking } from './mapping/read-tracking'
import { mobilePlatformOf, type Unidentified } from './mapping/to-mobile-event'
import { textOfMemory } from './person/clean-text'
import { sha256 } from './person/sha256'
import type { FieldReader } from './reading/field-reader'
import { parseTime } from './reading/parse-time'
import { isNobody } from './reading/values'

/** Whom an event is about. */
export function subjectOf(
  event: Event | Unidentified,
  { fields }: Mapping,
  { app }: Choice,
  delivery: DeliveryIdentity | undefined,
): Subject {
  const known = event.kind === 'unidentified' ? event.event : event
  const { timeMs } = known
  return {
    appId: app.id,
    platform: app.platform,
    userHash: userHashIn(fields),
    appsflyerId: appsflyerIdOf(event),
    timeMs,
    // What is learnt of a device is learnt with its install.
    device: event.kind === 'mobile_event' ? deviceOf(event) : noDevice,
    delivery,
  }
}

/** AppsFlyer has the app's own id of a PC, a console or a TV as that (PC/Console/CTV Events API, DeviceIds). */
function appsflyerIdOf(event: Event | Unidentified): CleanText | undefined {
  if (event.kind === 'device_event') return event.device_ids?.find(({ type }) => type === 'custom')?.value
  return 'appsflyerId' in event ? event.appsflyerId : undefined
}

/** The same for a record that names a user and an install and is no event. */
export function subjectWithoutEvent({ fields, raw, plan }: Mapping, { app }: Choice): Subject {
  const { platform } = app
  const { privacy } = plan.configuration
  return {
    appId: app.id,
    platform,
    userHash: userHashIn(fields),
    appsflyerId: fields.clean('appsflyer_id'),
    timeMs: parseTime(fields.text('event_time') ?? null, raw.timeZone),
    device: hasInstalls(platform)
      ? deviceIn(fields, mobilePlatformOf(platform), privacy.opted_out_users !== 'send')
      : {},
    delivery: undefined,
  }
}

/** Why an AppsFlyer id is none of an install; undefined where it is one. */
export function whyNoInstall({ platform, appsflyerId }: Subject): string | undefined {
  if (!hasInstalls(platform)) return 'A website has no AppsFlyer ids of installs.'
  return mobileAppsflyerIdPattern.test(appsflyerId ?? '') ? undefined : 'The AppsFlyer id is not one of an install.'
}

function userHashIn(fields: FieldReader): Sha256Hex | undefined {
  const userId = fields.text('customer_user_id')
  // Whoever is nobody has nobody's install: the last one's would be a stranger's.
  return userId === undefined || isNobody(userId) ? undefined : sha256(userId)
}

/** As an event's: without advertising ids where the user opted out and the configuration minds. */
function deviceIn(fields: FieldReader, platform: MobileEvent['platform'], minds: boolean): KnownDevice {
  const { hasOptedOut, isUnreadable } = readTracking(fields, platform)
  const { idfa, idfv, advertising_id } = readDeviceIds(fields, platform, minds && (hasOptedOut || isUnreadable))
  return { idfa, idfv, advertisingId: advertising_id, osVersion: fields.clean('os_version') }
}

const noDevice: KnownDevice = {}

function deviceOf({ ids, os_version }: MobileEvent): KnownDevice {
  return { idfa: ids.idfa, idfv: ids.idfv, advertisingId: ids.advertising_id, osVersion: os_version }
}

export interface Completed {
  readonly event: MobileEvent
  readonly findings: Finding[]
}

/** An event that lacks its AppsFlyer id alone, with the one that the memory knows; its device's ids, too, where that is wanted. */
export function complete(
  { event, withholdsIds }: Unidentified,
  install: KnownInstall,
  findings: readonly Finding[],
  withDevice: boolean,
): Completed {
  const completed = {
    ...event,
    appsflyerId: textOfMemory(install.appsflyerId),
    ...(withDevice && !withholdsIds ? missingOf(event, install) : {}),
  }
  const detail = install.isShared === true ? 'Several users were seen on this install.' : undefined
  const left = findings.filter(({ code }) => !isFilledIn(code, completed))
  left.push(finding('appsflyer_id_looked_up', 'appsflyer_id', detail))
  return { event: completed, findings: left }
}

/** What was said of an event without an id or a device, and is so no more. */
function isFilledIn(code: FindingCode, { ids, os_version }: MobileEvent): boolean {
  if (code === 'missing_appsflyer_id') return true
  if (code === 'missing_device_id') return (ids.idfa ?? ids.idfv ?? ids.advertising_id) !== undefined
  return code === 'missing_os_version' && os_version !== undefined
}

function missingOf(event: Unidentified['event'], install: KnownInstall) {
  const ids =
    event.platform === 'ios'
      ? { idfa: event.ids.idfa ?? install.idfa, idfv: event.ids.idfv ?? install.idfv }
      : { advertising_id: event.ids.advertising_id ?? install.advertisingId }
  const { osVersion } = install
  return {
    ids: { ...event.ids, ...ids },
    os_version: event.os_version ?? (osVersion === undefined ? undefined : textOfMemory(osVersion)),
  }
}
