import type { InputField } from '@segment/actions-core'
import { type FieldName, fields, mobileTexts, opaqueIds, textsOf } from '../../spec/configuration/fields'
import { defineField, defineFields } from './define-field'
import { firstOf, ifExists, path } from './directives'
import { fieldsOf, onAndroid, onIos, rare } from './table-fields'

export const adTrackingEnabled = defineField('ad_tracking_enabled', {
  default: path('$.context.device.adTrackingEnabled'),
})

const operatingSystem: InputField = {
  label: 'Operating System',
  description: 'Decides where the platform says neither ios nor android.',
  type: 'string',
  default: path('$.context.os.name'),
}

export const platformFields = defineFields({
  platform: defineField('platform', {
    description:
      'ios, android, or what a device app runs on (steam, roku …): it decides the app. iPadOS, tvOS, watchOS and visionOS count as ios. Events of a server name none: give a fixed value if all events of this mapping are of one platform.',
    default: path('$.context.device.type'),
  }),
  operating_system: operatingSystem,
  os_version: defineField('os_version', { default: path('$.context.os.version') }),
})

export const deviceIdFields = defineFields({
  idfa: defineField('idfa', { ...onIos, default: path('$.context.device.advertisingId') }),
  idfv: defineField('idfv', { ...onIos, default: path('$.context.device.id') }),
  att_status: defineField('att_status', {
    ...onIos,
    description:
      'App Tracking Transparency: authorized, denied, restricted or notDetermined, or 0 to 3. What it decides is in the settings.',
    // 0 and false are answers, too.
    default: ifExists(
      '$.context.device.trackingStatus',
      path('$.context.device.trackingStatus'),
      path('$.context.device.attTrackingStatus'),
    ),
  }),
  advertising_id: defineField('advertising_id', { ...onAndroid, default: path('$.context.device.advertisingId') }),
  ...fieldsOf(opaqueIds),
  app_set_id: defineField('app_set_id', {
    ...onAndroid,
    ...rare,
    type: 'object',
    properties: {
      scope: { label: 'Scope', description: '1 (app) or 2 (developer).', type: 'string' },
      id: { label: 'ID', description: 'The UUID.', type: 'string' },
    },
  }),
  ad_tracking_enabled: adTrackingEnabled,
})

/** Of apps on PCs, consoles and TVs alone. Properties of the usual names are read where these fields are empty. */
export const playerFields = defineFields({
  send_as: {
    label: 'Send As',
    description:
      'Only for apps on PCs, consoles and TVs: first_open for the first launch, session for each later one. Empty: an in-app event.',
    type: 'string',
    ...rare,
  },
  device_ids: defineField('device_ids', {
    description:
      'Ids of a PC, a console or a TV, by their types: {"rida": "…"}. Where it is empty, properties such as device_ids, rida, steam_id and device_id are taken.',
    type: 'object',
    additionalProperties: true,
    defaultObjectUI: 'keyvalue',
    ...rare,
  }),
  device_model: defineField('device_model', { ...rare, default: path('$.context.device.model') }),
  // Segment tries again what had no answer.
  dedup_id: defineField('dedup_id', {
    ...rare,
    description: 'Of an event of a PC, a console or a TV: unique for each event, the same for each try.',
    default: path('$.messageId'),
  }),
  ...fieldsOf(textsOf('devices').filter((name: FieldName) => fields[name].mobile === undefined)),
})

export const originFields = defineFields({
  ip: defineField('ip', { default: firstOf('$.context.ip', '$.request_ip', '$.properties.ip') }),
  user_agent: defineField('user_agent', { default: path('$.context.userAgent') }),
})

export const appFields = fieldsOf([
  ...mobileTexts.filter((name) => fields[name].segment !== undefined),
  ...mobileTexts.filter((name) => fields[name].segment === undefined),
  'app_type',
  'fb_login_id',
])
