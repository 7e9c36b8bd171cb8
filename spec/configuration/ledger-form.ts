import { z } from 'zod'
import { bothKeys, bucketFields } from './bucket-form'
import { folderField } from './given-text'
import { hasMembers } from './has-members'
import { secret } from './secret'

/** What every ledger can be told, wherever it is kept. */
const options = {
  records: z.boolean().default(false).meta({
    title: 'Keep the records, too',
    description:
      'Whether each accepted record is kept beside its entry, as it came, so that reconcile can give back those that AppsFlyer lost. They hold what your records hold, personal data too.',
    always_show: true,
    order: 20,
  }),
  hash_key: secret('give a random text of your own, or leave it out').optional().meta({
    title: 'Key of the hashes (ledger)',
    description:
      'The ledger keeps hashes in place of ids. They are made with this key, else with a random one that is kept beside the ledger.',
    airbyte_secret: true,
    order: 21,
  }),
}

const none = z.object({ storage: z.literal('none').meta({ title: 'Storage', order: 0 }) }).meta({
  title: 'None',
  description: 'Nothing is kept of what AppsFlyer accepted.',
})
const file = z
  .object({
    storage: z.literal('file').meta({ title: 'Storage', order: 0 }),
    folder: folderField('/local/appsflyer-ledger'),
    ...options,
  })
  .meta({ title: 'Files', description: 'Files on the machine that runs the command.' })
const s3 = z
  .object({
    storage: z.literal('s3').meta({ title: 'Storage', order: 0 }),
    ...bucketFields({
      bucket: 'appsflyer-ledger',
      path: 'appsflyer/ledger',
      titlesEnd: ' (ledger)',
      about: 'The objects go below it, in a folder for each day.',
    }),
    ...options,
  })
  .superRefine(bothKeys, { when: hasMembers })
  .meta({ title: 'S3', description: 'A bucket of S3, or of anything that speaks its language.' })

const about = {
  title: 'Ledger',
  description:
    'One entry for each request that AppsFlyer accepted, so that reconcile can tell which of them it has recorded.',
}

/** `ledger` of a file. */
export const ledger = z.discriminatedUnion('storage', [none, file, s3]).default({ storage: 'none' }).meta(about)

/** The same in Airbyte's form: without a folder, which would go with the pod. */
export const formLedger = z
  .discriminatedUnion('storage', [none, s3])
  .default({ storage: 'none' })
  .meta({ ...about, display_type: 'radio' })

export type LedgerSettings = z.infer<typeof ledger>
