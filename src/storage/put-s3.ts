import { askOnce, callS3, openBucket, type Refused, readBytes, refusalIn, type S3Ports } from './ask-s3'
import type { Put } from './batches'
import { beginningOf, type FetchedAnswer } from './response-beginning'
import { type Bucket, objectUrl } from './s3-address'
import type { Kept } from './storage-error'

/** Keeps batches as objects of the bucket; what may pass is tried again. */
export function putS3(bucket: Bucket, kept: Kept, ports: S3Ports): Put {
  const open = openBucket(bucket, kept, ports)
  return async (name, bytes) => {
    await callS3(open, 'write', { method: 'PUT', url: objectUrl(bucket, name), bytes }, readKept)
  }
}

/** Takes an object away again; whether that works does not matter. */
export async function deleteS3(bucket: Bucket, kept: Kept, ports: S3Ports, name: string): Promise<void> {
  const call = { method: 'DELETE', url: objectUrl(bucket, name) } as const
  await askOnce(openBucket(bucket, kept, ports), call)
    .then((response) => beginningOf(response, readBytes))
    .catch(() => undefined)
}

/** Storage that has kept an object says so with its ETag, and with nothing else (S3 API reference, PutObject). */
async function readKept(response: FetchedAnswer): Promise<undefined | Refused> {
  if (!response.ok) return refusalIn(response)
  const text = await beginningOf(response, readBytes)
  if (response.headers.has('etag') && text.trim() === '') return undefined
  // A web server that says yes to everything has kept nothing: the records would be lost.
  const reason = `status ${response.status}, as storage does not answer: without an ETag, or with a text`
  return { reason, mayPass: false }
}
