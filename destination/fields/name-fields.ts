import type { InputField } from '@segment/actions-core'
import { defineField } from './define-field'
import { firstOf, ifExists, path } from './directives'

export const eventName: InputField = defineField('event_name', {
  description:
    'What happened, such as Order Completed; needed. Events of the Segment spec go out under the names AppsFlyer has for them (af_purchase); every other name goes out as it is.',
  default: path('$.event'),
})

export const screenName: InputField = {
  label: 'Screen or page name',
  description: 'For screen and page calls, which have no event name: Home is sent as "Viewed Home Screen".',
  type: 'string',
  // A track call's property of that name may be anything: an object would make Segment refuse the event.
  default: ifExists('$.event', firstOf('$.name', '$.event'), firstOf('$.name', '$.properties.name')),
}

/** What Segment calls it; `row` for a row of Reverse ETL, whose columns then need no mapping when they have usual names. */
export const call: InputField = {
  label: 'Call',
  description: 'track, page or screen; row for a row of a warehouse, whose columns are then read by their usual names.',
  type: 'string',
  default: path('$.type'),
  unsafe_hidden: true,
}

/** Segment's libraries name themselves in the context; a row of Reverse ETL has none, and says in `event` how it changed. */
export const rowChange: InputField = {
  label: 'Row change',
  description: 'How a row of Reverse ETL changed: new, updated or deleted. Deleted rows are not sent.',
  type: 'string',
  default: ifExists('$.context.library', '', path('$.event')),
  unsafe_hidden: true,
}
