import type { Rules } from '../../spec/configuration/rules'
import type { InputRecord } from './domain/record'
import { mapRecord } from './prepare'
import { explainFitted, type Trimming } from './request/explain-fitted'

/** What `prepare` left out of a record's request so that AppsFlyer takes it, for people to read; undefined where it was nothing. */
export function explainTrimming(record: InputRecord, configuration: Rules, nowMs: number): Trimming | undefined {
  const mapped = mapRecord(record, configuration, nowMs)
  return mapped && explainFitted(mapped.event, mapped.target)
}
