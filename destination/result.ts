import { ErrorCodes, type JSONObject, type MultiStatusResponse } from '@segment/actions-core'
import type { Finding } from '../src/core/domain/finding'
import type { Request } from '../src/core/domain/request'
import { has } from '../src/json/json'
import type { Delivered } from './deliver'
import type { SegmentError } from './errors'

type Done = Exclude<Delivered, { outcome: 'failed' }>

/** What Segment shows of an event: the outcome and the findings, nothing of the event itself. */
export function resultOf({ outcome, findings }: Done): JSONObject {
  return { outcome, findings: findings.map(toText) }
}

/** Enters the result of one event of a batch: `sent` must not repeat the request, whose body holds personal data. */
export function setResult(response: MultiStatusResponse, index: number, delivered: Delivered): void {
  if (delivered.outcome === 'failed') {
    const { error, request } = delivered
    response.setErrorResponseAtIndex(index, {
      status: error.status ?? 400,
      errormessage: error.message,
      ...errorType(error),
      ...(request === undefined ? {} : { sent: sentOf(request) }),
    })
    return
  }
  response.setSuccessResponseAtIndex(index, {
    status: delivered.outcome === 'accepted' ? delivered.status : 200,
    sent: delivered.outcome === 'accepted' ? sentOf(delivered.request) : {},
    body: resultOf(delivered),
  })
}

function sentOf({ endpoint, appId }: Request): JSONObject {
  return { endpoint, app_id: appId }
}

function toText({ code, message }: Finding): string {
  return `${code}: ${message}`
}

/** An APIError's code is its status, which Segment turns into a type by itself. */
function errorType({ code }: SegmentError): { errortype?: keyof typeof ErrorCodes } {
  return isErrorType(code) ? { errortype: code } : {}
}

function isErrorType(code: string | undefined): code is keyof typeof ErrorCodes {
  return code !== undefined && has(ErrorCodes, code)
}
