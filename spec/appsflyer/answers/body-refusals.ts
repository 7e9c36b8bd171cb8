import type { Endpoint } from '../events/contract'

/**
 * Texts with which AppsFlyer's documents let it refuse a body (400). Mobile: those of answers.ts, in their own letters,
 * since "Bad Request" is what web servers say by themselves. Web: JSON, or the document's description; it gives no more.
 */
const known: Readonly<Record<'mobile' | 'web', RegExp>> = {
  mobile: /appsflyer_id|Payload is missing|failed to parse|\bBad request\b/,
  web: /^\s*\{|Invalid or missing|user_id/,
}

/** Whether AppsFlyer's documents let it refuse a body so. Of an empty answer they say nothing: it proves nothing. */
export function isKnownBodyRefusal(endpoint: Endpoint, text: string): boolean {
  return known[endpoint.startsWith('web') ? 'web' : 'mobile'].test(text)
}
