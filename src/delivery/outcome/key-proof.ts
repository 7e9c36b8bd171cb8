import type { AnswerForm } from '../../../spec/appsflyer/answers/foreign-answers'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import { isKnownRefusal } from '../../../spec/appsflyer/events/probe'
import type { EventRequest } from '../../core/domain/request'
import { type Classification, classifyAnswer, classifyFailure } from './classify'
import type { FailureCode } from './failure-rules'
import { foreignRefusal, isOfNoAppsflyer } from './probe'

/** What became of asking AppsFlyer whether it knows an app's key. */
export interface KeyProof {
  /** `unclear`: no answer, or one that says nothing of the key; the first records will show. */
  readonly verdict: 'good' | 'refused' | 'unclear'
  /** Why it was refused. */
  readonly refusal?: { readonly code: string; readonly message: string; readonly status?: number }
  /** Requests that the server may have seen. */
  readonly requests: number
}

/**
 * What the answer to a probe (probe.ts) says of the key. A body that names no user gets 400 once the key is known; one
 * that is accepted proves nothing, since AppsFlyer accepts no such body. Nor does a refusal that its documents do not know.
 */
export function proofOfAnswer(
  probe: Pick<EventRequest, 'endpoint' | 'url'>,
  status: number,
  text: string,
  form?: AnswerForm,
): Omit<KeyProof, 'requests'> {
  if (isOfNoAppsflyer({ status, text, form }, probe)) {
    const { code, advice } = foreignRefusal
    return { verdict: 'refused', refusal: { code, message: `The server answered ${status}. ${advice}`, status } }
  }
  const classification = classifyAnswer(status, text, form, probe.endpoint)
  if (classification.outcome === 'rejected' && status === 400) {
    const isProof = contracts[probe.endpoint].probe?.provesKey === true && isKnownRefusal(probe.endpoint, text)
    return { verdict: isProof ? 'good' : 'unclear' }
  }
  return refusalIn(classification, status)
}

export function proofOfFailure(failure: FailureCode, sent: boolean): Omit<KeyProof, 'requests'> {
  return refusalIn(classifyFailure(failure, sent), undefined)
}

function refusalIn(classification: Classification, status: number | undefined): Omit<KeyProof, 'requests'> {
  if (classification.outcome !== 'misconfigured') return { verdict: 'unclear' }
  const { code, message } = classification
  return { verdict: 'refused', refusal: { code, message, ...(status === undefined ? {} : { status }) } }
}
