import type { StreamMapping } from '../../../spec/configuration/configuration'
import { ColumnWatch } from '../../airbyte/connector/column-watch'
import { streamOf } from '../../core/domain/record'
import { segmentCallOf } from '../../core/reading/read-segment-event'
import { isObject } from '../../json/json'
import type { Entry } from './read-input'

/** What a mapping of streams was not used for, which would otherwise show only as fields that stay empty. */
export interface UnusedMapping {
  /** Rows that name no stream, though streams are mapped. */
  readonly rowsWithoutStream: number
  /** A sentence for each configured column that no record of its stream has. */
  readonly columns: readonly string[]
}

/** Looks at entries for what a mapping of streams is not used for. */
export class MappingUse {
  readonly #isMapped: boolean
  readonly #columns: ColumnWatch
  #rowsWithoutStream = 0

  constructor(streams: readonly StreamMapping[]) {
    this.#isMapped = streams.length > 0
    this.#columns = new ColumnWatch(streams)
  }

  look(entry: Entry): void {
    if (entry.kind !== 'record' || !isObject(entry.record.data)) return
    const { data } = entry.record
    const stream = streamOf(entry.record)
    if (stream !== undefined) this.#columns.look(stream, data)
    else if (this.#isMapped && segmentCallOf(data) === undefined) this.#rowsWithoutStream += 1
  }

  /** To be asked at the end. */
  get unused(): UnusedMapping {
    return { rowsWithoutStream: this.#rowsWithoutStream, columns: this.#columns.warningsAtTheEnd() }
  }
}

/** The same of entries that are at hand whole. */
export function unusedMapping(streams: readonly StreamMapping[], entries: readonly Entry[]): UnusedMapping {
  const use = new MappingUse(streams)
  for (const entry of entries) use.look(entry)
  return use.unused
}
