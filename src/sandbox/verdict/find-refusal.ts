import {
  type Answer,
  deviceAnswers,
  mobileAnswers,
  pbaAnswers,
  webAnswers,
} from '../../../spec/appsflyer/answers/answers'
import type { SentBody } from '../../../spec/appsflyer/answers/sent-body'
import type { Contract } from '../../../spec/appsflyer/events/contract'
import type { Note, Reason } from '../inbox/arrival'
import type { ContractCheck } from './check-contract'
import type { KeyCheck } from './check-key'

/** An error answer and why it is given. */
export interface Refusal {
  readonly answer: Answer
  readonly reasons: readonly Reason[]
}

/** What a request shows before its body is held against the contract. */
export interface Envelope {
  readonly contract: Contract
  readonly key: KeyCheck
  readonly hasAppId: boolean
  readonly contentType: string | undefined
  readonly bodyBytes: number
  /** `not_json` covers a body that is no object: AppsFlyer takes one event per request. */
  readonly body: SentBody | 'not_json' | 'nested_too_deeply'
}

const keyMessages: { readonly [Check in Exclude<KeyCheck, 'good'>]: string } = {
  no_key: 'The key is missing or empty.',
  wrong_key: 'The key is not the one of this app.',
  unknown_app: 'The sandbox was started with a list of apps, and this app is not in it.',
  blocked: 'The sandbox was told to block this app.',
}

type FindRefusal = (envelope: Envelope, checkFields: (body: SentBody) => ContractCheck) => Refusal | null

/** Why AppsFlyer refuses a request, or null. */
export const findRefusal: FindRefusal = (envelope, checkFields) => {
  return byFamily[envelope.contract.family](envelope, checkFields)
}

/** The order is that of a server that authenticates first. */
function findMobileRefusal(envelope: Envelope): Refusal | null {
  const { contract, key, body } = envelope
  const { field } = keyField(contract)
  if (key === 'blocked')
    return refuse(mobileAnswers.forbidden, { code: key, field: 'app_id', message: keyMessages[key] })
  if (key === 'unknown_app')
    return refuse(mobileAnswers.wrongApp, { code: key, field: 'app_id', message: keyMessages[key] })
  if (key !== 'good') return refuse(mobileAnswers.wrongKey, { code: key, field, message: keyMessages[key] })
  if (!envelope.hasAppId) return refuse(mobileAnswers.badRequest, noAppId)
  if (!isJsonType(envelope.contentType)) return refuse(mobileAnswers.unparsable, wrongContentType)
  if (body === 'not_json') return refuse(mobileAnswers.unparsable, notJson)
  if (body === 'nested_too_deeply') return refuse(mobileAnswers.badRequest, nestedTooDeeply)
  if (!isText(body.appsflyer_id)) return refuse(mobileAnswers.missingAppsflyerId, missing('appsflyer_id'))
  if (!isText(body.eventName)) return refuse(mobileAnswers.badRequest, missing('eventName'))
  if (body.eventValue === undefined) return refuse(mobileAnswers.badRequest, missing('eventValue'))
  if (envelope.bodyBytes > contract.maxBodyBytes) return refuse(mobileAnswers.badRequest, tooLarge(contract))
  return null
}

/** The web checks the fields, unlike mobile. */
function findWebRefusal(envelope: Envelope, checkFields: (body: SentBody) => ContractCheck): Refusal | null {
  const { contract, key, body } = envelope
  const { field } = keyField(contract)
  if (key === 'blocked') return refuse(webAnswers.forbidden, { code: key, field: 'app_id', message: keyMessages[key] })
  if (key !== 'good') return refuse(webAnswers.unauthorized, { code: key, field, message: keyMessages[key] })
  if (!envelope.hasAppId) return refuse(webAnswers.badRequest, noAppId)
  if (!isJsonType(envelope.contentType)) return refuse(webAnswers.unsupportedMediaType, wrongContentType)
  if (body === 'not_json') return refuse(webAnswers.badRequest, notJson)
  if (body === 'nested_too_deeply') return refuse(webAnswers.badRequest, nestedTooDeeply)
  if (envelope.bodyBytes > contract.maxBodyBytes) return refuse(webAnswers.badRequest, tooLarge(contract))
  const { issues } = checkFields(body)
  if (issues.length === 0) return null
  return refuse(webAnswers.badRequest, ...issues.map((issue) => ({ code: 'outside_contract', ...issue })))
}

/**
 * The event endpoint has no answer for a wrong key or bundle: such an event is lost in silence (find-silent-refusal). That
 * fields are checked is our reading of its 400, "the request body is otherwise malformed".
 */
function findPbaRefusal(envelope: Envelope, checkFields: (body: SentBody) => ContractCheck): Refusal | null {
  const { contract, key, body } = envelope
  if (contract.endpoint === 'pba_setcuid') {
    const isUnknown = key === 'unknown_app' || key === 'blocked'
    const answer = isUnknown ? pbaAnswers.noSuchBundle : pbaAnswers.unauthorized
    if (key !== 'good')
      return refuse(answer, {
        code: key,
        field: isUnknown ? 'app_id' : keyField(contract).field,
        message: keyMessages[key],
      })
  }
  if (!envelope.hasAppId) return refuse(pbaAnswers.badRequest, noAppId)
  if (!isJsonType(envelope.contentType)) return refuse(pbaAnswers.badRequest, wrongContentType)
  if (body === 'not_json') return refuse(pbaAnswers.badRequest, notJson)
  if (body === 'nested_too_deeply') return refuse(pbaAnswers.badRequest, nestedTooDeeply)
  if (envelope.bodyBytes > contract.maxBodyBytes) return refuse(pbaAnswers.badRequest, tooLarge(contract))
  const { issues } = checkFields(body)
  if (issues.length === 0) return null
  return refuse(pbaAnswers.badRequest, ...issues.map((issue) => ({ code: 'outside_contract', ...issue })))
}

/** The signature first: "The authentication succeeded, but mandatory fields in the message body are missing" (session, 400). */
function findDeviceRefusal(envelope: Envelope, checkFields: (body: SentBody) => ContractCheck): Refusal | null {
  const { contract, key, body } = envelope
  const { field } = keyField(contract)
  if (key === 'blocked')
    return refuse(deviceAnswers.forbidden, { code: key, field: 'app_id', message: keyMessages[key] })
  if (key === 'unknown_app')
    return refuse(deviceAnswers.unauthorized, { code: key, field: 'app_id', message: keyMessages[key] })
  if (key !== 'good')
    return refuse(deviceAnswers.unauthorized, { code: signatureCodes[key], field, message: signatureMessage })
  if (!envelope.hasAppId) return refuse(deviceAnswers.badRequest, noAppId)
  if (!isJsonType(envelope.contentType)) return refuse(deviceAnswers.badRequest, wrongContentType)
  if (body === 'not_json') return refuse(deviceAnswers.badRequest, notJson)
  if (body === 'nested_too_deeply') return refuse(deviceAnswers.badRequest, nestedTooDeeply)
  if (envelope.bodyBytes > contract.maxBodyBytes) return refuse(deviceAnswers.badRequest, tooLarge(contract))
  const { issues } = checkFields(body)
  if (issues.length === 0) return null
  return refuse(deviceAnswers.badRequest, ...issues.map((issue) => ({ code: 'outside_contract', ...issue })))
}

const signatureCodes = { no_key: 'no_signature', wrong_key: 'wrong_signature' } as const
const signatureMessage =
  'The header must be the HMAC-SHA256 of the exact bytes of the body in 64 lower-case hexadecimal digits, with the dev key of the app.'

const byFamily: { readonly [Family in Contract['family']]: FindRefusal } = {
  mobile: findMobileRefusal,
  web: findWebRefusal,
  pba: findPbaRefusal,
  devices: findDeviceRefusal,
}

/** What a wrong key costs where AppsFlyer has no answer for it: it says yes, and the event belongs to nobody. */
export function findSilentRefusal({ contract, key }: Envelope): Reason | null {
  if (contract.endpoint !== 'pba_event' || key === 'good') return null
  const isApp = key === 'unknown_app' || key === 'blocked'
  const message = `${keyMessages[key]} AppsFlyer documents no refusal of an event for that: it answers 200.`
  const field = isApp ? 'app_id' : keyField(contract).field
  return { code: key, field, message, loses: 'event', document: contract.document.title }
}

const noAppId: Note = { code: 'no_app_id', field: 'app_id', message: 'The path has no readable app id.' }
const wrongContentType: Note = {
  code: 'wrong_content_type',
  field: 'content-type',
  message: 'The content type must be application/json.',
}
const notJson: Note = {
  code: 'unparsable_payload',
  field: null,
  message: 'The body is not one JSON object; one event per request.',
}
const nestedTooDeeply: Note = { code: 'nested_too_deeply', field: null, message: 'The body is nested too deeply.' }

function missing(field: string): Note {
  return { code: `missing_${field}`, field, message: `${field} is required.` }
}

function tooLarge({ maxBodyBytes }: Contract): Note {
  return {
    code: 'body_too_large',
    field: null,
    message: `The body has more than ${maxBodyBytes.toLocaleString('en-US')} bytes.`,
  }
}

function refuse(answer: Answer, ...notes: readonly Note[]): Refusal {
  return {
    answer,
    reasons: notes.map((note) => ({ ...note, loses: 'event', document: answer.document.title })),
  }
}

function keyField({ key }: Contract): { field: string } {
  return { field: key.name }
}

/** Required text: an empty one counts as missing. */
function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}

function isJsonType(contentType: string | undefined): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType ?? '')
}
