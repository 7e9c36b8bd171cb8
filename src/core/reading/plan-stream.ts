import type { StreamMapping } from '../../../spec/configuration/configuration'
import { plainName } from './names'
import { type ColumnPlace, columnPlace } from './places'
import type { Condition } from './where'

/** A stream's mapping made ready for quick look-ups. */
export interface PlannedStream extends StreamMapping {
  /** The columns that the configuration gives a field or an event value, and the first keys of its paths: no usual name counts for them. */
  readonly mappedColumns: ReadonlySet<string>
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
  const names = places.flatMap(({ column, path }) => [column, path[0] ?? column])
  const mappedColumns = new Set(names.flatMap((name) => [name, plainName(name)]).filter((name) => name !== ''))
  return {
    ...stream,
    mappedColumns,
    isMapped: mappedColumns.size + event_values.length + constants.length > 0,
    columnPlaces,
    eventValuePlaces,
    conditions: where.map((condition) => ({ place: columnPlace(condition.column), condition })),
  }
}
