import { fieldNames, fields } from '../../../../spec/configuration/fields'
import { isObject, type Json, type JsonObject } from '../../../json/json'
import type { Side } from './compare-endpoints'

/** One thing that bodies say, and how each of them says it. */
export interface BodyRow {
  /** What the mobile API calls it; of an event value its own name. */
  readonly name: string
  readonly isEventValue: boolean
  /** In the order of the sides; undefined where a body does not have it. */
  readonly cells: readonly (Cell | undefined)[]
  /** Whether the bodies say different things, or not all of them say it. */
  readonly differs: boolean
}

interface Cell {
  /** Where it stands: `user_id.customer_user_id`. */
  readonly path: string
  /** As JSON. */
  readonly value: string
}

/** The bodies' own names of a field, by the name that the first of these families has for it. */
const families = ['mobile', 'web', 'pba', 'devices'] as const
const sameField = fieldNames.flatMap((field) => {
  const [first, ...others] = families.flatMap((family) => fields[field][family] ?? [])
  return others.filter((name) => name !== first).map((name) => [name, first] as const)
})

/** What stands under other names elsewhere (spec/appsflyer/bodies), by the name that mobile has for it. */
const same: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(sameField),
  event_name: 'eventName',
  'user_id.appsflyer_id': 'appsflyer_id',
  afUserId: 'appsflyer_id',
  'user_id.customer_user_id': 'customer_user_id',
  timestamp: 'eventTime',
  event_revenue: 'af_revenue',
  eventRevenue: 'af_revenue',
  'event_parameters.af_revenue': 'af_revenue',
  'event_parameters.af_currency': 'eventCurrency',
}

/** First of all; what is not named here keeps its place in the bodies, and event values come last. */
const order = [
  'eventName',
  'eventTime',
  'af_revenue',
  'eventCurrency',
  'af_currency',
  'appsflyer_id',
  'customer_user_id',
]

/** The bodies of a record side by side; those of sides without one are empty. */
export function bodyRows(sides: readonly Pick<Side, 'request'>[]): readonly BodyRow[] {
  const bodies = sides.map(({ request }) => (request === undefined ? new Map<string, Leaf>() : leavesOf(request.body)))
  const names = [...new Set(bodies.flatMap((body) => [...body.keys()]))]
  const answering = sides.map(({ request }) => request !== undefined)
  const rows = names.map((name) => {
    const leaves = bodies.map((body) => body.get(name))
    const values = leaves.filter((_, index) => answering[index]).map((leaf) => leaf && comparable(name, leaf.value))
    return {
      name,
      isEventValue: leaves.every((leaf) => leaf === undefined || leaf.isEventValue),
      cells: leaves.map((leaf) => leaf && { path: leaf.path, value: JSON.stringify(leaf.value) }),
      differs: values.some((value) => value !== values[0]),
    }
  })
  return rows.sort((left, right) => rank(left) - rank(right))
}

function rank({ name, isEventValue }: BodyRow): number {
  const place = order.indexOf(name)
  return place === -1 ? order.length + (isEventValue ? 1 : 0) : place
}

/** A time in two notations, and a number in quotes, say the same. */
function comparable(name: string, value: Json): string {
  if (name === 'eventTime') return String(typeof value === 'number' ? value : Date.parse(`${value}Z`.replace(' ', 'T')))
  return typeof value === 'string' ? value : JSON.stringify(value)
}

interface Leaf {
  readonly path: string
  readonly value: Json
  readonly isEventValue: boolean
}

/** Where event values stand: in an object, or as JSON in a text. */
const eventValues = /^(eventValue|event_value|event_value\.custom_parameters|event_custom_parameters)$/
const opened = /^(user_id|event_parameters)$/

function leavesOf(body: string): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  const put = (object: JsonObject, path: string, isEventValue: boolean) => {
    for (const [key, value] of Object.entries(object)) {
      const at = path === '' ? key : `${path}.${key}`
      const inner = eventValues.test(at) ? objectIn(value) : opened.test(at) && isObject(value) ? value : undefined
      if (inner !== undefined) put(inner, at, eventValues.test(at))
      else if (value !== '') leaves.set(nameOf(isEventValue ? key : at), { path: at, value, isEventValue })
    }
  }
  const whole: unknown = JSON.parse(body)
  if (isObject(whole)) put(whole, '', false)
  return leaves
}

function nameOf(path: string): string {
  return Object.hasOwn(same, path) ? (same[path] ?? path) : path
}

function objectIn(value: Json): JsonObject | undefined {
  if (isObject(value)) return value
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined
  const inner: unknown = JSON.parse(value)
  return isObject(inner) ? inner : undefined
}
