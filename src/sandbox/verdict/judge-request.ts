import { isObject, type SentBody } from '../../../spec/appsflyer/answers/sent-body'
import { silentLosses } from '../../../spec/appsflyer/answers/silent-losses'
import type { Contract, Endpoint } from '../../../spec/appsflyer/events/contract'
import { isProbe } from '../../../spec/appsflyer/events/probe'
import { type Judged, type Note, type Reason, refusedUnread, type Verdict } from '../inbox/arrival'
import { type ContractCheck, checkContract } from './check-contract'
import { credentialOf, type KeyRing } from './check-key'
import { eventKeyOf } from './event-key'
import { type Destination, findEndpoint } from './find-endpoint'
import { findMoney } from './find-money'
import { findNotes } from './find-notes'
import { findPersonalData, isNestedTooDeeply } from './find-personal-data'
import { type Envelope, findRefusal, findSilentRefusal } from './find-refusal'
import { acceptedAnswer, type HttpAnswer, refusedAnswer } from './write-answer'

/** A request to AppsFlyer as it came in. */
export interface Sent {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Null: not UTF-8. */
  readonly body: string | null
  readonly bodyBytes: number
  readonly receivedAtMs: number
  /** For the answer of the web endpoints. */
  readonly messageId: string
}

/** What the sandbox knows of apps. */
export interface AppRules {
  readonly keys: KeyRing
  readonly timeZoneOf: (appId: string) => string
}

export interface Judgement extends Judged {
  readonly endpoint: Endpoint | 'unknown'
  readonly answer: HttpAnswer
}

const mostReasons = 20
const keptNameLength = 200

/** Answers a request as AppsFlyer does, and says what becomes of it there. Never throws, whatever was sent. */
export function judgeRequest(sent: Sent, rules: AppRules): Judgement {
  const destination = findEndpoint(sent.path)
  if (destination === undefined)
    return noSuchEndpoint(404, 'no_such_endpoint', 'AppsFlyer has no endpoint at this path.')
  if (sent.method !== 'POST') return noSuchEndpoint(405, 'wrong_method', 'Every endpoint takes POST only.')

  const body = readBody(sent.body)
  const contract = contractFor(destination, body)
  const appId = destination.appId ?? ''
  const envelope: Envelope = {
    contract,
    key: rules.keys.check(
      appId,
      credentialOf(contract, (name) => headerOf(sent, name), body, sent.body),
    ),
    hasAppId: destination.appId !== null && appId !== '',
    contentType: headerOf(sent, 'content-type'),
    bodyBytes: sent.bodyBytes,
    body,
  }
  // At most once: only a request that passed everything else needs the schema.
  let check: ContractCheck | undefined
  const checkFields = (fields: SentBody): ContractCheck => {
    check ??= checkContract(contract, fields)
    return check
  }
  const refusal = findRefusal(envelope, checkFields)
  const about = {
    endpoint: contract.endpoint,
    appId: destination.appId,
    eventName: nameOf(body),
    money: typeof body === 'string' ? null : findMoney(contract, body),
    eventKey: eventKeyOf(contract, sent.path, body, sent.body ?? ''),
  }
  const personal = typeof body === 'string' ? [] : findPersonalData(body)

  if (refusal !== null || typeof body === 'string') {
    const answer = refusedAnswer(contract, refusal)
    const reasons = refusal?.reasons.slice(0, mostReasons) ?? []
    if (typeof body !== 'string' && isProbe(contract.endpoint, body)) {
      const notes = envelope.key === 'good' ? [askedWithGoodKey] : [askedWithBadKey, ...reasons.map(asNote)]
      return { ...about, eventKey: null, verdict: 'probe', reasons: [], notes, answer }
    }
    return { ...about, verdict: 'refused', reasons, notes: personal, answer }
  }

  const { issues, unknownFields } = checkFields(body)
  const silent = findSilentRefusal(envelope)
  const losses = [
    ...(silent === null ? [] : [silent]),
    ...findLosses(contract, appId, body, issues),
    ...personal.map(asLoss),
  ]
  const timeZone = rules.timeZoneOf(appId)
  return {
    ...about,
    verdict: verdictOf(losses),
    reasons: losses.slice(0, mostReasons),
    notes: [
      ...findNotes({ contract, appId, body, receivedAtMs: sent.receivedAtMs, timeZone }),
      ...unknownFields.slice(0, mostReasons).map(unknownField),
    ],
    answer: acceptedAnswer(contract, sent.messageId),
  }
}

/** AppsFlyer answers 200 or 202, and yet: the documented losses, and whatever else the contract refuses. */
function findLosses(contract: Contract, appId: string, body: SentBody, issues: ContractCheck['issues']): Reason[] {
  const documented = silentLosses
    .filter(({ endpoints, happens }) => endpoints.includes(contract.endpoint) && happens(appId, body))
    .map(({ code, field, advice, loses, document }): Reason => {
      return { code, field, message: advice, loses, document: document.title }
    })
  const explained = new Set(documented.map(({ field }) => field))
  const others = issues
    .filter(({ field }) => field === null || !explained.has(field))
    .map(({ field, message }): Reason => {
      return { code: 'outside_contract', field, message, loses: 'fields', document: contract.document.title }
    })
  return [...documented, ...others]
}

function verdictOf(losses: readonly Reason[]): Verdict {
  if (losses.some(({ loses }) => loses === 'event')) return 'silently_dropped'
  return losses.length === 0 ? 'recorded' : 'recorded_with_losses'
}

/** Personal data that was sent unhashed is recorded, and should not have been sent. */
function asLoss(note: Note): Reason {
  return { ...note, loses: 'privacy' }
}

const askedWithGoodKey: Note = {
  code: 'key_asked',
  field: null,
  message:
    'No event, but the question whether the key is good. It names no user, so nothing is recorded. The key is good.',
}
const askedWithBadKey: Note = {
  ...askedWithGoodKey,
  message: 'No event, but the question whether the key is good. The answer is no.',
}

/** A question loses nothing. */
function asNote({ code, field, message }: Reason): Note {
  return { code, field, message }
}

function readBody(text: string | null): Envelope['body'] {
  if (text === null) return 'not_json'
  try {
    const value: unknown = JSON.parse(text)
    if (!isObject(value)) return 'not_json'
    return isNestedTooDeeply(value) ? 'nested_too_deeply' : value
  } catch {
    return 'not_json'
  }
}

/** v2 and v3 share their path; only v2 knows `af_events_api` (the API as first published). */
function contractFor({ candidates: [first, ...others] }: Destination, body: Envelope['body']): Contract {
  const all = [first, ...others]
  const isV2 = typeof body !== 'string' && body.af_events_api !== undefined
  const wanted: Endpoint = isV2 ? 'mobile_v2' : 'mobile_v3'
  return all.find(({ endpoint }) => endpoint === wanted) ?? first
}

function nameOf(body: Envelope['body']): string | null {
  if (typeof body === 'string') return null
  const name = body.event_name ?? body.eventName
  return typeof name === 'string' && name !== '' ? name.slice(0, keptNameLength) : null
}

function unknownField(field: string): Note {
  return { code: 'unknown_field', field, message: 'AppsFlyer documents no such field: it is most likely ignored.' }
}

function noSuchEndpoint(status: 404 | 405, code: string, message: string): Judgement {
  return {
    ...refusedUnread(code, message),
    answer: { status, contentType: 'text/plain; charset=utf-8', body: message },
  }
}

function headerOf({ headers }: Sent, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}
