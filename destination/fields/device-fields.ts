import type { InputField } from '@segment/actions-core'
import { defineField } from './define-field'
import { firstOf, ifExists, path } from './directives'

/** Shown unless the mapping says, with a fixed value, that the event is for the other system. */
const unlessAndroid = { conditions: [{ fieldKey: 'platform', operator: 'is_not' as const, value: 'android' }] }
const unlessIos = { conditions: [{ fieldKey: 'platform', operator: 'is_not' as const, value: 'ios' }] }

const onIos = { depends_on: unlessAndroid }
const onAndroid = { depends_on: unlessIos }
const rare = { displayMode: 'collapsed' as const }

export const adTrackingEnabled = defineField('ad_tracking_enabled', {
  default: path('$.context.device.adTrackingEnabled'),
})

const operatingSystem: InputField = {
  label: 'Operating system',
  description: 'Decides where the platform says neither ios nor android.',
  type: 'string',
  default: path('$.context.os.name'),
}

export const platformFields = {
  platform: defineField('platform', {
    description: 'ios or android: it decides the app. iPadOS, tvOS, watchOS and visionOS count as ios.',
    default: path('$.context.device.type'),
  }),
  operating_system: operatingSystem,
  os_version: defineField('os_version', { default: path('$.context.os.version') }),
} satisfies Record<string, InputField>

export const deviceIdFields = {
  idfa: defineField('idfa', { ...onIos, default: path('$.context.device.advertisingId') }),
  idfv: defineField('idfv', { ...onIos, default: path('$.context.device.id') }),
  att_status: defineField('att_status', {
    ...onIos,
    default: ifExists(
      '$.context.device.trackingStatus',
      path('$.context.device.trackingStatus'),
      path('$.context.device.attTrackingStatus'),
    ),
    choices: [
      { value: 'notDetermined', label: 'Not determined' },
      { value: 'restricted', label: 'Restricted' },
      { value: 'denied', label: 'Denied' },
      { value: 'authorized', label: 'Authorized' },
      { value: '0', label: '0 (not determined)' },
      { value: '1', label: '1 (restricted)' },
      { value: '2', label: '2 (denied)' },
      { value: '3', label: '3 (authorized)' },
    ],
  }),
  advertising_id: defineField('advertising_id', { ...onAndroid, default: path('$.context.device.advertisingId') }),
  oaid: defineField('oaid', { ...onAndroid, ...rare }),
  amazon_aid: defineField('amazon_aid', { ...onAndroid, ...rare }),
  imei: defineField('imei', { ...onAndroid, ...rare }),
  app_set_id: defineField('app_set_id', {
    ...onAndroid,
    ...rare,
    type: 'object',
    properties: {
      scope: { label: 'Scope', description: '1 (app) or 2 (developer).', type: 'string' },
      id: { label: 'Id', description: 'The UUID.', type: 'string' },
    },
  }),
  ad_tracking_enabled: adTrackingEnabled,
} satisfies Record<string, InputField>

export const originFields = {
  ip: defineField('ip', { default: firstOf('$.context.ip', '$.request_ip', '$.properties.ip') }),
  user_agent: defineField('user_agent', { default: path('$.context.userAgent') }),
} satisfies Record<string, InputField>

export const appFields = {
  app_version: defineField('app_version', { default: path('$.context.app.version') }),
  bundle_identifier: defineField('bundle_identifier', { default: path('$.context.app.namespace') }),
  app_store: defineField('app_store', { ...onAndroid, ...rare }),
  app_type: defineField('app_type', { ...onIos, ...rare, choices: [{ value: 'app_clip', label: 'App Clip' }] }),
  fb_login_id: defineField('fb_login_id', rare),
} satisfies Record<string, InputField>
