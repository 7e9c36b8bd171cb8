import { limits } from '../../../spec/appsflyer/events/limits'
import type { CleanValues } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { listKeys } from './list-keys'

/** Tells of event values AppsFlyer may cut (spec/appsflyer/events/limits). */
export function findLongValues(values: CleanValues, findings: Finding[]): void {
  let long: string[] | undefined
  for (const key of Object.keys(values)) {
    const value = values[key]
    if (typeof value !== 'string' || value.length <= limits.eventValueLength) continue
    long ??= []
    long.push(key)
  }
  if (long !== undefined) findings.push(finding('value_long', listKeys(long, 'event_values.')))
}
