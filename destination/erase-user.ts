import {
  InvalidAuthenticationError,
  type JSONObject,
  PayloadValidationError,
  type RequestClient,
} from '@segment/actions-core'
import { completeAppId } from '../spec/appsflyer/events/app-id'
import type { AppPlatform } from '../spec/appsflyer/events/platforms'
import { whyNoSecret } from '../spec/configuration/placeholder'
import { FieldReader } from '../src/core/reading/field-reader'
import { isTaken } from '../src/delivery/outcome/classify-erasure'
import type { ErasureApi } from '../src/erasure/erasure-request'
import { userIdToErase } from '../src/erasure/user-id'
import type { Json } from '../src/json/json'
import type { Connection } from './connection'
import { codeIn, type ErasureFailure, erasureFailure, errorForFailures, failureOfFormer } from './erasure-failure'
import { erasureOf, getErasure, postErasure } from './erasure-request'
import type { Settings } from './generated-types'
import { settings as definitions } from './settings'
import { appsOf } from './settings-apps'
import { deviceAppsOf } from './settings-more-apps'
import { whyNoId } from './settings-problems'
import { unexpectedError } from './unexpected'

/**
 * Asks AppsFlyer to erase a user, known by the customer user id, from every configured app (OpenDSR API). Resolves when
 * each app has a request for the user, also one from before; AppsFlyer fulfils it later. Every app is asked, whatever
 * becomes of the others; then one error tells of all that failed.
 */
export async function eraseUser(
  request: RequestClient,
  userId: unknown,
  settings: Settings,
  connection: Connection,
): Promise<JSONObject> {
  const { token, apps } = readForErasure(settings)
  const known = userIdToErase(new FieldReader({ customer_user_id: userId as Json }))
  if (known === undefined) {
    throw new PayloadValidationError(
      'Nothing was erased: AppsFlyer knows users by userId, and the deletion names none. Of guest, null and the like many people are one.',
    )
  }
  const api: ErasureApi = { baseUrl: connection.erasureUrl, resource: 'opendsr_requests', token }
  const asked = await Promise.all(
    apps.map(async ({ platform, id, why }) => {
      const appId = platform === undefined ? id : completeAppId(platform, id)
      if (why !== undefined || platform === undefined) return [appId, noSuchApp(why ?? '')] as const
      return [appId, await askApp(request, api, { appId, platform, userId: known }, connection)] as const
    }),
  )
  const failures = asked.flatMap(([appId, failure]) => (failure === undefined ? [] : [[appId, failure] as const]))
  const error = errorForFailures(new Map(failures), apps.length)
  if (error !== undefined) throw error
  return { outcome: 'requested', apps: apps.length }
}

interface App {
  /** Undefined where it is no app. */
  readonly platform: AppPlatform | undefined
  readonly id: string
  /** Why it is no app; undefined where it is one. */
  readonly why: string | undefined
}

/** A deletion needs its token and the apps, whatever is the matter with the keys for events. */
function readForErasure(settings: Settings): { readonly token: string; readonly apps: readonly App[] } {
  const label = definitions['erasure_token']?.label
  const token = settings.erasure_token?.trim() ?? ''
  if (token === '') {
    throw new InvalidAuthenticationError(
      `Nothing was erased: fill in the setting "${label}", which AppsFlyer asks for.`,
    )
  }
  const why = whyNoSecret(token)
  if (why !== undefined)
    throw new InvalidAuthenticationError(`Nothing was erased: the setting "${label}" ${why}: paste it anew.`)
  const apps = appsIn(settings)
  if (apps.length === 0)
    throw new InvalidAuthenticationError('Nothing was erased: no app is configured. Fill in the id of one.')
  return { token, apps }
}

function appsIn(settings: Settings): readonly App[] {
  try {
    const named = appsOf(settings).filter(({ id }) => id !== '')
    return [...named.map((app) => ({ ...app, why: whyNoId(app) })), ...deviceAppsOf(settings)]
  } catch (thrown) {
    // Segment hands no log over with a deletion.
    throw unexpectedError(thrown, undefined)
  }
}

/** AppsFlyer is not asked: it may take a request for an app that is none. */
function noSuchApp(message: string): ErasureFailure {
  return {
    classification: { outcome: 'misconfigured', code: 'wrong_app', message, ambiguous: false },
    status: undefined,
  }
}

interface Target {
  readonly appId: string
  readonly platform: string
  readonly userId: string
}

/** Not even a bug may keep the other apps from being asked, or end the deletion for good. */
async function askApp(
  request: RequestClient,
  api: ErasureApi,
  target: Target,
  connection: Connection,
): Promise<ErasureFailure | undefined> {
  try {
    return await requestErasure(request, api, target, connection.now())
  } catch (thrown) {
    const { message, status } = unexpectedError(thrown, undefined)
    return { classification: { outcome: 'transient', code: 'unexpected', message, ambiguous: true }, status }
  }
}

async function requestErasure(
  request: RequestClient,
  api: ErasureApi,
  { userId, ...app }: Target,
  nowMs: number,
): Promise<ErasureFailure | undefined> {
  const erasure = erasureOf(app, userId, nowMs)
  const answer = await postErasure(request, api, erasure, nowMs)
  const code = codeIn(answer)
  if ((!('failure' in answer) && isTaken(answer)) || code === 'e215') return undefined
  if (code !== 'e213') return erasureFailure(answer)
  return failureOfFormer(await getErasure(request, api, erasure))
}
