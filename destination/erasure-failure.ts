import { erasureCodeIn } from '../spec/appsflyer/erasure/refusals'
import type { Classification } from '../src/delivery/outcome/classify'
import { classifyErasure, classifyStatus, refusesAppOrToken } from '../src/delivery/outcome/classify-erasure'
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
  return 'failure' in answer ? undefined : erasureCodeIn(answer.text)
}

/** What an answer means that does not take the request. */
export function erasureFailure(answer: Answer | NoAnswer): ErasureFailure {
  if ('failure' in answer) return { classification: classify(answer), status: undefined }
  return {
    classification: classifyErasure(answer, { identityCount: 1, tokenName: tokenName() }),
    status: answer.status,
  }
}

/**
 * What the answer means to the question what became of a request that was made before, today (e213): by a try whose answer was lost.
 * Undefined where it counts.
 */
export function failureOfFormer(answer: Answer | NoAnswer): ErasureFailure | undefined {
  if ('failure' in answer) return erasureFailure(answer)
  const classification = classifyStatus(answer, tokenName())
  if (classification.outcome === 'accepted') return undefined
  const message = classification.code === 'canceled' ? cancelled : classification.message
  return { classification: { ...classification, message }, status: answer.status }
}

const cancelled =
  'The erasure was requested today and then cancelled in AppsFlyer. Delete the user again tomorrow (UTC) if it is wanted all the same.'

function tokenName(): string {
  return `the setting "${settings['erasure_token']?.label}"`
}

/** Whether a refusal is about the token or the app, and so holds for every user. */
export function refusesApp({ classification }: ErasureFailure): boolean {
  return refusesAppOrToken(classification.code)
}

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
