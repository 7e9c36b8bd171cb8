import type { InputField } from '@segment/actions-core'
import { defineField } from './define-field'
import { firstOf, path } from './directives'

export const eventTime: InputField = defineField('event_time', {
  default: firstOf('$.timestamp', '$.originalTimestamp'),
})

export const appId: InputField = defineField('app_id', {
  description: 'Only to name one of the apps of the settings; else the platform decides.',
  default: firstOf('$.integrations.AppsFlyer.appId', '$.integrations.AppsFlyer.app_id', '$.app_id'),
  displayMode: 'collapsed',
})

export const pageFields = {
  event_url: defineField('event_url', { default: firstOf('$.context.page.url', '$.properties.url') }),
  http_referrer: defineField('http_referrer', {
    default: firstOf('$.context.page.referrer', '$.properties.referrer'),
  }),
  dedup_id: defineField('dedup_id', { default: path('$.messageId') }),
} satisfies Record<string, InputField>

/** Segment puts these into the payload too; they are for Segment alone and never leave it. */
export const batchFields: Record<string, InputField> = {
  enable_batching: {
    label: 'Batch events',
    description: 'Hand events over in batches. AppsFlyer still gets one request for each event.',
    type: 'boolean',
    default: true,
    unsafe_hidden: true,
  },
  batch_size: {
    label: 'Batch size',
    description: 'The most events in one batch.',
    type: 'number',
    default: 100,
    unsafe_hidden: true,
  },
}
