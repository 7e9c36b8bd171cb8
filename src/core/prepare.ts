import { ofStream } from '../../spec/airbyte/stream-name'
import { opendsr } from '../../spec/appsflyer/erasure/opendsr'
import type { Endpoint } from '../../spec/appsflyer/events/contract'
import { isForDevices } from '../../spec/appsflyer/events/platforms'
import type { Rules } from '../../spec/configuration/rules'
import { prepareErasure } from '../erasure/prepare-erasure'
import type { Event } from './domain/event'
import { type Finding, finding } from './domain/finding'
import { isRejected, type Prepared, rejected, skipped } from './domain/prepared'
import { type InputRecord, streamOf } from './domain/record'
import type { DeliveryIdentity, KnownInstall } from './domain/subject'
import { unreadWorth, type Worth } from './domain/worth'
import { deliveryOf } from './identify-delivery'
import { type Choice, chooseApp } from './mapping/choose-app'
import { type Mapping, startMapping } from './mapping/mapping'
import { withColumns } from './mapping/name-columns'
import { type Plan, planFor } from './mapping/plan'
import { toDeviceEvent, toDeviceOpening } from './mapping/to-device-event'
import { toMobileEvent, type Unidentified } from './mapping/to-mobile-event'
import { toPbaEvent, toPbaIdentity } from './mapping/to-pba-event'
import { toWebEvent, toWebVisit } from './mapping/to-web-event'
import { prepareIdentifyCall, prepareIdentity } from './prepare-identity'
import { withDeviceFields } from './reading/device-fields'
import { FieldReader } from './reading/field-reader'
import type { PlannedStream } from './reading/plan-stream'
import type { RawEvent } from './reading/raw-event'
import { readIdentity, readRecord, readUnconditionally } from './reading/read-record'
import { buildRequest } from './request/build-request'
import type { Target } from './request/target'
import { complete as completeEvent, subjectOf } from './with-memory'
import { worthOf } from './worth-of'

/**
 * Turns a record into the request that says the same to AppsFlyer, and tells what is wrong with it. Pure; takes any JSON
 * value and never throws for one.
 */
export function prepare(record: InputRecord, configuration: Rules, nowMs: number): Prepared {
  try {
    return prepareRecord(record, configuration, nowMs)
  } catch {
    // A mistake of ours must not end a sync, or be met again by each that follows. What was thrown may hold data.
    return rejected([finding('internal_error', null)], unreadWorth)
  }
}

function prepareRecord(record: InputRecord, configuration: Rules, nowMs: number): Prepared {
  const plan = planFor(configuration)
  const stream = plannedStream(record, plan)
  if (stream?.send_as === 'skip') return skipped('stream_skipped')
  const raw = readRecord(record.data, stream)
  if (raw === 'unreadable_record') return rejected([finding(raw, null)], unreadWorth)
  if (stream?.send_as === 'erase' && raw === 'not_an_event') return rejected([finding('no_id_to_erase', null)])
  if (typeof raw === 'string') {
    const identifies = raw === 'not_an_event' && (plan.remembers || plan.identifies)
    const identity = identifies ? readIdentity(record.data) : undefined
    const identified = identity && prepareIdentifyCall(identity, stream, plan, nowMs, record)
    if (identified !== undefined) return identified
    return raw === 'filtered_out' ? weighed(skipped(raw), record, stream, plan) : skipped(raw)
  }
  if (stream?.send_as === 'identify') return prepareIdentity(raw, stream, plan, nowMs, record)
  if (stream?.send_as === 'erase') return prepareErasureOf(raw, stream, plan, nowMs, record)
  const mapped = mapEvent(raw, stream, plan, nowMs, record)
  const worth =
    'mapping' in mapped
      ? worthOf(mapped, mapped.mapping.findings, raw, stream, plan)
      : worthOf(undefined, [], raw, stream, plan)
  const prepared = finish(mapped, worth)
  return plan.remembers && 'mapping' in mapped ? withSubject(prepared, mapped) : prepared
}

function plannedStream(record: InputRecord, { streams }: Plan): PlannedStream | undefined {
  const stream = streamOf(record)
  return stream && ofStream(streams, stream)
}

/** A condition that leaves out too much costs money: a row that does not meet its stream's has a worth. */
function weighed(prepared: Prepared, { data }: InputRecord, stream: PlannedStream | undefined, plan: Plan): Prepared {
  if (stream?.send_as === 'erase' || stream?.send_as === 'identify') return prepared
  const raw = readUnconditionally(data, stream)
  return typeof raw === 'string' ? prepared : { ...prepared, worth: worthOf(undefined, [], raw, stream, plan) }
}

/** The same for an event that a host has read itself. */
export function prepareEvent(
  raw: RawEvent,
  stream: PlannedStream | undefined,
  plan: Plan,
  nowMs: number,
  record?: InputRecord,
): Prepared {
  return finish(mapEvent(raw, stream, plan, nowMs, record))
}

/** The event of a record before its request is written, and where it goes; undefined where it is none. */
export function mapRecord(
  record: InputRecord,
  configuration: Rules,
  nowMs: number,
): { readonly event: Event; readonly target: Target } | undefined {
  const plan = planFor(configuration)
  const stream = plannedStream(record, plan)
  const raw = readRecord(record.data, stream)
  if (typeof raw === 'string') return undefined
  const mapped = mapEvent(raw, stream, plan, nowMs, record)
  if (!('mapping' in mapped)) return undefined
  const { event, choice } = mapped
  return event === undefined || event === 'opted_out' || event.kind === 'unidentified'
    ? undefined
    : { event, target: choice.target }
}

/** An event before its request is written, or why there is none. */
type Mapped = MappedEvent | { readonly findings: readonly Finding[] }

interface MappedEvent {
  readonly mapping: Mapping
  readonly choice: Choice
  readonly event: Event | Unidentified | 'opted_out' | undefined
  /** Where deliveries are remembered or kept in a ledger. */
  readonly delivery: DeliveryIdentity | undefined
}

function mapEvent(
  given: RawEvent,
  stream: PlannedStream | undefined,
  plan: Plan,
  nowMs: number,
  record: InputRecord | undefined,
): Mapped {
  const withDevice = plan.hasDevices ? withDeviceFields(given) : given
  const fields = new FieldReader(withDevice.fields)
  const choice = chooseApp(withDevice, fields, stream, plan)
  const raw = 'code' in choice || isForDevices(choice.app.platform) ? withDevice : given
  if ('code' in choice) return { findings: withColumns([choice], { raw, fields, record }) }
  const mapping = startMapping(raw, fields, stream, choice, plan, nowMs, record)
  const event = readers[choice.target.endpoint](mapping)
  return { mapping, choice, event, delivery: deliveryOf(event, mapping) }
}

function finish(mapped: Mapped, worth?: Worth): Prepared {
  if (!('mapping' in mapped)) return rejected(mapped.findings, worth)
  const { event, mapping } = mapped
  if (event === 'opted_out') return skipped('opted_out_skipped', worth)
  return finishEvent(event?.kind === 'unidentified' ? undefined : event, mapped, mapping.findings, worth)
}

function finishEvent(event: Event | undefined, mapped: MappedEvent, findings: Finding[], worth?: Worth): Prepared {
  const { mapping, choice, delivery } = mapped
  const told = delivery && { ...delivery, isTold: mapping.plan.tellsDeliveryIds }
  const request = event && !isRejected(findings) ? buildRequest(event, choice.target, findings, told) : undefined
  const named = withColumns(findings, mapping)
  if (request === undefined || isRejected(findings)) return rejected(named, worth)
  return { outcome: 'send', request, findings: named, worth }
}

/** What a memory is asked, and what follows from its answer. */
function withSubject(prepared: Prepared, mapped: MappedEvent): Prepared {
  const { mapping, choice, event, delivery } = mapped
  if (event === undefined || event === 'opted_out') return prepared
  if (event.kind !== 'unidentified') {
    return prepared.outcome === 'send'
      ? { ...prepared, subject: subjectOf(event, mapping, choice, delivery) }
      : prepared
  }
  const { findings, plan } = mapping
  const lacksOnlyId = findings.every(({ severity, code }) => severity !== 'reject' || code === 'missing_appsflyer_id')
  if (!lacksOnlyId) return prepared
  const complete = (install: KnownInstall): Prepared => {
    const completed = completeEvent(event, install, findings, plan.completesDevices)
    return finishEvent(completed.event, mapped, completed.findings)
  }
  return { ...prepared, subject: subjectOf(event, mapping, choice, delivery), complete }
}

/** A record that is no event: AppsFlyer is asked to erase whom it names. A memory has no say in it: whoever is erased may be so again. */
function prepareErasureOf(
  given: RawEvent,
  stream: PlannedStream,
  { apps, configuration, hasDevices }: Plan,
  nowMs: number,
  record: InputRecord,
): Prepared {
  const raw = hasDevices ? withDeviceFields(given) : given
  const fields = new FieldReader(raw.fields)
  const { api_token: token, endpoints } = configuration
  if (token === undefined) throw new Error('A configuration that erases has the API token V2.')
  const api = { baseUrl: endpoints.api ?? opendsr.baseUrl, resource: opendsr.resources[0], token }
  const erasure = prepareErasure(raw, fields, { apps, appId: stream.app_id, api }, nowMs)
  const findings = withColumns(erasure.findings, { raw, fields, record })
  const [request, ...more] = erasure.requests
  if (request === undefined) return rejected(findings)
  return { outcome: 'send', request, findings, ...(more.length > 0 && { more }) }
}

/** What reads a record for each endpoint. */
const readers: { readonly [Name in Endpoint]: (mapping: Mapping) => MappedEvent['event'] } = {
  mobile_v2: toMobileEvent,
  mobile_v3: toMobileEvent,
  web_event: toWebEvent,
  web_visit: toWebVisit,
  pba_event: toPbaEvent,
  pba_setcuid: toPbaIdentity,
  device_inapp: toDeviceEvent,
  device_first_open: toDeviceOpening,
  device_session: toDeviceOpening,
}
