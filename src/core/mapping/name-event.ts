import type { Contract } from '../../../spec/appsflyer/events/contract'
import { limits } from '../../../spec/appsflyer/events/limits'
import type { CleanText } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { madeOf, redactedText, shorten } from '../person/clean-text'
import type { OwnPerson } from '../person/own-person'
import { holdsOwnName } from '../person/personal-data'
import type { FieldReader } from '../reading/field-reader'
import { wordsOf } from '../reading/names'
import type { PlannedStream } from '../reading/plan-stream'
import type { RawEvent } from '../reading/raw-event'
import { asText } from '../reading/values'
import { type MoneyKind, moneyKindOf, saysNoPayment, saysTest } from './money-events'
import type { Plan } from './plan'
import { normaliseEventName, type SpecEvent, specEventOf } from './spec-events'

export interface NamedEvent {
  /** As it goes out; undefined when the record names none. */
  readonly name: string | undefined
  /** What the record's own name means in the specs: it decides the parameters, whatever the event is called. */
  readonly specEvent: SpecEvent | undefined
  /** What the names say of money. */
  readonly money: MoneyKind
  /** The record's own name says that no money came in. */
  readonly isNoPayment: boolean
  /** The event is a sale or a refund, and a name of it says that it is a test. */
  readonly isTest: boolean
}

/** The name of an event: the stream's, else the record's; renamed by the configuration, else by the table of spec events. */
export function nameEvent(
  raw: RawEvent,
  fields: FieldReader,
  stream: PlannedStream | undefined,
  plan: Plan,
  findings: Finding[],
): NamedEvent {
  const own = ownName(raw, fields)
  const original = asText(stream?.event_name) ?? own
  if (original === undefined) return nameless
  const specEvent = specEventOf(original)
  const byStyle = plan.configuration.event_names.style === 'appsflyer' ? specEvent?.name : undefined
  const name = renamed(original, plan) ?? byStyle ?? original
  if (name !== original) findings.push(finding('event_renamed', 'event_name'))
  const isKnown = specEvent !== undefined && specEvent.money !== 'none'
  const money = isKnown ? specEvent.money : moneyKindOf(specEvent, name, original, own)
  const isTest = money !== 'none' && saysTest(own ?? original)
  return { name, specEvent, money, isNoPayment: isNoPayment(own ?? original, money), isTest }
}

const nameless: NamedEvent = { name: undefined, specEvent: undefined, money: 'none', isNoPayment: false, isTest: false }

/** A refund's money has a minus, or a finding of its own. */
function isNoPayment(name: string, money: MoneyKind): boolean {
  if (money === 'refund' || money === 'perhaps_refund') return false
  const specEvent = specEventOf(name)
  return specEvent === undefined ? saysNoPayment(name) : specEvent.money === 'none' && saysNoPayment(specEvent.name)
}

/** The configuration's own name for an event; one of the specs' is known in any spelling. */
function renamed(name: string, { renames }: Plan): string | undefined {
  if (renames.size === 0) return undefined
  return renames.get(normaliseEventName(name)) ?? (specEventOf(name) && renames.get(wordsOf(name).join(' ')))
}

function ownName(raw: RawEvent, fields: FieldReader): string | undefined {
  const given = fields.text('event_name')
  // A screen that is called after its user has no other name.
  const isOwn = raw.call !== 'row' && raw.call !== 'track' && given !== undefined && holdsOwnName(given, fields.own)
  if (isOwn) fields.note('personal_data_removed', 'event_name')
  const name = isOwn ? 'removed' : given
  if (raw.call === 'screen') return name === undefined ? 'screen' : `Viewed ${name} Screen`
  if (raw.call === 'page') return name === undefined ? 'page' : `Viewed ${name} Page`
  return name
}

const refusedOnTheWeb = /[@=+-]/g

/** The name in the form its endpoint takes: without personal data, within its length, on the web without `@ = + -`. */
export function fitEventName(name: string, family: Contract['family'], own: OwnPerson, findings: Finding[]): CleanText {
  const redacted = redactedText(name, own)
  if (redacted !== name) findings.push(finding('personal_data_removed', 'event_name'))
  const fitted = family === 'web' ? madeOf(redacted, (own) => own.replace(refusedOnTheWeb, '_')) : redacted
  if (fitted !== redacted) findings.push(finding('event_name_sanitised', 'event_name'))
  if (family === 'mobile') return cutMobile(fitted, findings)
  if (family === 'pba') return fitted
  return cut(fitted, family === 'web' ? limits.webEventNameLength : limits.deviceEventNameLength, findings)
}

function cutMobile(name: CleanText, findings: Finding[]): CleanText {
  if (name.length <= limits.mobileEventNameShownLength) return name
  if (name.length > limits.mobileEventNameLength) return cut(name, limits.mobileEventNameLength, findings)
  const shown = `Names above ${limits.mobileEventNameShownLength} characters are missing from the dashboard.`
  findings.push(finding('event_name_long', 'event_name', shown))
  return name
}

function cut(name: CleanText, length: number, findings: Finding[]): CleanText {
  if (name.length <= length) return name
  findings.push(finding('event_name_long', 'event_name', `It was cut to ${length} characters.`))
  return shorten(name, length)
}
