import type { Finding } from '../domain/finding'
import type { InputRecord } from '../domain/record'
import type { FieldReader } from '../reading/field-reader'
import type { PlannedStream } from '../reading/plan-stream'
import type { RawEvent } from '../reading/raw-event'
import type { Choice } from './choose-app'
import type { Plan } from './plan'

/** All that the mapping of one record shares: what was read, what it is for, and what was found. */
export interface Mapping {
  readonly raw: RawEvent
  readonly fields: FieldReader
  /** What it was read from; absent where a host has no record. */
  readonly record: InputRecord | undefined
  readonly stream: PlannedStream | undefined
  readonly choice: Choice
  readonly plan: Plan
  readonly nowMs: number
  /** Grows while the record is mapped: the field reader's own. */
  readonly findings: Finding[]
}

export function startMapping(
  given: RawEvent,
  fields: FieldReader,
  stream: PlannedStream | undefined,
  choice: Choice,
  plan: Plan,
  nowMs: number,
  record: InputRecord | undefined,
): Mapping {
  const more = choice.kind === 'mobile_event' ? given.usedOnMobile : given.usedOnWeb
  const { usedProperty } = choice
  const hasMore = usedProperty !== undefined || (more !== undefined && more.length > 0)
  const raw = hasMore ? { ...given, used: new Set([...given.used, ...(more ?? []), usedProperty ?? '']) } : given
  return { raw, fields, record, stream, choice, plan, nowMs, findings: fields.findings }
}
