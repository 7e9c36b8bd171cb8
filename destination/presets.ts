import { defaultValues, type InputField, type JSONObject, type Preset } from '@segment/actions-core'
import { fieldNames, fields as hostFields } from '../spec/configuration/fields'
import { type Directive, path, unlessBlank } from './fields/directives'
import { fields as mobileFields } from './mobileEvent'
import { fields as userIdFields } from './pbaUserId'
import { openings, trigger } from './triggers'
import { fields as webFields } from './webEvent'
import { fields as visitFields } from './webVisit'

const mobile = { partnerAction: 'mobileEvent', mapping: defaultMapping(mobileFields), type: 'automatic' } as const
const web = { partnerAction: 'webEvent', mapping: defaultMapping(webFields), type: 'automatic' } as const
const visit = { partnerAction: 'webVisit', mapping: defaultMapping(visitFields), type: 'automatic' } as const
const userId = { partnerAction: 'pbaUserId', mapping: defaultMapping(userIdFields), type: 'automatic' } as const

/** Events of Segment's spec with a preset of their own, so that each can be turned off or changed by itself. */
const lifecycle = [
  'Order Completed',
  'Order Refunded',
  'Product Added',
  'Product Viewed',
  'Products Searched',
  'Checkout Started',
  'Signed Up',
  'Signed In',
  'Trial Started',
  'Subscription Started',
]

const webPurchase = 'Order Completed'

const mobileRow = rowMapping(mobileFields)
const webRow = rowMapping(webFields)
/** Segment's name for the rows that an entity of the data graph gains. */
const addedRow = { type: 'specificEvent', eventSlug: 'warehouse_entity_added_track' } as const

/**
 * What people really send. Each event of a source fits one preset at the most, so turning all of them on sends nothing
 * twice.
 */
export const presets: Preset[] = [
  ...lifecycle.map((event): Preset => ({ ...mobile, name: event, subscribe: trigger.mobileTrack(event) })),
  { ...mobile, name: 'App Installs and Opens', subscribe: trigger.appOpenings },
  ...consoleOpenings(),
  { ...mobile, name: 'All Other App Events', subscribe: trigger.otherMobileTracks([...lifecycle, ...openings]) },
  { ...mobile, name: 'Screens', subscribe: trigger.screens },
  { ...web, name: 'Web Purchases', subscribe: trigger.webTrack(webPurchase) },
  { ...web, name: 'All Other Web Events', subscribe: trigger.otherWebTracks([webPurchase]) },
  { ...visit, name: 'Page Visits', subscribe: trigger.visits },
  // An ordinary workspace has no bundle of PBA: then the action sends nothing, and says so, without an error.
  { ...userId, name: 'User IDs (PBA)', subscribe: trigger.userIds },
  { ...mobile, name: 'Audience Entered (Engage)', ...audience('Audience Entered', 'audience_entered') },
  { ...mobile, name: 'Audience Exited (Engage)', ...audience('Audience Exited', 'audience_exited') },
  {
    name: 'Audience Entered (Linked Audiences)',
    partnerAction: 'mobileEvent',
    mapping: audienceMapping('audience_entered'),
    type: 'specificEvent',
    eventSlug: 'warehouse_audience_entered_track',
  },
  {
    name: 'Audience Exited (Linked Audiences)',
    partnerAction: 'mobileEvent',
    mapping: audienceMapping('audience_exited'),
    type: 'specificEvent',
    eventSlug: 'warehouse_audience_exited_track',
  },
  { ...mobile, name: 'Rows of App Events (Reverse ETL)', subscribe: trigger.mobileRows, mapping: mobileRow },
  { ...web, name: 'Rows of Web Events (Reverse ETL)', subscribe: trigger.webRows, mapping: webRow },
  { ...addedRow, name: 'Added Rows of App Events', partnerAction: 'mobileEvent', mapping: mobileRow },
  { ...addedRow, name: 'Added Rows of Web Events', partnerAction: 'webEvent', mapping: webRow },
]

/** What AppsFlyer attributes and counts itself on phones it is told on PCs, consoles and TVs. */
function consoleOpenings(): readonly Preset[] {
  const [installed, opened] = openings
  const as = (kind: string) => toMapping({ ...mobile.mapping, send_as: kind })
  return [
    {
      ...mobile,
      name: 'First Opens (PC, Console, TV)',
      subscribe: trigger.consoleOpening(installed),
      mapping: as('first_open'),
    },
    {
      ...mobile,
      name: 'Sessions (PC, Console, TV)',
      subscribe: trigger.consoleOpening(opened),
      mapping: as('session'),
    },
  ]
}

function audience(event: string, name: string): { subscribe: string; mapping: JSONObject } {
  return { subscribe: trigger.audience(event), mapping: audienceMapping(name) }
}

/** The properties of an audience's event are its key and a key of that name: only the key says something. */
function audienceMapping(name: string): JSONObject {
  return toMapping({
    ...mobile.mapping,
    event_name: name,
    event_values: { audience: path('$.properties.audience_key') },
  })
}

/** Every field from the column of its name; the row's other columns are read by their usual names, or sent along. */
function rowMapping(fields: Readonly<Record<string, InputField>>): JSONObject {
  const columns = fieldNames.flatMap((name) => {
    const field = fields[name]
    // What only devices have is a row's own column elsewhere.
    const isLeft = hostFields[name].on === 'devices' || field?.type === 'object' || field?.multiple === true
    return field === undefined || isLeft ? [] : [[name, columnFor(name, field)] as const]
  })
  return toMapping({
    ...Object.fromEntries(columns),
    // Where no column has one, Segment's: a retry of Segment's must not count twice.
    ...(fields['dedup_id'] && { dedup_id: fields['dedup_id'].default }),
    event_values: path('$.properties'),
    call: 'row',
    row_change: path('$.event'),
    enable_batching: true,
    batch_size: fields['batch_size']?.default,
  })
}

function columnFor(name: string, { type }: InputField): Directive {
  const column = `$.properties.${name}`
  return type === 'number' || type === 'datetime' ? unlessBlank(column) : path(column)
}

function defaultMapping(fields: Readonly<Record<string, InputField>>): JSONObject {
  const defaults: object = defaultValues({ ...fields })
  return toMapping(defaults)
}

/** A mapping is JSON, which the types of actions-core's defaults do not say. */
function toMapping(mapping: object): JSONObject {
  return JSON.parse(JSON.stringify(mapping)) as JSONObject
}
