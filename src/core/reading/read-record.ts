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
import { isFromAppsflyer, readSegmentEvent, segmentCallOf } from './read-segment-event'
import { testMark } from './test-record'
import { isStructure } from './values'
import { meets } from './where'

/** A record that is none, or is not to be sent: why. */
export type NoEvent =
  | 'unreadable_record'
  | 'not_an_event'
  | 'deleted_row'
  | 'filtered_out'
  | 'excluded_by_source'
  | 'from_appsflyer'

/** What a record says, be it a Segment event or a row of columns; the configured columns win over the usual names. */
export function readRecord(data: unknown, stream: PlannedStream | undefined): RawEvent | NoEvent {
  if (!isObject(data)) return 'unreadable_record'
  if (stream !== undefined && !meetsAll(data, stream)) return 'filtered_out'
  if (isDeletedRow(data)) return 'deleted_row'
  const read = readAnyShape(data, stream)
  if (typeof read === 'string') return read
  const raw = expandEventValues(applyColumns(read, data, stream))
  const mark = testMark(data)
  return mark === undefined || isFiltered(mark.column, stream) ? raw : { ...raw, testMark: mark }
}

function readAnyShape(data: JsonObject, stream: PlannedStream | undefined): RawEvent | NoEvent {
  const call = isRow(data, stream) ? undefined : segmentCallOf(data)
  if (call === 'other') return 'not_an_event'
  if (call !== undefined) {
    const integration = integrationOf(data)
    if (integration.isExcluded) return 'excluded_by_source'
    return isFromAppsflyer(data) ? 'from_appsflyer' : readSegmentEvent(data, call, integration)
  }
  if (excludesAppsflyer(data)) return 'excluded_by_source'
  if (isAppsflyerRawData(data) || isFromAppsflyer(data, data)) return 'from_appsflyer'
  return readRow(data, stream?.mappedColumns, stream?.mappedRoots)
}

/**
 * A column `type` makes no event of a row that a mapping describes, or that has its context or ids in columns: an event
 * has them in objects.
 */
function isRow(data: JsonObject, stream: PlannedStream | undefined): boolean {
  if (stream?.mappedColumns.has('type') === true) return true
  if (envelope.some((key) => isStructure(own(data, key)))) return false
  return stream?.isMapped === true || Object.keys(data).some(isFlat)
}

const envelope = ['properties', 'context', 'integrations', 'traits']

function isFlat(column: string): boolean {
  return /^context[_.]/i.test(column) || flatColumns.has(plainName(column))
}

const flatColumns: ReadonlySet<string> = new Set([
  'appsflyerid',
  'afid',
  'platform',
  'eventname',
  'eventtime',
  'devicetype',
])

function meetsAll(data: JsonObject, { conditions }: PlannedStream): boolean {
  return conditions.every(({ place, condition }) => meets(valueAmong(data, place), condition))
}

/** A column of a Segment event may stand at its top or among its properties. */
function valueAmong(data: JsonObject, place: PlannedStream['conditions'][number]['place']) {
  const value = columnValue(data, place)
  const properties = own(data, 'properties')
  return value === undefined && isObject(properties) ? columnValue(properties, place) : value
}

function isFiltered(column: string, stream: PlannedStream | undefined): boolean {
  const name = plainName(column)
  return stream?.conditions.some(({ condition }) => filters(condition.column, name)) === true
}

function filters(conditionColumn: string, name: string): boolean {
  const conditioned = plainName(conditionColumn)
  return conditioned === name || conditioned === `properties${name}`
}
