import { isObject, own } from '../../json/json'
import type { PhoneIds } from '../domain/event'
import type { FieldReader } from '../reading/field-reader'
import { asText } from '../reading/values'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const scopes: ReadonlyMap<string, 1 | 2> = new Map([
  ...['1', '1.0', 'app'].map((word) => [word, 1] as const),
  ...['2', '2.0', 'developer', 'dev'].map((word) => [word, 2] as const),
])

/** Android's app set id: scope and UUID (mobile v3 OpenAPI, AndroidIds.app_set_id), as one object or from two columns. */
export function readAppSetId(fields: FieldReader): PhoneIds['app_set_id'] {
  const given = fields.structure('app_set_id')
  if (given === undefined) return undefined
  const id = asText(isObject(given) ? own(given, 'id') : given)?.toLowerCase()
  const scope = scopes.get(
    (asText(isObject(given) ? own(given, 'scope') : fields.text('app_set_id_scope')) ?? '').toLowerCase(),
  )
  if (id !== undefined && uuid.test(id) && scope !== undefined) return { scope, id }
  fields.note('invalid_device_id_dropped', 'app_set_id', 'It needs a UUID and a scope: 1 (app) or 2 (developer).')
  return undefined
}
