import type { InputField } from '@segment/actions-core'
import { textsOf } from '../../spec/configuration/fields'
import { defineField, defineFields } from './define-field'
import { firstOf, optionPaths, path } from './directives'
import { fieldsOf } from './table-fields'

export const eventTime: InputField = defineField('event_time', {
  type: 'datetime',
  default: firstOf('$.timestamp', '$.originalTimestamp'),
})

export const appId: InputField = defineField('app_id', {
  description: 'Only to name one of the apps of the settings; else the platform decides.',
  default: firstOf(...optionPaths('appId', 'app_id'), '$.app_id'),
  displayMode: 'collapsed',
})

export const pageFields = defineFields({
  event_url: defineField('event_url', { default: firstOf('$.context.page.url', '$.properties.url') }),
  http_referrer: defineField('http_referrer', {
    default: firstOf('$.context.page.referrer', '$.properties.referrer'),
  }),
  dedup_id: defineField('dedup_id', { default: path('$.messageId') }),
})

/** The texts that the table has for events of websites, by themselves and for people-based attribution, and for visits. */
export const webTexts = fieldsOf([...new Set([...textsOf('web'), ...textsOf('pba')])])
export const visitTexts = fieldsOf(textsOf('web', 'web_visit'))

/** A batch has to be through before Segment's patience ends: at twenty at a time, 500 events take some five seconds. */
const mostInBatch = 500

/** Segment puts these into the payload too; they are for Segment alone and never leave it. */
export const batchFields = defineFields({
  enable_batching: {
    label: 'Batch Events',
    description: 'Hand events over in batches. AppsFlyer still gets one request for each event.',
    type: 'boolean',
    default: true,
    displayMode: 'collapsed',
  },
  batch_size: {
    label: 'Batch Size',
    description: `The most events in one batch, up to ${mostInBatch}.`,
    type: 'number',
    default: 100,
    minimum: 1,
    maximum: mostInBatch,
    displayMode: 'collapsed',
  },
})
