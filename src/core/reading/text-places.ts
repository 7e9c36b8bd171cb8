import { type FieldName, fieldNames, fields } from '../../../spec/configuration/fields'
import type { JsonObject } from '../../json/json'
import { plainName } from './names'
import { objectAt } from './places'
import type { RawFields } from './raw-event'

interface TextPlace {
  readonly name: FieldName
  /** The object of a Segment event's context, and the key in it. */
  readonly object: string
  readonly key: string
  /** The column that a warehouse makes of the place. */
  readonly column: string
}

/** Where the texts of the table stand in a Segment event. */
const textPlaces: readonly TextPlace[] = fieldNames.flatMap((name) => {
  const path = fields[name].segment
  const [, object = '', key = ''] = path?.split('.') ?? []
  return path === undefined ? [] : [{ name, object, key, column: plainName(path) }]
})

export function readTextsOfContext(context: JsonObject, fields: RawFields): void {
  for (const { name, object, key } of textPlaces) {
    const value = objectAt(context, object)[key]
    if (value !== undefined) fields[name] = value
  }
}

/** The same of a row whose columns are the context spread out, by their plain names. */
export function readTextsOfColumns(columns: JsonObject, fields: RawFields): void {
  for (const { name, column } of textPlaces) {
    const value = columns[column]
    if (value !== undefined) fields[name] = value
  }
}
