import { z } from 'zod'

/** `rejected_records`: nothing, or files on the machine that runs the sync. */
export const rejectedRecords = z
  .discriminatedUnion('storage', [
    z.object({ storage: z.literal('none').meta({ title: 'Storage', order: 0 }) }).meta({ title: 'No files' }),
    z
      .object({
        storage: z.literal('file').meta({ title: 'Storage', order: 0 }),
        folder: z
          .string()
          .trim()
          .min(1, 'is empty')
          .meta({
            title: 'Folder',
            description: 'A folder that outlives the sync; it is made when it is not there.',
            examples: ['/local/rejected'],
            order: 1,
          }),
      })
      .meta({ title: 'Files' }),
  ])
  .default({ storage: 'none' })
  .meta({
    title: 'Files of rejected records',
    description:
      'Keeps records that cannot be sent, with the reason, as files on the machine that runs the sync. They are counted and logged in any case. For a bucket use the object storage.',
  })

/**
 * `object_storage_config`: a bucket. Airbyte's platform knows this key and the names in it, and links to
 * `bucket_path/{job id}/` from a sync with rejected records.
 */
export const objectStorage = z
  .discriminatedUnion('storage_type', [
    z.object({ storage_type: z.literal('None').meta({ title: 'Storage', order: 0 }) }).meta({ title: 'None' }),
    z
      .object({
        storage_type: z.literal('S3').meta({ title: 'Storage', order: 0 }),
        s3_bucket_name: z
          .string()
          .trim()
          .min(1, 'is empty')
          .meta({ title: 'Bucket', examples: ['airbyte-rejected'], order: 1 }),
        s3_bucket_region: z
          .string()
          .trim()
          .min(1, 'is empty')
          .default('us-east-1')
          .meta({ title: 'Region', description: 'The region of the bucket.', examples: ['eu-central-1'], order: 2 }),
        bucket_path: z
          .string()
          .trim()
          .default('')
          .meta({
            title: 'Path in the bucket',
            description: 'The objects go below it, in a folder for each job.',
            examples: ['appsflyer/rejected'],
            order: 3,
          }),
        access_key_id: z.string().trim().min(1, 'is empty').meta({
          title: 'Access key id',
          description: 'Of a user who may put objects into the bucket.',
          airbyte_secret: true,
          always_show: true,
          order: 4,
        }),
        secret_access_key: z
          .string()
          .trim()
          .min(1, 'is empty')
          .meta({ title: 'Secret access key', airbyte_secret: true, always_show: true, order: 5 }),
        s3_endpoint: z
          .url({ protocol: /^https?$/, error: 'must be an http or https address' })
          .optional()
          .meta({
            title: 'Endpoint',
            description: 'Only for storage that speaks S3 but is not Amazon: MinIO and the like.',
            examples: ['http://minio:9000'],
            order: 6,
          }),
      })
      .meta({ title: 'S3' }),
  ])
  .default({ storage_type: 'None' })
  .meta({
    title: 'Object storage for rejected records',
    description:
      'Keeps records that cannot be sent, with the reason, in a bucket of S3 or of anything that speaks its language. They are counted and logged in any case.',
  })
