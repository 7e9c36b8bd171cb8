import { createHash } from 'node:crypto'
import type { SentBody } from '../../../spec/appsflyer/answers/sent-body'
import type { Contract } from '../../../spec/appsflyer/events/contract'

/**
 * What tells one event from another at an address: its de-duplication id where the endpoint has one and it was sent, the
 * whole body otherwise. Requests with the same key are attempts at one event, or one event sent twice.
 */
export function eventKeyOf({ dedupMember }: Contract, path: string, body: SentBody | string, text: string): string {
  const id = dedupMember === undefined || typeof body === 'string' ? undefined : body[dedupMember]
  const identity = typeof id === 'string' && id !== '' ? `id ${id}` : `body ${text}`
  return createHash('sha1').update(`${path}\n${identity}`).digest('base64url')
}
