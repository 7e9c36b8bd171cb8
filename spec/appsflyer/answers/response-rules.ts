import { type Document, documents } from '../documents'
import type { Endpoint } from '../events/contract'
import { type AnswerForm, isForeign } from './foreign-answers'

/**
 * What an answer means for the record it answers:
 * `accepted` (never "recorded": AppsFlyer validates little before it says 200), `throttled` and `transient` (try again),
 * `rejected` (this record is bad), `misconfigured` (no record of this app can pass until somebody mends its key or plan).
 */
export type Meaning = 'accepted' | 'throttled' | 'transient' | 'rejected' | 'misconfigured'

export interface ResponseRule {
  /** One status, or the first and last of a range. */
  readonly status: number | readonly [first: number, last: number]
  /** What the answer's text must be; a rule without it takes any text. */
  readonly text?: RegExp | ((text: string, form: AnswerForm | undefined) => boolean)
  /** The endpoints that answer so; a rule without it is for all. */
  readonly endpoints?: readonly Endpoint[]
  readonly means: Meaning
  readonly code: string
  /** What the user should know or do, in one sentence. */
  readonly advice: string
  readonly document?: Document
  /** AppsFlyer itself refuses the app: its key, its id or its plan. Others of `misconfigured` are about the way there. */
  readonly refusesApp?: true
}

export const notAppsflyer =
  'The answer is none of AppsFlyer: a web page, or a gateway before it. Check the configured endpoint, the proxy, and what the name resolves to.'

/** The first rule that fits an answer decides; the last one fits every answer. */
export const responseRules: readonly ResponseRule[] = [
  { status: [200, 299], text: isForeign, means: 'misconfigured', code: 'not_appsflyer', advice: notAppsflyer },
  ...[
    { status: 200, document: documents.mobileV3 },
    { status: 202, document: documents.web },
  ].map((documented) => ({
    ...documented,
    means: 'accepted' as const,
    code: 'accepted',
    advice: 'AppsFlyer accepted the request after minimal validation; it does not promise that the event is recorded.',
  })),
  {
    status: [200, 299],
    means: 'transient',
    code: 'undocumented_success',
    advice:
      'AppsFlyer documents 200 and 202 and no other success, so nothing says that it has the event: a gateway before it may have answered. Check the endpoint and the proxy.',
  },
  {
    status: [300, 399],
    means: 'misconfigured',
    code: 'redirected',
    advice: 'The server answered with a redirect: check the configured endpoint or proxy.',
  },
  { status: [400, 403], text: isForeign, means: 'misconfigured', code: 'not_appsflyer', advice: notAppsflyer },
  {
    status: 400,
    text: /failed to authenticate/i,
    means: 'misconfigured',
    code: 'wrong_key',
    advice: 'The key is not for this app or API version: v3 takes the S2S token, v2 the dev key.',
    refusesApp: true,
    document: documents.mobileV3,
  },
  {
    status: 400,
    text: /appsflyer_id is a mandatory field/i,
    means: 'rejected',
    code: 'missing_appsflyer_id',
    advice: 'AppsFlyer found no appsflyer_id in the body.',
    document: documents.mobileV3,
  },
  {
    status: 400,
    text: /payload is missing or failed to parse/i,
    means: 'rejected',
    code: 'unparsable_payload',
    advice: 'AppsFlyer could not parse the body.',
    document: documents.mobileV3,
  },
  {
    status: 400,
    text: /\bapp_id\b/i,
    means: 'misconfigured',
    code: 'wrong_app',
    advice: 'The app id does not match the key: compare the id, and take the key from the account of the app.',
    refusesApp: true,
    document: documents.mobileV3,
  },
  {
    status: 400,
    // In none of its documents; whatever refuses an authorization refuses the key, not the body.
    text: /\b(unauthori[sz]ed|not authori[sz]ed|authenticat(e|ed|ion)|authori[sz]ation (header|token|failed)|api[ _-]?key|(invalid|wrong|bad|expired|unknown) (key|token)|token (is |has )?(invalid|wrong|expired|missing))\b/i,
    means: 'misconfigured',
    code: 'wrong_key',
    advice: 'The key is not for this app or API version, or no longer valid: v3 takes the S2S key, v2 the dev key.',
    refusesApp: true,
  },
  {
    status: 400,
    means: 'rejected',
    code: 'bad_request',
    advice: 'AppsFlyer refused the body: at least one of its validation criteria failed.',
    document: documents.mobileV3,
  },
  {
    status: 401,
    means: 'misconfigured',
    code: 'unauthorized',
    advice:
      "The key is not this app's, or the app does not exist: compare the id, and take the key from the account of the app.",
    refusesApp: true,
    document: documents.mobileV3,
  },
  {
    status: 403,
    means: 'misconfigured',
    code: 'forbidden',
    advice: "The app's plan takes no such events, or its traffic is blocked: ask your AppsFlyer contact.",
    refusesApp: true,
    document: documents.mobileV3,
  },
  {
    status: 404,
    endpoints: ['pba_event', 'pba_setcuid'],
    means: 'misconfigured',
    code: 'wrong_app',
    advice:
      'AppsFlyer knows no such brand bundle: compare the id under My apps, View brand bundles. It is no id of an app.',
    refusesApp: true,
    document: documents.pba,
  },
  {
    status: [404, 405],
    means: 'misconfigured',
    code: 'no_such_endpoint',
    advice: 'There is no such endpoint at this address: check the configured endpoint.',
  },
  {
    status: 407,
    means: 'misconfigured',
    code: 'proxy_authentication',
    advice: 'The proxy asks for credentials: put them into the proxy address of the environment.',
  },
  { status: 408, means: 'transient', code: 'request_timeout', advice: 'The server waited too long for the request.' },
  { status: 415, text: isForeign, means: 'misconfigured', code: 'not_appsflyer', advice: notAppsflyer },
  {
    status: 415,
    means: 'rejected',
    code: 'wrong_content_type',
    advice: 'The server did not see JSON: this is a bug of the connector or of a proxy before it; please report it.',
    document: documents.web,
  },
  { status: 425, means: 'transient', code: 'too_early', advice: 'The server asks to try again.' },
  { status: 429, means: 'throttled', code: 'throttled', advice: 'The server asks for fewer requests a second.' },
  { status: [400, 499], text: isForeign, means: 'misconfigured', code: 'not_appsflyer', advice: notAppsflyer },
  { status: 413, means: 'rejected', code: 'refused', advice: 'The server refused this request as too large.' },
  { status: 422, means: 'rejected', code: 'refused', advice: 'The server refused this request.' },
  {
    status: [400, 499],
    means: 'misconfigured',
    code: 'undocumented_refusal',
    advice:
      'AppsFlyer documents no such answer: something before it may have given it. Check the endpoint and the proxy.',
  },
  {
    status: 500,
    means: 'transient',
    code: 'server_error',
    advice: 'The server failed; AppsFlyer also answers so when it cannot digest a body.',
    document: documents.mobileV3,
  },
  {
    status: 501,
    means: 'misconfigured',
    code: 'not_implemented',
    advice: `The server does not know this kind of request. ${notAppsflyer}`,
  },
  { status: [502, 599], means: 'transient', code: 'unavailable', advice: 'The server is not available for now.' },
  {
    status: [0, 999],
    means: 'misconfigured',
    code: 'unknown_answer',
    advice: `The server answered outside HTTP. ${notAppsflyer}`,
  },
]

const codesAboutApps: ReadonlySet<string> = new Set(
  responseRules.filter(({ refusesApp }) => refusesApp === true).map(({ code }) => code),
)

/** Whether a code says that AppsFlyer refuses the app, rather than that AppsFlyer was not reached. */
export function isAboutApp(code: string): boolean {
  return codesAboutApps.has(code)
}

/** The rule that fits an answer, by its status, the beginning of its text, and its form where that is unusual. */
export function ruleFor(status: number, text: string, form?: AnswerForm, endpoint?: Endpoint): ResponseRule {
  const rule = responseRules.find((candidate) => isOf(candidate, endpoint) && fits(candidate, status, text, form))
  if (rule === undefined) throw new RangeError(`no response rule takes status ${status}`)
  return rule
}

function isOf({ endpoints }: ResponseRule, endpoint: Endpoint | undefined): boolean {
  return endpoints === undefined || (endpoint !== undefined && endpoints.includes(endpoint))
}

function fits(rule: ResponseRule, status: number, text: string, form: AnswerForm | undefined): boolean {
  const [first, last] = typeof rule.status === 'number' ? [rule.status, rule.status] : rule.status
  return status >= first && status <= last && matches(rule.text, text, form)
}

function matches(wanted: ResponseRule['text'], text: string, form: AnswerForm | undefined): boolean {
  if (wanted === undefined) return true
  return typeof wanted === 'function' ? wanted(text, form) : wanted.test(text)
}
