import { ErrorCodes, type JSONObject, type MultiStatusResponse } from '@segment/actions-core'
import type { Finding } from '../src/core/domain/finding'
import type { Request } from '../src/core/domain/request'
import { has } from '../src/json/json'
import type { SegmentError } from './errors'
import { inSegmentsWords } from './words'

/** What became of one event, as Segment shows it. Nothing in it holds a key or a value of the event. */
export type Delivered =
  | {
      readonly outcome: 'accepted' | 'skipped'
      readonly status: number
      readonly sent: JSONObject
      readonly body: JSONObject
    }
  | { readonly outcome: 'failed'; readonly error: SegmentError; readonly sent?: JSONObject }

export function acceptedBy(status: number, request: Request, findings: readonly Finding[]): Delivered {
  return { outcome: 'accepted', status, sent: sentOf(request), body: bodyOf('accepted', findings) }
}

export function skippedFor(findings: readonly Finding[]): Delivered {
  return { outcome: 'skipped', status: 200, sent: {}, body: bodyOf('skipped', findings) }
}

export function failedWith(error: SegmentError, request?: Request): Delivered {
  return { outcome: 'failed', error, ...(request === undefined ? {} : { sent: sentOf(request) }) }
}

/** Enters the result of one event of a batch. */
export function setResult(response: MultiStatusResponse, index: number, delivered: Delivered): void {
  if (delivered.outcome === 'failed') {
    const { error, sent } = delivered
    response.setErrorResponseAtIndex(index, {
      status: error.status ?? 500,
      errormessage: error.message,
      ...errorType(error),
      ...(sent === undefined ? {} : { sent }),
    })
    return
  }
  const { status, sent, body } = delivered
  response.setSuccessResponseAtIndex(index, { status, sent, body })
}

/** What Segment shows of an event: the outcome and the findings, nothing of the event itself. */
function bodyOf(outcome: string, findings: readonly Finding[]): JSONObject {
  return { outcome, findings: findings.map((finding) => `${finding.code}: ${inSegmentsWords(finding)}`) }
}

/** `sent` must not repeat the request, whose body holds personal data. */
function sentOf({ endpoint, appId }: Request): JSONObject {
  return { endpoint, app_id: appId }
}

/** An APIError's code is its status, which Segment turns into a type by itself. */
function errorType({ code }: SegmentError): { errortype?: keyof typeof ErrorCodes } {
  return isErrorType(code) ? { errortype: code } : {}
}

function isErrorType(code: string | undefined): code is keyof typeof ErrorCodes {
  return code !== undefined && has(ErrorCodes, code)
}
