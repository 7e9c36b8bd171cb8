import type { ActionDefinition, InputField } from '@segment/actions-core'
import type { Connection } from '../connection'
import { appId, batchFields } from '../fields/event-fields'
import { rowChange } from '../fields/name-fields'
import { browserAppsflyerId, customerUserId, externalIds } from '../fields/user-fields'
import type { Settings } from '../generated-types'
import { performer } from '../performer'
import { trigger } from '../triggers'
import type { Payload } from './generated-types'

export const fields: Record<string, InputField> = {
  customer_user_id: customerUserId,
  appsflyer_id: {
    ...browserAppsflyerId,
    description:
      'The AppsFlyer id of the browser (its afUserId cookie). Where it or the customer user id is missing, nothing is sent.',
  },
  app_id: appId,
  external_ids: externalIds,
  row_change: rowChange,
  ...batchFields,
}

/** Which customer user id a visitor has (AppsFlyer's people-based attribution, setcuid): what an identify call says. */
export function pbaUserId(connection: Connection): ActionDefinition<Settings, Payload> {
  return {
    title: 'Send PBA User ID',
    description: 'Tell AppsFlyer’s people-based attribution which user a visitor of your website is.',
    defaultSubscription: trigger.userIds,
    fields,
    ...performer('identify', fields, connection),
  }
}
