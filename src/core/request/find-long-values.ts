import { limits } from '../../../spec/appsflyer/events/limits'
import type { CleanValues } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { listKeys } from './list-keys'

/** Tells of event values AppsFlyer may cut (spec/appsflyer/events/limits). */
export function findLongValues(values: CleanValues, findings: Finding[]): void {
  const long = Object.keys(values).filter((key) => {
    const value = values[key]
    return typeof value === 'string' && value.length > limits.eventValueLength
  })
  if (long.length > 0) findings.push(finding('value_long', listKeys(long, 'event_values.')))
}
