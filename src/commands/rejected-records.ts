import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Configuration } from '../../spec/configuration/configuration'
import { createRejectedStore, tryRejectedStore } from '../airbyte/connector/create-rejected-store'
import { currentRun } from '../airbyte/protocol/rejected/current-run'
import type { RejectedStore } from '../airbyte/protocol/rejected/rejected-store'
import { createFetch } from '../delivery/transport/proxied-fetch'
import type { S3Ports } from '../storage/put-s3'
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
const ports = ({ delivery }: Configuration, stop?: AbortSignal): S3Ports => ({
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
export function rejectedStoreFor(configuration: Configuration, stop: AbortSignal): RejectedStore {
  return createRejectedStore(configuration, currentRun(process.env, Date.now()), ports(configuration, graceful(stop)))
}

/** What is wrong with the place for rejected records, if anything. */
export function tryRejectedStoreFor(configuration: Configuration): Promise<StorageError | undefined> {
  return tryRejectedStore(configuration, ports(configuration))
}
