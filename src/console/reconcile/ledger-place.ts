import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LedgerSettings } from '../../../spec/configuration/ledger-form'
import { keptLedger, ledgerKeyName, ledgerPlace as placeOf } from '../../ledger/open-ledger'
import type { S3Ports } from '../../storage/ask-s3'
import { readIn } from '../../storage/place'
import { Unusable } from '../unusable'
import { copyPlace } from './copy-place'

/** Where a ledger is, and the key of its hashes. */
export interface LedgerPlace {
  readonly folder: string
  /** Undefined where the file `key` is not there either: users cannot be compared then. */
  readonly key: string | undefined
}

/**
 * By the option, else by the configuration; one in a bucket is copied into the folder that `makeFolder` gives. Throws
 * Unusable where there is none, and StorageError.
 */
export async function findLedger(
  option: string | undefined,
  settings: LedgerSettings,
  ports: S3Ports,
  makeFolder: () => Promise<string>,
): Promise<LedgerPlace> {
  const configuredKey = settings.storage === 'none' ? undefined : settings.hash_key
  const inFolder = async (folder: string) => ({ folder, key: configuredKey ?? (await keyIn(folder)) })
  if (option !== undefined) return inFolder(option)
  const place = placeOf(settings)
  if (place === undefined)
    throw new Unusable(
      'The configuration has no ledger, so nothing is known of what was sent. Name one with --ledger DIR.',
    )
  if (place.in === 'folder') return inFolder(place.folder)
  const folder = await makeFolder()
  await copyPlace(
    readIn(place, keptLedger, ports),
    folder,
    (name) => name === ledgerKeyName || name.endsWith('.ndjson.gz'),
  )
  return inFolder(folder)
}

/** The key that a ledger made for itself. */
async function keyIn(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, ledgerKeyName), 'utf8').catch(() => '')
  return text.trim() === '' ? undefined : text.trim()
}
