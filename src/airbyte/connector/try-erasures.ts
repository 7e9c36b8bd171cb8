import { isErasable, opendsr } from '../../../spec/appsflyer/erasure/opendsr'
import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import type { Configuration } from '../../../spec/configuration/configuration'
import { classifyErasure, refusesAppOrToken } from '../../delivery/outcome/classify-erasure'
import { dayOf, identitiesFor } from '../../erasure/erasure'
import { erasureRequest } from '../../erasure/erasure-request'
import type { Post } from './ports'

/** What came of asking whether the API token V2 may erase users. */
export interface TriedErasures {
  /** False where a stream erases and AppsFlyer refuses, or nobody answers. */
  readonly isGood: boolean
  /** In sentences. */
  readonly message: string
}

/**
 * Asks AppsFlyer's stub, which takes the same requests and erases nobody, once for each app. Undefined where no token is
 * configured.
 */
export async function tryErasures(
  configuration: Configuration,
  post: Post,
  nowMs: number,
): Promise<TriedErasures | undefined> {
  const { api_token: token, apps, endpoints, streams } = configuration
  if (token === undefined) return undefined
  const api = { baseUrl: endpoints.api ?? opendsr.baseUrl, resource: 'stub', token } as const
  const asked = await Promise.all(
    apps
      .filter(({ platform }) => isErasable(platform))
      .map(async ({ platform, app_id }) => {
        const appId = completeAppId(platform, app_id)
        const identities = identitiesFor(platform, { customer_user_id: nobody })
        const request = erasureRequest({ appId, platform, identities, day: dayOf(nowMs) }, api, nowMs)
        return { appId, ...judge(await post(request)) }
      }),
  )
  const erases = streams.some(({ send_as }) => send_as === 'erase')
  const untaken = asked.filter(({ verdict }) => verdict !== 'taken')
  if (untaken.length === 0)
    return {
      isGood: true,
      message: 'The API token V2 is good for erasures in every app. Its test service was asked: nobody is erased.',
    }
  return {
    isGood: !erases || untaken.every(({ verdict }) => verdict === 'unclear'),
    message: [...sentences(untaken), ...(erases ? [] : ['No stream erases, so nothing else depends on it.'])].join(' '),
  }
}

const nobody = 'appsflyer-destination-test'

interface Verdict {
  /** `unclear`: AppsFlyer answered something that says nothing of the token. */
  readonly verdict: 'taken' | 'refused' | 'unclear'
  readonly message: string
}

function judge(answer: Awaited<ReturnType<Post>>): Verdict {
  if ('failure' in answer) return { verdict: 'refused', message: `No answer: ${answer.failure}.` }
  const { outcome, code, message } = classifyErasure(answer, { identityCount: 1, tokenName: 'the API token V2' })
  if (outcome === 'accepted') return { verdict: 'taken', message }
  const refuses = outcome === 'misconfigured' || refusesAppOrToken(code)
  return { verdict: refuses ? 'refused' : 'unclear', message }
}

/** What several apps have in common is said once. */
function sentences(untaken: readonly (Verdict & { readonly appId: string })[]): readonly string[] {
  const apps = new Map<string, readonly string[]>()
  for (const { appId, message } of untaken) apps.set(message, [...(apps.get(message) ?? []), appId])
  return [...apps].map(([message, ids]) => `${ids.join(', ')}: ${message}`)
}
