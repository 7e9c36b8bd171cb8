import type { Json } from '../../json/json'
import type { CleanValues, WebEvent, WebVisit } from '../domain/event'
import { bodyWriter, jsonOf } from './body-writer'
import { utf8Bytes } from './utf8-bytes'

type Web = WebEvent | WebVisit

/** What no field is by itself, of events and of visits (S2S API for Web Attribution). */
const shared = {
  user_id: toUserId,
  event_value: (_event: Web, values: CleanValues) => toEventValue(values),
  timestamp: ({ timeMs }: Web) => timeMs?.toString(),
}

export const toWebEventBody = bodyWriter('web', 'web_event', {
  ...shared,
  event_name: ({ name }: WebEvent) => jsonOf(name),
})
export const toWebVisitBody = bodyWriter('web', 'web_visit', shared)

function toUserId({ customer_user_id: own, appsflyerId }: Web): string {
  const first = own === undefined ? '' : `,"customer_user_id":${jsonOf(own)}`
  const second = appsflyerId === undefined ? '' : `,"appsflyer_id":${jsonOf(appsflyerId)}`
  return `{${(first + second).slice(1)}}`
}

/** AppsFlyer's own parameters stand at the top, all others under custom_parameters. */
function toEventValue(values: CleanValues): string | undefined {
  const top: Record<string, Json> = {}
  const custom: Record<string, Json> = {}
  for (const key of Object.keys(values)) (key.startsWith('af_') ? top : custom)[key] = values[key] ?? null
  // None of AppsFlyer's own has this name.
  if (Object.keys(custom).length > 0) top['custom_parameters'] = custom
  return Object.keys(top).length === 0 ? undefined : JSON.stringify(top)
}

/** What one event value takes in a web body. */
export function webEntryBytes(key: string, value: Json): number {
  const bracesAndComma = 1
  return utf8Bytes(JSON.stringify({ [key]: value })) - bracesAndComma
}
