import type { ActionDefinition, InputField } from '@segment/actions-core'
import type { Connection } from '../connection'
import { adTrackingEnabled, originFields } from '../fields/device-fields'
import { appId, batchFields, eventTime, pageFields, webTexts } from '../fields/event-fields'
import { call, eventName, rowChange, screenName } from '../fields/name-fields'
import { browserAppsflyerId, customerUserId, externalIds, personFields } from '../fields/user-fields'
import { currency, eventValues, eventValuesJson, products, revenue, revenueUnit } from '../fields/value-fields'
import type { Settings } from '../generated-types'
import { performer } from '../performer'
import { trigger } from '../triggers'
import type { Payload } from './generated-types'

export const fields: Record<string, InputField> = {
  event_name: eventName,
  screen_name: screenName,
  event_time: eventTime,
  customer_user_id: customerUserId,
  appsflyer_id: browserAppsflyerId,
  revenue,
  revenue_unit: revenueUnit,
  currency,
  products,
  event_values: eventValues,
  ...pageFields,
  ...webTexts,
  ...originFields,
  ad_tracking_enabled: adTrackingEnabled,
  ...personFields,
  app_id: appId,
  event_values_json: eventValuesJson,
  external_ids: externalIds,
  call,
  row_change: rowChange,
  ...batchFields,
}

/** Events of websites (AppsFlyer's S2S API for web attribution). */
export function webEvent(connection: Connection): ActionDefinition<Settings, Payload> {
  return {
    title: 'Send Web Event',
    description: 'Send an event of your website to AppsFlyer.',
    defaultSubscription: trigger.web,
    fields,
    ...performer('web_event', fields, connection),
  }
}
