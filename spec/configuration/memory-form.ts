import { z } from 'zod'
import { givenText } from './given-text'
import { secret } from './secret'

/** What every memory can be told, wherever it is kept. */
const options = {
  remember_deliveries_days: z.int().min(0).max(365).default(15).meta({
    title: 'Days for which deliveries are remembered',
    description:
      'A record that AppsFlyer accepted is not sent again for so long, by this sync or another with the same memory. 0: none is remembered.',
    always_show: true,
    order: 3,
  }),
  complete_device_ids: z.boolean().default(false).meta({
    title: 'Device ids from the memory',
    description:
      'Whether a record whose AppsFlyer id was looked up gets the device ids and the OS version of that install, too, where it has none and the user did not opt out.',
    always_show: true,
    order: 4,
  }),
  install_delay_seconds: z.int().min(0).max(600).default(0).meta({
    title: 'Seconds to wait after an install',
    description:
      'An event that happened within so many seconds of the install waits until they are over: AppsFlyer may take an earlier one for organic. 0: nothing waits.',
    order: 5,
  }),
  on_failure: z.enum(['stop', 'continue']).default('stop').meta({
    title: 'When the memory fails',
    description:
      'stop ends the sync, which goes on from its last state. continue sends without it, and counts the records that went out so.',
    order: 6,
  }),
  hash_key: secret('give a random text of your own, or leave it out').optional().meta({
    title: 'Key of the hashes',
    description:
      'The memory keeps hashes in place of user ids. They are made with this key, else with a random one that is kept in the memory itself. With another key than at first the memory is refused.',
    airbyte_secret: true,
    order: 7,
  }),
}

const postgresUrl = secret('give the address of the database: postgres://user:password@host:5432/database').refine(
  (url) => /^postgres(ql)?:\/\/./.test(url),
  'must begin with postgres://',
)
const redisUrl = secret('give the address of the server: redis://:password@host:6379').refine(
  (url) => /^rediss?:\/\/./.test(url),
  'must begin with redis:// or rediss://',
)

const none = z.object({ store: z.literal('none').meta({ title: 'Store', order: 0 }) }).meta({
  title: 'None',
  description: 'Nothing is remembered between syncs.',
})
const sqlite = z
  .object({
    store: z.literal('sqlite').meta({ title: 'Store', order: 0 }),
    path: givenText('give a file').meta({
      title: 'File',
      description: 'In a folder that outlives the sync; it is made when it is not there.',
      examples: ['/local/appsflyer-memory.db'],
      order: 1,
    }),
    ...options,
  })
  .meta({ title: 'SQLite', description: 'A file on the machine that runs the command.' })
const postgres = z
  .object({
    store: z.literal('postgres').meta({ title: 'Store', order: 0 }),
    url: postgresUrl.meta({
      title: 'Address of the database',
      description:
        'postgres://user:password@host:5432/database. The user may create tables; they begin with appsflyer_memory_.',
      airbyte_secret: true,
      order: 1,
    }),
    ...options,
  })
  .meta({ title: 'PostgreSQL', description: 'Tables in a database of yours.' })
const redis = z
  .object({
    store: z.literal('redis').meta({ title: 'Store', order: 0 }),
    url: redisUrl.meta({
      title: 'Address of the server',
      description:
        'redis://user:password@host:6379/0. Keys begin with appsflyer-memory:. The server must keep its data on disk and evict nothing.',
      airbyte_secret: true,
      order: 1,
    }),
    ...options,
  })
  .meta({ title: 'Redis', description: 'Keys in a Redis server of yours.' })

const about = {
  title: 'Memory',
  description: 'What is remembered between syncs: AppsFlyer ids of users, what was sent, and who was erased.',
}

/** `memory` of a file. */
export const memory = z
  .discriminatedUnion('store', [none, sqlite, postgres, redis])
  .default({ store: 'none' })
  .meta(about)

/** The same in Airbyte's form: without a file, which would go with the pod. */
export const formMemory = z
  .discriminatedUnion('store', [none, postgres, redis])
  .default({ store: 'none' })
  .meta({ ...about, display_type: 'radio' })

export type MemorySettings = z.infer<typeof memory>
