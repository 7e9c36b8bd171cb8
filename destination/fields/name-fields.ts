import type { InputField } from '@segment/actions-core'
import { defineField } from './define-field'
import { firstOf, ifExists, path, unlessExists } from './directives'

export const eventName: InputField = defineField('event_name', {
  description:
    'What happened, such as Order Completed; a track call needs it. Events of the Segment spec go out under the names AppsFlyer has for them (af_purchase); every other name goes out as it is.',
  default: path('$.event'),
})

export const screenName: InputField = {
  label: 'Screen or Page Name',
  description: 'For screen and page calls, which have no event name: Home is sent as "Viewed Home Screen".',
  type: 'string',
  // A track call's property of that name may be anything: an object would make Segment refuse the event.
  default: ifExists('$.event', firstOf('$.name', '$.event'), firstOf('$.name', '$.properties.name')),
}

export const call: InputField = {
  label: 'Call Type',
  description:
    'Segment’s kind of call: track, screen or page. row is for a row of a warehouse, whose columns are then read by their usual names.',
  type: 'string',
  default: path('$.type'),
  displayMode: 'collapsed',
}

/** A row of Reverse ETL says in `event` how it changed; its context names neither a library nor a device. */
export const rowChange: InputField = {
  label: 'Row Change',
  description: 'How a row of Reverse ETL changed: new, updated or deleted. Deleted rows are not sent.',
  type: 'string',
  default: unlessExists('$.context.library', unlessExists('$.context.device', path('$.event'))),
  displayMode: 'collapsed',
}
