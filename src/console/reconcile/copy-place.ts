import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import type { PlaceReader } from '../../storage/read-s3'
import { Unusable } from '../unusable'

/**
 * Copies what stands in a place into a folder, under the same names, for its owner alone. Resolves to how much there was.
 * Rejects with a StorageError.
 */
export async function copyPlace(
  reader: PlaceReader,
  folder: string,
  isWanted: (name: string) => boolean,
): Promise<number> {
  let count = 0
  for await (const name of reader.list()) {
    if (!isWanted(name)) continue
    const bytes = await reader.get(name)
    // Taken away since it was listed.
    if (bytes === undefined) continue
    const path = resolve(folder, name)
    if (!path.startsWith(resolve(folder) + sep)) throw new Unusable('A name in the bucket leads out of its folder.')
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeFile(path, bytes, { mode: 0o600 })
    count += 1
  }
  return count
}

/** The topics of Data Locker that hold in-app events (Data Locker, "Topics"), or events of websites. */
const topics = /^(inapps|inapps_retargeting|blocked_inapps|web_events)$/

/** Whether an object of a bucket may hold events of these days: by the parts of its name that are Data Locker's. */
export function mayHoldEvents(name: string, days: { readonly from?: string; readonly to?: string }): boolean {
  const parts = new Map(name.split('/').map((part) => part.split('=', 2) as [string, string | undefined]))
  const [topic, day] = [parts.get('t'), parts.get('dt')]
  if (topic !== undefined && !topics.test(topic)) return false
  return day === undefined || ((days.from ?? day) <= day && day <= (days.to ?? day))
}

/** `s3://bucket/path`: undefined for anything else. */
export function bucketOf(
  address: string,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly s3_bucket_name: string; readonly s3_bucket_region: string; readonly bucket_path: string } | undefined {
  if (!address.startsWith('s3://')) return undefined
  const [name = '', ...rest] = address.slice('s3://'.length).split('/')
  const path = rest.join('/')
  const endpoint = environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL']
  return {
    s3_bucket_name: name,
    s3_bucket_region: environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'us-east-1',
    bucket_path: path,
    ...(endpoint && { s3_endpoint: endpoint }),
  }
}

/** Where an object of a bucket is copied to. */
export function folderFor(folder: string, number: number): string {
  return join(folder, `bucket-${number}`)
}
