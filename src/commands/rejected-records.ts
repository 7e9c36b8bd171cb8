import { setTimeout as sleep } from 'node:timers/promises'
import type { Configuration } from '../../spec/airbyte/configuration'
import { createRejectedStore, tryRejectedStore } from '../airbyte/rejected/create-rejected-store'
import { currentRun } from '../airbyte/rejected/current-run'
import type { S3Ports } from '../airbyte/rejected/put-s3'
import type { RejectedStore } from '../airbyte/rejected-store'

const ports: S3Ports = {
  fetch,
  sleep: async (delayMs) => {
    await sleep(delayMs)
  },
  random: Math.random,
  now: Date.now,
}

/** Where rejected records are kept, as configured. */
export function rejectedStoreFor(configuration: Configuration): RejectedStore {
  return createRejectedStore(configuration, currentRun(process.env, Date.now()), ports)
}

/** What is wrong with the place for rejected records, if anything. */
export function tryRejectedStoreFor(configuration: Configuration): Promise<string | undefined> {
  return tryRejectedStore(configuration, ports)
}
