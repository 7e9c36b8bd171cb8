import type { FieldName } from '../../../../spec/configuration/fields'
import { moneyKindOf } from '../../../core/mapping/money-events'
import { wordsOf } from '../../../core/reading/names'
import { asText } from '../../../core/reading/values'
import { type Column, columnsOf } from './columns'
import type { StreamSample } from './sample-streams'
import { suggestConditions } from './suggest-conditions'
import { suggestMoney } from './suggest-money'
import { isAppId, isOfWeb, suggestOccasion } from './suggest-occasion'
import { suggestPeople } from './suggest-people'
import { columnItem, type StreamProposal, type Suggestion } from './suggestion'

export interface Proposal {
  readonly streams: readonly StreamProposal[]
  /** Ids of apps that the rows name. */
  readonly appIds: readonly string[]
}

const mostApps = 20

/** A mapping for what a sample has. `name`: the stream of rows that name none. */
export function propose(samples: readonly StreamSample[], name: string): Proposal {
  const known = samples.map((sample) => ({ sample, columns: columnsOf(sample.rows) }))
  const ids = known
    .flatMap(({ columns }) => columns.filter((column) => column.known === 'app_id'))
    .flatMap(({ filled }) => filled.flatMap(({ value }) => asText(value) ?? []))
  return {
    streams: known.map(({ sample, columns }) => proposeStream(sample, columns, sample.stream ?? name)),
    appIds: [...new Set(ids)].filter(isAppId).slice(0, mostApps),
  }
}

/** Words of tables that hold payments; what is sold stands in others. */
const sales =
  /^(orders?|purchases?|payments?|sales?|invoices?|charges?|transactions?|renewals?|subscriptions?|refunds?|bestellung(en)?|zahlung(en)?|rechnung(en)?|k(ä|ae)ufe|kauf|commandes?|paiements?|achats?|pedidos?|compras?|pagos?|ordini|bestellingen)$/

function proposeStream({ rows, eventCount }: StreamSample, columns: readonly Column[], stream: string): StreamProposal {
  const events = eventCount === 0 ? [] : [ofEvents(eventCount)]
  if (rows.length === 0)
    return { stream, remarks: events, unreadableMoney: [], keys: [], columns: [], constants: [], where: [] }
  const kind = moneyKindOf(undefined, stream)
  const isSale = kind !== 'none' || wordsOf(stream).some((word) => sales.test(word))
  const money = suggestMoney(columns, isSale)
  const people = suggestPeople(columns, rows.length, isOfWeb(columns))
  const occasion = suggestOccasion(stream, columns, money.hasRevenue)
  return {
    stream,
    remarks: [...events, ...occasion.remarks, ...money.remarks, ...people.remarks],
    unreadableMoney: money.unreadable,
    keys: occasion.keys,
    columns: withoutRepetition([
      ...occasion.suggestions,
      ...money.suggestions,
      ...people.suggestions,
      ...innerFields(columns),
    ]),
    constants: money.constants,
    where: suggestConditions(rows, kind === 'refund' || kind === 'perhaps_refund'),
  }
}

/** Fields that mean the same wherever they stand. */
const anywhere: readonly FieldName[] = [
  'idfa',
  'idfv',
  'advertising_id',
  'ip',
  'user_agent',
  'os_version',
  'app_version',
  'bundle_identifier',
  'att_status',
  'customer_user_id',
]

/** Columns within objects that have the usual name of a field: at the top they would need no line. */
function innerFields(columns: readonly Column[]): readonly Suggestion[] {
  return anywhere.flatMap((field) => {
    const named = columns.filter((column) => column.named === field && column.filled.length > 0)
    const [inner] = named
    if (inner === undefined || named.some(({ known }) => known !== undefined)) return []
    return [
      { why: `${inner.column} has the usual name of ${field}.`, yaml: columnItem(inner.column, field), isSure: true },
    ]
  })
}

/** A column stands for one field, and a field is taken from one column: the first line that is in use wins. */
function withoutRepetition(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const seen = new Set<string>()
  return [...suggestions].filter(({ yaml, isSure }) => {
    const [column = '', field = ''] = yaml
    if (seen.has(column) || seen.has(field)) return !isSure && !seen.has(column)
    if (isSure) seen.add(column).add(field)
    return true
  })
}

function ofEvents(count: number): string {
  return count === 1
    ? "1 is an event in Segment's shape: it is read by it, without any line here."
    : `${count.toLocaleString('en-US')} are events in Segment's shape: they are read by it, without any line here.`
}
