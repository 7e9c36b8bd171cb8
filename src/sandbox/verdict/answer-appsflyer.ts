import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault, Faults } from '../faults/faults'
import { type Arrival, blockedCode, type Note, type Reason, refusedUnread, unpaidCode } from '../inbox/arrival'
import type { Inbox } from '../inbox/inbox'
import { maskBody } from '../inbox/mask-body'
import { maskHeaders } from '../inbox/mask-headers'
import { readBody } from '../server/read-body'
import { send, sendText } from '../server/reply'
import { type AppRules, type Judgement, judgeRequest } from './judge-request'

/** What stands behind AppsFlyer's endpoints here. */
export interface Backend {
  readonly rules: AppRules
  readonly inbox: Inbox
  readonly faults: Faults
  readonly now: () => number
  readonly sleep: (delayMs: number, signal: AbortSignal) => Promise<void>
  /** Aborted when the sandbox closes. */
  readonly closing: AbortSignal
}

/** A request with this header is answered with the other: its id in the inbox. */
const pageHeader = 'x-sandbox-page'
const requestHeader = 'x-sandbox-request'

/** 2 MiB: far above every documented limit, and small enough to read whole. */
const maxBodyBytes = 2_097_152

/** Takes a request as AppsFlyer would, keeps it in the inbox with its verdict, and answers it, or fails as a fault says. */
export async function answerAppsflyer(
  backend: Backend,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const body = await readBody(request, maxBodyBytes)
  if (body === 'aborted') return
  const receivedAtMs = backend.now()
  const method = request.method ?? ''
  const { headers } = request

  if (body === 'too_large') {
    backend.inbox.add((id) => ({ id, receivedAtMs, method, path, headers: maskHeaders(headers), ...tooLarge }))
    return sendText(response, 413, tooLarge.answer, { connection: 'close' })
  }
  const sent = { method, path, headers, receivedAtMs, body: body.text, bodyBytes: body.bytes, messageId: randomUUID() }
  const judgement = judgeRequest(sent, backend.rules)
  // A browser that looks around, for an icon say, sends no event.
  if (/^(GET|HEAD|OPTIONS)$/.test(method)) return answer(response, judgement, undefined)
  const fault = backend.faults.next(judgement.endpoint, judgement.appId)
  const outcome = outcomeOf(judgement, fault)
  // Spelled out: spreading objects costs more than everything else here.
  const { id: requestId } = backend.inbox.add((id) => ({
    id,
    receivedAtMs,
    method,
    path,
    endpoint: judgement.endpoint,
    appId: judgement.appId,
    eventName: judgement.eventName,
    money: judgement.money,
    eventKey: judgement.eventKey,
    verdict: outcome.verdict,
    reasons: outcome.reasons,
    notes: outcome.notes,
    status: outcome.status,
    answer: outcome.answer,
    fault: outcome.fault,
    headers: maskHeaders(headers),
    body: maskBody(body.text ?? ''),
    bodyBytes: body.bytes,
  }))
  // Our own page wants to show what became of what it sent.
  if (headers[pageHeader] !== undefined) response.setHeader(requestHeader, requestId)
  if (fault?.latencyMs) await backend.sleep(fault.latencyMs, backend.closing)
  if (response.destroyed) return
  if (fault?.reset) request.socket.resetAndDestroy()
  else answer(response, judgement, fault)
}

/** What the answer will be, and what that makes of the verdict. */
type Outcome = Pick<Arrival, 'verdict' | 'reasons' | 'notes' | 'status' | 'answer' | 'fault'>

function outcomeOf(judgement: Judgement, fault: Fault | undefined): Outcome {
  const { verdict, reasons, notes, answer } = judgement
  if (fault?.lost || fault?.blocked || fault?.unpaid) return swallow(judgement, fault)
  if (fault === undefined || !spoils(fault)) {
    return { verdict, reasons, notes, status: answer.status, answer: answer.body, fault: fault !== undefined }
  }
  const status = fault.reset ? null : (fault.status ?? answer.status)
  const text = fault.reset ? '' : (fault.body ?? '')
  if (fault.afterProcessing) return { verdict, reasons, notes, status, answer: text, fault: true }
  const message = fault.reset
    ? 'A fault of the sandbox reset the connection.'
    : `A fault of the sandbox answered ${status}.`
  const spoiled: Note = { code: 'fault', field: null, message }
  // A question that got no answer loses nothing.
  if (verdict === 'probe') return { verdict, reasons, notes: [spoiled], status, answer: text, fault: true }
  return {
    verdict: status !== null && status < 300 ? 'silently_dropped' : 'refused',
    reasons: [{ ...spoiled, loses: 'event' }],
    notes,
    status,
    answer: text,
    fault: true,
  }
}

/** The usual answer to an event that is then gone, or has lost its revenue. What was not going to be recorded anyway stays as it was. */
function swallow({ verdict, reasons, notes, answer }: Judgement, { lost, unpaid }: Fault): Outcome {
  const usual = { notes, status: answer.status, answer: answer.body, fault: true }
  if (verdict !== 'recorded' && verdict !== 'recorded_with_losses') return { ...usual, verdict, reasons }
  if (unpaid) return { ...usual, verdict: 'recorded_with_losses', reasons: [unpaidReason, ...reasons] }
  return { ...usual, verdict: 'silently_dropped', reasons: [lost ? lostReason : blockedReason, ...reasons] }
}

const unpaidReason: Reason = {
  code: unpaidCode,
  field: null,
  message: 'A fault of the sandbox took the revenue after the answer: raw data has the event without it.',
  loses: 'revenue',
}
const lostReason: Reason = {
  code: 'event_lost',
  field: null,
  message: 'A fault of the sandbox lost the event after the answer: no raw data has it.',
  loses: 'event',
}
const blockedReason: Reason = {
  code: blockedCode,
  field: null,
  message: 'A fault of the sandbox blocked the event after the answer: only the report of blocked events has it.',
  loses: 'event',
}

/** A fault without status and reset only delays. */
function spoils({ status, reset }: Fault): boolean {
  return status !== undefined || reset === true
}

function answer(response: ServerResponse, { answer: usual, ...judged }: Judgement, fault: Fault | undefined): void {
  const retryAfter = fault?.retryAfterSeconds === undefined ? {} : { 'retry-after': fault.retryAfterSeconds }
  if (fault?.status !== undefined) {
    sendText(response, fault.status, fault.body ?? '', retryAfter)
    return
  }
  const allow = judged.reasons.some(({ code }) => code === 'wrong_method') ? { allow: 'POST' } : {}
  send(response, usual.status, usual.contentType, usual.body, { ...retryAfter, ...allow })
}

const tooLarge = {
  ...refusedUnread('body_too_large', 'The body has more than 2 MiB.'),
  status: 413,
  answer: 'Payload Too Large',
  fault: false,
  body: '',
  bodyBytes: 0,
} as const
