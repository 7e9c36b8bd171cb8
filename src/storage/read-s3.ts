import { callS3, type OpenBucket, openBucket, type Refused, refusalIn, type S3Ports } from './ask-s3'
import type { FetchedAnswer } from './response-beginning'
import { type Bucket, listUrl, objectUrl } from './s3-address'
import type { Kept } from './storage-error'

/** What stands in a place. Methods reject with a StorageError. */
export interface PlaceReader {
  /** The names of all that is there, in no order. */
  list(): AsyncIterable<string>
  /** Undefined where there is nothing of this name. */
  get(name: string): Promise<Buffer | undefined>
}

/** What stands in a bucket, below its path. */
export function readS3(bucket: Bucket, kept: Kept, ports: S3Ports): PlaceReader {
  const open = openBucket(bucket, kept, ports)
  return {
    list: () => list(open),
    get: (name) => callS3(open, 'read', { method: 'GET', url: objectUrl(bucket, name) }, bytesOf),
  }
}

async function* list(open: OpenBucket): AsyncGenerator<string> {
  const { bucket } = open
  const { url, prefix } = listUrl(bucket)
  let next: string | undefined
  do {
    const more = next === undefined ? '' : `&continuation-token=${encodeURIComponent(next)}`
    const text = await callS3(open, 'read', { method: 'GET', url: `${url}${more}` }, textOf)
    for (const [, key = ''] of text.matchAll(/<Key>([^<]*)<\/Key>/g)) yield unescaped(key).slice(prefix.length)
    next = /<NextContinuationToken>([^<]+)</.exec(text)?.[1]
    if (next !== undefined) next = unescaped(next)
  } while (next !== undefined)
}

/** S3's answers are XML of a fixed form (S3 API reference, ListObjectsV2). */
function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos|#(x?[\da-f]+));/gi, (_, name: string, code?: string) =>
    code === undefined ? (signs[name] ?? '') : String.fromCodePoint(Number(code.replace(/^x/i, '0x'))),
  )
}
const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

async function bytesOf(response: FetchedAnswer): Promise<Buffer | Refused | undefined> {
  if (response.status === 404) {
    const refused = await refusalIn(response)
    return refused.reason.endsWith('NoSuchBucket') ? refused : undefined
  }
  return response.ok ? wholeOf(response) : refusalIn(response)
}

async function textOf(response: FetchedAnswer): Promise<string | Refused> {
  return response.ok ? (await wholeOf(response)).toString('utf8') : refusalIn(response)
}

async function wholeOf({ body }: FetchedAnswer): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body ?? []) chunks.push(chunk)
  return Buffer.concat(chunks)
}
