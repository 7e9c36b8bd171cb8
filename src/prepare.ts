import type { Configuration } from '../spec/airbyte/configuration'
import type { Event } from './domain/event'
import { type Finding, type FindingCode, finding } from './domain/finding'
import { isObject, isSet, type JsonObject, own } from './domain/json'
import type { InputRecord } from './domain/record'
import type { Request } from './domain/request'
import { applyColumns } from './mapping/apply-columns'
import { buildRequest } from './mapping/build-request'
import { type Choice, chooseApp } from './mapping/choose-app'
import { type Plan, type PlannedStream, planFor } from './mapping/plan'
import type { RawEvent } from './mapping/raw-event'
import { readRow } from './mapping/read-row'
import { readSegmentEvent, segmentCallOf } from './mapping/read-segment-event'
import { type Reading, startReading } from './mapping/reading'
import { toMobileEvent } from './mapping/to-mobile-event'
import { toWebEvent, toWebVisit } from './mapping/to-web-event'

/** What is to be done with a record: `send` its request, `reject` it (a finding says why), or `skip` it. */
export interface Prepared {
  readonly outcome: 'send' | 'reject' | 'skip'
  /** Present exactly when the outcome is `send`. */
  readonly request: Request | null
  readonly findings: readonly Finding[]
}

/**
 * Turns a record into the request that says the same to AppsFlyer, and tells what is wrong with it. Pure; takes any JSON
 * value and never throws for one.
 */
export function prepare(record: InputRecord, configuration: Configuration, nowMs: number): Prepared {
  const plan = planFor(configuration)
  const stream = record.stream === undefined ? undefined : plan.streams.get(record.stream)
  if (stream?.send_as === 'skip') return skipped('stream_skipped')
  if (!isObject(record.data)) return rejected([finding('unreadable_record', null)])
  const raw = readRecord(record.data, stream)
  if (typeof raw === 'string') return skipped(raw)
  return prepareEvent(raw, stream, plan, nowMs, record)
}

/** The same for an event that a host has read itself; `record` names it when it brings no id of its own. */
export function prepareEvent(
  raw: RawEvent,
  stream: PlannedStream | undefined,
  plan: Plan,
  nowMs: number,
  record?: InputRecord,
): Prepared {
  const choice = chooseApp(raw, stream, plan)
  if ('code' in choice) return rejected([choice])
  const reading = startReading(raw, stream, choice, plan, nowMs, record)
  const event = toEvent(reading, choice)
  if (event === 'opted_out') return skipped('opted_out_skipped')
  const { findings } = reading
  const request = event && !isRejected(findings) ? buildRequest(event, choice.target, findings) : undefined
  return request === undefined || isRejected(findings) ? rejected(findings) : { outcome: 'send', request, findings }
}

function readRecord(data: JsonObject, stream: PlannedStream | undefined): RawEvent | 'not_an_event' | 'deleted_row' {
  const call = segmentCallOf(data)
  if (call === 'other') return 'not_an_event'
  if (call !== undefined) return applyColumns(readSegmentEvent(data, call), data, stream)
  if (isSet(own(data, '_ab_cdc_deleted_at'))) return 'deleted_row'
  return applyColumns(readRow(data, stream?.mappedColumns ?? none), data, stream)
}

const none: ReadonlySet<string> = new Set()

function toEvent(reading: Reading, { kind, app }: Choice): Event | 'opted_out' | undefined {
  if (kind === 'web_event') return toWebEvent(reading)
  if (kind === 'web_visit') return toWebVisit(reading)
  return toMobileEvent(reading, app.platform === 'ios' ? 'ios' : 'android')
}

function isRejected(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'reject')
}

function rejected(findings: readonly Finding[]): Prepared {
  return { outcome: 'reject', request: null, findings }
}

function skipped(code: FindingCode): Prepared {
  return { outcome: 'skip', request: null, findings: [finding(code, null)] }
}
