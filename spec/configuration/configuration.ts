import { z } from 'zod'
import { app } from './app-form'
import { objectStorage, rejectedRecords } from './rejected-records-form'
import { stream } from './stream-form'

/**
 * The configuration file: the same for every command, and the form Airbyte draws. Each key's `meta` is what the form
 * shows; the connector specification is generated from it. A `null` means "not set" (stripNulls, before parsing).
 */

const positive = (title: string, description: string, order: number, fallback: number, most: number) =>
  z.int().min(1).max(most).default(fallback).meta({ title, description, order })

const baseUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional()

export const configurationSchema = z.object({
  apps: z
    .array(app)
    .min(1, 'is empty: configure at least one app')
    .meta({ title: 'Apps', description: 'The AppsFlyer apps that receive events.', order: 0, group: 'apps' }),
  streams: z.array(stream).default([]).meta({
    title: 'Streams',
    description: 'What to send of each stream. A stream without an entry is sent as its records say.',
    order: 1,
    group: 'mapping',
  }),
  event_names: z
    .object({
      style: z.enum(['appsflyer', 'as_is']).default('appsflyer').meta({
        title: 'Style',
        description: 'appsflyer: Order Completed becomes af_purchase, and so on. as_is: names stay.',
        order: 0,
      }),
      rename: z
        .array(
          z
            .object({
              from: z.string().min(1, 'is empty').meta({ title: 'From', order: 0 }),
              to: z.string().min(1, 'is empty').meta({ title: 'To', order: 1 }),
            })
            .meta({ title: 'Rename' }),
        )
        .default([])
        .meta({ title: 'Rename', description: 'Names of your own; they win over the style.', order: 1 }),
    })
    .prefault({})
    .meta({ title: 'Event names', order: 2, group: 'mapping' }),
  defaults: z
    .object({
      phone_country: z
        .string()
        .regex(/^[A-Za-z]{2}$/, 'must be two letters, such as US')
        .transform((country) => country.toUpperCase())
        .optional()
        .meta({
          title: 'Phone country',
          description: 'The country of national phone numbers whose record names none. Two letters.',
          pattern_descriptor: 'two letters, such as US',
          examples: ['US'],
          order: 0,
        }),
      currency: z
        .string()
        .regex(/^[A-Za-z]{3}$/, 'must be three letters, such as USD')
        .transform((code) => code.toUpperCase())
        .optional()
        .meta({
          title: 'Currency',
          description: 'For events whose record names none.',
          pattern_descriptor: 'three letters, such as USD',
          examples: ['USD'],
          order: 1,
        }),
    })
    .prefault({})
    .meta({ title: 'Defaults', order: 3, group: 'mapping' }),
  privacy: z
    .object({
      opted_out_users: z.enum(['strip_ids', 'strip_advertising_ids', 'skip', 'send']).default('strip_ids').meta({
        title: 'Opted-out users',
        description:
          'What to do with events of users who opted out of ad tracking: strip_ids sends them without advertising ids and without the hashes of e-mail, phone and names; strip_advertising_ids keeps the hashes; skip sends nothing; send sends them as they came.',
        order: 0,
      }),
      sharing_filter: z
        .preprocess(
          (value) => (value === 'all' ? ['all'] : value),
          z.array(z.string().min(1, 'is empty').meta({ title: 'Partner id' })).default([]),
        )
        .meta({
          title: 'Sharing filter',
          description: 'Partner ids that must not get the events; all blocks every partner. Mobile only.',
          order: 1,
        }),
      personal_data_in_event_values: z.enum(['remove', 'keep']).default('remove').meta({
        title: 'Personal data in event values',
        description: 'remove takes e-mail addresses, phone numbers and names out of the event values.',
        order: 2,
      }),
      event_values: z
        .preprocess(
          (value) => (typeof value === 'string' ? [value] : value),
          z.array(z.string().min(1, 'is empty').meta({ title: 'Event value' })).default(['all']),
        )
        .meta({
          title: 'Event values',
          description:
            'Which event values go out: all; mapped_only (those that the mapping names, and AppsFlyer parameters of known events); or a list of names.',
          order: 3,
        }),
    })
    .prefault({})
    .meta({ title: 'Privacy', order: 4, group: 'privacy' }),
  revenue_from: z.enum(['revenue', 'total']).default('revenue').meta({
    title: 'Revenue from',
    description: "Which of an order's amounts is the revenue where it has both: revenue, or total.",
    order: 10,
    group: 'mapping',
  }),
  late_events: z.enum(['send', 'reject']).default('send').meta({
    title: 'Late events',
    description:
      'AppsFlyer stamps events that arrive too late, and those whose time is in the future or cannot be read, with the time of their arrival. send them still, or reject them.',
    order: 5,
    group: 'delivery',
  }),
  delivery: z
    .object({
      max_requests_per_second: positive(
        'Requests a second',
        'The most requests a second, reached gradually.',
        0,
        1_000,
        100_000,
      ),
      max_in_flight: positive(
        'Requests in flight',
        'The most requests that wait for an answer at once.',
        1,
        256,
        4_096,
      ),
      max_attempts: positive('Attempts', 'How often one request is tried.', 2, 8, 100),
      request_timeout_seconds: positive('Timeout', 'Seconds until an unanswered request counts as failed.', 3, 10, 600),
      give_up_after_seconds: positive(
        'Patience',
        'Seconds for which a request is tried again, and an outage is waited for, before the sync ends; it goes on from its last state.',
        4,
        300,
        86_400,
      ),
      on_wrong_key: z.enum(['stop', 'continue']).default('stop').meta({
        title: 'When a key is wrong',
        description:
          "stop ends the sync before it sends anything. continue rejects that app's records and sends those of the other apps.",
        order: 5,
      }),
    })
    .prefault({})
    .meta({ title: 'Delivery', order: 6, group: 'delivery' }),
  rejected_records: rejectedRecords.meta({ order: 7, group: 'rejected' }),
  object_storage_config: objectStorage.meta({ order: 8, group: 'rejected' }),
  endpoints: z
    .object({
      mobile_v2: baseUrl.meta({ title: 'Mobile v2', order: 0 }),
      mobile_v3: baseUrl.meta({ title: 'Mobile v3', order: 1 }),
      web: baseUrl.meta({ title: 'Web', order: 2 }),
    })
    .prefault({})
    .meta({
      title: 'Endpoints',
      description: 'Other base URLs: a proxy or the sandbox.',
      airbyte_hidden: true,
      order: 9,
      group: 'delivery',
    }),
})

/** A configuration file after parsing: every default filled in. An iOS app id may still lack its prefix: see completeAppId. */
export type Configuration = z.infer<typeof configurationSchema>
export type App = Configuration['apps'][number]
export type StreamMapping = Configuration['streams'][number]
