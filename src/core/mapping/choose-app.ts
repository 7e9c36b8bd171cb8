import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import { isForDevices, isSaidBy, platforms, type SentAs } from '../../../spec/appsflyer/events/platforms'
import type { EventKind } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import type { FieldReader } from '../reading/field-reader'
import { contradictionTo, otherPlatformIn, platformNamedIn, type SaidAs } from '../reading/other-platform'
import type { PlannedStream } from '../reading/plan-stream'
import type { RawEvent } from '../reading/raw-event'
import { appsNamed, appsSharing, choicesOf, meantOf } from '../reading/shared-id'
import { asText } from '../reading/values'
import type { Target } from '../request/target'
import type { Plan, PlannedApp } from './plan'
import { platformFor, type Question } from './platform-for'

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
 * its platform. `send_as` narrows the choice to the apps that take such events. The web is never a guess.
 */
export function chooseApp(
  raw: RawEvent,
  fields: FieldReader,
  stream: PlannedStream | undefined,
  plan: Plan,
  prefers?: SentAs,
): Choice | Finding {
  const wanted = wantedKind(raw, fields, stream)
  const candidates = wanted === undefined ? plan.apps : plan.apps.filter(({ targets }) => targets[wanted] !== undefined)
  const question: Question = { raw, fields, wanted, candidates, prefers }
  const named = namedApp(question, stream, plan)
  if (named !== undefined) return named
  const platform = platformFor(question)
  if (platform === undefined) return noPlatform(question)
  const app = appOf(platform, question)
  if (app === undefined) return noApp(platform, question, plan)
  return chosen(app, question, false)
}

/** What names a platform of AppsFlyer's names it, though no app is for it. */
function noPlatform({ raw, fields }: Question): Finding {
  const named = platformNamedIn([fields.value('platform'), ...raw.systems])
  return named === undefined || named === 'unreadable' ? finding('unknown_platform', 'platform') : noAppFor(named)
}

function noApp(platform: SaidAs, { wanted }: Question, { apps }: Plan): Finding {
  const isThere = apps.some((app) => isSaidBy(app.platform, platform))
  return isThere && isOpening(wanted) ? finding('opening_of_no_device', 'platform') : noAppFor(platform)
}

function noAppFor(platform: SaidAs): Finding {
  return finding('no_app_for_platform', 'platform', `The platform is ${platform}.`)
}

function isOpening(kind: EventKind | undefined): boolean {
  return kind === 'first_open' || kind === 'session'
}

/** The app of a platform whose package the record names; else the first, which is told where another could be meant. */
function appOf(platform: SaidAs, { fields, candidates, prefers }: Question): PlannedApp | undefined {
  const all = candidates.filter((candidate) => isSaidBy(candidate.platform, platform))
  const preferred = prefers === undefined ? [] : all.filter(({ targets }) => targets[prefers] !== undefined)
  const apps = preferred.length > 0 ? preferred : all
  const bundle = fields.text('bundle_identifier')
  const named = bundle === undefined ? undefined : apps.find((app) => isOfPackage(app, bundle))
  if (named !== undefined || apps.length === 0) return named
  if (apps.length > 1) fields.note('app_guessed', 'app_id')
  else if (bundle !== undefined && platform === 'android')
    fields.note('app_guessed', 'app_id', "Its bundle identifier is another app's.")
  return apps[0]
}

/** An Android app's id is its package's name, and behind a dash the store's where it is in another one than Google's. */
function isOfPackage({ id }: PlannedApp, bundle: string): boolean {
  if (id === bundle) return true
  const own = id.toLowerCase()
  // Most are of another platform, whose ids are shorter.
  if (own.length < bundle.length) return false
  const named = bundle.toLowerCase()
  return own === named || own.startsWith(`${named}-`)
}

/** The app that the record or its stream names; undefined when neither does. */
function namedApp(question: Question, stream: PlannedStream | undefined, plan: Plan): Choice | Finding | undefined {
  const { fields, candidates } = question
  const ownId = fields.text('app_id')
  // One id may stand under two platforms: the one that takes such events is meant.
  const meant = ownId === undefined ? undefined : meantApp(ownId, question)
  if (meant !== undefined && 'code' in meant) return meant
  const own = ownId === undefined ? undefined : (meant ?? findApp(ownId, candidates) ?? findApp(ownId, plan.apps))
  const soft = ownId === undefined ? softApp(question, plan) : undefined
  const streams = stream?.app_id === undefined ? undefined : findApp(stream.app_id, plan.apps)
  // An app_id column of somebody else's (a subscription service's, say) loses to the stream's.
  if (ownId !== undefined && own === undefined && streams === undefined) return finding('unknown_app', 'app_id')
  if (ownId === undefined && soft === undefined && stream?.app_id === undefined) return undefined
  const app = own ?? soft?.app ?? streams
  if (app !== undefined && isOpening(question.wanted) && !isForDevices(app.platform))
    return finding('opening_of_no_device', 'app_id')
  if (app === undefined || !candidates.includes(app)) return finding('unknown_app', 'app_id')
  findContradiction(app, question)
  if (ownId !== undefined && own === undefined && looksLikeAppId(ownId)) fields.note('foreign_app_id', 'app_id')
  const said = own === undefined ? soft?.said : ownId
  const choice = chosen(app, question, said !== undefined && completeAppId(app.platform, said) !== said)
  return soft === undefined || 'code' in choice ? choice : { ...choice, usedProperty: 'app_id' }
}

/** The channel of a Shopify order and a project of RevenueCat's have ids that no app of a store has. */
function looksLikeAppId(id: string): boolean {
  return /^(id)?\d{8,}$/.test(id) || /\w\.\w/.test(id) || /^website-/i.test(id)
}

const noKinds: ReadonlySet<string> = new Set(['auto', 'identify', 'erase', 'skip'])

/** The kind that the stream or the call demands; undefined leaves it to the app's platform. */
function wantedKind(raw: RawEvent, fields: FieldReader, stream: PlannedStream | undefined): EventKind | undefined {
  const sendAs = stream?.send_as
  if (sendAs !== undefined && !noKinds.has(sendAs)) return sendAs as EventKind
  const namesApp = fields.has('app_id') || stream?.app_id !== undefined
  return raw.call === 'screen' && !namesApp ? 'mobile_event' : undefined
}

function chosen(app: PlannedApp, { raw, fields, wanted }: Question, namedBare: boolean): Choice | Finding {
  const kind =
    wanted ?? (platforms[app.platform].of === 'visitors' ? webKind(raw, fields, app) : appKind(raw, fields, app))
  const target = app.targets[kind]
  if (target === undefined) return finding('unknown_app', 'app_id')
  return { app, kind, target, wasBare: namedBare || app.wasBare }
}

/** Segment's spec of mobile apps, Application Installed and Application Opened. */
const openings: ReadonlyMap<string | undefined, EventKind> = new Map([
  ['Application Installed', 'first_open'],
  ['Application Opened', 'session'],
])

/** What opens an app is an event on phones, whose SDK measures it; a call of a PC, a console or a TV that names itself tells of it. */
function appKind({ call }: RawEvent, fields: FieldReader, { platform }: PlannedApp): EventKind {
  const opening = call === 'track' && isForDevices(platform) ? openings.get(fields.text('event_name')) : undefined
  const isNamed = opening !== undefined && otherPlatformIn([fields.value('platform')], () => [platform]) !== undefined
  return isNamed ? opening : 'mobile_event'
}

/** A page call is a visit; so is a row that names a page and no event. An app that takes no visits gets them as events. */
function webKind(raw: RawEvent, fields: FieldReader, { targets }: PlannedApp): EventKind {
  if (targets.web_visit === undefined) return 'web_event'
  if (raw.call === 'page') return 'web_visit'
  const isNamelessRow = raw.call === 'row' && !fields.has('event_name')
  return isNamelessRow && fields.has('event_url') ? 'web_visit' : 'web_event'
}

function findApp(appId: string, apps: readonly PlannedApp[]): PlannedApp | undefined {
  return apps.find((app) => app.id === appId) ?? appsNamed(appId, apps)[0]
}

/**
 * Of several apps that share an id, the one whose platform the record names, else the one whose whole id it gives, else the one that
 * its ids tell; else the first, which is told. A record that names the platform of none of them is for none.
 */
function meantApp(appId: string, { raw, fields, candidates, wanted }: Question): PlannedApp | Finding | undefined {
  const sharing = appsSharing(appId, candidates)
  if (sharing.length === 0) return undefined
  const meant =
    meantOf(appId, sharing, platformNamedIn([fields.value('platform'), ...raw.systems])) ??
    meantOf(appId, sharing, platformFor({ raw, fields, wanted, candidates: sharing }))
  if (meant === undefined && fields.has('platform'))
    return finding('no_app_for_platform', 'platform', choicesOf(sharing))
  if (meant === undefined) fields.note('app_guessed', 'app_id', choicesOf(sharing))
  return meant ?? sharing[0]
}

/** Tells of a platform that the app cannot have. A mobile event may be a page's of the app. */
function findContradiction({ platform }: PlannedApp, { raw, fields, wanted }: Question): void {
  const said = contradictionTo(platform, raw, fields.value('platform'))
  if (said === undefined || (said === 'web' && wanted === 'mobile_event')) return
  const [is, other] = [platforms[platform].title, platforms[said].title]
  fields.note('platform_conflict', 'platform', `The app is for ${is}, and the platform is ${other}.`)
}

/** A property `app_id` of an event may mean anything: it counts when it names a configured app. */
function softApp(question: Question, { apps }: Plan): { readonly app: PlannedApp; readonly said: string } | undefined {
  const said = asText(question.raw.properties['app_id'])
  if (said === undefined) return undefined
  const meant = meantApp(said, question)
  const app = meant === undefined || 'code' in meant ? findApp(said, apps) : meant
  return app === undefined ? undefined : { app, said }
}
