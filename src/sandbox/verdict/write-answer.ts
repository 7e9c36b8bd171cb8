import { deviceAnswers, mobileAnswers, pbaAnswers, webAnswers } from '../../../spec/appsflyer/answers/answers'
import type { Contract } from '../../../spec/appsflyer/events/contract'
import type { Refusal } from './find-refusal'

export interface HttpAnswer {
  readonly status: number
  readonly contentType: 'application/json' | 'text/plain; charset=utf-8'
  readonly body: string
}

/** What AppsFlyer says to a request that it takes, in the form of its endpoint. */
export function acceptedAnswer({ endpoint, family }: Contract, messageId: string): HttpAnswer {
  if (family === 'mobile') return plain(mobileAnswers.accepted.status, mobileAnswers.accepted.text)
  if (family === 'pba') {
    const { status, text } = endpoint === 'pba_setcuid' ? pbaAnswers.userSet : pbaAnswers.accepted
    return json(status, { status: text, message: 'Customer user ID or AF user ID was set successfully.' })
  }
  if (family === 'devices') return plain(deviceAnswers.accepted.status, deviceAnswers.accepted.text)
  const { status, text } = webAnswers.accepted
  return json(status, { status: 'accepted', message: text, messageId })
}

/** What it says to one that it refuses; without a refusal, to one that it cannot read. */
export function refusedAnswer({ family }: Contract, refusal: Refusal | null): HttpAnswer {
  const { status, text } = refusal?.answer ?? mobileAnswers.unparsable
  if (family === 'mobile' || family === 'devices') return plain(status, text)
  if (family === 'pba') return json(status, { error: errorOf(refusal), message: text, status })
  return json(status, { status, message: text })
}

/** AppsFlyer's own words for a missing id; it documents no others. */
function errorOf(refusal: Refusal | null): string {
  const isMissingId = refusal?.reasons.some(({ field }) => field === 'customerUserId' || field === 'afUserId')
  if (isMissingId !== true) return 'Bad Request'
  return 'SetCUID event cannot be parsed without both user ids - customerUserId and afUserID'
}

function plain(status: number, body: string): HttpAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body }
}

function json(status: number, body: Readonly<Record<string, unknown>>): HttpAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(body) }
}
