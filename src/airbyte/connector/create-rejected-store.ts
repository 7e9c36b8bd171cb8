import { randomUUID } from 'node:crypto'
import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration } from '../../../spec/configuration/configuration'
import { BatchingStore, type Put } from '../protocol/rejected/batching-store'
import type { Run } from '../protocol/rejected/object-name'
import { putFile } from '../protocol/rejected/put-file'
import { deleteS3, putS3, type S3Ports } from '../protocol/rejected/put-s3'
import { noRejectedStore, type RejectedStore, RejectedStoreError } from '../protocol/rejected/rejected-store'

/** The store that the configuration asks for. */
export function createRejectedStore(configuration: Configuration, run: Run, ports: S3Ports): RejectedStore {
  const kept = keeper(configuration, ports)
  return kept === undefined ? noRejectedStore : new BatchingStore(kept.put, run)
}

/** Whether there is such a store. */
export function keepsRejected({ rejected_records, object_storage_config }: Configuration): boolean {
  return object_storage_config.storage_type !== 'None' || rejected_records.storage !== 'none'
}

/**
 * Writes something and takes it away again, so that a wrong bucket is known before the first record is rejected.
 * Resolves to what is wrong, if anything.
 */
export async function tryRejectedStore(
  configuration: Configuration,
  ports: S3Ports,
): Promise<RejectedStoreError | undefined> {
  const kept = keeper(configuration, ports)
  if (kept === undefined) return undefined
  try {
    await kept.put(kept.trialName, Buffer.from('Written by the connection check.\n'))
  } catch (error) {
    if (error instanceof RejectedStoreError) return error
    throw error
  }
  await kept.remove(kept.trialName)
  return undefined
}

const trialName = 'connection_check'

interface Keeper {
  readonly trialName: string
  readonly put: Put
  readonly remove: (name: string) => Promise<void>
}

function keeper({ rejected_records, object_storage_config }: Configuration, ports: S3Ports): Keeper | undefined {
  if (object_storage_config.storage_type === 'S3') {
    const bucket = object_storage_config
    // One name: where objects may not be deleted, the next trial takes the place of the last.
    return { trialName: `${trialName}.txt`, put: putS3(bucket, ports), remove: (name) => deleteS3(bucket, ports, name) }
  }
  if (rejected_records.storage === 'file') {
    const { folder } = rejected_records
    // Two runs at the same time must not take each other's trial away.
    return {
      trialName: `${trialName}-${randomUUID()}.txt`,
      put: putFile(folder),
      remove: (name) => unlink(join(folder, name)),
    }
  }
  return undefined
}
