import { type AnswerForm, isForeign } from '../../../spec/appsflyer/answers/foreign-answers'
import { readErasureStatus } from '../../../spec/appsflyer/erasure/opendsr'
import { erasureCodeIn, erasureRefusals } from '../../../spec/appsflyer/erasure/refusals'
import type { Request } from '../../core/domain/request'
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
  const code = erasureCodeIn(text)
  if (isTaken(answer)) return done('accepted')
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
 * What the answer to that question means for the erasure. It is done where AppsFlyer tells a status, unless it is that it was
 * cancelled; and where AppsFlyer has the request, and does not show it (e413). Any other answer tells nothing: it is asked again.
 */
export function classifyStatus(answer: ErasureAnswer, tokenName: string): Classification {
  const { status, text, form } = answer
  const code = erasureCodeIn(text)
  if (code === 'e413') return done('e213')
  const word = code === undefined && status === 200 && !isForeign(text, form) ? statusIn(text) : undefined
  if (word !== undefined) return readErasureStatus(word) === 'canceled' ? cancelled : done('e213')
  const means = classifyErasure(answer, { identityCount: 1, tokenName })
  const isUnsaid = means.outcome === 'accepted'
  return {
    outcome: means.outcome === 'throttled' ? 'throttled' : 'transient',
    code: isUnsaid ? 'status_unclear' : means.code,
    message: code === 'e214' ? goneAgain : isUnsaid ? unclear : `${unclear} ${means.message}`,
    ambiguous: false,
  }
}

const unclear = 'AppsFlyer has the request already, and did not say whether it was cancelled.'
const goneAgain = "AppsFlyer says that it has the request already, and that it has none. AppsFlyer's code is e214."

const cancelled: Classification = {
  outcome: 'rejected',
  code: 'canceled',
  message:
    'This erasure was requested for the same day and then cancelled in AppsFlyer: nobody is erased. Ask for it tomorrow (UTC), or with a later day as event_time, if it is wanted all the same.',
  ambiguous: false,
}

/** AppsFlyer's word, also in an answer that broke off behind it. A text within a text has its quotes escaped. */
function statusIn(text: string): string | undefined {
  return /"request_status"\s*:\s*"([\w-]+)"/.exec(text)?.[1]
}

/** A code that the reference does not have yet is told with what the status says. */
function classifyErasureCode(code: string, status: number, text: string, form: AnswerForm | undefined): Classification {
  const classified = classifyAnswer(status, text, form)
  const unknown = status < 300 ? refused : { means: classified.outcome, advice: classified.message }
  const { means, advice } = erasureRefusals[code] ?? unknown
  return { ...classified, outcome: means, code, message: `${advice} AppsFlyer's code is ${code}.` }
}

const refused = { means: 'rejected', advice: 'AppsFlyer refused the request.' } as const

/** This API's own success is 201. A code refuses, whatever the status. */
export function isTaken({ status, text, form }: ErasureAnswer): boolean {
  return [200, 201, 202].includes(status) && !isForeign(text, form) && erasureCodeIn(text) === undefined
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
