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
export function objectUrl({ s3_bucket_name: bucket, s3_bucket_region: region, ...rest }: Bucket, name: string): string {
  const key = [...rest.bucket_path.split('/'), ...name.split('/')]
    .filter((part) => part !== '')
    .map(encode)
    .join('/')
  if (rest.s3_endpoint !== undefined) return `${rest.s3_endpoint.replace(/(?<!\/)\/+$/, '')}/${encode(bucket)}/${key}`
  const host = `s3.${region}.${region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'}`
  return bucket.includes('.') ? `https://${host}/${encode(bucket)}/${key}` : `https://${encode(bucket)}.${host}/${key}`
}

/** The signature is made over every character but these escaped (AWS Signature Version 4, canonical URI). */
function encode(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
