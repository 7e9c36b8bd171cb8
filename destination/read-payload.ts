import { amountUnits } from '../spec/configuration/amount-unit'
import { type FieldName, fieldNames } from '../spec/configuration/fields'
import type { EventKind } from '../src/core/domain/event'
import { expandEventValues } from '../src/core/reading/expand-event-values'
import { externalId } from '../src/core/reading/external-id'
import { readOwnNames } from '../src/core/reading/own-names'
import { parseTime } from '../src/core/reading/parse-time'
import { firstSet, valueAt } from '../src/core/reading/places'
import { platformOf } from '../src/core/reading/platform'
import type { RawEvent, RawFields } from '../src/core/reading/raw-event'
import { readRow } from '../src/core/reading/read-row'
import { addresses, isFromAppsflyer, segmentCallOf, usedProperties } from '../src/core/reading/read-segment-event'
import { marksOf } from '../src/core/reading/record-marks'
import { asStructure, asText, isMeant, isSet } from '../src/core/reading/values'
import { isObject, type Json, type JsonObject, own } from '../src/json/json'
import { type Decisions, replace, withoutProperties } from './read-mapping'

/** Fields that are no text. */
type StructuredField =
  | 'revenue'
  | 'event_time'
  | 'consent_data'
  | 'custom_data'
  | 'sharing_filter'
  | 'event_values'
  | 'app_set_id'
  | 'device_ids'
type Structure = { readonly [key: string]: unknown }

/** What the three actions' payloads have in common: the fields every host has, by their names, and what Segment adds. */
export type EventPayload = { readonly [Name in Exclude<FieldName, StructuredField>]?: string } & {
  readonly revenue?: Json | undefined
  readonly event_time?: string | number
  readonly call?: string
  readonly row_change?: string
  readonly screen_name?: string
  readonly operating_system?: string
  readonly external_ids?: readonly { readonly id?: string; readonly type?: string }[]
  readonly products?: readonly Structure[]
  readonly event_values?: Structure
  readonly event_values_json?: string
  readonly consent_data?: Structure
  readonly consent_data_json?: string
  readonly custom_data?: Structure
  readonly app_set_id?: Structure
  readonly device_ids?: Structure
  readonly send_as?: string
  readonly revenue_unit?: string
  readonly custom_data_json?: string
  readonly sharing_filter?: readonly string[]
}

/** A payload as the event every host's input becomes first, so that both hosts send the same bytes for the same event. */
export function readPayload(
  payload: EventPayload,
  kind: EventKind,
  mapping: Decisions,
): RawEvent | 'deleted_row' | 'from_appsflyer' {
  if (isDeletedRow(payload)) return 'deleted_row'
  const all = readProperties(payload, mapping)
  if (isFromAppsflyer({ event: payload.event_name ?? null, properties: all })) return 'from_appsflyer'
  const marks = marksOf(all)
  const exact = { ...payload, revenue: exactRevenue(payload, all, mapping) }
  const raw = readEvent(exact, kind, mapping, withoutProperties(all, mapping.properties))
  return {
    ...raw,
    ...(marks === undefined ? {} : { marks }),
    ...(mapping.choosesRevenue ? revenueMapped : {}),
    ...(hasUnreadableValues(payload) ? { hasUnreadableValues: true } : {}),
  }
}

/**
 * The amount as the event has it. Segment makes text of the field. Where the mapping takes a property, it is still among the event
 * values, unless Segment, whose paths are exact, did not find it; of any other, text that is written as a number of JSON was one.
 */
function exactRevenue(payload: EventPayload, properties: JsonObject, { revenue }: Decisions): Json | undefined {
  const text = payload.revenue
  const given = revenue === undefined || text === undefined ? undefined : valueAt(properties, revenue)
  if (given !== undefined) return given
  return typeof text === 'string' && String(Number(text)) === text ? Number(text) : text
}

/** The text of the event values counts where there are none as an object. */
function hasUnreadableValues({ event_values, event_values_json: text }: EventPayload): boolean {
  return event_values === undefined && isMeant(text) && !isObject(asStructure(text))
}

const revenueMapped: Pick<RawEvent, 'mapped'> = { mapped: new Map([['revenue', undefined]]) }

/**
 * An iOS event without an AppsFlyer id has the vendor's id in its place: for accounts with which AppsFlyer has agreed to it.
 * The core tells that it is no AppsFlyer id.
 */
export function withIdfv(payload: EventPayload): EventPayload {
  const { appsflyer_id: id, idfv, platform, operating_system: system, external_ids: others } = payload
  const isApple = [platform, system].map((name) => platformOf(name)).find((known) => known !== undefined) === 'ios'
  const isKnown = isMeant(id) || isMeant(externalId(asJson(others)))
  return isKnown || !isApple || idfv === undefined ? payload : { ...payload, appsflyer_id: idfv }
}

/** Whether what is sent is about a visitor of a website, whatever the event says of its device. */
export function isOfWeb(kind: EventKind): boolean {
  return kind === 'web_event' || kind === 'web_visit'
}

function readEvent(payload: EventPayload, kind: EventKind, mapping: Decisions, properties: JsonObject): RawEvent {
  const given = readFields(payload)
  if (isRow(payload)) {
    const row = withMapped(readRow(properties), given, payload, mapping)
    return expandEventValues({ ...row, ...unitOf(payload) })
  }
  const call = readCall(payload, mapping)
  const fields: RawFields = { ...given, event_name: call === 'track' ? given.event_name : payload.screen_name }
  if (isOfWeb(kind)) fields.platform = 'web'
  if (kind === 'web_visit') Object.assign(fields, moneyAmong(properties))
  fields.ip = addresses(fields.ip, undefined, properties['ip'])
  const used = usedProperties(properties, fields, call)
  return expandEventValues({
    call,
    fields,
    properties,
    ...used,
    // Event values of an admin's own choice are that, whatever they are called.
    used: mapping.changed.has('event_values') ? used.used : readOwnNames(properties, fields, used.used),
    ...evidenceOf(fields, payload, kind),
    ...unitOf(payload),
  })
}

/** Of a row these are Segment's own: the primary key, and when the row was synced. */
const segmentsOwn: ReadonlySet<string> = new Set<FieldName>(['customer_user_id', 'event_time'])

/**
 * What an admin mapped wins over a column's usual name. A field left at its default looks for the places of an event, so a
 * column wins there. Of two values that differ the one that is left out is told.
 */
function withMapped(row: RawEvent, given: RawFields, { row_change }: EventPayload, { changed }: Decisions): RawEvent {
  const fields: RawFields = { ...row.fields }
  const conflicts = new Map(row.conflicts)
  for (const name of Object.keys(given) as FieldName[]) {
    const [value, column] = [given[name], row.fields[name]]
    if (name === 'event_name' && value === row_change) continue
    const hasColumn = isMeant(column)
    const isChosen = changed.has(name) && isMeant(value)
    if (hasColumn && name !== 'dedup_id' && !isSame(name, value, column))
      conflicts.set(name, isChosen ? 'The mapping decided.' : 'A row’s column counts before userId and timestamp.')
    if (isChosen || (!hasColumn && (changed.has(name) || !segmentsOwn.has(name)))) fields[name] = value
  }
  return conflicts.size === 0 ? { ...row, fields } : { ...row, fields, conflicts }
}

/** Segment makes text of numbers, and numbers of text. */
function isSame(name: FieldName, left: Json | undefined, right: Json | undefined): boolean {
  const [one, other] = [left, right].map((value) => asText(value)?.toLowerCase() ?? JSON.stringify(value))
  if (one === other || Number(one) === Number(other)) return true
  if (name !== 'event_time') return false
  const time = parseTime(left ?? null)
  return time !== undefined && time === parseTime(right ?? null)
}

/** A row by its preset, or by a mapping that leaves the event's name as it is: for a row, that is how it changed. */
function isRow({ call, row_change, event_name }: EventPayload): boolean {
  if (call?.toLowerCase() === 'row') return true
  return event_name === row_change && (row_change === 'new' || row_change === 'updated')
}

/** Only what names no library says how a row changed: an event of a library that is really called "deleted" is an event. */
export function isDeletedRow({ row_change }: EventPayload): boolean {
  return row_change?.toLowerCase() === 'deleted'
}

/** A name given to a screen by the mapping is meant as it is. */
function readCall({ call }: EventPayload, { namesEvent }: Decisions): 'track' | 'page' | 'screen' {
  const named = segmentCallOf({ type: call ?? 'track' })
  return namesEvent || named === undefined || named === 'other' ? 'track' : named
}

function readFields(payload: EventPayload): RawFields {
  const fields: RawFields = {}
  for (const name of fieldNames) {
    const value = readField(name, payload)
    if (isSet(value)) fields[name] = value
  }
  return fields
}

function readField(name: FieldName, payload: EventPayload): Json | undefined {
  switch (name) {
    case 'appsflyer_id':
      return firstSet(payload.appsflyer_id, externalId(asJson(payload.external_ids)))
    case 'event_values':
      // They are the properties.
      return undefined
    case 'app_set_id':
    case 'device_ids':
      return asJson(payload[name])
    case 'consent_data':
    case 'custom_data':
      return asJson(payload[name]) ?? payload[`${name}_json`]
    case 'sharing_filter':
      // Segment makes a list of a single text, which may hold a list itself.
      return payload.sharing_filter?.length === 1 ? payload.sharing_filter[0] : asJson(payload.sharing_filter)
    default:
      return payload[name]
  }
}

/** Products that are mapped as they stand among the properties are read there, so that what is left out of them is known. */
function readProperties(
  { event_values, event_values_json, products }: EventPayload,
  { changed }: Decisions,
): JsonObject {
  const values = asJson(event_values) ?? asStructure(event_values_json)
  const properties = isObject(values) ? values : {}
  if (!changed.has('products') && Array.isArray(own(properties, 'products'))) return properties
  const list = asJson(products)
  if (!Array.isArray(list) || list.length === 0) return properties
  return replace(properties, 'products', list)
}

/** What AppsFlyer's web API has no field for on a visit stays among its values. */
function moneyAmong(properties: JsonObject): RawFields {
  return { revenue: own(properties, 'revenue'), currency: own(properties, 'currency') }
}

/**
 * What tells the platform, as src/core/reading/read-segment-event reads it. By default all advertising ids are mapped to
 * the one that Segment has, so two equal ones tell none.
 */
function evidenceOf(fields: RawFields, { operating_system }: EventPayload, kind: EventKind): Evidence {
  if (isOfWeb(kind)) return { systems: [], inBrowser: true }
  const idsTell = asText(fields.idfa) !== asText(fields.advertising_id)
  return { systems: [operating_system], inBrowser: false, hasAmbiguousIds: !idsTell }
}

type Evidence = Pick<RawEvent, 'systems' | 'inBrowser' | 'hasAmbiguousIds'>

function unitOf({ revenue_unit: given }: EventPayload): Pick<RawEvent, 'revenueUnit' | 'hasUnreadableUnit'> {
  const text = asText(given)?.toLowerCase()
  if (text === undefined) return {}
  const unit = amountUnits.find((known) => known === text)
  return unit === undefined ? { hasUnreadableUnit: true } : { revenueUnit: unit }
}

/** A payload came from JSON, which its generated type does not say. */
export function asJson(value: Structure | readonly unknown[] | undefined): Json | undefined {
  return value as Json | undefined
}
