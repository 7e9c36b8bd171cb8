import { z } from 'zod'
import { givenText } from './given-text'
import { endsWithPath, hasNoUser } from './has-no-user'
import { secret } from './secret'

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

interface Examples {
  /** Added to each title: no two fields of the form may have the same. */
  readonly titlesEnd?: string
  readonly bucket: string
  readonly path: string
  /** How the objects lie below the path. */
  readonly about: string
}

/** The fields of a bucket, as Airbyte's platform names them, after the one that says what kind of storage it is. */
export function bucketFields({ titlesEnd = '', about, ...examples }: Examples) {
  const title = (text: string) => `${text}${titlesEnd}`
  return {
    s3_bucket_name: givenText('give the name of the bucket').meta({
      title: title('Name of the bucket'),
      description: 'An existing bucket.',
      examples: [examples.bucket],
      order: 1,
    }),
    s3_bucket_region: z
      .string()
      .trim()
      .min(1, 'is empty')
      .default('us-east-1')
      .meta({
        title: title('Region of the bucket'),
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
        title: title('Path in the bucket'),
        description: about,
        examples: [examples.path],
        always_show: true,
        order: 3,
      }),
    access_key_id: secret(paste)
      .optional()
      .meta({
        title: title('Access key id'),
        description:
          'Of a user who may put objects into the bucket. Empty: the role of the machine or pod that runs the sync.',
        airbyte_secret: true,
        always_show: true,
        order: 4,
      }),
    secret_access_key: secret(paste)
      .optional()
      .meta({
        title: title('Secret access key'),
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
        title: title('Role to take on'),
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
        title: title('Address of the storage'),
        description: 'Only for storage that speaks S3 but is not Amazon: MinIO and the like.',
        examples: ['http://minio:9000'],
        order: 7,
      }),
  }
}

/** The two keys of a bucket go together. To be checked `when: hasMembers`. */
export function bothKeys(
  { access_key_id, secret_access_key }: { access_key_id?: string | undefined; secret_access_key?: string | undefined },
  context: z.RefinementCtx,
): void {
  if ((access_key_id === undefined) === (secret_access_key === undefined)) return
  const path = [access_key_id === undefined ? 'access_key_id' : 'secret_access_key']
  context.addIssue({ code: 'custom', path, message: 'is missing: give both keys, or neither for a role' })
}
