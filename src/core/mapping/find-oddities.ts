import { finding } from '../domain/finding'
import type { Mapping } from './mapping'

/** What is odd about a record as a whole, whatever it becomes. */
export function findOddities({ raw, findings }: Mapping): void {
  const { testMark: mark } = raw
  if (raw.hasUnreadableValues === true) findings.push(finding('event_values_unreadable', 'event_values'))
  if (raw.hasCurrencyConflict === true && raw.mapped?.has('currency') !== true)
    findings.push(finding('currency_conflict', 'currency'))
  if (mark === undefined) return
  const how = `The column is ${mark.column}: {"column": "${mark.column}", ${mark.test}}.`
  findings.push(finding('test_record', mark.column, how))
}
