import type { AmountUnit } from '../../../spec/configuration/amount-unit'
import type { FieldName } from '../../../spec/configuration/fields'
import type { Json, JsonObject } from '../../json/json'
import type { RecordMarks } from './record-marks'

/** Field values as a record has them: not yet checked, not yet hashed. */
export type RawFields = { [Name in FieldName]?: Json | undefined }

/** What every host's input becomes first: the fields it names, and the rest, which become event values. */
export interface RawEvent {
  readonly call: 'track' | 'page' | 'screen' | 'row'
  readonly fields: RawFields
  readonly properties: JsonObject
  /** Properties that became fields: they are not repeated among the event values. */
  readonly used: ReadonlySet<string>
  /** Properties that become fields on the web alone: the page. */
  readonly usedOnWeb?: readonly string[]
  /** Properties that become fields on mobile alone: the name of a screen. */
  readonly usedOnMobile?: readonly string[]
  /** A row's columns of the fields that the web alone takes: on mobile they stay event values. */
  readonly columnsOf?: { [Name in FieldName]?: string }
  /** What else may tell the platform, the most telling first: an operating system, a maker. */
  readonly systems: readonly (Json | undefined)[]
  /** Whether it happened on a page, and names no device. */
  readonly inBrowser: boolean
  /** A row's platform is the name of an operating system or of a kind of device, which a browser has as well. */
  readonly namesSystem?: boolean
  /** A device that does not say what it is has its ids under the names of every platform: they tell none. */
  readonly hasAmbiguousIds?: boolean
  /** Fields that the configuration gave a column or a constant, with the column. */
  readonly mapped?: ReadonlyMap<FieldName, string | undefined>
  /** Configured columns that say nothing in this record. */
  readonly emptyColumns?: ReadonlyMap<FieldName, string>
  /** Event values that the configuration names. */
  readonly mappedValues?: ReadonlySet<string>
  /** The unit of the revenue, where the configuration says so. */
  readonly revenueUnit?: AmountUnit
  /** A unit was given that is none: the amount counts as written in the currency's own. */
  readonly hasUnreadableUnit?: boolean
  /** Where a configured column of the revenue stands: the last key of its path, and the object it is in. */
  readonly revenueContext?: { readonly name: string; readonly beside: JsonObject; readonly isInside: boolean }
  /** What columns say of the whole record, but those that the stream filters by. */
  readonly marks?: RecordMarks
  /** Two columns name two currencies. */
  readonly hasCurrencyConflict?: boolean
  /** Two columns name two amounts. */
  readonly hasRevenueConflict?: boolean
  /** Other fields of which two values differ, with what decided, where a host knows. */
  readonly conflicts?: ReadonlyMap<FieldName, string | undefined> | undefined
  /** The event values came as a text that is no JSON object. */
  readonly hasUnreadableValues?: boolean
  /** Of times without a zone; UTC where nothing says otherwise. */
  readonly timeZone?: string
}

/** The properties that did not become fields. */
export function unusedProperties({ properties, used }: Pick<RawEvent, 'properties' | 'used'>): Record<string, Json> {
  const unused: Record<string, Json> = {}
  for (const key of Object.keys(properties)) {
    // Assigning to __proto__ would change the copy's prototype.
    if (!used.has(key) && key !== '__proto__') unused[key] = properties[key] ?? null
  }
  return unused
}
