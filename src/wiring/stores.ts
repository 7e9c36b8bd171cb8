import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Configuration } from '../../spec/configuration/configuration'
import { createRejectedStore, tryRejectedStore } from '../delivery/dead-letters/configured-store'
import { currentRun } from '../delivery/dead-letters/current-run'
import type { DeadLetters } from '../delivery/dead-letters/dead-letters'
import { createFetch } from '../delivery/transport/proxied-fetch'
import type { Ledger, LedgerRun } from '../ledger/ledger'
import { openLedger, tryLedger } from '../ledger/open-ledger'
import type { S3Ports } from '../storage/ask-s3'
import type { StorageError } from '../storage/storage-error'
import { tellingProxies } from './delivery'

/** A bucket is tried no longer, however patient the sync is. */
const longestMs = 120_000
/** What is on its way to the bucket when the process is told to stop may still arrive. */
const graceMs = 10_000

function graceful(stop: AbortSignal): AbortSignal {
  const end = new AbortController()
  stop.addEventListener('abort', () => setTimeout(() => end.abort(), graceMs).unref(), { once: true })
  return end.signal
}

/** Made when it is needed: a proxy's address that cannot be used is told then. */
export const s3PortsFor = ({ delivery }: Pick<Configuration, 'delivery'>, stop?: AbortSignal): S3Ports => ({
  patienceMs: Math.min(longestMs, delivery.give_up_after_seconds * 1_000),
  ...(stop && { stop }),
  fetch: tellingProxies(() => createFetch(process.env)),
  sleep: async (delayMs) => {
    await sleep(delayMs)
  },
  random: Math.random,
  now: Date.now,
  env: process.env,
  readFile: (path) => readFile(path, 'utf8'),
})

/** Where rejected records are kept, as configured. */
export function rejectedStoreFor(configuration: Configuration, stop: AbortSignal): DeadLetters {
  return createRejectedStore(
    configuration,
    currentRun(process.env, Date.now()),
    s3PortsFor(configuration, graceful(stop)),
  )
}

/** The ledger that is configured; undefined where none is. Rejects with a StorageError when it cannot be kept. */
export function ledgerFor(
  configuration: Configuration,
  source: LedgerRun['source'],
  stop: AbortSignal,
): Promise<Ledger | undefined> {
  const { startedAtMs, mark } = currentRun(process.env, Date.now())
  return openLedger(configuration.ledger, { startedAtMs, mark, source }, s3PortsFor(configuration, graceful(stop)))
}

/** What is wrong with the place for rejected records, if anything. */
export function tryRejectedStoreFor(configuration: Configuration): Promise<StorageError | undefined> {
  return tryRejectedStore(configuration, s3PortsFor(configuration))
}

/** What is wrong with the ledger's place, if anything. */
export function tryLedgerFor(configuration: Configuration): Promise<StorageError | undefined> {
  return tryLedger(configuration.ledger, s3PortsFor(configuration))
}

/** The first of the two, if anything. */
export async function tryStoresFor(configuration: Configuration): Promise<StorageError | undefined> {
  const tried = await Promise.all([tryRejectedStoreFor(configuration), tryLedgerFor(configuration)])
  return tried.find((problem) => problem !== undefined)
}
