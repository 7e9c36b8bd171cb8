import { resolve } from 'node:path'
import type { LedgerSource } from '../../ledger/entry'
import type { Given } from '../arguments/parse-arguments'
import type { Events } from '../inputs/open-events'

/** Where the ledger finds the records again; null where they stand in no file. */
export function sourceOf(given: Given, { input }: Pick<Events, 'input'>): LedgerSource | null {
  if (given.events === undefined || input.sizeBytes === undefined) return null
  const [stream, encoding] = [given.text('stream'), given.text('encoding')]
  return {
    path: resolve(given.events),
    ...(stream !== undefined && { stream }),
    ...(encoding !== undefined && { encoding }),
    ...(given.has('csv') && { csv: true }),
  }
}
