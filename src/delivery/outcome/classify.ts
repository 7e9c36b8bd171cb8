import type { AnswerForm } from '../../../spec/appsflyer/answers/foreign-answers'
import { type ResponseRule, ruleFor } from '../../../spec/appsflyer/answers/response-rules'
import type { Endpoint } from '../../../spec/appsflyer/events/contract'
import type { Outcome } from '../../core/domain/outcome'
import { type FailureCode, failureRules } from './failure-rules'

/** What one attempt means for its record. */
export interface Classification {
  readonly outcome: Exclude<Outcome, 'skipped'>
  readonly code: string
  /** What happened and what to do; safe to show: nothing of the answer's text, which may repeat the record. */
  readonly message: string
  /** The attempt failed, and AppsFlyer may have taken the event all the same: sending it again may double it. */
  readonly ambiguous: boolean
}

/** Failing statuses that say the request was not worked on (RFC 9110, 15.5.9, 15.6.4; RFC 8470; RFC 6585). */
const refusedUnread: ReadonlySet<number> = new Set([408, 425, 429, 501, 503])

const accepted = new Map<ResponseRule, Classification>()

/** Classifies an answer by its status, the beginning of its text, and its form (spec/appsflyer/answers/response-rules). */
export function classifyAnswer(status: number, text: string, form?: AnswerForm, endpoint?: Endpoint): Classification {
  const rule = ruleFor(status, text, form, endpoint)
  if (rule.means === 'accepted') return acceptedBy(rule)
  return {
    outcome: rule.means,
    code: rule.code,
    message: `The server answered ${status}. ${rule.advice}`,
    ambiguous: mayBeTaken(rule, status),
  }
}

/** Something before AppsFlyer that says yes may have passed the request on. */
function mayBeTaken({ means }: ResponseRule, status: number): boolean {
  if (means === 'misconfigured') return status < 300
  return means === 'transient' && !refusedUnread.has(status)
}

/** Classifies an attempt without a whole answer; `sent`: the server may have read the request. */
export function classifyFailure(failure: FailureCode, sent: boolean): Classification {
  const rule = failureRules[failure]
  return { outcome: rule.means, code: failure, message: rule.advice, ambiguous: sent }
}

/** One object per rule: nearly every answer is an accepting one. */
function acceptedBy(rule: ResponseRule): Classification {
  let known = accepted.get(rule)
  if (known === undefined) {
    known = { outcome: rule.means, code: rule.code, message: rule.advice, ambiguous: false }
    accepted.set(rule, known)
  }
  return known
}
