import type { Configuration } from '../../../spec/configuration/configuration'
import type { S3Ports } from '../../storage/ask-s3'
import { type Place, putIn, tryPlace } from '../../storage/place'
import type { StorageError } from '../../storage/storage-error'
import { DeadLetterStore } from './dead-letter-store'
import { type DeadLetters, noDeadLetters } from './dead-letters'
import type { Run } from './object-name'

/** The store that the configuration asks for. */
export function createRejectedStore(configuration: Configuration, run: Run, ports: S3Ports): DeadLetters {
  const place = placeOf(configuration)
  return place === undefined ? noDeadLetters : new DeadLetterStore(putIn(place, keptIn(place), ports), run)
}

/** Whether there is such a store. */
export function keepsRejected(configuration: Configuration): boolean {
  return placeOf(configuration) !== undefined
}

/** What is wrong with the store, found by a trial; undefined where nothing is, or there is none. */
export async function tryRejectedStore(
  configuration: Configuration,
  ports: S3Ports,
): Promise<StorageError | undefined> {
  const place = placeOf(configuration)
  return place === undefined ? undefined : tryPlace(place, keptIn(place), ports)
}

function keptIn(place: Place) {
  const setting = place.in === 'folder' ? 'rejected_records' : 'object_storage_config'
  return { what: 'the rejected records', setting }
}

function placeOf({ rejected_records, object_storage_config }: Configuration): Place | undefined {
  if (object_storage_config.storage_type === 'S3') return { in: 'bucket', bucket: object_storage_config }
  if (rejected_records.storage === 'file') return { in: 'folder', folder: rejected_records.folder }
  return undefined
}
