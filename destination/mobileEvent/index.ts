import type { ActionDefinition, InputField } from '@segment/actions-core'
import type { Connection } from '../connection'
import { appFields, deviceIdFields, originFields, platformFields, playerFields } from '../fields/device-fields'
import { appId, batchFields, eventTime } from '../fields/event-fields'
import { call, eventName, rowChange, screenName } from '../fields/name-fields'
import { appsflyerId, customerUserId, externalIds, personFields } from '../fields/user-fields'
import {
  consentData,
  consentDataJson,
  currency,
  customData,
  customDataJson,
  eventValues,
  eventValuesJson,
  products,
  revenue,
  revenueUnit,
  sharingFilter,
} from '../fields/value-fields'
import type { Settings } from '../generated-types'
import { performer } from '../performer'
import { trigger } from '../triggers'
import type { Payload } from './generated-types'

export const fields: Record<string, InputField> = {
  event_name: eventName,
  screen_name: screenName,
  event_time: eventTime,
  appsflyer_id: appsflyerId,
  customer_user_id: customerUserId,
  ...platformFields,
  ...deviceIdFields,
  ...playerFields,
  ...originFields,
  revenue,
  revenue_unit: revenueUnit,
  currency,
  products,
  event_values: eventValues,
  ...personFields,
  consent_data: consentData,
  sharing_filter: sharingFilter,
  ...appFields,
  app_id: appId,
  custom_data: customData,
  event_values_json: eventValuesJson,
  custom_data_json: customDataJson,
  consent_data_json: consentDataJson,
  external_ids: externalIds,
  call,
  row_change: rowChange,
  ...batchFields,
}

/**
 * In-app events of apps: iOS and Android (AppsFlyer's server-to-server events API for mobile), PCs, consoles and TVs. Of the last
 * also first opens and sessions.
 */
export function mobileEvent(connection: Connection): ActionDefinition<Settings, Payload> {
  return {
    title: 'Send Mobile Event',
    description: 'Send an in-app event of your iOS, Android, PC, console or TV app to AppsFlyer.',
    defaultSubscription: trigger.mobile,
    fields,
    ...performer('mobile_event', fields, connection),
  }
}
