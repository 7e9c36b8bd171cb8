import type { Json } from '../../json/json'
import type { CleanValues, PbaEvent, PbaIdentity } from '../domain/event'
import { bodyWriter, jsonOf } from './body-writer'
import { utf8Bytes } from './utf8-bytes'

/** An event for people-based attribution (Web S2S API for PBA). */
export const toPbaEventBody = bodyWriter('pba', 'pba_event', {
  eventType: (_event: PbaEvent) => '"EVENT"',
  eventName: ({ name }) => jsonOf(name),
  afUserId: ({ appsflyerId }) => (appsflyerId === undefined ? undefined : jsonOf(appsflyerId)),
  timestamp: ({ timeMs }) => timeMs?.toString(),
  eventValue: (_event, values) => toEventValue(values),
})

/** The customer user id of a visitor. */
export const toPbaIdentityBody = bodyWriter('pba', 'pba_setcuid', {
  afUserId: ({ appsflyerId }: PbaIdentity) => jsonOf(appsflyerId),
})

function toEventValue(values: CleanValues): string | undefined {
  const keys = Object.keys(values)
  const texts: Record<string, string> = {}
  for (const key of keys) texts[key] = textOf(values[key] ?? null)
  return keys.length === 0 ? undefined : JSON.stringify(texts)
}

/** Its values are texts alone: a list or an object is one as JSON. */
function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** What one event value takes in such a body, its comma included. */
export function pbaEntryBytes(key: string, value: Json): number {
  const bracesAndComma = 1
  return utf8Bytes(JSON.stringify({ [key]: textOf(value) })) - bracesAndComma
}
