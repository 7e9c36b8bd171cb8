import { segmentCallOf } from '../../core/reading/read-segment-event'
import { isObject, own } from '../../json/json'
import type { Entry } from '../inputs/read-input'
import { safeText } from '../terminal/safe-text'

/** What an entry was taken for: "Segment track", "row", "Airbyte record of stream orders". */
export function describeShape(entry: Entry): string {
  if (entry.kind === 'other_message') return 'Airbyte message without a record'
  if (entry.kind !== 'record') return 'unreadable'
  const { shape, record } = entry
  const stream = record.stream === undefined ? '' : safeText(record.stream)
  const content = describeData(record.data, shape === 'csv' ? 'CSV row' : 'row')
  if (shape === 'airbyte' || shape === 'rejected') {
    const what = shape === 'airbyte' ? 'Airbyte record' : 'rejected record'
    return `${what}${stream && ` of stream ${stream}`}${content === 'row' ? '' : `: ${content}`}`
  }
  return `${content}${stream && `, as stream ${stream}`}`
}

function describeData(data: unknown, row: string): string {
  if (!isObject(data)) return 'no record'
  if (segmentCallOf(data) === undefined) return row
  return `Segment ${String(own(data, 'type')).trim().toLowerCase()}`
}
