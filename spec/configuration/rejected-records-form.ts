import { z } from 'zod'
import { hasMembers } from './has-members'
import { endsWithPath, hasNoUser } from './has-no-user'
import { refusePlaceholder } from './placeholder'
import { secret } from './secret'

/** `rejected_records`: nothing, or files on the machine that runs the command. Not in Airbyte's form, whose pods keep no files. */
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
          .superRefine(refusePlaceholder('give a folder'))
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
  .meta({ title: 'Files of rejected records' })

/** Amazon's regions that are open to every account, then those that ask for one of their own (AWS General Reference, S3 endpoints). */
const s3Regions = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'ca-west-1', 'mx-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-central-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
  ...['ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2'],
  ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-7'],
  ...['af-south-1', 'il-central-1', 'me-central-1', 'me-south-1'],
  ...['us-gov-east-1', 'us-gov-west-1', 'cn-north-1', 'cn-northwest-1'],
] as const

const paste = 'paste it from AWS, or leave both keys empty for a role'

/**
 * `object_storage_config`: a bucket. Airbyte's platform knows this key and the names in it, and links to
 * `bucket_path/{job id}/` from a sync with rejected records.
 */
export const objectStorage = z
  .discriminatedUnion('storage_type', [
    z
      .object({ storage_type: z.literal('None').meta({ title: 'Storage', order: 0 }) })
      .meta({ title: 'None', description: 'Rejected records are counted and logged, not kept.' }),
    z
      .object({
        storage_type: z.literal('S3').meta({ title: 'Storage', order: 0 }),
        s3_bucket_name: z
          .string()
          .trim()
          .min(1, 'is empty')
          .superRefine(refusePlaceholder('give the name of the bucket'))
          .meta({
            title: 'Name of the bucket',
            description: 'An existing bucket.',
            examples: ['airbyte-rejected'],
            order: 1,
          }),
        s3_bucket_region: z
          .string()
          .trim()
          .min(1, 'is empty')
          .default('us-east-1')
          .meta({
            title: 'Region of the bucket',
            description: 'For storage that is not Amazon’s, usually us-east-1.',
            // A choice in the form; a file may name a region that is newer than this list.
            enum: [...s3Regions],
            always_show: true,
            order: 2,
          }),
        bucket_path: z
          .string()
          .trim()
          .default('')
          .meta({
            title: 'Path in the bucket',
            description: 'The objects go below it, in a folder for each job.',
            examples: ['appsflyer/rejected'],
            always_show: true,
            order: 3,
          }),
        access_key_id: secret(paste).optional().meta({
          title: 'Access key id',
          description:
            'Of a user who may put objects into the bucket. Empty: the role of the machine or pod that runs the sync.',
          airbyte_secret: true,
          always_show: true,
          order: 4,
        }),
        secret_access_key: secret(paste).optional().meta({
          title: 'Secret access key',
          description: 'Of the same user.',
          airbyte_secret: true,
          always_show: true,
          order: 5,
        }),
        role_arn: z
          .string()
          .trim()
          .regex(
            /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/,
            'is not a role, which looks like arn:aws:iam::123456789012:role/rejected',
          )
          .optional()
          .meta({
            title: 'Role to take on',
            description:
              'A role that may put objects into the bucket; the keys above, or the role of the machine, take it on. Empty: they write themselves.',
            pattern_descriptor: 'arn:aws:iam::123456789012:role/rejected',
            examples: ['arn:aws:iam::123456789012:role/rejected'],
            always_show: true,
            order: 6,
          }),
        s3_endpoint: z
          .url({ protocol: /^https?$/, error: 'must be an http or https address' })
          .refine(hasNoUser, 'must hold no user and no password: keys stand in access_key_id and secret_access_key')
          .refine(endsWithPath, 'must hold no ? and no #: bucket and path are added at its end')
          .optional()
          .meta({
            title: 'Address of the storage',
            description: 'Only for storage that speaks S3 but is not Amazon: MinIO and the like.',
            examples: ['http://minio:9000'],
            order: 7,
          }),
      })
      .superRefine(
        ({ access_key_id, secret_access_key }, context) => {
          if ((access_key_id === undefined) === (secret_access_key === undefined)) return
          const path = [access_key_id === undefined ? 'access_key_id' : 'secret_access_key']
          context.addIssue({ code: 'custom', path, message: 'is missing: give both keys, or neither for a role' })
        },
        { when: hasMembers },
      )
      .meta({ title: 'S3', description: 'A bucket of S3, or of anything that speaks its language.' }),
  ])
  .default({ storage_type: 'None' })
  .meta({
    title: 'Where rejected records are kept',
    description: 'Records that cannot be sent, with the reason. They are counted and logged in any case.',
    display_type: 'radio',
  })
