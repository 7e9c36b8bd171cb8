import { type Field, type FieldName, fieldNames, fields } from '../configuration/fields'

/** The objects of data activation: what a stream can be sent as when the connection chooses it. */
export const destinationObjects = ['mobile_event', 'web_event', 'web_visit'] as const
export type DestinationObject = (typeof destinationObjects)[number]

/** One operation of Airbyte's DESTINATION_CATALOG. */
export interface Operation {
  readonly object_name: DestinationObject
  readonly sync_mode: 'append'
  readonly json_schema: Readonly<Record<string, unknown>>
}

interface ObjectKind {
  readonly title: string
  readonly description: string
  readonly on: 'mobile' | 'web'
  readonly required: readonly FieldName[]
  readonly without: readonly FieldName[]
}

const kinds: { readonly [Name in DestinationObject]: ObjectKind } = {
  mobile_event: {
    title: 'Mobile event',
    description:
      'Something a user did in an iOS or Android app, or about it: a purchase, a renewal. Columns that are none of these fields become event values.',
    on: 'mobile',
    required: ['event_name', 'appsflyer_id'],
    without: [],
  },
  web_event: {
    title: 'Web event',
    description:
      'Something a user did on a website. It needs a customer user id or an AppsFlyer id. Columns that are none of these fields become event values.',
    on: 'web',
    required: ['event_name'],
    without: ['platform'],
  },
  web_visit: {
    title: 'Web visit',
    description: 'A user opened a page of a website. It needs a customer user id or an AppsFlyer id.',
    on: 'web',
    required: ['event_url'],
    without: ['platform', 'event_name', 'revenue', 'currency'],
  },
}

/** What `discover` answers: one operation per kind of event, its columns under the names of spec/configuration/fields. */
export function destinationCatalog(): { readonly operations: readonly Operation[] } {
  return { operations: destinationObjects.map(operation) }
}

function operation(name: DestinationObject): Operation {
  const { title, description, on, required, without } = kinds[name]
  const carried = fieldNames.filter(
    (field) => (fields[field].on === 'all' || fields[field].on === on) && !without.includes(field),
  )
  const properties = Object.fromEntries(
    carried.map((field) => [field, propertyOf(fields[field], required.includes(field))]),
  )
  return {
    object_name: name,
    sync_mode: 'append',
    // Columns beyond these become event values, so additional properties are welcome.
    json_schema: { type: 'object', title, description, properties, required, additionalProperties: true },
  }
}

function propertyOf({ title, description, type }: Field, isRequired: boolean): Readonly<Record<string, unknown>> {
  const items = type === 'array' ? { items: { type: 'string' } } : {}
  return { title, description, type: isRequired ? type : ['null', type], ...items }
}
