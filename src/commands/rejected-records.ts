import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Configuration } from '../../spec/configuration/configuration'
import { createRejectedStore, tryRejectedStore } from '../airbyte/connector/create-rejected-store'
import { currentRun } from '../airbyte/protocol/rejected/current-run'
import type { S3Ports } from '../airbyte/protocol/rejected/put-s3'
import type { RejectedStore } from '../airbyte/protocol/rejected/rejected-store'
import { createFetch } from '../delivery/transport/proxied-fetch'
import { tellingProxies } from './delivery'

/** Made when it is needed: a proxy's address that cannot be used is told then. */
const ports = (): S3Ports => ({
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
export function rejectedStoreFor(configuration: Configuration): RejectedStore {
  return createRejectedStore(configuration, currentRun(process.env, Date.now()), ports())
}

/** What is wrong with the place for rejected records, if anything. */
export function tryRejectedStoreFor(configuration: Configuration): Promise<string | undefined> {
  return tryRejectedStore(configuration, ports())
}
