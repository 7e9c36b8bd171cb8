import type { StreamMapping } from '../../../spec/configuration/configuration'
import { ColumnWatch } from '../../airbyte/connector/column-watch'
import { streamOf } from '../../core/domain/record'
import { segmentCallOf } from '../../core/reading/read-segment-event'
import { isObject } from '../../json/json'
import type { Entry } from '../inputs/read-input'

/** What a mapping of streams was not used for, which would otherwise show only as fields that stay empty. */
export interface UnusedMapping {
  /** Rows that name no stream, though streams are mapped. */
  readonly rowsWithoutStream: number
  /** A sentence for each configured column that no record of its stream has. */
  readonly columns: readonly string[]
}

/** Looks at entries that are at hand whole; MappingWatch does the same for those that go by. */
export function unusedMapping(streams: readonly StreamMapping[], entries: readonly Entry[]): UnusedMapping {
  const watch = new ColumnWatch(streams)
  let rowsWithoutStream = 0
  for (const entry of entries) {
    if (entry.kind !== 'record' || !isObject(entry.record.data)) continue
    const { data } = entry.record
    const stream = streamOf(entry.record)
    if (stream !== undefined) watch.look(stream, data)
    else if (streams.length > 0 && segmentCallOf(data) === undefined) rowsWithoutStream += 1
  }
  return { rowsWithoutStream, columns: watch.warningsAtTheEnd() }
}
