import type { Event, PbaIdentity, WebEvent } from './domain/event'
import type { Finding, FindingCode } from './domain/finding'
import type { Worth } from './domain/worth'
import type { Choice } from './mapping/choose-app'
import { mapParameters } from './mapping/map-parameters'
import { nameEvent } from './mapping/name-event'
import type { Plan } from './mapping/plan'
import { readMoney } from './mapping/read-money'
import type { Unidentified } from './mapping/to-mobile-event'
import { redactedText, shorten } from './person/clean-text'
import { FieldReader } from './reading/field-reader'
import { parseTime } from './reading/parse-time'
import type { PlannedStream } from './reading/plan-stream'
import type { RawEvent } from './reading/raw-event'

/** How far the reading of a record came. */
interface Reading {
  readonly choice: Choice
  readonly event: Event | Unidentified | 'opted_out' | undefined
}

/** What a record is worth. `reading` is undefined where no app could be told. */
export function worthOf(
  reading: Reading | undefined,
  findings: readonly Finding[],
  raw: RawEvent,
  stream: PlannedStream | undefined,
  plan: Plan,
): Worth {
  if (reading === undefined) return worthOfRecord(raw, undefined, stream, plan)
  const { event, choice } = reading
  const known = event === undefined || event === 'opted_out' || event.kind !== 'unidentified' ? event : event.event
  if (known === undefined || known === 'opted_out' || known.kind === 'pba_identity' || carriesNoMoney(known, findings))
    return worthOfRecord(raw, choice.app.id, stream, plan)
  return worthOfEvent(known, findings)
}

/** A visit or an opening of a record with money, which its request has no place for. */
function carriesNoMoney(event: Event | Unidentified['event'], findings: readonly Finding[]): boolean {
  return (event as WebEvent).revenue === undefined && findings.some(({ code }) => withoutPlace.has(code))
}

const withoutPlace: ReadonlySet<FindingCode> = new Set<FindingCode>(['visit_carries_event', 'revenue_not_taken'])

/** An event that was read to its end. A visit has neither name nor money. */
function worthOfEvent(event: Exclude<Event, PbaIdentity> | Unidentified['event'], findings: readonly Finding[]): Worth {
  const { name, revenue, currency }: Partial<Pick<WebEvent, 'name' | 'revenue' | 'currency'>> = event as WebEvent
  return {
    appId: event.appId,
    eventName: name ?? null,
    timeMs: event.timeMs,
    amount: revenue,
    currency,
    isUnread: revenue === undefined && findings.some(({ code }) => unreadable.has(code)),
  }
}

/** Where there is an amount that was not read, or nobody can tell whether there is one. */
const unreadable: ReadonlySet<FindingCode> = new Set<FindingCode>(['invalid_revenue', 'event_values_unreadable'])

/**
 * A record that became no event: one without an app, a name or an id, of a user who opted out, or a visit that
 * carries money. Its money is read as that of an event is; what is found meanwhile is not told twice.
 */
function worthOfRecord(raw: RawEvent, appId: string | undefined, stream: PlannedStream | undefined, plan: Plan): Worth {
  const fields = new FieldReader(raw.fields)
  const { findings } = fields
  const { revenue_from: revenueFrom, defaults } = plan.configuration
  const { name, specEvent, money: kind } = nameEvent(raw, fields, stream, plan, findings)
  const parameters = mapParameters(raw, fields, specEvent, kind, revenueFrom, findings)
  const { revenue: amount, currency } = readMoney(parameters, raw, kind, defaults.currency, fields)
  return {
    appId,
    eventName: name === undefined ? undefined : shorten(redactedText(name, fields.own), longestName),
    timeMs: parseTime(fields.text('event_time') ?? null, raw.timeZone),
    amount,
    currency,
    isUnread:
      amount === undefined && (raw.hasUnreadableValues === true || findings.some(({ code }) => unreadable.has(code))),
  }
}

const longestName = 100
