import type { DeviceInappBody } from '../../../spec/appsflyer/bodies/body'
import type { Json } from '../../json/json'
import type { CleanValues, DeviceEvent } from '../domain/event'
import { amountNumber } from '../reading/parse-amount'

/** What the three calls have in common; which members each of them needs is for the reader. */
type MadeBody = { [Name in keyof DeviceInappBody]?: DeviceInappBody[Name] | undefined }

/** The body of a call for a PC, a console or a TV (PC/Console/CTV Events API). The reader has seen to what is required and how long it is. */
export function toDeviceBody(event: DeviceEvent, values: CleanValues): MadeBody {
  const { deviceIds, sharing_filter: sharingFilter } = event
  const shared = {
    timestamp: event.timeMs,
    request_id: event.requestId,
    ip: event.ip,
    user_agent: event.user_agent,
    device_os_version: event.os_version,
    device_model: event.device_model,
    device_ids: deviceIds.length === 0 ? undefined : deviceIds.map(({ type, value }) => ({ type, value })),
    limit_ad_tracking: event.limit_ad_tracking,
    customer_user_id: event.customer_user_id,
    app_version: event.app_version,
    sharing_filter: sharingFilter === 'all' ? ['all'] : sharingFilter && [...sharingFilter],
  }
  if (event.name === undefined) return shared
  return {
    ...shared,
    event_name: event.name,
    event_parameters: parametersOf(event),
    event_custom_parameters: Object.keys(values).length === 0 ? undefined : JSON.stringify(values),
  }
}

function parametersOf({ revenue, currency, namesCurrency }: DeviceEvent): DeviceInappBody['event_parameters'] {
  if (revenue === undefined && !(namesCurrency && currency !== undefined)) return undefined
  return { af_revenue: revenue === undefined ? undefined : amountNumber(revenue).value, af_currency: currency }
}

/** The length of the event values where they stand, in characters. */
export function deviceValuesLength(values: CleanValues): number {
  return JSON.stringify(values).length
}

/** What one event value takes there, its comma included. */
export function deviceEntryLength(key: string, value: Json): number {
  const bracesAndComma = 1
  return JSON.stringify({ [key]: value }).length - bracesAndComma
}
