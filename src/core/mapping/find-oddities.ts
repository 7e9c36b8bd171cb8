import { finding } from '../domain/finding'
import { redactedText } from '../person/clean-text'
import type { Mapping } from './mapping'

/** What is odd about a record as a whole, whatever it becomes. */
export function findOddities({ raw, fields, findings }: Mapping): void {
  const { testMark: mark } = raw
  if (raw.hasUnreadableValues === true) findings.push(finding('event_values_unreadable', 'event_values'))
  if (raw.hasRevenueConflict === true && raw.mapped?.has('revenue') !== true) fields.note('revenue_conflict', 'revenue')
  if (raw.hasCurrencyConflict === true && raw.mapped?.has('currency') !== true)
    findings.push(finding('currency_conflict', 'currency'))
  if (mark === undefined) return
  const column = redactedText(mark.column, fields.own)
  findings.push(finding('test_record', column, `The column is ${column}: {"column": "${column}", ${mark.test}}.`))
}
