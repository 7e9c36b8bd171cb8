import { mobileAppsflyerIdPattern } from '../../../spec/appsflyer/events/app-id'
import type { DevicePlatform } from '../../../spec/appsflyer/events/device-platforms'
import {
  type AppPlatform,
  hasInstalls,
  isForDevices,
  platforms,
  type SentAs,
} from '../../../spec/appsflyer/events/platforms'
import { fieldNames, fields as fieldTable } from '../../../spec/configuration/fields'
import type { EventKind } from '../domain/event'
import type { FieldReader } from '../reading/field-reader'
import { otherPlatformIn, type SaidAs } from '../reading/other-platform'
import { type Platform, type PlatformReading, platformOf } from '../reading/platform'
import type { RawEvent } from '../reading/raw-event'
import type { PlannedApp } from './plan'
import { platformWithIds } from './read-device-ids'

/** One record's question: what it says, and which apps may take it. */
export interface Question {
  readonly raw: RawEvent
  readonly fields: FieldReader
  readonly wanted: EventKind | undefined
  /** The apps that take the wanted kind. */
  readonly candidates: readonly PlannedApp[]
  /** Of several apps of a platform those that take this come first. */
  readonly prefers?: SentAs | undefined
}

/** `<uuid>-p`: the id of AppsFlyer's web SDK (the afUserId cookie). */
const webAppsflyerId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(-\w+)?$/i

/**
 * The platform to look for. What the record names decides; else its device ids, those of a PC, a console or a TV only where no
 * phone and no page is told; else an install's AppsFlyer id or the wish for a mobile event leads to the only mobile platform there is; else a page or a browser's AppsFlyer id means the
 * web. Undefined where nothing readable tells.
 */
export function platformFor(question: Question): SaidAs | undefined {
  const { raw, fields, wanted, candidates } = question
  // A record of a bundle is for no website.
  const among = (): readonly AppPlatform[] => ['web_pba', ...candidates.map(({ platform }) => platform)]
  const other = otherPlatformIn([fields.value('platform')], among) ?? otherPlatformIn(raw.systems, among)
  if (other === 'web_pba') return other
  if (wanted === 'web_event' || wanted === 'web_visit') return 'web'
  if (other !== undefined) return other
  const appsflyerId = fields.text('appsflyer_id') ?? ''
  const isInstall = mobileAppsflyerIdPattern.test(appsflyerId)
  const isOnPage = raw.inBrowser && !isInstall
  const named = saidPlatform(raw, fields, isOnPage)
  const said =
    named === undefined || named === 'unreadable'
      ? (platformOfIds(raw, fields) ?? platformOfDevice(question, isInstall, isOnPage))
      : named
  // A page of an app, or a server's call, sent as a mobile event.
  if (said === 'web' && wanted === 'mobile_event') return onlyPlatform(candidates)
  if (said !== undefined) return said
  if (named === 'unreadable') return undefined
  if (isInstall) return onlyPlatform(candidates.filter(({ platform }) => hasInstalls(platform)))
  if (isOnPage || webAppsflyerId.test(appsflyerId)) return 'web'
  return onlyPlatform(candidates)
}

/** What the record names as its platform: the first that can be read. A page's operating system is a browser's. */
function saidPlatform(raw: RawEvent, fields: FieldReader, isOnPage: boolean): PlatformReading {
  let said = platformOf(fields.value('platform'))
  if (isOnPage && said !== 'web') return raw.call === 'row' && raw.namesSystem !== true ? said : undefined
  for (const system of raw.systems) {
    if (said !== undefined && said !== 'unreadable') return said
    said = platformOf(system) ?? said
  }
  return said
}

/**
 * The PC, the console or the TV whose id the record has. Its name may mean another thing elsewhere (`psid`, `epic_id`): where the
 * record has the AppsFlyer id of an install, or happened on a page, and such an app is configured, it is that one's.
 */
function platformOfDevice({ fields, candidates }: Question, isInstall: boolean, isOnPage: boolean): SaidAs | undefined {
  const isElsewhere = candidates.some(
    ({ platform }) => (isInstall && hasInstalls(platform)) || (isOnPage && platforms[platform].of === 'visitors'),
  )
  return isElsewhere ? undefined : platformWithIds(fields, devicesAmong(candidates))
}

function devicesAmong(apps: readonly PlannedApp[]): readonly DevicePlatform[] {
  return apps.flatMap(({ platform }) => (isForDevices(platform) ? [platform as DevicePlatform] : []))
}

function onlyPlatform(apps: readonly PlannedApp[]): SaidAs | undefined {
  const said = new Set(apps.map(({ platform }) => platforms[platform].saidAs))
  const [only] = said.size === 1 ? said : []
  return only
}

const androidIds = fieldNames.filter(
  (name) => fieldTable[name].deviceId !== undefined && fieldTable[name].only === 'android',
)

function platformOfIds(raw: RawEvent, fields: FieldReader): Platform | undefined {
  // Apple alone asks for tracking, but a system that is named weighs more than the answer.
  const asksForTracking = fields.has('att_status') && raw.systems.every((system) => platformOf(system) !== 'android')
  if (raw.hasAmbiguousIds === true) return asksForTracking ? 'ios' : undefined
  const isApple = fields.has('idfv') || asksForTracking || fields.has('idfa')
  const isAndroid = androidIds.some((name) => fields.has(name))
  return isApple === isAndroid ? undefined : isApple ? 'ios' : 'android'
}
