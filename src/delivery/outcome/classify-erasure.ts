import { type AnswerForm, isForeign } from '../../../spec/appsflyer/answers/foreign-answers'
import { erasureCodeIn, erasureRefusals } from '../../../spec/appsflyer/erasure/refusals'
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
 * has already (e213) is done, and so is one for a single id that another open request names (e215). Nothing of the
 * answer's text is told: it may repeat the user.
 */
export function classifyErasure(answer: ErasureAnswer, { identityCount, tokenName }: Asked): Classification {
  const { status, text, form } = answer
  if (isTaken(answer)) return done('accepted')
  const code = erasureCodeIn(text)
  if (code === 'e213' || (code === 'e215' && identityCount === 1)) return done(code)
  const classified = classifyAnswer(status, text, form)
  if (code !== undefined) {
    // A code that the reference does not have yet is told with what the status says.
    const { means, advice } = erasureRefusals[code] ?? { means: classified.outcome, advice: classified.message }
    return { ...classified, outcome: means, code, message: `${advice} AppsFlyer's code is ${code}.` }
  }
  if (!refusesToken.has(classified.code)) return classified
  const message = `The server answered ${status}: it does not take ${tokenName} for this app. ${renewToken}`
  return { ...classified, message }
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
