import { z } from 'zod'
import { bothKeys, bucketFields } from './bucket-form'
import { folderField } from './given-text'
import { hasMembers } from './has-members'

/** `rejected_records`: nothing, or files on the machine that runs the command. Not in Airbyte's form, whose pods keep no files. */
export const rejectedRecords = z
  .discriminatedUnion('storage', [
    z.object({ storage: z.literal('none').meta({ title: 'Storage', order: 0 }) }).meta({ title: 'No files' }),
    z
      .object({
        storage: z.literal('file').meta({ title: 'Storage', order: 0 }),
        folder: folderField('/local/rejected'),
      })
      .meta({ title: 'Files' }),
  ])
  .default({ storage: 'none' })
  .meta({ title: 'Files of rejected records' })

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
        ...bucketFields({
          bucket: 'airbyte-rejected',
          path: 'appsflyer/rejected',
          about: 'The objects go below it, in a folder for each job.',
        }),
      })
      .superRefine(bothKeys, { when: hasMembers })
      .meta({ title: 'S3', description: 'A bucket of S3, or of anything that speaks its language.' }),
  ])
  .default({ storage_type: 'None' })
  .meta({
    title: 'Where rejected records are kept',
    description: 'Records that cannot be sent, with the reason. They are counted and logged in any case.',
    display_type: 'radio',
  })
