import type { StreamMapping } from '../../../spec/configuration/configuration'
import { nearestName } from '../../../spec/files/nearest-name'
import { type ColumnPlace, columnPlace, columnValue } from '../../core/reading/places'
import { isObject, type JsonObject, own } from '../../json/json'

/** So many records of a stream are asked for the names of their columns, for a hint at the right one. */
const recordsAskedForNames = 100

interface Watched {
  readonly index: number
  /** Configured columns that no record has had yet, by their place in the configuration. */
  readonly missing: Map<string, Missing>
  readonly seen: Set<string>
  recordCount: number
  isToldOnTheWay: boolean
}

/**
 * Notices configured columns that no record of their stream has: most likely a slip in the name, which would otherwise
 * show only as fields that stay empty. A column counts as there when a record has its key, whatever the value.
 */
export class ColumnWatch {
  readonly #streams = new Map<string, Watched>()

  constructor(streams: readonly StreamMapping[]) {
    for (const [index, mapping] of streams.entries()) {
      const missing = configuredColumns(mapping)
      if (missing.size === 0 || mapping.send_as === 'skip') continue
      this.#streams.set(mapping.stream, { index, missing, seen: new Set(), recordCount: 0, isToldOnTheWay: false })
    }
  }

  /** Looks at one record. Costs nothing once every column of its stream has appeared. */
  look(stream: string, data: JsonObject): void {
    const watched = this.#streams.get(stream)
    if (watched === undefined) return
    watched.recordCount += 1
    if (watched.recordCount <= recordsAskedForNames) {
      for (const name of columnNames(data)) watched.seen.add(name)
    }
    for (const [column, { place }] of watched.missing) {
      if (hasColumn(data, place)) watched.missing.delete(column)
    }
    if (watched.missing.size === 0) this.#streams.delete(stream)
  }

  /** What is missing so far, told once for each stream: at a state, long before the end of a long sync. */
  warningsOnTheWay(): readonly string[] {
    const untold = [...this.#streams].filter(([, watched]) => watched.recordCount > 0 && !watched.isToldOnTheWay)
    for (const [, watched] of untold) watched.isToldOnTheWay = true
    return untold.flatMap(([stream, watched]) => describe(stream, watched, 'has not appeared so far in'))
  }

  /** What was missing in every record, and was not told on the way. */
  warningsAtTheEnd(): readonly string[] {
    return [...this.#streams]
      .filter(([, { recordCount, isToldOnTheWay }]) => recordCount > 0 && !isToldOnTheWay)
      .flatMap(([stream, watched]) => describe(stream, watched, 'never appeared in'))
  }
}

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

function describe(stream: string, { index, missing, seen, recordCount }: Watched, what: string): readonly string[] {
  return [...missing].map(([column, { path }]) => {
    const nearest = nearestName(column, [...seen])
    const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`
    const records = `${recordCount} ${recordCount === 1 ? 'record' : 'records'}`
    return `streams[${index}].${path} (${column}) ${what} ${records} of stream ${stream}.${hint}`
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
