import { z } from 'zod'
import { type FieldName, fieldNames } from './fields'

/**
 * The configuration file: the same for every command, and the form Airbyte draws. Each key's `meta` is what the form
 * shows; the connector specification is generated from it. A `null` means "not set" (stripNulls, before parsing).
 */

const key = z
  .string()
  .trim()
  .min(1, 'is empty: paste the key from the AppsFlyer dashboard')
  .regex(/^[\x21-\x7e]+$/, 'has blanks or characters that cannot stand in an HTTP header')

const appId = z.string().trim().min(1, 'is empty')

const keyPattern = { pattern_descriptor: 'the key, without blanks' }

const apiVersion = z.enum(['v3', 'v2']).default('v3').meta({
  title: 'API version',
  description: 'v3 (current) takes an S2S key. v2 (legacy) takes the dev key.',
  order: 3,
})

const mobileKey = key.meta({
  title: 'Key',
  description: 'v3: the S2S key. v2: the dev key. Both are in the AppsFlyer dashboard, under the settings of the app.',
  airbyte_secret: true,
  always_show: true,
  order: 2,
  ...keyPattern,
})

const iosApp = z
  .object({
    platform: z.literal('ios').meta({ title: 'Platform', order: 0 }),
    app_id: appId.regex(/^(id)?\d+$/, 'is no iOS app id: it is id and digits, such as id123456789').meta({
      title: 'App id',
      description: 'With its prefix: id123456789.',
      pattern_descriptor: 'id and digits, such as id123456789',
      examples: ['id123456789'],
      order: 1,
    }),
    key: mobileKey,
    api_version: apiVersion,
  })
  .meta({ title: 'iOS app' })

const androidApp = z
  .object({
    platform: z.literal('android').meta({ title: 'Platform', order: 0 }),
    app_id: appId.meta({ title: 'App id', description: 'The package name.', examples: ['com.example.app'], order: 1 }),
    key: mobileKey,
    api_version: apiVersion,
  })
  .meta({ title: 'Android app' })

const webApp = z
  .object({
    platform: z.literal('web').meta({ title: 'Platform', order: 0 }),
    app_id: appId.meta({
      title: 'App id',
      description: 'The web app id of the AppsFlyer dashboard.',
      examples: ['website-www.example.com'],
      order: 1,
    }),
    key: key.meta({
      title: 'S2S API token',
      description: 'The token of the S2S API for web attribution.',
      airbyte_secret: true,
      always_show: true,
      order: 2,
      ...keyPattern,
    }),
    time_zone: z
      .string()
      .refine(isTimeZone, 'is no time zone: give an IANA name, such as America/New_York')
      .default('UTC')
      .meta({
        title: 'Time zone',
        description: 'The time zone of the app in AppsFlyer (IANA name). It decides until when an event is on time.',
        examples: ['America/New_York', 'Europe/Berlin'],
        order: 3,
      }),
  })
  .meta({ title: 'Web app' })

const app = z.discriminatedUnion('platform', [iosApp, androidApp, webApp]).meta({ title: 'App' })

const sendAs = z.enum(['auto', 'mobile_event', 'web_event', 'web_visit', 'skip'])

const columnMapping = z
  .object({
    column: z
      .string()
      .min(1, 'is empty')
      .meta({ title: 'Column', description: 'The column as the source names it.', order: 0 }),
    field: z
      .enum(fieldNames as readonly [FieldName, ...FieldName[]])
      .meta({ title: 'Field', description: 'What the column means.', order: 1 }),
  })
  .meta({ title: 'Column' })

const stream = z
  .object({
    stream: z.string().min(1, 'is empty').meta({ title: 'Stream', description: 'The name of the stream.', order: 0 }),
    send_as: sendAs.default('auto').meta({
      title: 'Send as',
      description:
        'auto decides by the record: mobile event, web event or web visit. skip sends nothing of this stream.',
      order: 1,
    }),
    event_name: z
      .string()
      .min(1, 'is empty')
      .optional()
      .meta({
        title: 'Event name',
        description: 'The same name for every record of the stream. Empty: the name comes from the record.',
        examples: ['af_purchase'],
        order: 2,
      }),
    app_id: appId.optional().meta({
      title: 'App id',
      description: 'The configured app for records that do not name one.',
      order: 3,
    }),
    columns: z.array(columnMapping).default([]).meta({
      title: 'Columns',
      description: 'Which column means which field. Columns with usual names (email, revenue, …) need no line here.',
      order: 4,
    }),
  })
  .meta({ title: 'Stream' })

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
      opted_out_users: z.enum(['strip_ids', 'skip', 'send']).default('strip_ids').meta({
        title: 'Opted-out users',
        description:
          'What to do with events of users who opted out of ad tracking: send them without advertising ids, send nothing, or send them as they came.',
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
    })
    .prefault({})
    .meta({ title: 'Privacy', order: 4, group: 'privacy' }),
  late_events: z.enum(['send', 'reject']).default('send').meta({
    title: 'Late events',
    description:
      'AppsFlyer stamps events that arrive too late with the time of their arrival. send them still, or reject them.',
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
    })
    .prefault({})
    .meta({ title: 'Delivery', order: 6, group: 'delivery' }),
  rejected_records: z
    .discriminatedUnion('storage', [
      z.object({ storage: z.literal('none').meta({ title: 'Storage', order: 0 }) }).meta({ title: 'Not stored' }),
    ])
    .default({ storage: 'none' })
    .meta({
      title: 'Rejected records',
      description: 'Where records that cannot be sent are kept. They are counted and logged in any case.',
      order: 7,
      group: 'delivery',
    }),
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
      order: 8,
      group: 'delivery',
    }),
})

/** A configuration file after parsing: every default filled in. An iOS app id may still lack its prefix: see completeAppId. */
export type Configuration = z.infer<typeof configurationSchema>
export type App = Configuration['apps'][number]
export type StreamMapping = Configuration['streams'][number]

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
