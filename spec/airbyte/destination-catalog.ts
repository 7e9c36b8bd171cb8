import { completeAppId } from '../appsflyer/events/app-id'
import { endpointsOf } from '../appsflyer/events/platforms'
import type { App, Configuration, StreamMapping } from '../configuration/configuration'
import { type FieldName, fieldNames, fields } from '../configuration/fields'
import type { Field } from '../configuration/fields/field'

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

/**
 * What `discover` answers: one operation for each kind of event that some configured app takes, its columns under the
 * names of spec/configuration/fields. A column is required where its lack would reject every record. What every mapped
 * stream that can reach the object has from the configuration is not asked for again; which app is meant always is where
 * there are several, since streams without a mapping have nothing else that tells.
 */
export function destinationCatalog(configuration: Configuration): { readonly operations: readonly Operation[] } {
  const objects = destinationObjects.filter((name) => appsFor(name, configuration).length > 0)
  return { operations: objects.map((name) => operation(name, configuration)) }
}

function operation(name: DestinationObject, configuration: Configuration): Operation {
  const { title, description, on, required, without } = kinds[name]
  const carried = fieldNames.filter(
    (field) => (fields[field].on === 'all' || fields[field].on === on) && !without.includes(field),
  )
  const apps = appsFor(name, configuration)
  const streams = configuration.streams.filter((stream) => canReach(stream, name, apps))
  const asked = [
    ...required.filter((field) => streams.length === 0 || !streams.every((stream) => gives(stream, field))),
    ...appFields(apps),
  ]
  const properties = Object.fromEntries(
    carried.map((field) => [field, propertyOf(fields[field], asked.includes(field))]),
  )
  return {
    object_name: name,
    sync_mode: 'append',
    // Columns beyond these become event values, so additional properties are welcome.
    json_schema: { type: 'object', title, description, properties, required: asked, additionalProperties: true },
  }
}

function appsFor(name: DestinationObject, { apps }: Configuration): readonly App[] {
  return apps.filter((app) => name in endpointsOf(app))
}

/** Whether records of a stream may be sent as the object: by what the stream says, and by the kind of its app. */
function canReach({ send_as, app_id }: StreamMapping, name: DestinationObject, apps: readonly App[]): boolean {
  if (send_as !== 'auto') return send_as === name
  return app_id === undefined || apps.some((app) => isOf(app, app_id))
}

/** Either side may name an iOS app without its prefix. */
function isOf({ platform, app_id }: App, id: string): boolean {
  return completeAppId(platform, app_id) === completeAppId(platform, id)
}

/** What tells the app where several could be meant: the platform where each has one app, else the app's id. */
function appFields(apps: readonly App[]): readonly FieldName[] {
  if (apps.length === 1) return []
  return [new Set(apps.map(({ platform }) => platform)).size === apps.length ? 'platform' : 'app_id']
}

/** Whether the configuration gives a field to a stream: for every record, or from a column of its own name. */
function gives({ event_name, columns, constants }: StreamMapping, field: FieldName): boolean {
  if (field === 'event_name' && event_name !== undefined) return true
  return [...columns, ...constants].some((mapped) => mapped.field === field)
}

function propertyOf({ title, description, type }: Field, isRequired: boolean): Readonly<Record<string, unknown>> {
  const items = type === 'array' ? { items: { type: 'string' } } : {}
  return { title, description, type: isRequired ? type : ['null', type], ...items }
}
