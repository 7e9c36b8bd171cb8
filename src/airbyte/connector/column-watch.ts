import { mappingKey, ofStream, type StreamName, showStream, streamKey } from '../../../spec/airbyte/stream-name'
import type { StreamMapping } from '../../../spec/configuration/configuration'
import { nearestName } from '../../../spec/files/nearest-name'
import { type ColumnPlace, columnPlace, columnValue } from '../../core/reading/places'
import { isObject, type JsonObject, own } from '../../json/json'

/** So many records of a stream are asked for the names of their columns, for a hint at the right one. */
const recordsAskedForNames = 100

interface Watched {
  /** For people. */
  readonly name: string
  /** Of the mapping in the configuration. */
  readonly index: number
  /** Configured columns that no record has had yet, by their place in the configuration. */
  readonly missing: Map<string, Missing>
  readonly seen: Set<string>
  recordCount: number
  isToldOnTheWay: boolean
}

/**
 * Notices configured columns that no record of their stream has: most likely a slip in the name, which would otherwise
 * show only as fields that stay empty. A column counts as there when a record has its key, whatever the value. Two
 * streams of one name have one mapping and are watched each for itself.
 */
export class ColumnWatch {
  readonly #mappings: ReadonlyMap<string, { readonly index: number; readonly columns: ReadonlyMap<string, Missing> }>
  readonly #streams = new Map<string, Watched>()

  constructor(streams: readonly StreamMapping[]) {
    this.#mappings = new Map(
      streams.map((mapping) => {
        const index = streams.findIndex(({ stream }) => stream === mapping.stream)
        const columns = mapping.send_as === 'skip' ? none : configuredColumns(mapping)
        return [mappingKey(mapping), { index, columns }]
      }),
    )
  }

  /** Looks at one record. Costs next to nothing once every column of its stream has appeared. */
  look(stream: StreamName, data: JsonObject): void {
    const watched = this.#streams.get(streamKey(stream)) ?? this.#begin(stream)
    if (watched.missing.size === 0) return
    watched.recordCount += 1
    if (watched.recordCount <= recordsAskedForNames) {
      for (const name of columnNames(data)) watched.seen.add(name)
    }
    for (const [column, { place }] of watched.missing) {
      if (hasColumn(data, place)) watched.missing.delete(column)
    }
  }

  #begin(stream: StreamName): Watched {
    const { index, columns } = ofStream(this.#mappings, stream) ?? { index: -1, columns: none }
    const missing = new Map(columns)
    const name = showStream(stream)
    const watched = { name, index, missing, seen: new Set<string>(), recordCount: 0, isToldOnTheWay: false }
    this.#streams.set(streamKey(stream), watched)
    return watched
  }

  /** What is missing so far, told once for each stream: at a state, long before the end of a long sync. */
  warningsOnTheWay(): readonly string[] {
    const untold = this.#untold()
    for (const watched of untold) watched.isToldOnTheWay = true
    return untold.flatMap((watched) => describe(watched, 'has not appeared so far in'))
  }

  /** What was missing in every record, and was not told on the way. */
  warningsAtTheEnd(): readonly string[] {
    return this.#untold().flatMap((watched) => describe(watched, 'never appeared in'))
  }

  /** In the order of the configuration. */
  #untold(): readonly Watched[] {
    const untold = [...this.#streams.values()].filter(({ isToldOnTheWay }) => !isToldOnTheWay)
    return untold.sort((one, other) => one.index - other.index)
  }
}

const none: ReadonlyMap<string, Missing> = new Map()

interface Missing {
  /** Where the configuration names it. */
  readonly path: string
  readonly place: ColumnPlace
}

function configuredColumns({ columns, event_values, where }: StreamMapping): Map<string, Missing> {
  const named = [
    ...columns.map(({ column }, index) => [column, `columns[${index}].column`] as const),
    ...event_values.map(({ column }, index) => [column, `event_values[${index}].column`] as const),
    ...where.map(({ column }, index) => [column, `where[${index}].column`] as const),
  ]
  return new Map(
    named.flatMap(([column, path]) => (column === undefined ? [] : [[column, { path, place: columnPlace(column) }]])),
  )
}

function describe({ name, index, missing, seen, recordCount }: Watched, what: string): readonly string[] {
  return [...missing].map(([column, { path }]) => {
    const nearest = nearestName(column, [...seen])
    const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`
    const records = `${recordCount} ${recordCount === 1 ? 'record' : 'records'}`
    return `streams[${index}].${path} (${column}) ${what} ${records} of stream ${name}.${hint}`
  })
}

/** A column of a Segment event may stand among its properties, which a warehouse keeps as text. */
function hasColumn(data: JsonObject, place: ColumnPlace): boolean {
  if (columnValue(data, place) !== undefined) return true
  const properties = own(data, 'properties')
  if (typeof properties === 'string') return properties.includes(JSON.stringify(place.column))
  return isObject(properties) && columnValue(properties, place) !== undefined
}

function columnNames(data: JsonObject): readonly string[] {
  const properties = own(data, 'properties')
  return [...Object.keys(data), ...(isObject(properties) ? Object.keys(properties) : [])]
}
