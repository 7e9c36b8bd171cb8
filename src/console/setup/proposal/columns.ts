import type { FieldName } from '../../../../spec/configuration/fields'
import { nobody } from '../../../core/person/own-person'
import { holdsPersonalData } from '../../../core/person/personal-data'
import { isBookkeeping } from '../../../core/reading/bookkeeping'
import { fieldNamed } from '../../../core/reading/read-row'
import { canBeWritten, pathOf } from '../../../core/reading/record-marks'
import { asStructure, asText, isMeant } from '../../../core/reading/values'
import { isObject, type Json, type JsonObject } from '../../../json/json'

/** What a sample has of one column, or of one place within objects. */
export interface Column {
  /** As a mapping names it: the column, or a path. */
  readonly column: string
  /** The last key of the path. */
  readonly name: string
  readonly parents: readonly string[]
  /** Values that say something, with the object that each stands in. */
  readonly filled: readonly { readonly value: Json; readonly beside: JsonObject }[]
  /** The field that a column of this name is without any mapping; of columns at the top alone. */
  readonly known: FieldName | undefined
  /** The field that the name says, wherever it stands. */
  readonly named: FieldName | undefined
}

const deepest = 4
const mostColumns = 500

/** The columns of rows, in the order in which they appear, those within objects by their paths; a loader's own are left out. */
export function columnsOf(rows: readonly JsonObject[]): readonly Column[] {
  const columns = new Map<string, Column & { readonly filled: Column['filled'][number][] }>()
  const walk = (object: JsonObject, parents: readonly string[]) => {
    for (const [name, value] of Object.entries(object)) {
      const steps = [...parents, name]
      if ((parents.length === 0 && isSkipped(name)) || !canBeWritten(steps) || isPersonal(name)) continue
      const inner = asStructure(value as Json)
      if (isObject(inner)) {
        if (steps.length < deepest) walk(inner, steps)
        continue
      }
      if (Array.isArray(inner)) continue
      const column = pathOf(steps)
      const named = fieldNamed(name)
      const known = parents.length === 0 ? named : undefined
      const place = columns.get(column) ?? { column, name, parents, filled: [], known, named }
      if (!columns.has(column) && columns.size < mostColumns) columns.set(column, place)
      if (isMeant(value as Json)) place.filled.push({ value: value as Json, beside: object })
    }
  }
  for (const row of rows) walk(row, [])
  return [...columns.values()]
}

/** A loader's, or of the context that Segment's tables have in columns. */
function isSkipped(name: string): boolean {
  return isBookkeeping(name) || /^context[_.]/i.test(name)
}

/** A name that is somebody's, as in a file without a header. */
function isPersonal(name: string): boolean {
  return holdsPersonalData(name, nobody)
}

/** How many of a column's values pass. */
export function countOf({ filled }: Column, passes: (text: string) => boolean): number {
  return filled.reduce((sum, { value }) => sum + (passes(asText(value) ?? '') ? 1 : 0), 0)
}

/** Whether nearly all of a column's values pass. */
export function mostly(column: Column, passes: (text: string) => boolean): boolean {
  return column.filled.length > 0 && countOf(column, passes) >= column.filled.length * 0.9
}
