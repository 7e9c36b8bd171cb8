import type { Condition, StreamMapping } from '../../../spec/configuration/rules'
import { plainName } from './names'
import { type ColumnPlace, columnPlace, isPath } from './places'

/** A stream's mapping made ready for quick look-ups. */
export interface PlannedStream extends StreamMapping {
  /** The columns that the configuration gives a field or an event value: no usual name counts for them. */
  readonly mappedColumns: ReadonlySet<string>
  /** The first keys of its paths: no usual name counts for the objects that stand there. */
  readonly mappedRoots: ReadonlySet<string>
  /** Whether the configuration says anything about the stream's fields or event values. */
  readonly isMapped: boolean
  readonly columnPlaces: readonly ColumnPlace[]
  readonly eventValuePlaces: readonly (ColumnPlace | undefined)[]
  readonly conditions: readonly { readonly place: ColumnPlace; readonly condition: Condition }[]
}

export function planStream(stream: StreamMapping): PlannedStream {
  const { columns, event_values, constants, where } = stream
  const columnPlaces = columns.map(({ column }) => columnPlace(column))
  const eventValuePlaces = event_values.map(({ column }) => (column === undefined ? undefined : columnPlace(column)))
  const places = [...columnPlaces, ...eventValuePlaces.filter((place) => place !== undefined)]
  const mappedColumns = namesOf(places.map(({ column }) => column))
  const mappedRoots = namesOf(places.filter(isPath).map(({ path: [root = ''] }) => root))
  return {
    ...stream,
    mappedColumns,
    mappedRoots,
    isMapped: mappedColumns.size + event_values.length + constants.length > 0,
    columnPlaces,
    eventValuePlaces,
    conditions: where.map((condition) => ({ place: columnPlace(condition.column), condition })),
  }
}

function namesOf(columns: readonly string[]): ReadonlySet<string> {
  return new Set(columns.flatMap((name) => [name, plainName(name)]).filter((name) => name !== ''))
}
