/**
 * Texts by which an answer is known not to be AppsFlyer's. Its documents have plain text (mobile) and JSON (web) and show
 * no markup anywhere; of an empty answer they say nothing, so it passes for theirs. The Content-Type decides nothing where
 * there is a text: servers put text/html on the two letters OK.
 */
const foreignTexts: readonly { readonly of: string; readonly text: RegExp }[] = [
  { of: 'a web page, or XML', text: /^[\s\uFEFF]*<[!?/a-z]/i },
  {
    of: 'Amazon API Gateway, a path it does not know',
    text: /^\s*\{\s*"message"\s*:\s*"Missing Authentication Token"/,
  },
  { of: 'Kong, a path it does not know', text: /"message"\s*:\s*"no Route matched with those values"/ },
  { of: 'Kong, a key of its own', text: /"message"\s*:\s*"No API key found in request"/ },
  { of: 'Cloudflare, a refusal', text: /^\s*error code: 1\d{3}\b/ },
  { of: 'Envoy, a refusal', text: /^\s*RBAC: access denied/ },
]

/** What an answer's headers say of its text, where that cannot be judged by itself. */
export interface AnswerForm {
  /** The Content-Encoding: no request of ours asks for one. */
  readonly encoding?: string
  /** The Content-Type, where the connection broke before anything of the text had come. */
  readonly unreadType?: string
}

const markupTypes = /^\s*(text\/html|(application|text)\/(xhtml\+)?xml)\b/i
const noEncoding = /^\s*(identity\s*)?$/i

/** Whether something else than AppsFlyer answered, by the beginning of the answer's text, or by its form. */
export function isForeign(text: string, { encoding = '', unreadType = '' }: AnswerForm = {}): boolean {
  if (!noEncoding.test(encoding) || markupTypes.test(unreadType)) return true
  return foreignTexts.some(({ text: pattern }) => pattern.test(text))
}
