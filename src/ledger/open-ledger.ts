import { randomBytes } from 'node:crypto'
import type { LedgerSettings } from '../../spec/configuration/ledger-form'
import type { S3Ports } from '../storage/ask-s3'
import { keepText, type Place, putIn, tryPlace } from '../storage/place'
import type { StorageError } from '../storage/storage-error'
import { FiledLedger, type Ledger, type LedgerRun } from './ledger'

/** What the ledger is called where its place does not work. */
export const keptLedger = { what: 'the ledger', setting: 'ledger' } as const

/** Beside the entries: what the hashes are made with, unless the configuration has a key. */
export const ledgerKeyName = 'key'

/** Where the ledger is kept; undefined where none is configured. */
export function ledgerPlace(settings: LedgerSettings): Place | undefined {
  if (settings.storage === 'none') return undefined
  if (settings.storage === 'file') return { in: 'folder', folder: settings.folder }
  return { in: 'bucket', bucket: settings }
}

/** The ledger that is configured, for one run; undefined where none is. Rejects with a StorageError when it cannot be kept. */
export async function openLedger(
  settings: LedgerSettings,
  run: LedgerRun,
  ports: S3Ports,
): Promise<Ledger | undefined> {
  const place = ledgerPlace(settings)
  if (place === undefined || settings.storage === 'none') return undefined
  const { hash_key, records: keepsRecords } = settings
  const fresh = randomBytes(32).toString('base64url')
  const key = hash_key ?? (await keepText(place, ledgerKeyName, fresh, keptLedger, ports))
  return new FiledLedger(putIn(place, keptLedger, ports), run, { key, keepsRecords, now: ports.now })
}

/** What is wrong with the ledger's place, found by a trial; undefined where nothing is, or there is none. */
export async function tryLedger(settings: LedgerSettings, ports: S3Ports): Promise<StorageError | undefined> {
  const place = ledgerPlace(settings)
  return place === undefined ? undefined : tryPlace(place, keptLedger, ports)
}
