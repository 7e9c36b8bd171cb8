import { isObject, own } from '../../json/json'
import { applyColumns } from './apply-columns'
import type { PlannedStream } from './plan-stream'
import type { RawEvent } from './raw-event'
import { readRow } from './read-row'
import { readSegmentEvent, segmentCallOf } from './read-segment-event'
import { isSet } from './values'

/** A record that is none: what it is instead. */
export type NoEvent = 'unreadable_record' | 'not_an_event' | 'deleted_row'

/** What a record says, be it a Segment event or a row of columns; the configured columns win over the usual names. */
export function readRecord(data: unknown, stream: PlannedStream | undefined): RawEvent | NoEvent {
  if (!isObject(data)) return 'unreadable_record'
  const call = segmentCallOf(data)
  if (call === 'other') return 'not_an_event'
  if (call !== undefined) return applyColumns(readSegmentEvent(data, call), data, stream)
  if (isSet(own(data, '_ab_cdc_deleted_at'))) return 'deleted_row'
  return applyColumns(readRow(data, stream?.mappedColumns ?? none), data, stream)
}

const none: ReadonlySet<string> = new Set()
