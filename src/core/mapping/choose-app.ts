import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import type { EventKind } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import type { FieldReader } from '../reading/field-reader'
import type { PlannedStream } from '../reading/plan-stream'
import { type Platform, platformOf } from '../reading/platform'
import type { RawEvent } from '../reading/raw-event'
import { asText } from '../reading/values'
import type { Target } from '../request/target'
import type { Plan, PlannedApp } from './plan'

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
export function chooseApp(
  raw: RawEvent,
  fields: FieldReader,
  stream: PlannedStream | undefined,
  plan: Plan,
): Choice | Finding {
  const wanted = wantedKind(raw, fields, stream)
  const fits = (app: PlannedApp) => wanted === undefined || app.targets[wanted] !== undefined
  const own = fields.text('app_id')
  const soft = own === undefined ? softAppId(raw, plan) : undefined
  const named = own ?? soft ?? stream?.app_id
  if (named !== undefined) {
    const app = findApp(named, plan.apps)
    if (app === undefined || !fits(app)) return finding('unknown_app', 'app_id')
    const said = own ?? soft
    const choice = chosen(app, wanted, raw, fields, said !== undefined && completeAppId(app.platform, said) !== said)
    return soft === undefined || 'code' in choice ? choice : { ...choice, usedProperty: 'app_id' }
  }
  const candidates = plan.apps.filter(fits)
  const platform = platformFor(fields, wanted, candidates)
  const app = candidates.find((candidate) => candidate.platform === platform)
  if (app === undefined) return finding('no_app_for_platform', 'platform', platform && `The platform is ${platform}.`)
  return chosen(app, wanted, raw, fields, false)
}

/** The kind that the stream or the call demands; undefined leaves it to the app's platform. */
function wantedKind(raw: RawEvent, fields: FieldReader, stream: PlannedStream | undefined): EventKind | undefined {
  const sendAs = stream?.send_as
  if (sendAs === 'mobile_event' || sendAs === 'web_event' || sendAs === 'web_visit') return sendAs
  const namesApp = fields.has('app_id') || stream?.app_id !== undefined
  return raw.call === 'screen' && !namesApp ? 'mobile_event' : undefined
}

function chosen(
  app: PlannedApp,
  wanted: EventKind | undefined,
  raw: RawEvent,
  fields: FieldReader,
  namedBare: boolean,
): Choice | Finding {
  const kind = wanted ?? (app.platform === 'web' ? webKind(raw, fields) : 'mobile_event')
  const target = app.targets[kind]
  if (target === undefined) return finding('unknown_app', 'app_id')
  return { app, kind, target, wasBare: namedBare || app.wasBare }
}

/** A page call is a visit; so is a row that names a page and no event. */
function webKind(raw: RawEvent, fields: FieldReader): EventKind {
  if (raw.call === 'page') return 'web_visit'
  const isNamelessRow = raw.call === 'row' && !fields.has('event_name')
  return isNamelessRow && fields.has('event_url') ? 'web_visit' : 'web_event'
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
  fields: FieldReader,
  wanted: EventKind | undefined,
  candidates: readonly PlannedApp[],
): Platform | undefined {
  const platforms = new Set(candidates.map((app) => app.platform))
  const [only] = platforms.size === 1 ? platforms : []
  const said = platformOf(fields.value('platform')) ?? platformOfIds(fields)
  const contradicts = wanted !== undefined && said !== undefined && (said === 'web') === (wanted === 'mobile_event')
  return contradicts ? only : (said ?? only ?? 'web')
}

function platformOfIds(fields: FieldReader): Platform | undefined {
  if (fields.has('idfa') || fields.has('idfv') || fields.has('att_status')) return 'ios'
  if (fields.has('advertising_id') || fields.has('oaid') || fields.has('amazon_aid')) return 'android'
  return undefined
}
