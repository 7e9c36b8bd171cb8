import { completeAppId } from '../../spec/appsflyer/app-id'
import type { EventKind } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { isSet } from '../domain/json'
import type { Target } from '../domain/target'
import type { Plan, PlannedApp, PlannedStream } from './plan'
import { type Platform, platformOf } from './platform'
import { asText, type RawEvent, type RawFields } from './raw-event'

export interface Choice {
  readonly app: PlannedApp
  readonly kind: EventKind
  readonly target: Target
  /** The record or the configuration named an iOS app without its prefix. */
  readonly wasBare: boolean
  /** A property named the app: it is not repeated among the event values. */
  readonly usedProperty?: 'app_id'
}

/**
 * Which app and which kind of event a record is for: its own app id decides, else the stream's, else the first app of
 * its platform. `send_as` narrows the choice to the apps that take such events.
 */
export function chooseApp(raw: RawEvent, stream: PlannedStream | undefined, plan: Plan): Choice | Finding {
  const wanted = wantedKind(raw, stream)
  const fits = (app: PlannedApp) => wanted === undefined || app.targets[wanted] !== undefined
  const own = asText(raw.fields.app_id)
  const soft = own === undefined ? softAppId(raw, plan) : undefined
  const named = own ?? soft ?? asText(stream?.app_id)
  if (named !== undefined) {
    const app = findApp(named, plan.apps)
    if (app === undefined || !fits(app)) return finding('unknown_app', 'app_id')
    const said = own ?? soft
    const choice = chosen(app, wanted, raw, said !== undefined && completeAppId(app.platform, said) !== said)
    return soft === undefined || 'code' in choice ? choice : { ...choice, usedProperty: 'app_id' }
  }
  const candidates = plan.apps.filter(fits)
  const platform = platformFor(raw, wanted, candidates)
  const app = candidates.find((candidate) => candidate.platform === platform)
  if (app === undefined) return finding('no_app_for_platform', 'platform', platform && `The platform is ${platform}.`)
  return chosen(app, wanted, raw, false)
}

/** The kind that the stream or the call demands; undefined leaves it to the app's platform. */
function wantedKind(raw: RawEvent, stream: PlannedStream | undefined): EventKind | undefined {
  const sendAs = stream?.send_as
  if (sendAs === 'mobile_event' || sendAs === 'web_event' || sendAs === 'web_visit') return sendAs
  const namesApp = isSet(raw.fields.app_id) || isSet(stream?.app_id)
  return raw.call === 'screen' && !namesApp ? 'mobile_event' : undefined
}

function chosen(app: PlannedApp, wanted: EventKind | undefined, raw: RawEvent, namedBare: boolean): Choice | Finding {
  const kind = wanted ?? (app.platform === 'web' ? webKind(raw) : 'mobile_event')
  const target = app.targets[kind]
  if (target === undefined) return finding('unknown_app', 'app_id')
  return { app, kind, target, wasBare: namedBare || app.wasBare }
}

/** A page call is a visit; so is a row that names a page and no event. */
function webKind(raw: RawEvent): EventKind {
  if (raw.call === 'page') return 'web_visit'
  const isNamelessRow = raw.call === 'row' && !isSet(raw.fields.event_name)
  return isNamelessRow && isSet(raw.fields.event_url) ? 'web_visit' : 'web_event'
}

function findApp(appId: string, apps: readonly PlannedApp[]): PlannedApp | undefined {
  return apps.find((app) => app.id === appId) ?? apps.find((app) => app.id === completeAppId(app.platform, appId))
}

/** A property `app_id` of an event may mean anything: it counts when it names a configured app. */
function softAppId(raw: RawEvent, plan: Plan): string | undefined {
  const appId = asText(raw.properties['app_id'])
  return appId !== undefined && findApp(appId, plan.apps) !== undefined ? appId : undefined
}

/**
 * The platform to look for: what the record says, what its device ids tell, the only platform there is, the web. Where
 * the wanted kind contradicts the record (a server's call without a device, sent as a mobile event), the only platform
 * that takes such events.
 */
function platformFor(
  raw: RawEvent,
  wanted: EventKind | undefined,
  candidates: readonly PlannedApp[],
): Platform | undefined {
  const platforms = new Set(candidates.map((app) => app.platform))
  const [only] = platforms.size === 1 ? platforms : []
  const said = platformOf(raw.fields.platform) ?? platformOfIds(raw.fields)
  const contradicts = wanted !== undefined && said !== undefined && (said === 'web') === (wanted === 'mobile_event')
  return contradicts ? only : (said ?? only ?? 'web')
}

function platformOfIds(fields: RawFields): Platform | undefined {
  if (isSet(fields.idfa) || isSet(fields.idfv) || isSet(fields.att_status)) return 'ios'
  if (isSet(fields.advertising_id) || isSet(fields.oaid) || isSet(fields.amazon_aid)) return 'android'
  return undefined
}
