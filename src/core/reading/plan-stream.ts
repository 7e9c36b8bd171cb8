import type { StreamMapping } from '../../../spec/configuration/configuration'

/** A stream's mapping made ready for quick look-ups. */
export interface PlannedStream extends StreamMapping {
  /** The columns that the configuration gives a field or an event value. */
  readonly mappedColumns: ReadonlySet<string>
  /** Whether the configuration says anything about the stream's fields or event values. */
  readonly isMapped: boolean
}

export function planStream(stream: StreamMapping): PlannedStream {
  const { columns, event_values, constants } = stream
  const mappedColumns = new Set([...columns, ...event_values].flatMap(({ column }) => column ?? []))
  return { ...stream, mappedColumns, isMapped: mappedColumns.size + event_values.length + constants.length > 0 }
}
