import { type Finding, finding } from './domain/finding'
import { type Prepared, rejected, skipped } from './domain/prepared'
import type { InputRecord } from './domain/record'
import type { Subject } from './domain/subject'
import { deliveryOf } from './identify-delivery'
import { chooseApp } from './mapping/choose-app'
import { type Mapping, startMapping } from './mapping/mapping'
import { withColumns } from './mapping/name-columns'
import type { Plan } from './mapping/plan'
import { toPbaIdentity } from './mapping/to-pba-event'
import { FieldReader } from './reading/field-reader'
import type { PlannedStream } from './reading/plan-stream'
import type { RawEvent } from './reading/raw-event'
import { buildRequest } from './request/build-request'
import { subjectOf, subjectWithoutEvent, whyNoInstall } from './with-memory'

/** A record that is no event: it names a user and an install, for the memory, or a visitor, for AppsFlyer. */
export function prepareIdentity(
  raw: RawEvent,
  stream: PlannedStream,
  plan: Plan,
  nowMs: number,
  record: InputRecord,
): Prepared {
  const mapping = mapIdentity(raw, stream, plan, nowMs, record)
  if ('code' in mapping) return rejected([mapping])
  if (mapping.choice.app.targets.identify !== undefined) return identify(mapping)
  const noted = noteIdentity(mapping)
  if (noted === undefined) return rejected([finding('incomplete_identity', null)])
  const why = whyNoInstall(noted)
  if (why !== undefined) return rejected([finding('incomplete_identity', 'appsflyer_id', why)])
  return { ...skipped('identity_noted'), subject: noted }
}

/** The same for an identify call, which says nothing to AppsFlyer as a rule; undefined where it has nothing to say. */
export function prepareIdentifyCall(
  raw: RawEvent,
  stream: PlannedStream | undefined,
  plan: Plan,
  nowMs: number,
  record: InputRecord,
): Prepared | undefined {
  const mapping = mapIdentity(raw, stream, plan, nowMs, record)
  if ('code' in mapping) return undefined
  const { choice, fields } = mapping
  if (choice.app.targets.identify !== undefined) {
    const hasBoth = fields.has('customer_user_id') && fields.has('appsflyer_id')
    return hasBoth ? unlessIncomplete(identify(mapping)) : undefined
  }
  const subject = noteIdentity(mapping)
  if (subject === undefined) return undefined
  return plan.remembers ? { ...skipped('not_an_event'), subject } : undefined
}

/** The same for a call that a host has read itself, of the plan's apps that take it; the finding where none could be chosen. */
export function prepareVisitor(raw: RawEvent, fields: FieldReader, plan: Plan, nowMs: number): Prepared | Finding {
  const mapping = mapIdentity(raw, undefined, plan, nowMs, undefined, fields)
  return 'code' in mapping ? mapping : unlessIncomplete(identify(mapping))
}

/** A call that names no visitor whom AppsFlyer could be told of is passed over: it was not made for that. */
function unlessIncomplete(prepared: Prepared): Prepared {
  const isIncomplete = prepared.findings.some(({ code }) => code === 'incomplete_identity')
  return prepared.outcome === 'reject' && isIncomplete ? { ...prepared, outcome: 'skip' } : prepared
}

/** Tells AppsFlyer of the pair, once as long as a memory knows of it. */
function identify(mapping: Mapping): Prepared {
  const { choice, plan, fields } = mapping
  const target = choice.app.targets.identify
  const event = toPbaIdentity(mapping)
  const delivery = deliveryOf(event, mapping)
  const identity = delivery && { ...delivery, isTold: false }
  const request = event && target && buildRequest(event, target, fields.findings, identity)
  const told = withColumns(fields.findings, mapping)
  if (event === undefined || request === undefined) return rejected(told)
  const sent: Prepared = { outcome: 'send', request, findings: told }
  return plan.remembers ? { ...sent, subject: subjectOf(event, mapping, choice, delivery) } : sent
}

function mapIdentity(
  raw: RawEvent,
  stream: PlannedStream | undefined,
  plan: Plan,
  nowMs: number,
  record: InputRecord | undefined,
  fields = new FieldReader(raw.fields),
): Mapping | Finding {
  const choice = chooseApp(raw, fields, stream, plan, 'identify')
  return 'code' in choice ? choice : startMapping(raw, fields, stream, choice, plan, nowMs, record)
}

/** Undefined where one of the two ids is missing. */
function noteIdentity(mapping: Mapping): Subject | undefined {
  const subject = subjectWithoutEvent(mapping, mapping.choice)
  return subject.appsflyerId === undefined || subject.userHash === undefined ? undefined : subject
}
