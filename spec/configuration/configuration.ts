import { z } from 'zod'
import { accountSecrets } from './account-form'
import { fileApp } from './app-form'
import { endsWithPath, hasNoUser } from './has-no-user'
import { type LedgerSettings, ledger } from './ledger-form'
import { listOf } from './list-of'
import { type MemorySettings, memory } from './memory-form'
import { whyNoCountry } from './phone-countries'
import { objectStorage, rejectedRecords } from './rejected-records-form'
import type { Rules } from './rules'
import { stream } from './stream-form'

/**
 * What may stand in a configuration, in the order in which Airbyte's form asks for it: account, apps, mapping, privacy,
 * delivery, rejected records. Each key's `meta` is what the form shows; spec/airbyte/connector-specification makes the
 * form of it. A `null` means "not set" (stripNulls, before parsing).
 */

const positive = (title: string, description: string, order: number, fallback: number, most: number) =>
  z.int().min(1).max(most).default(fallback).meta({ title, description, order })

const baseUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .refine(hasNoUser, 'must hold no user and no password: keys stand in apps, and those of a proxy in HTTPS_PROXY')
  .refine(endsWithPath, 'must hold no ? and no #: the path of each app is added at its end')
  .optional()

/** Partners as a list, or as a text with commas between them, which may stand in a list, too. */
export function onePartnerEach(value: unknown): unknown {
  if (typeof value === 'string') return partsOf(value)
  return Array.isArray(value) ? value.flatMap((item) => (typeof item === 'string' ? partsOf(item) : [item])) : value
}

function partsOf(text: string): readonly string[] {
  const parts = text.split(/[,;\n]/).map((part) => part.trim())
  return parts.length === 1 ? parts : parts.filter((part) => part !== '')
}

/** The one partner whose id has blanks (mobile v3 OpenAPI, sharing_filter). */
const withBlanks = /^apple search ads$/i

const partnerId = z
  .string()
  .trim()
  .min(1, 'is empty')
  .refine(
    (id) => !/\s/.test(id) || withBlanks.test(id),
    'has a blank, which no partner id has: put a comma between two',
  )

/** Declared, so that Airbyte's form does not drop it on saving; nothing that its users should think about. */
const hidden = { airbyte_hidden: true }

const endpointUrls = z.object({
  all: baseUrl.meta({ title: 'All of them', order: 0 }),
  mobile_v2: baseUrl.meta({ title: 'Mobile v2', order: 1 }),
  mobile_v3: baseUrl.meta({ title: 'Mobile v3', order: 2 }),
  web: baseUrl.meta({ title: 'Web', order: 3 }),
  web_pba: baseUrl.meta({ title: 'Web for PBA', order: 5 }),
  devices: baseUrl.meta({ title: 'PC, console and TV', order: 6 }),
  api: baseUrl.meta({ title: 'Raw data and erasures', description: 'The Pull API and OpenDSR.', order: 4 }),
})

/** `apps` of entries of this form: a file's or the form's. */
export function appsOf<Entry extends z.ZodType>(entry: Entry) {
  return listOf(entry, '[{app_id: …}]').min(1, 'is empty: configure at least one app').meta({
    title: 'Apps',
    description: 'The AppsFlyer apps that receive events, by their ids.',
    order: 3,
    group: 'apps',
  })
}

/** Every key of a configuration file. Airbyte's form has the most of them. */
export const configurationSchema = z.object({
  ...accountSecrets,
  apps: appsOf(fileApp),
  mapping: z
    .string('must be text: a list goes into streams')
    .optional()
    .meta({
      title: 'Mapping, as text',
      description:
        'What to send of each stream, as JSON or YAML: a list like the one below, for those who keep it in a file. Streams that neither names are sent as their records say.',
      examples: [
        '- stream: orders\n  event_name: af_purchase\n  columns:\n    - column: order_total\n      field: revenue',
      ],
      multiline: true,
      always_show: true,
      order: 4,
      group: 'mapping',
    }),
  streams: listOf(stream, '[{stream: …, event_name: …}]').default([]).meta({
    title: 'Mapping, stream by stream',
    description:
      'What to send of each stream (usually, of each table). A stream without an entry is sent as its records say.',
    always_show: true,
    order: 5,
    group: 'mapping',
  }),
  event_names: z
    .object({
      style: z.enum(['appsflyer', 'as_is']).default('appsflyer').meta({
        title: 'Names of events',
        description: 'appsflyer: Order Completed becomes af_purchase, and so on. as_is: names stay.',
        always_show: true,
        order: 0,
      }),
      rename: listOf(
        z
          .object({
            from: z.string().min(1, 'is empty').meta({
              title: 'Name in the source',
              description: 'In any case, with spaces or underscores.',
              order: 0,
            }),
            to: z
              .string()
              .min(1, 'is empty')
              .meta({ title: 'Name in AppsFlyer', description: 'As it goes out.', order: 1 }),
          })
          .meta({ title: 'Rename' }),
        '[{from: …, to: …}]',
      )
        .default([])
        .meta({
          title: 'Event names of your own',
          description: 'They win over the names above.',
          always_show: true,
          order: 1,
        }),
    })
    .prefault({})
    .meta({ title: 'Event names', order: 6, group: 'mapping' }),
  revenue_from: z.enum(['revenue', 'total']).default('revenue').meta({
    title: 'Amount of an order that is the revenue',
    description: "Which of an order's amounts is the revenue where it has both: revenue, or total.",
    always_show: true,
    order: 7,
    group: 'mapping',
  }),
  defaults: z
    .object({
      phone_country: z
        .string()
        .regex(/^[A-Za-z]{2}$/, 'must be two letters, such as US')
        .transform((country) => country.toUpperCase())
        .superRefine((country, context) => {
          const why = whyNoCountry(country)
          if (why !== undefined) context.addIssue(why)
        })
        .optional()
        .meta({
          title: 'Country of national phone numbers',
          description: 'For phone numbers without a country code whose record names no country. Two letters.',
          pattern_descriptor: 'two letters, such as US',
          examples: ['US'],
          always_show: true,
          order: 0,
        }),
      currency: z
        .string()
        .regex(/^[A-Za-z]{3}$/, 'must be three letters, such as USD')
        .transform((code) => code.toUpperCase())
        .optional()
        .meta({
          title: 'Currency of amounts without one',
          description: 'Three letters, for events whose record names no currency.',
          pattern_descriptor: 'three letters, such as USD',
          examples: ['USD'],
          always_show: true,
          order: 1,
        }),
    })
    .prefault({})
    .meta({ title: 'Defaults', order: 8, group: 'mapping' }),
  privacy: z
    .object({
      opted_out_users: z.enum(['strip_ids', 'strip_advertising_ids', 'skip', 'send']).default('strip_ids').meta({
        title: 'Opted-out users',
        description:
          'What to do with events of users who opted out of ad tracking: strip_ids sends them without advertising ids and without the hashes of e-mail, phone and names; strip_advertising_ids keeps the hashes; skip sends nothing; send sends them as they came.',
        always_show: true,
        order: 0,
      }),
      sharing_filter: z
        .preprocess(onePartnerEach, listOf(partnerId.meta({ title: 'Partner id' }), '[…]').default([]))
        .meta({
          title: 'Partners that get nothing',
          description: 'Partner ids of AppsFlyer (sharing filter); all blocks every partner. Mobile only.',
          always_show: true,
          order: 1,
        }),
      personal_data_in_event_values: z.enum(['remove', 'keep']).default('remove').meta({
        title: 'Personal data in event values',
        description: 'remove takes e-mail addresses, phone numbers and names out of the event values.',
        always_show: true,
        order: 2,
      }),
      event_values: z
        .preprocess(
          (value) => (typeof value === 'string' ? [value] : value),
          listOf(z.string().min(1, 'is empty').meta({ title: 'Event value' }), '[…]').default(['all']),
        )
        .meta({
          title: 'Event values that go out',
          description:
            'Which event values go out: all; mapped_only (those that the mapping names, and AppsFlyer parameters of known events); or a list of names. Empty: all.',
          always_show: true,
          order: 3,
        }),
    })
    .prefault({})
    .meta({ title: 'Privacy', always_show: true, order: 9, group: 'privacy' }),
  late_events: z.enum(['send', 'reject']).default('send').meta({
    title: 'Late events',
    description:
      'AppsFlyer stamps events that arrive too late, and those whose time is in the future or cannot be read, with the time of their arrival. send them anyway, or reject them.',
    always_show: true,
    order: 10,
    group: 'delivery',
  }),
  delivery: z
    .object({
      max_requests_per_second: positive(
        'Most requests a second',
        'Reached gradually. Ask AppsFlyer before you raise it.',
        0,
        1_000,
        100_000,
      ),
      max_in_flight: positive(
        'Most requests that wait for an answer',
        'Requests a second, times the seconds until an answer.',
        1,
        256,
        4_096,
      ),
      max_attempts: positive('Tries of a request', 'How often one request is tried.', 2, 8, 100).meta(hidden),
      request_timeout_seconds: positive(
        'Timeout of a request',
        'Seconds until an unanswered request counts as failed.',
        3,
        10,
        600,
      ).meta(hidden),
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
    .meta({ title: 'Delivery', order: 11, group: 'delivery' }),
  rejected_records: rejectedRecords.meta({ order: 14, group: 'rejected' }),
  object_storage_config: objectStorage.meta({ order: 13, group: 'rejected' }),
  memory: memory.meta({ order: 16, group: 'memory' }),
  ledger: ledger.meta({ order: 17, group: 'ledger' }),
  custom_data: z
    .object({
      delivery_id: z.enum(['auto', 'off']).default('auto').meta({
        title: 'Delivery ids',
        description:
          'auto: with a ledger or a memory, each request tells AppsFlyer which delivery it is, within custom_data (on the web: customer_dedup_id), so that its row in the raw data can be known. off: it does not.',
        order: 0,
      }),
    })
    .prefault({})
    .meta({ title: 'What custom_data tells', airbyte_hidden: true, order: 18, group: 'ledger' }),
  store_revenue_measured_by_appsflyer: z.boolean().default(false).meta({
    title: 'Store revenue is measured by AppsFlyer (ROI360)',
    description:
      'true where AppsFlyer has the revenue of in-app purchases from the stores: an event of one with revenue is warned about, since AppsFlyer counts it twice.',
    airbyte_hidden: true,
    order: 19,
    // Nobody sees it: the last card has room for it.
    group: 'ledger',
  }),
  endpoints: endpointUrls.prefault({}).meta({
    title: 'Addresses of AppsFlyer',
    description: 'Other base URLs: a proxy or the sandbox.',
    airbyte_hidden: true,
    order: 12,
    group: 'delivery',
  }),
  unreadable_lines: z.enum(['fail', 'skip']).default('fail').meta({
    title: 'Unreadable lines',
    description:
      'What to do with a line of input that may have been a record and that cannot be read, nor assigned to a stream. fail ends the sync before its state; skip counts it and goes on without it.',
    airbyte_hidden: true,
    order: 15,
    group: 'rejected',
  }),
})

type Parsed = z.infer<typeof configurationSchema>

/**
 * A configuration that can be used: every default filled in, each app with its platform and its key, all streams in one
 * list, the base URLs one by one. An iOS app id may still lack its prefix: see completeAppId.
 */
export interface Configuration
  extends Rules,
    Pick<Parsed, 'delivery' | 'dev_key' | 'rejected_records' | 'object_storage_config' | 'unreadable_lines'> {
  readonly memory: MemorySettings
  readonly ledger: LedgerSettings
  readonly custom_data: Parsed['custom_data']
}
export type { App, StreamMapping } from './rules'
