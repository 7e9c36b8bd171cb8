import type { CleanValues, HashedPerson } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { isSet, type Json, type JsonObject } from '../domain/json'
import type { InputRecord } from '../domain/record'
import { cleanValues } from '../identity/clean-values'
import { hashPerson } from '../identity/hash-person'
import { type OwnContacts, ownContacts } from '../identity/personal-data'
import type { Choice } from './choose-app'
import { isInFuture, isLate } from './late'
import { parseTime } from './parse-time'
import type { Plan, PlannedStream } from './plan'
import { asText, type RawEvent } from './raw-event'
import { TextReader } from './text-reader'

/** All that the readers of one record share: where it came from, what it is for, and what was found. */
export interface Reading {
  readonly raw: RawEvent
  /** What it was read from; absent where a host has no record. */
  readonly record: InputRecord | undefined
  readonly stream: PlannedStream | undefined
  readonly choice: Choice
  readonly plan: Plan
  readonly nowMs: number
  readonly contacts: OwnContacts
  readonly texts: TextReader
  /** Grows while the record is read. */
  readonly findings: Finding[]
}

export function startReading(
  given: RawEvent,
  stream: PlannedStream | undefined,
  choice: Choice,
  plan: Plan,
  nowMs: number,
  record: InputRecord | undefined,
): Reading {
  const findings: Finding[] = []
  const { usedProperty } = choice
  const raw = usedProperty === undefined ? given : { ...given, used: new Set([...given.used, usedProperty]) }
  const contacts = ownContacts(asText(raw.fields.email), asText(raw.fields.phone))
  const texts = new TextReader(raw.fields, contacts, findings)
  return { raw, record, stream, choice, plan, nowMs, contacts, texts, findings }
}

export function readPerson({ raw: { fields }, plan, findings }: Reading): HashedPerson {
  return hashPerson(
    {
      email: asWritten(fields.email),
      phone: asWritten(fields.phone),
      firstName: asText(fields.first_name),
      lastName: asText(fields.last_name),
      emailHashed: asWritten(fields.email_hashed),
      phoneDigitsHashed: asWritten(fields.phone_number_hashed),
      phoneE164Hashed: asWritten(fields.phone_number_e164_hashed),
      firstNameHashed: asWritten(fields.first_name_hashed),
      lastNameHashed: asWritten(fields.last_name_hashed),
    },
    [asText(fields.country)?.toUpperCase(), plan.configuration.defaults.phone_country],
    findings,
  )
}

/** A value's text; blank for a list or an object, which is unreadable rather than absent. */
function asWritten(value: Json | undefined): string | undefined {
  return asText(value) ?? (isSet(value) ? '' : undefined)
}

/** When the event happened. A time outside AppsFlyer's window is sent as it is, with a finding. */
export function readTime(reading: Reading, family: 'mobile' | 'web'): number | undefined {
  const { raw, choice, plan, nowMs, findings } = reading
  const given = raw.fields.event_time
  if (given === undefined || !isSet(given)) return undefined
  const timeMs = parseTime(given)
  if (timeMs === undefined) findings.push(finding('invalid_timestamp_dropped', 'event_time'))
  else if (isInFuture(timeMs, nowMs)) findings.push(finding('future_event', 'event_time'))
  else if (isLate(timeMs, nowMs, family, choice.app.timeZone)) {
    const severity = plan.configuration.late_events === 'reject' ? 'reject' : undefined
    findings.push(finding('late_event', 'event_time', undefined, severity))
  }
  return timeMs
}

/** The event values without personal data. */
export function readValues(values: JsonObject, { contacts, plan, findings }: Reading): CleanValues {
  const keep = plan.configuration.privacy.personal_data_in_event_values === 'keep'
  const cleaned = cleanValues(values, contacts, keep)
  if (cleaned.removed.length > 0) findings.push(finding('personal_data_removed', cleaned.removed.join(', ')))
  if (cleaned.tooDeep) findings.push(finding('event_values_trimmed', 'event_values', 'Some lay too deep.'))
  return cleaned.values
}
