import { hash } from 'node:crypto'

/** The SHA-256 of a customer user id, in lower-case hex: what the core hands over of a record's, which may be an e-mail address. */
export function hashOfUser(customerUserId: string): string {
  return hash('sha256', customerUserId, 'hex')
}
