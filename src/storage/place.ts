import { randomUUID } from 'node:crypto'
import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { S3Ports } from './ask-s3'
import type { Put } from './batches'
import { putFile, putNewFile } from './put-file'
import { deleteS3, putS3 } from './put-s3'
import { readFolder } from './read-folder'
import { type PlaceReader, readS3 } from './read-s3'
import type { Bucket } from './s3-address'
import { type Kept, StorageError } from './storage-error'

/** Where things are kept: a folder of this machine, or a bucket. */
export type Place =
  | { readonly in: 'folder'; readonly folder: string }
  | { readonly in: 'bucket'; readonly bucket: Bucket }

/** How a place keeps things. */
export function putIn(place: Place, kept: Kept, ports: S3Ports): Put {
  return place.in === 'folder' ? putFile(place.folder, kept) : putS3(place.bucket, kept, ports)
}

/** How things are read from it again. */
export function readIn(place: Place, kept: Kept, ports: S3Ports): PlaceReader {
  return place.in === 'folder' ? readFolder(place.folder, kept) : readS3(place.bucket, kept, ports)
}

/**
 * A text that a place keeps under a name; `fresh` becomes it where there is none. Two that begin at the same time in a folder
 * agree on one; in a bucket the last one that is written stays.
 */
export async function keepText(place: Place, name: string, fresh: string, kept: Kept, ports: S3Ports): Promise<string> {
  const known = await textIn(place, name, kept, ports)
  if (known !== undefined) return known
  const put = place.in === 'folder' ? putNewFile(place.folder, kept) : putIn(place, kept, ports)
  await put(name, Buffer.from(`${fresh}\n`))
  return (await textIn(place, name, kept, ports)) ?? fresh
}

/** Undefined where there is none. */
async function textIn(place: Place, name: string, kept: Kept, ports: S3Ports): Promise<string | undefined> {
  const text = (await readIn(place, kept, ports).get(name))?.toString('utf8').trim()
  return text === '' ? undefined : text
}

const trialName = 'connection_check'
const trialText = Buffer.from('Written by the connection check.\n')

/**
 * Writes something and takes it away again, so that a wrong place is known before anything has to be kept. Resolves to
 * what is wrong, if anything.
 */
export async function tryPlace(place: Place, kept: Kept, ports: S3Ports): Promise<StorageError | undefined> {
  // Two runs at the same time must not take each other's trial away. In a bucket it has one name: where objects may not be
  // deleted, the next trial takes the place of the last.
  const name = place.in === 'folder' ? `${trialName}-${randomUUID()}.txt` : `${trialName}.txt`
  try {
    await putIn(place, kept, ports)(name, trialText)
  } catch (error) {
    if (error instanceof StorageError) return error
    throw error
  }
  if (place.in === 'folder') await unlink(join(place.folder, name))
  else await deleteS3(place.bucket, kept, ports, name)
  return undefined
}
