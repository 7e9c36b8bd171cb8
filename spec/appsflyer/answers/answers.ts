import { type Document, documents } from '../documents'

/** What AppsFlyer answers, in its documented words; response-rules.ts says what each means. */
export interface Answer {
  readonly status: number
  readonly text: string
  readonly document: Document
}

/** Mobile v3 OpenAPI, responses: the texts are plain, not JSON. */
export const mobileAnswers = {
  accepted: { status: 200, text: 'OK', document: documents.mobileV3 },
  wrongKey: { status: 400, text: 'Failed to Authenticate', document: documents.mobileV3 },
  wrongApp: { status: 400, text: "app_id doesn't match the authentication token", document: documents.mobileV3 },
  missingAppsflyerId: { status: 400, text: 'appsflyer_id is a mandatory field', document: documents.mobileV3 },
  unparsable: { status: 400, text: 'Payload is missing or failed to parse', document: documents.mobileV3 },
  badRequest: { status: 400, text: 'Bad request', document: documents.mobileV3 },
  unauthorized: { status: 401, text: 'Unauthorized', document: documents.mobileV3 },
  forbidden: { status: 403, text: 'Forbidden', document: documents.mobileV3 },
  serverError: { status: 500, text: 'Internal Server Error', document: documents.mobileV3 },
} as const satisfies Record<string, Answer>

/**
 * S2S API for Web Attribution, "Responses". An accepted request is answered with JSON (`status`, `message`, sometimes
 * `messageId`); the texts here are the document's descriptions, since it gives none for the body.
 */
export const webAnswers = {
  accepted: { status: 202, text: 'Request accepted', document: documents.web },
  badRequest: { status: 400, text: 'Invalid or missing fields', document: documents.web },
  unauthorized: { status: 401, text: 'App does not exist or authentication failed', document: documents.web },
  forbidden: { status: 403, text: 'App traffic is blocked', document: documents.web },
  unsupportedMediaType: { status: 415, text: 'Content-Type must be application/json', document: documents.web },
} as const satisfies Record<string, Answer>

/** PC/Console/CTV Events API, responses: it shows statuses and no texts. */
export const deviceAnswers = {
  accepted: { status: 202, text: '', document: documents.devices },
  badRequest: { status: 400, text: '', document: documents.devices },
  unauthorized: { status: 401, text: '', document: documents.devices },
  forbidden: { status: 403, text: '', document: documents.devices },
} as const satisfies Record<string, Answer>

/** Web S2S API for PBA, responses. The event endpoint documents no 401 and no 404. */
export const pbaAnswers = {
  accepted: { status: 200, text: 'OK', document: documents.pba },
  userSet: { status: 200, text: 'Success', document: documents.pba },
  badRequest: { status: 400, text: 'Bad Request', document: documents.pba },
  unauthorized: { status: 401, text: 'Authorization information is missing or invalid', document: documents.pba },
  noSuchBundle: { status: 404, text: 'The specified bundle ID was not found', document: documents.pba },
} as const satisfies Record<string, Answer>
