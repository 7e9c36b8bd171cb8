import { limits } from '../../../spec/appsflyer/events/limits'
import type { CleanValues } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { redactedText, shorten } from '../person/clean-text'
import type { Trimmed } from './trim-event'

const namedKeys = 10
const namedKeyLength = 40

/** Tells what was left out: keys and fields, never a value. */
export function findTrimmed({ keys, fields, listLength }: Trimmed, findings: Finding[]): void {
  const sentences = [
    ...(keys.length > 0 ? [`Left out: ${listKeys(keys)}.`] : []),
    ...(fields.length > 0 ? [`Fields left out: ${fields.join(', ')}.`] : []),
    ...(listLength === undefined ? [] : [`Product lists were cut to ${elements(listLength)}.`]),
  ]
  findings.push(finding('event_values_trimmed', 'event_values', sentences.join(' ')))
}

/** Tells of event values AppsFlyer may cut (spec/appsflyer/limits). */
export function findLongValues(values: CleanValues, findings: Finding[]): void {
  const long = Object.keys(values).filter((key) => {
    const value = values[key]
    return typeof value === 'string' && value.length > limits.eventValueLength
  })
  if (long.length > 0) findings.push(finding('value_long', listKeys(long, 'event_values.')))
}

/** The first few keys, shortened, and none with personal data in it, which the configuration may keep. */
function listKeys(keys: readonly string[], prefix = ''): string {
  const names = keys.slice(0, namedKeys).map((key) => prefix + shorten(redactedText(key, {}), namedKeyLength))
  return names.join(', ') + (keys.length > namedKeys ? ` and ${keys.length - namedKeys} more` : '')
}

function elements(count: number): string {
  return count === 1 ? 'their first element' : `their first ${count} elements`
}
