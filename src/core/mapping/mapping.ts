import { platforms } from '../../../spec/appsflyer/events/platforms'
import { onlyOnWeb } from '../../../spec/configuration/fields'
import type { Json } from '../../json/json'
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
  const isOnPage = platforms[choice.app.platform].of === 'visitors'
  const more = isOnPage ? given.usedOnWeb : given.usedOnMobile
  const { usedProperty } = choice
  const hasMore = usedProperty !== undefined || (more !== undefined && more.length > 0)
  const whole = isOnPage ? given : withPage(given, fields)
  const raw = hasMore ? { ...whole, used: new Set([...whole.used, ...(more ?? []), usedProperty ?? '']) } : whole
  return { raw, fields, record, stream, choice, plan, nowMs, findings: fields.findings }
}

/** A row's page has no place of its own on mobile: there it is an event value. */
function withPage(raw: RawEvent, fields: FieldReader): RawEvent {
  if (raw.call !== 'row') return raw
  const kept: Record<string, Json> = {}
  for (const name of onlyOnWeb) {
    const value = fields.value(name)
    const column = raw.mapped?.has(name) === true ? name : (raw.columnsOf?.[name] ?? name)
    if (value !== undefined && fields.has(name)) kept[column] = value
  }
  return Object.keys(kept).length === 0 ? raw : { ...raw, properties: { ...raw.properties, ...kept } }
}
