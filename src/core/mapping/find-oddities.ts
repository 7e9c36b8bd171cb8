import { finding } from '../domain/finding'
import { redactedText } from '../person/clean-text'
import type { Mark } from '../reading/record-marks'
import type { Mapping } from './mapping'
import type { NamedEvent } from './name-event'
import type { Money } from './read-money'

/** What is odd about a record as a whole, whatever it becomes. */
export function findOddities({ raw, fields, findings }: Mapping): void {
  const { marks } = raw
  if (raw.hasUnreadableValues === true) findings.push(finding('event_values_unreadable', 'event_values'))
  if (raw.hasRevenueConflict === true && raw.mapped?.has('revenue') !== true) fields.note('revenue_conflict', 'revenue')
  if (raw.hasCurrencyConflict === true && raw.mapped?.has('currency') !== true)
    findings.push(finding('currency_conflict', 'currency'))
  for (const field of raw.standIns ?? []) fields.note('mapped_column_empty', field)
  if (marks === undefined) return
  for (const [code, mark] of [
    ['test_record', marks.test],
    ['updated_row', marks.updated],
  ] as const) {
    if (mark !== undefined) findings.push(finding(code, columnOf(mark, fields.own), howToFilter(mark, fields.own)))
  }
}

/**
 * Tells of revenue that is no money that came in: the event's name says so (a renewal that failed, a subscription that
 * ended, a cart), or a column does (a status, a refund). Money that goes back has a minus, and is what it says.
 */
export function findUnpaidRevenue({ raw, fields, findings }: Mapping, named: NamedEvent, { revenue }: Money): void {
  if (revenue === undefined || revenue === '0' || revenue.startsWith('-')) return
  if (named.isNoPayment) {
    const column = raw.mapped?.get('event_name')
    const where = column === undefined ? '' : `{"column": "${redactedText(column, fields.own)}", "in": [...]}`
    const how = `Its name is no payment's. Keep such records out with where${where === '' ? '' : `: ${where}`}, or leave their revenue out.`
    findings.push(finding('revenue_without_payment', 'event_name', how))
  } else if (raw.marks?.unpaid !== undefined) {
    const { unpaid } = raw.marks
    findings.push(finding('revenue_without_payment', columnOf(unpaid, fields.own), howToFilter(unpaid, fields.own)))
  }
}

type Own = Mapping['fields']['own']

function columnOf({ column }: Mark, own: Own): string {
  return redactedText(column, own)
}

function howToFilter(mark: Mark, own: Own): string {
  const column = columnOf(mark, own)
  if (mark.condition === '')
    return `The column is ${column}: send what went back as an event of its own, cancel_purchase.`
  return `The column is ${column}: {"column": ${JSON.stringify(column)}, ${mark.condition}}.`
}
