import type { Json } from '../../json/json'
import type { CleanValues, DeviceEvent } from '../domain/event'
import { amountNumber } from '../reading/parse-amount'
import { bodyWriter, jsonOf } from './body-writer'

const shared = { timestamp: ({ timeMs }: DeviceEvent) => timeMs?.toString() }

const writers = {
  first_open: bodyWriter('devices', 'device_first_open', shared),
  session: bodyWriter('devices', 'device_session', shared),
  inapp: bodyWriter('devices', 'device_inapp', {
    ...shared,
    event_name: ({ name }: DeviceEvent) => (name === undefined ? undefined : jsonOf(name)),
    event_parameters: parametersOf,
    event_custom_parameters: (_event: DeviceEvent, values: CleanValues) =>
      Object.keys(values).length === 0 ? undefined : JSON.stringify(JSON.stringify(values)),
  }),
}

/** The body of a call for a PC, a console or a TV (PC/Console/CTV Events API). The reader has seen to what is required and how long it is. */
export function toDeviceBody(event: DeviceEvent, values: CleanValues): string {
  return writers[event.call](event, values)
}

function parametersOf({ revenue, currency, namesCurrency }: DeviceEvent): string | undefined {
  if (revenue === undefined && !(namesCurrency && currency !== undefined)) return undefined
  const amount = revenue === undefined ? undefined : amountNumber(revenue).value
  return JSON.stringify({ af_revenue: amount, af_currency: currency })
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
