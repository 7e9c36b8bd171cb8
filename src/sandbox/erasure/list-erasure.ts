import type { IncomingMessage } from 'node:http'
import { erasureRefusals } from '../../../spec/appsflyer/erasure/refusals'
import type { Arrival, Note, Reason } from '../inbox/arrival'
import { maskHeaders } from '../inbox/mask-headers'
import { jsonIn, type WholeBody } from '../server/read-body'
import { isObject } from './judge-erasure'

/** A request to erase somebody, or a batch of them, and what it was answered with. */
export interface AskedErasure {
  readonly request: IncomingMessage
  readonly path: string
  readonly receivedAtMs: number
  /** Undefined where it was not read. */
  readonly body: WholeBody | undefined
  /** How many were taken. */
  readonly taken: number
  /** AppsFlyer's codes for those that were not. */
  readonly codes: readonly string[]
  readonly status: number
  readonly answer: string
  readonly isStub: boolean
}

const document = 'OpenDSR API, OpenAPI'
/** An answer repeats the whole request in Base64. */
const keptAnswer = 1_000
const keptAppId = 200

/** It as a line of the inbox: one a call, however many users a batch names. It is no event, so it is never called recorded. */
export function erasureArrival(asked: AskedErasure, id: number): Arrival {
  const { request, path, receivedAtMs, body, taken, codes, status, answer, isStub } = asked
  const refusals = [...new Set(codes)].map(refusalOf)
  return {
    id,
    receivedAtMs,
    method: request.method ?? '',
    path,
    endpoint: 'erasure',
    appId: appIdIn(body?.text ?? '')?.slice(0, keptAppId) ?? null,
    eventName: null,
    money: null,
    eventKey: null,
    verdict: taken > 0 ? 'asked_to_erase' : 'refused',
    reasons: taken > 0 ? [] : refusals.length > 0 ? refusals : [reasonOf(status)],
    notes: taken > 0 ? [...(isStub ? [stub] : []), ...refusals.map(asNote)] : [],
    status,
    answer: answer.length > keptAnswer ? `${answer.slice(0, keptAnswer)}…` : answer,
    fault: false,
    headers: maskHeaders(request.headers),
    body: body?.text ?? '',
    bodyBytes: body?.bytes ?? 0,
  }
}

const stub: Note = {
  code: 'erasure_stub',
  field: null,
  message: 'It went to the stub, which is for trying: AppsFlyer erases nobody for it.',
}

function refusalOf(code: string): Reason {
  const advice = erasureRefusals[code]?.advice ?? 'AppsFlyer refuses it.'
  return { code: 'erasure_refused', field: code, message: advice, loses: 'event', document }
}

function reasonOf(status: number): Reason {
  if (status === 401)
    return {
      code: 'wrong_token',
      field: 'authorization',
      message: 'The API token is missing or wrong.',
      loses: 'event',
    }
  return { code: 'erasure_refused', field: null, message: `AppsFlyer answers ${status}.`, loses: 'event' }
}

function asNote({ code, field, message }: Reason): Note {
  return { code, field, message }
}

/** Of a batch, the app of its `meta` or of its first request: AppsFlyer takes no two. */
function appIdIn(text: string): string | undefined {
  const value = jsonIn(text)
  const requests = member(value, 'requests')
  const holders = [value, member(value, 'meta'), Array.isArray(requests) ? requests[0] : undefined]
  const ids = holders.map((holder) => member(holder, 'property_id'))
  return ids.find((id): id is string => typeof id === 'string' && id !== '')
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined
}
