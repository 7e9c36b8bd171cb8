import { isErasable } from '../../spec/appsflyer/erasure/opendsr'
import { type AppPlatform, isSaidBy, platforms } from '../../spec/appsflyer/events/platforms'
import { type Finding, finding } from '../core/domain/finding'
import type { Request } from '../core/domain/request'
import type { FieldReader } from '../core/reading/field-reader'
import { contradictionTo, platformNamedIn } from '../core/reading/other-platform'
import { parseTime } from '../core/reading/parse-time'
import type { RawEvent } from '../core/reading/raw-event'
import { appsNamed, choicesOf, meantOf } from '../core/reading/shared-id'
import { dayOf, type Erasure, identitiesFor } from './erasure'
import { type ErasureApi, erasureRequest } from './erasure-request'
import { IdsOfRow } from './ids-of-row'
import { namesAll, namesUnreadably } from './target-said'

/** An app that may know the user. */
interface ErasureApp {
  readonly platform: AppPlatform
  /** As AppsFlyer has it, with its prefix. */
  readonly id: string
}

/** What all rows of a stream share. */
export interface ErasurePlan {
  readonly apps: readonly ErasureApp[]
  /** Where records go that name no app. */
  readonly appId: string | undefined
  readonly api: ErasureApi
}

/** The requests of one row, one for each app that may know the user; none where a finding says why. */
export interface PreparedErasure {
  readonly requests: readonly Request[]
  readonly findings: readonly Finding[]
}

/**
 * What a row of people to erase asks AppsFlyer for. Its app id decides which app is asked, else the stream's, else its
 * platform; a row that names none goes to every app that may know one of its ids, so that none is left out.
 */
export function prepareErasure(raw: RawEvent, fields: FieldReader, plan: ErasurePlan, nowMs: number): PreparedErasure {
  const conflict = [...(raw.conflicts?.keys() ?? [])].find((field) => raw.mapped?.has(field) !== true)
  if (conflict !== undefined) return { requests: [], findings: [finding('two_ids_to_erase', conflict)] }
  const choice = chooseApps(raw, fields, plan)
  if ('code' in choice) return { requests: [], findings: [choice] }
  const ids = new IdsOfRow(raw, fields, choice.isNamed)
  const day = dayOf(timeOf(raw, fields) ?? nowMs)
  const erasures = choice.apps.flatMap(({ id: appId, platform }): readonly Erasure[] => {
    const identities = identitiesFor(platform, ids.of(platform))
    return identities.length === 0 ? [] : [{ appId, platform, identities, day }]
  })
  const left = ids.leftOut(erasures.flatMap(({ identities }) => identities.map(({ type }) => type)))
  if (erasures.length === 0) return { requests: [], findings: [...fields.findings, finding('no_id_to_erase', null)] }
  if (left.length > 0) fields.findings.push(finding('erasure_id_left_out', left.join(', ')))
  const isByUserAlone = erasures.some(({ identities: [first, ...more] }) => more.length === 0 && isUserId(first))
  if (isByUserAlone) fields.note('erasure_by_user_id', 'customer_user_id')
  if (erasures.length > 1) fields.note('erasure_in_several_apps', 'app_id', `Here: ${erasures.length}.`)
  return { requests: erasures.map((erasure) => erasureRequest(erasure, plan.api, nowMs)), findings: fields.findings }
}

interface Choice {
  readonly apps: readonly ErasureApp[]
  /** The row, or its stream, says which app or platform it is for. */
  readonly isNamed: boolean
}

function chooseApps(raw: RawEvent, fields: FieldReader, { apps, appId }: ErasurePlan): Choice | Finding {
  const ownId = fields.text('app_id')
  const own = ownId === undefined ? [] : appsNamed(ownId, apps)
  const streams = appId === undefined ? [] : withoutDoubles(appsNamed(appId, apps))
  if (ownId !== undefined && own.length > 0) return among(meantAmong(ownId, own, raw, fields), true, fields)
  if (ownId !== undefined && streams.length === 0) return finding('unknown_app', 'app_id')
  const isUnreadable = ownId === undefined && namesUnreadably(fields.value('app_id'))
  if (isUnreadable && streams.length === 0) return finding('unknown_app', 'app_id', 'It cannot be read.')
  if (ownId !== undefined || isUnreadable) fields.note('foreign_app_id', 'app_id')
  if (streams.length > 0) return among(withContradiction(streams, raw, fields), true, fields)
  const platform = platformSaid(raw, fields)
  if (platform === undefined) return among(withoutDoubles(apps), false, fields)
  // Whoever is erased is so for good: a platform that cannot be read is no leave to ask all apps.
  if (platform === 'unreadable') return finding('unknown_platform', 'platform')
  const ofPlatform = withoutDoubles(apps.filter((app) => isSaidBy(app.platform, platform)))
  if (ofPlatform.length > 0) return among(ofPlatform, true, fields)
  return finding('no_app_for_platform', 'platform', `The platform is ${platform}.`)
}

/**
 * Of apps that share an id the one whose platform the row names, else the one whose whole id it gives. A platform that is not the
 * app's leads to none: nobody is to be erased elsewhere.
 */
function meantAmong(
  appId: string,
  apps: readonly ErasureApp[],
  raw: RawEvent,
  fields: FieldReader,
): readonly ErasureApp[] | Finding {
  const platform = platformSaid(raw, fields)
  const meant = apps.length < 2 ? apps[0] : meantOf(appId, apps, platform)
  if (meant === undefined) {
    const code = platform === undefined ? 'unknown_platform' : 'no_app_for_platform'
    return finding(code, 'platform', choicesOf(apps))
  }
  const other = contradictionTo(meant.platform, raw, fields.value('platform'))
  if (other === undefined) return [meant]
  const why = `Its app_id is that of an app for ${platforms[meant.platform].title}, and the platform is ${platforms[other].title}.`
  return finding('no_app_for_platform', 'platform', why)
}

/** A stream's app counts, whatever the row says, and what contradicts is told. */
function withContradiction(apps: readonly ErasureApp[], raw: RawEvent, fields: FieldReader): readonly ErasureApp[] {
  const isSo = apps.every(({ platform }) => contradictionTo(platform, raw, fields.value('platform')) !== undefined)
  if (isSo) fields.note('platform_conflict', 'platform', 'Its app is the one of the stream.')
  return apps
}

/** Of these apps those that erasures reach; the others are told. */
function among(apps: readonly ErasureApp[] | Finding, isNamed: boolean, fields: FieldReader): Choice | Finding {
  if ('code' in apps) return apps
  const reached = apps.filter(({ platform }) => isErasable(platform))
  if (reached.length === 0 && apps.length > 0) return finding('app_without_erasures', 'app_id', undefined, 'reject')
  if (reached.length < apps.length) fields.findings.push(finding('app_without_erasures', null))
  return { apps: reached, isNamed }
}

/** What names a platform that cannot be read does not leave it open. */
function platformSaid({ systems, namesSystem }: RawEvent, fields: FieldReader): ReturnType<typeof platformNamedIn> {
  const own = fields.value('platform')
  const named = platformNamedIn([own, ...systems])
  if (named !== undefined) return named
  // What a column such as device_type says (`phone`) may be of many platforms.
  const isVague = namesSystem !== true && fields.has('platform') && !namesAll(own)
  return isVague || [own, ...systems].some(namesUnreadably) ? 'unreadable' : undefined
}

function withoutDoubles(apps: readonly ErasureApp[]): readonly ErasureApp[] {
  return apps.filter(({ id }, index) => apps.findIndex((other) => other.id === id) === index)
}

/**
 * When the erasure was asked for, where a column is mapped to `event_time`. A usual name such as `created_at` does not
 * count: in a table of users it is when they came.
 */
function timeOf(raw: RawEvent, fields: FieldReader): number | undefined {
  if (raw.mapped?.has('event_time') !== true) return undefined
  const timeMs = parseTime(fields.text('event_time') ?? null, raw.timeZone)
  if (timeMs === undefined) fields.note('erasure_day_guessed', 'event_time')
  return timeMs
}

function isUserId(identity: Erasure['identities'][number] | undefined): boolean {
  return identity?.type === 'customer_user_id'
}
