/** A bucket, by the names that Airbyte's platform knows in `object_storage_config`. */
export interface Bucket {
  readonly s3_bucket_name: string
  readonly s3_bucket_region: string
  /** The objects go below it; blank for the bucket's top. */
  readonly bucket_path: string
  /** Both keys, or neither: then the role of the machine counts. */
  readonly access_key_id?: string | undefined
  readonly secret_access_key?: string | undefined
  /** A role that these take on. */
  readonly role_arn?: string | undefined
  /** Of storage that is not Amazon's. */
  readonly s3_endpoint?: string | undefined
}

/**
 * The URL of an object. Amazon's buckets have hosts of their own, except those with a dot in the name, which no
 * certificate covers; other servers are asked by path, which all of them understand.
 */
export function objectUrl(bucket: Bucket, name: string): string {
  return `${bucketUrl(bucket)}/${[...partsOf(bucket.bucket_path), ...partsOf(name)].map(encode).join('/')}`
}

/** The URL that lists the objects below the bucket's path (S3 API reference, ListObjectsV2), and what each name begins with. */
export function listUrl(bucket: Bucket): { readonly url: string; readonly prefix: string } {
  const path = partsOf(bucket.bucket_path)
  const prefix = path.length === 0 ? '' : `${path.join('/')}/`
  return { url: `${bucketUrl(bucket)}?list-type=2&prefix=${encode(prefix)}`, prefix }
}

function bucketUrl({ s3_bucket_name: bucket, s3_bucket_region: region, s3_endpoint: endpoint }: Bucket): string {
  if (endpoint !== undefined) return `${endpoint.replace(/(?<!\/)\/+$/, '')}/${encode(bucket)}`
  const host = `s3.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`
  return bucket.includes('.') ? `https://${host}/${encode(bucket)}` : `https://${encode(bucket)}.${host}`
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '')
}

/** The signature is made over every character but these escaped (AWS Signature Version 4, canonical URI). */
function encode(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
