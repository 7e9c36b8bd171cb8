import { type FieldName, fieldNames } from '../../../spec/configuration/fields'
import { isObject } from '../../json/json'
import type { Finding, FindingCode } from '../domain/finding'
import { redactedText } from '../person/clean-text'
import { plainName } from '../reading/names'
import { columnHolding } from '../reading/read-row'
import type { Mapping } from './mapping'

/** What a finding is about is a field; a user knows the column that it came from. */

type Source = Pick<Mapping, 'raw' | 'fields' | 'record'>

/** The column of a field of this record: the configured one, else the one whose usual name was taken. */
export function columnOfField({ raw, fields, record }: Source, field: FieldName): string | undefined {
  const configured = raw.mapped?.get(field)
  if (configured !== undefined) return redactedText(configured, fields.own)
  if (raw.mapped?.has(field) === true || !isObject(record?.data)) return undefined
  // The name of a track call stands at its top.
  if (raw.call !== 'row') return field === 'event_name' && raw.call === 'track' ? 'event' : undefined
  const column = columnHolding(record.data, field, fields.value(field))
  return column === undefined ? undefined : redactedText(column, fields.own)
}

const names: ReadonlySet<string> = new Set(fieldNames)
/** They are about what was made of a field, not about its column. */
const aboutResults: ReadonlySet<FindingCode> = new Set<FindingCode>(['event_renamed', 'revenue_without_payment'])

/** The findings with the columns of their fields named, where a column is called otherwise than its field. */
export function withColumns(findings: readonly Finding[], source: Source): readonly Finding[] {
  if (source.record === undefined) return findings
  return findings.map((found) => {
    const { code, field, message } = found
    if (field === null || !names.has(field) || aboutResults.has(code)) return found
    const said = columnSaid(field as FieldName, source)
    return said === undefined || message.includes(said.column)
      ? found
      : { ...found, message: `${message} ${said.text}` }
  })
}

function columnSaid(field: FieldName, source: Source): { readonly column: string; readonly text: string } | undefined {
  const column = columnOfField(source, field)
  if (column !== undefined && plainName(column) !== plainName(field))
    return { column, text: `The column is ${column}.` }
  const empty = column === undefined ? source.raw.emptyColumns?.get(field) : undefined
  if (empty === undefined) return undefined
  const shown = redactedText(empty, source.fields.own)
  return { column: shown, text: `Its column is ${shown}, which says nothing here.` }
}
