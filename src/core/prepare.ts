import type { Rules } from '../../spec/configuration/rules'
import type { Event } from './domain/event'
import { type Finding, type FindingCode, finding } from './domain/finding'
import type { InputRecord } from './domain/record'
import type { Request } from './domain/request'
import { type Choice, chooseApp } from './mapping/choose-app'
import { type Mapping, startMapping } from './mapping/mapping'
import { withColumns } from './mapping/name-columns'
import { type Plan, planFor } from './mapping/plan'
import { toMobileEvent } from './mapping/to-mobile-event'
import { toWebEvent, toWebVisit } from './mapping/to-web-event'
import { FieldReader } from './reading/field-reader'
import type { PlannedStream } from './reading/plan-stream'
import type { RawEvent } from './reading/raw-event'
import { readRecord } from './reading/read-record'
import { buildRequest } from './request/build-request'

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
export function prepare(record: InputRecord, configuration: Rules, nowMs: number): Prepared {
  try {
    return prepareRecord(record, configuration, nowMs)
  } catch {
    // A mistake of ours must not end a sync, or be met again by each that follows. What was thrown may hold data.
    return rejected([finding('internal_error', null)])
  }
}

function prepareRecord(record: InputRecord, configuration: Rules, nowMs: number): Prepared {
  const plan = planFor(configuration)
  const stream = record.stream === undefined ? undefined : plan.streams.get(record.stream)
  if (stream?.send_as === 'skip') return skipped('stream_skipped')
  const raw = readRecord(record.data, stream)
  if (raw === 'unreadable_record') return rejected([finding(raw, null)])
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
  const fields = new FieldReader(raw.fields)
  const choice = chooseApp(raw, fields, stream, plan)
  if ('code' in choice) return rejected(withColumns([choice], { raw, fields, record }))
  const mapping = startMapping(raw, fields, stream, choice, plan, nowMs, record)
  const event = toEvent(mapping, choice)
  if (event === 'opted_out') return skipped('opted_out_skipped')
  const { findings } = mapping
  const request = event && !isRejected(findings) ? buildRequest(event, choice.target, findings) : undefined
  const told = withColumns(findings, mapping)
  return request === undefined || isRejected(findings) ? rejected(told) : { outcome: 'send', request, findings: told }
}

function toEvent(mapping: Mapping, { kind, app }: Choice): Event | 'opted_out' | undefined {
  if (kind === 'web_event') return toWebEvent(mapping)
  if (kind === 'web_visit') return toWebVisit(mapping)
  return toMobileEvent(mapping, app.platform === 'ios' ? 'ios' : 'android')
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
