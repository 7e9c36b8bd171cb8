import type { ActionDefinition, InputField } from '@segment/actions-core'
import type { Connection } from '../connection'
import { adTrackingEnabled, originFields } from '../fields/device-fields'
import { appId, batchFields, eventTime, pageFields, visitTexts } from '../fields/event-fields'
import { call, rowChange } from '../fields/name-fields'
import { browserAppsflyerId, customerUserId, externalIds, personFields } from '../fields/user-fields'
import { eventValues, eventValuesJson } from '../fields/value-fields'
import type { Settings } from '../generated-types'
import { performer } from '../performer'
import { trigger } from '../triggers'
import type { Payload } from './generated-types'

export const fields: Record<string, InputField> = {
  ...pageFields,
  event_url: {
    ...pageFields.event_url,
    description: 'The http(s) address of the page; a visit needs one.',
  },
  ...visitTexts,
  event_time: eventTime,
  customer_user_id: customerUserId,
  appsflyer_id: browserAppsflyerId,
  event_values: eventValues,
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

/** Visits of websites (AppsFlyer's S2S API for web attribution): no event name, no money. */
export function webVisit(connection: Connection): ActionDefinition<Settings, Payload> {
  return {
    title: 'Send Web Visit',
    description: 'Tell AppsFlyer that a page of your website was visited.',
    defaultSubscription: trigger.visits,
    fields,
    ...performer('web_visit', fields, connection),
  }
}
