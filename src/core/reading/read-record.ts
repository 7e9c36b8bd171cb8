import { isObject, type JsonObject, own } from '../../json/json'
import { applyColumns } from './apply-columns'
import { isAppsflyerRawData, isDeletedRow } from './bookkeeping'
import { expandEventValues } from './expand-event-values'
import { excludesAppsflyer, integrationOf } from './integration'
import { plainName } from './names'
import { columnValue } from './places'
import type { PlannedStream } from './plan-stream'
import type { RawEvent } from './raw-event'
import { readRow } from './read-row'
import { isFromAppsflyer, isIdentify, readSegmentEvent, rowIsFromAppsflyer, segmentCallOf } from './read-segment-event'
import { marksOf } from './record-marks'
import { withoutRejection } from './rejected-row'
import { type RowSigns, signsOf } from './row-signs'
import { syncedRow } from './synced-row'
import { asStructure, isStructure } from './values'
import { meets } from './where'

/** A record that is none, or is not to be sent: why. */
export type NoEvent =
  | 'unreadable_record'
  | 'not_an_event'
  | 'deleted_row'
  | 'filtered_out'
  | 'excluded_by_source'
  | 'from_appsflyer'

/** What a record says, be it a Segment event, a row of columns or a row in a call of Reverse ETL; the configured columns win over the usual names. */
export function readRecord(data: unknown, stream: PlannedStream | undefined): RawEvent | NoEvent {
  if (!isObject(data)) return 'unreadable_record'
  if (stream !== undefined && !meetsAll(data, stream)) return 'filtered_out'
  return readUnconditionally(data, stream)
}

/** The same whatever the conditions of its stream say: what is left out by them has a worth, too. */
export function readUnconditionally(data: unknown, stream: PlannedStream | undefined): RawEvent | NoEvent {
  if (!isObject(data)) return 'unreadable_record'
  const row = syncedRow(data)
  return row === 'deleted_row' ? row : readMet(row ?? data, stream)
}

function readMet(data: JsonObject, stream: PlannedStream | undefined): RawEvent | NoEvent {
  const signs = signsOf(data)
  if (signs.wasRejected) return readMet(withoutRejection(data), stream)
  if (signs.mayBeDeleted && isDeletedRow(data)) return 'deleted_row'
  const read = readAnyShape(data, signs, stream)
  if (typeof read === 'string') return read
  const raw = expandEventValues(applyColumns(read, data, stream))
  const isChosen = stream === undefined ? undefined : (column: string) => choosesValues(column, stream)
  const marks = marksOf(raw.call === 'row' ? data : (propertiesOf(data) ?? data), isChosen, data)
  return marks === undefined ? raw : { ...raw, marks }
}

/** The ids of an identify call, which is no event; undefined for any other call, and where it is not meant for AppsFlyer. */
export function readIdentity(data: unknown): RawEvent | undefined {
  if (!isObject(data) || !isIdentify(data)) return undefined
  const integration = integrationOf(data)
  return integration.isExcluded ? undefined : readSegmentEvent(data, 'track', integration)
}

function readAnyShape(data: JsonObject, signs: RowSigns, stream: PlannedStream | undefined): RawEvent | NoEvent {
  const call = isRow(data, signs, stream) ? undefined : segmentCallOf(data)
  if (call === 'other' && !namesEvent(data)) return 'not_an_event'
  if (call !== undefined && call !== 'other') {
    const integration = integrationOf(data)
    if (integration.isExcluded) return 'excluded_by_source'
    return isFromAppsflyer(data) ? 'from_appsflyer' : readSegmentEvent(data, call, integration)
  }
  if (signs.mayBeExcluded && excludesAppsflyer(data)) return 'excluded_by_source'
  // Whom AppsFlyer knows is what an identity says, and an erasure.
  const isAboutUsers = stream?.send_as === 'identify' || stream?.send_as === 'erase'
  if (!isAboutUsers && signs.mayBeAppsflyers && (isAppsflyerRawData(data) || rowIsFromAppsflyer(data)))
    return 'from_appsflyer'
  return readRow(data, stream?.mappedColumns, stream?.mappedRoots)
}

/**
 * A column `type` makes no event of a row that a mapping describes, or that has its context or ids in columns: an event
 * has them in objects.
 */
function isRow(data: JsonObject, { isFlat }: RowSigns, stream: PlannedStream | undefined): boolean {
  if (stream?.mappedColumns.has('type') === true) return true
  if (envelope.some((key) => isStructure(own(data, key)))) return false
  return stream?.isMapped === true || isFlat
}

/** An identify, group or alias call has no event: with one it is a row whose column `type` says something else. */
function namesEvent(data: JsonObject): boolean {
  return typeof own(data, 'event') === 'string' && !envelope.some((key) => isStructure(own(data, key)))
}

const envelope = ['properties', 'context', 'integrations', 'traits']

function meetsAll(data: JsonObject, { conditions }: PlannedStream): boolean {
  return conditions.every(({ place, condition }) => meets(valueAmong(data, place), condition))
}

/** A column of a Segment event may stand at its top or among its properties. */
function valueAmong(data: JsonObject, place: PlannedStream['conditions'][number]['place']) {
  const value = columnValue(data, place)
  const properties = value === undefined ? propertiesOf(data) : undefined
  return properties === undefined ? value : columnValue(properties, place)
}

/** An object, or JSON in a text. */
function propertiesOf(data: JsonObject): JsonObject | undefined {
  const properties = asStructure(own(data, 'properties'))
  return isObject(properties) ? properties : undefined
}

/** Whether the stream says which values of a column it wants; saying which it does not want leaves others to be told. */
function choosesValues(column: string, { conditions }: PlannedStream): boolean {
  const name = plainName(column)
  return conditions.some(
    ({ condition }) => (condition.is ?? condition.in) !== undefined && filters(condition.column, name),
  )
}

function filters(conditionColumn: string, name: string): boolean {
  const conditioned = plainName(conditionColumn)
  return conditioned === name || conditioned === `properties${name}`
}
