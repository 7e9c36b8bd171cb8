import { erasureRefusals } from '../spec/appsflyer/answers/erasure-refusals'
import type { Classification } from '../src/delivery/outcome/classify'
import { errorForAnswer, type SegmentError } from './errors'
import { type Answer, classify, type NoAnswer } from './post'
import { settings } from './settings'

/** Why an app has no request for the erasure. */
export interface ErasureFailure {
  readonly classification: Classification
  /** Undefined where there was no answer. */
  readonly status: number | undefined
}

/** AppsFlyer's own code for a refusal, such as e411. The rest of the answer may repeat the user. */
export function codeIn(answer: Answer | NoAnswer): string | undefined {
  return 'failure' in answer ? undefined : /"af_gdpr_code"\s*:\s*"(e\d{3})"/.exec(answer.text)?.[1]
}

/** What an answer means that does not take the request. */
export function erasureFailure(answer: Answer | NoAnswer): ErasureFailure {
  const classified = classify(answer)
  const status = 'failure' in answer ? undefined : answer.status
  const code = codeIn(answer)
  if (code !== undefined) {
    // A code that the reference does not have yet is told with what the status says.
    const { means, advice } = erasureRefusals[code] ?? { means: classified.outcome, advice: classified.message }
    const message = `${advice} AppsFlyer's code is ${code}.`
    return { classification: { ...classified, outcome: means, code, message }, status }
  }
  if (refusesToken.has(classified.code)) {
    const message = `The server answered ${status}: it does not take the setting "${settings['erasure_token']?.label}" for this app. ${renew}`
    return { classification: { ...classified, message }, status }
  }
  return { classification: classified, status }
}

/** Whether a refusal is about the token or the app, and so holds for every user. */
export function refusesApp({ classification }: ErasureFailure): boolean {
  return refusesToken.has(classification.code) || ['e317', 'e411'].includes(classification.code)
}

/** Their advice is about the keys of events. */
const refusesToken: ReadonlySet<string> = new Set(['unauthorized', 'forbidden', 'wrong_key', 'wrong_app'])
const renew =
  'An admin finds the token in AppsFlyer under Security center, Manage AppsFlyer tokens, type API; those made before 10 March 2026 are no longer valid.'

/**
 * One error for all apps that failed. Segment tries again where one of them may pass at another time: those that have the
 * request already are not harmed by it.
 */
export function errorForFailures(
  failures: ReadonlyMap<string, ErasureFailure>,
  apps: number,
): SegmentError | undefined {
  const all = [...failures.values()]
  const decisive =
    all.find(({ classification }) => passing.has(classification.outcome)) ??
    all.find(({ classification }) => classification.outcome === 'misconfigured') ??
    all[0]
  if (decisive === undefined) return undefined
  const message = [...sentences(failures), othersHaveIt(apps - failures.size)].join(' ').trim()
  return errorForAnswer({ ...decisive.classification, message }, decisive.status)
}

const passing: ReadonlySet<string> = new Set(['throttled', 'transient'])

/** What several apps have in common is said once. */
function sentences(failures: ReadonlyMap<string, ErasureFailure>): readonly string[] {
  const apps = new Map<string, readonly string[]>()
  for (const [appId, { classification }] of failures) {
    const { message } = classification
    apps.set(message, [...(apps.get(message) ?? []), appId])
  }
  return [...apps].map(([message, ids]) => `No erasure was requested from ${ids.join(', ')}: ${message}`)
}

function othersHaveIt(count: number): string {
  if (count === 0) return ''
  return count === 1 ? 'The other app has the request.' : `The other ${count} apps have the request.`
}
