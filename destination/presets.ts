import { defaultValues, type InputField, type JSONObject, type Preset } from '@segment/actions-core'
import { fieldNames } from '../spec/configuration/fields'
import { path } from './fields/directives'
import { fields as mobileFields } from './mobileEvent'
import { trigger } from './triggers'
import { fields as webFields } from './webEvent'
import { fields as visitFields } from './webVisit'

const mobile = { partnerAction: 'mobileEvent', mapping: defaultMapping(mobileFields), type: 'automatic' } as const
const web = { partnerAction: 'webEvent', mapping: defaultMapping(webFields), type: 'automatic' } as const
const visit = { partnerAction: 'webVisit', mapping: defaultMapping(visitFields), type: 'automatic' } as const

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

/**
 * What people really send. Each event of a source fits one preset at the most, so turning all of them on sends nothing
 * twice.
 */
export const presets: Preset[] = [
  ...lifecycle.map((event): Preset => ({ ...mobile, name: event, subscribe: trigger.mobileTrack(event) })),
  { ...mobile, name: 'All other app events', subscribe: trigger.otherMobileTracks(lifecycle) },
  { ...mobile, name: 'Screens', subscribe: trigger.screens },
  { ...web, name: 'Web purchases', subscribe: trigger.webTrack(webPurchase) },
  { ...web, name: 'All other web events', subscribe: trigger.otherWebTracks([webPurchase]) },
  { ...visit, name: 'Page visits', subscribe: trigger.visits },
  { ...mobile, name: 'Audience entered (Engage)', ...audience('Audience Entered', 'audience_entered') },
  { ...mobile, name: 'Audience exited (Engage)', ...audience('Audience Exited', 'audience_exited') },
  {
    name: 'Audience entered (linked audiences)',
    partnerAction: 'mobileEvent',
    mapping: audienceMapping('audience_entered'),
    type: 'specificEvent',
    eventSlug: 'warehouse_audience_entered_track',
  },
  {
    name: 'Audience exited (linked audiences)',
    partnerAction: 'mobileEvent',
    mapping: audienceMapping('audience_exited'),
    type: 'specificEvent',
    eventSlug: 'warehouse_audience_exited_track',
  },
  { ...mobile, name: 'Rows of app events (Reverse ETL)', subscribe: trigger.rows, mapping: rowMapping(mobileFields) },
]

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
  const isText = (name: string) => fields[name]?.type === 'string' && fields[name].multiple !== true
  const columns = fieldNames.filter(isText).map((name) => [name, path(`$.properties.${name}`)] as const)
  return toMapping({
    ...Object.fromEntries(columns),
    event_values: path('$.properties'),
    call: 'row',
    row_change: path('$.event'),
    enable_batching: true,
    batch_size: fields['batch_size']?.default,
  })
}

function defaultMapping(fields: Readonly<Record<string, InputField>>): JSONObject {
  const defaults: object = defaultValues({ ...fields })
  return toMapping(defaults)
}

/** A mapping is JSON, which the types of actions-core's defaults do not say. */
function toMapping(mapping: object): JSONObject {
  return JSON.parse(JSON.stringify(mapping)) as JSONObject
}
