import {
  type FieldName,
  fieldNames,
  fields as fieldTable,
  namesOf,
  onlyOnWeb,
} from '../../../spec/configuration/fields'
import type { Field } from '../../../spec/configuration/fields/field'
import { isObject, type Json, type JsonObject, own, valuesOf } from '../../json/json'
import { comparableId } from '../domain/comparable-id'
import { remembered } from '../domain/remembered'
import { rememberedByKeys } from '../domain/remembered-by-keys'
import { isBookkeeping } from './bookkeeping'
import { plainName } from './names'
import { platformOf } from './platform'
import type { RawEvent, RawFields } from './raw-event'
import { asStructure, asText, isMeant, isSet, isStructure, saysNo } from './values'
import { readWarehouseContext } from './warehouse-context'

interface Meaning {
  readonly field: FieldName
  /** 0 for the field's own name, then its aliases in order: of two columns with one meaning the lower rank counts. */
  readonly rank: number
  /** The field's place among all fields. */
  readonly index: number
  readonly isOnlyOnWeb: boolean
}

const meanings: ReadonlyMap<string, Meaning> = new Map(
  // Names of devices' fields mean them where an app is for devices (device-fields).
  fieldNames.flatMap((field, index) =>
    fieldTable[field].on === 'devices'
      ? []
      : namesOf(field).map(
          (name, rank) => [plainName(name), { field, rank, index, isOnlyOnWeb: onlyOnWeb.has(field) }] as const,
        ),
  ),
)

const none: ReadonlySet<string> = new Set()

type ColumnMeaning = Meaning | 'bookkeeping' | 'context' | null

/** What the name of a column says: a field, a loader's bookkeeping, a part of an event's context (Segment's warehouse tables). */
const meaningOf = remembered((column): ColumnMeaning => {
  if (isBookkeeping(column)) return 'bookkeeping'
  return /^context[_.]/i.test(column) ? 'context' : (meanings.get(plainName(column)) ?? null)
})
const meaningsOf = rememberedByKeys((columns) => columns.map(meaningOf))

/** The best rank of each field in the row that is read: one list for all rows, since making one costs. */
const bestRanks = new Float64Array(fieldNames.length)

/**
 * Reads a flat row by the names of its columns (any case, any separators between the words). Columns that the
 * configuration maps are left to it.
 */
export function readRow(
  row: JsonObject,
  mappedColumns: ReadonlySet<string> = none,
  mappedRoots: ReadonlySet<string> = none,
): RawEvent {
  const fields: RawFields = {}
  const properties: Record<string, Json> = {}
  const systems: Json[] = []
  const money: Money = { revenue: '', revenues: [], currencies: [] }
  const columnsOf: RawEvent['columnsOf'] & {} = {}
  let context: Record<string, Json> | undefined
  let conflicts: Map<FieldName, undefined> | undefined
  bestRanks.fill(Number.POSITIVE_INFINITY)
  const columns = Object.keys(row)
  const values = valuesOf(row, columns)
  const all = meaningsOf(columns)
  for (let index = 0; index < columns.length; index++) {
    const [column, value] = [columns[index] ?? '', values[index]]
    if (value === undefined || value === null || isAmong(column, mappedColumns)) continue
    if (isAmong(column, mappedRoots) && isStructure(value)) continue
    const meaning = all[index] ?? null
    if (meaning === null) {
      if (column !== '__proto__') properties[column] = value
    } else if (meaning === 'context') {
      context ??= {}
      context[plainName(column)] = value
    } else if (meaning !== 'bookkeeping' && isSet(value)) {
      if (meaning.field === 'platform') systems.push(value)
      if (meaning.field === 'currency' && isMeant(value)) money.currencies.push({ column, value })
      if (meaning.field === 'revenue' && isMeant(value)) money.revenues.push(value)
      const rank = isMeant(value) ? meaning.rank : meaning.rank + placeholderRank
      const best = bestRanks[meaning.index] ?? Number.POSITIVE_INFINITY
      if (best < Number.POSITIVE_INFINITY && idFields.has(meaning.field) && areTwo(fields[meaning.field], value)) {
        conflicts ??= new Map()
        conflicts.set(meaning.field, undefined)
      }
      if (meaning.field === 'ip' && best < Number.POSITIVE_INFINITY)
        fields.ip = bothAddresses(fields.ip, value, rank < best)
      else if (
        best === Number.POSITIVE_INFINITY ||
        (rank < best ? !saysNo(meaning.field, fields[meaning.field]) : saysNo(meaning.field, value))
      ) {
        fields[meaning.field] = value
        if (meaning.field === 'revenue') money.revenue = column
        if (meaning.isOnlyOnWeb) columnsOf[meaning.field] = column
      }
      bestRanks[meaning.index] = Math.min(rank, best)
    }
  }
  if (fields.os_version !== undefined) systems.push(...systemIn(fields))
  readUserObject(fields)
  const hasRevenueConflict = money.revenues.length > 1 && differ(money.revenues)
  const hasCurrencyConflict = money.currencies.length > 1 && pairCurrency(money, fields)
  // A page's row may name the browser's operating system: it is no app's.
  const namesSystem = fields.platform !== undefined && (bestRanks[platformIndex] ?? 0) > 0
  const inBrowser = isSet(fields.event_url) && !deviceIds.some((name) => isMeant(fields[name]))
  const row_: RawEvent = {
    call: 'row',
    fields,
    properties,
    used: none,
    systems,
    inBrowser,
    namesSystem,
    hasCurrencyConflict,
    hasRevenueConflict,
    columnsOf,
    conflicts,
  }
  return context === undefined ? row_ : readWarehouseContext(row_, context, row)
}

/** The field that a column's name says; undefined where it says none, or is a loader's or of an event's context. */
export function fieldNamed(column: string): FieldName | undefined {
  const meaning = meaningOf(column)
  return typeof meaning === 'object' ? meaning?.field : undefined
}

/** The columns of a row whose usual name is this field's, and that say something. */
export function columnsNamed(row: JsonObject, field: FieldName): readonly string[] {
  return Object.keys(row).filter((column) => {
    const meaning = meaningOf(column)
    return typeof meaning === 'object' && meaning?.field === field && isSet(row[column])
  })
}

/** The first of these columns that holds the value. */
export function columnHolding(row: JsonObject, field: FieldName, value: Json | undefined): string | undefined {
  if (!isSet(value)) return undefined
  const columns = Object.keys(row)
  const values = valuesOf(row, columns)
  return columns.find((column, index) => {
    const meaning = values[index] === value ? meaningOf(column) : null
    return typeof meaning === 'object' && meaning?.field === field
  })
}

/** Fields that tell one user or device from all others: two values are two of them. */
const idFields: ReadonlySet<FieldName> = new Set(
  fieldNames.filter((name) => {
    const { erasedAs = [] }: Field = fieldTable[name]
    return erasedAs.length > 0
  }),
)

function areTwo(known: Json | undefined, value: Json): boolean {
  return isMeant(known) && isMeant(value) && comparableId(asText(known) ?? '') !== comparableId(asText(value) ?? '')
}

/** The column of a row's revenue, and all that name a currency. */
interface Money {
  revenue: string
  readonly revenues: Json[]
  readonly currencies: { readonly column: string; readonly value: Json }[]
}

/** Amounts are compared as numbers: 48 is 48.00. */
function differ(amounts: readonly Json[]): boolean {
  return new Set(amounts.map((amount) => Number(asText(amount)))).size > 1
}

/** Of several currencies the one that is named as the amount is: `af_currency` of `af_revenue`. Tells whether they differ. */
function pairCurrency({ revenue, currencies }: Money, fields: RawFields): boolean {
  const prefix = plainName(revenue).replace(/revenue$/, '')
  const beside = currencies.find(({ column }) => plainName(column) === `${prefix}currency`)
  if (beside !== undefined) fields.currency = beside.value
  return new Set(currencies.map(({ value }) => asText(value)?.toUpperCase())).size > 1
}

/** Any other name of a field counts before one that holds a placeholder. */
const placeholderRank = 1_000

/** Ids that only an app has. */
const deviceIds = fieldNames.filter((name) => fieldTable[name].deviceId !== undefined)

/** Two columns with addresses are one list: a private one may stand before the device's. */
function bothAddresses(known: Json | undefined, value: Json, isFirst: boolean): Json | undefined {
  const [first, second] = isFirst ? [value, known] : [known, value]
  if (!mayBeAddresses(first) || !mayBeAddresses(second)) return first
  return [...addressesIn(first), ...addressesIn(second)]
}

function mayBeAddresses(value: Json | undefined): boolean {
  return typeof value === 'string' || Array.isArray(value)
}

function addressesIn(value: Json | undefined): readonly Json[] {
  const structure = asStructure(value)
  return Array.isArray(structure) ? (structure as readonly Json[]) : [value ?? null]
}

const platformIndex = fieldNames.indexOf('platform')

function isAmong(column: string, names: ReadonlySet<string>): boolean {
  return names.size > 0 && (names.has(column) || names.has(plainName(column)))
}

/** A column `os` may hold the system's name, with its version or instead of it. */
function systemIn({ os_version: system }: RawFields): Json[] {
  const text = asText(system)
  const platform = text === undefined || /^\d/.test(text) ? undefined : platformOf(text)
  return platform === undefined || text === undefined ? [] : [text]
}

/** AppsFlyer's web API has the user's ids in an object `user_id` (S2S API for Web Attribution). */
function readUserObject(fields: RawFields): void {
  const user =
    typeof fields.customer_user_id === 'string' ? asStructure(fields.customer_user_id) : fields.customer_user_id
  if (!isObject(user)) return
  fields.customer_user_id = memberOf(user, 'customeruserid')
  if (!isMeant(fields.appsflyer_id)) fields.appsflyer_id = memberOf(user, 'appsflyerid')
}

function memberOf(object: JsonObject, name: string): Json | undefined {
  const key = Object.keys(object).find((candidate) => plainName(candidate) === name)
  return key === undefined ? undefined : own(object, key)
}
