import { type AnswerForm, isForeign } from '../../../spec/appsflyer/answers/foreign-answers'
import { readErasureStatus } from '../../../spec/appsflyer/erasure/opendsr'
import { erasureCodeIn, erasureRefusals } from '../../../spec/appsflyer/erasure/refusals'
import type { Request } from '../../core/domain/request'
import { isObject } from '../../json/json'
import { type Classification, classifyAnswer } from './classify'

export interface ErasureAnswer {
  readonly status: number
  /** The beginning of its body. */
  readonly text: string
  readonly form?: AnswerForm | undefined
}

/** What the host asked, and how it names the token to its users. */
interface Asked {
  readonly identityCount: number
  readonly tokenName: string
}

/**
 * What the answer to an erasure request means: AppsFlyer's own code decides, where there is one. A request that AppsFlyer
 * has already (e213) is done unless it was cancelled (`statusQuestion`), and so is one for a single id that another open request names (e215). Nothing of the
 * answer's text is told: it may repeat the user.
 */
export function classifyErasure(answer: ErasureAnswer, { identityCount, tokenName }: Asked): Classification {
  const { status, text, form } = answer
  if (isTaken(answer)) return done('accepted')
  const code = erasureCodeIn(text)
  if (code === 'e213' || (code === 'e215' && identityCount === 1)) return done(code)
  if (code !== undefined) return classifyErasureCode(code, status, text, form)
  const classified = classifyAnswer(status, text, form)
  if (!refusesToken.has(classified.code)) return classified
  const message = `The server answered ${status}: it does not take ${tokenName} for this app. ${renewToken}`
  return { ...classified, message }
}

/** What became of a request that AppsFlyer has already (OpenDSR API, "Get OpenDSR request status"). */
export function statusQuestion(asked: Request, requestId: string): Request {
  const { 'content-type': _, ...headers } = asked.headers
  return { ...asked, method: 'GET', url: `${asked.url}/${requestId}`, headers, body: '' }
}

/**
 * What the answer to that question means for the erasure. It is done unless its status says that it was cancelled: what cannot be
 * said of it is no reason to ask for nothing more of the user.
 */
export function classifyStatus({ status, text, form }: ErasureAnswer): Classification {
  const code = erasureCodeIn(text)
  const means = code === undefined ? classifyAnswer(status, text, form) : classifyErasureCode(code, status, text, form)
  if (code === 'e214') return { ...means, outcome: 'transient', message: goneAgain }
  if (means.outcome === 'transient' || means.outcome === 'throttled') return { ...means, ambiguous: false }
  return status === 200 && readErasureStatus(statusIn(text)) === 'canceled' ? cancelled : done('e213')
}

const goneAgain = "AppsFlyer says that it has the request already, and that it has none. AppsFlyer's code is e214."

const cancelled: Classification = {
  outcome: 'rejected',
  code: 'canceled',
  message:
    'This erasure was requested for the same day and then cancelled in AppsFlyer: nobody is erased. Ask for it tomorrow (UTC), or with a later day as event_time, if it is wanted all the same.',
  ambiguous: false,
}

function statusIn(text: string): unknown {
  try {
    const told: unknown = JSON.parse(text)
    return isObject(told) ? told['request_status'] : undefined
  } catch {
    return undefined
  }
}

/** A code that the reference does not have yet is told with what the status says. */
function classifyErasureCode(code: string, status: number, text: string, form: AnswerForm | undefined): Classification {
  const classified = classifyAnswer(status, text, form)
  const { means, advice } = erasureRefusals[code] ?? { means: classified.outcome, advice: classified.message }
  return { ...classified, outcome: means, code, message: `${advice} AppsFlyer's code is ${code}.` }
}

/** This API's own success is 201. */
export function isTaken({ status, text, form }: ErasureAnswer): boolean {
  return [200, 201, 202].includes(status) && !isForeign(text, form)
}

/** Whether a refusal is about the token or the app, and so holds for every user. */
export function refusesAppOrToken(code: string): boolean {
  return refusesToken.has(code) || code === 'e317' || code === 'e411'
}

function done(code: string): Classification {
  const message = 'AppsFlyer has the request for erasure, and fulfils it later.'
  return { outcome: 'accepted', code, message, ambiguous: false }
}

/** Their advice is about the keys of events. */
const refusesToken: ReadonlySet<string> = new Set(['unauthorized', 'forbidden', 'wrong_key', 'wrong_app'])
/** What to do about a token that is refused. */
export const renewToken =
  'An admin finds the token in AppsFlyer under Security center, Manage AppsFlyer tokens, type API; those made before 10 March 2026 are no longer valid.'
