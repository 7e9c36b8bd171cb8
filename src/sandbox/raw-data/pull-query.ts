import type { RawColumn } from '../../../spec/appsflyer/raw-data/columns'
import { type MaximumRows, type PullReport, pullReports } from '../../../spec/appsflyer/raw-data/pull-api'
import {
  type AdditionalField,
  additionalFields,
  type EventReport,
  lacking,
  reportColumns,
} from '../../../spec/appsflyer/raw-data/report-columns'
import { offsetMs } from '../verdict/time-zone'
import type { RowKind } from './listed-row'

/** A report as it was asked for. */
export interface ReportQuery {
  readonly appId: string
  /** Undefined: of this report the sandbox knows no rows. */
  readonly kind: RowKind | undefined
  /** Milliseconds since 1970; `toMs` is the first moment after it. */
  readonly fromMs: number
  readonly toMs: number
  readonly maximumRows: MaximumRows
  /** Undefined: all events. */
  readonly eventNames: ReadonlySet<string> | undefined
  /** The zone of the times in it, and of its days. */
  readonly timeZone: string
  readonly columns: readonly ReportColumn[]
}
export interface ReportColumn {
  readonly header: string
  readonly name: RawColumn
}

/** An error answer of the Pull API. */
export interface PullRefused {
  readonly status: 400 | 401 | 404
  readonly text: string
}

export interface PullCall {
  readonly appId: string
  readonly report: PullReport
  readonly query: URLSearchParams
  readonly nowMs: number
  /** The app's IANA time zone. */
  readonly timeZone: string
}

const dayMs = 86_400_000
/** Earlier days are refused ("Data availability windows", https://support.appsflyer.com/hc/en-us/articles/4415473374865). */
const acceptedDays = 90

const kinds: { readonly [report in EventReport]: RowKind } = {
  in_app_events_report: 'non_organic',
  organic_in_app_events_report: 'organic',
  'in-app-events-retarget': 'retargeting',
  blocked_in_app_events_report: 'blocked',
}

const known = ['from', 'to', 'maximum_rows', 'event_name', 'timezone', 'additional_fields']

/** Reads the query of a report. Where AppsFlyer documents no text of an error, the text is the sandbox's own. */
export function parsePullQuery({ appId, report, query, nowMs, timeZone }: PullCall): ReportQuery | PullRefused {
  const stranger = [...query.keys()].find((name) => !known.includes(name))
  if (stranger !== undefined)
    return refuse(`The sandbox has no parameter ${quoted(stranger)}; it has ${known.join(', ')}.`)
  const maximumRows = maximumIn(query.get('maximum_rows') || '200000')
  if (maximumRows === undefined) return refuse('Invalid limit type')
  const zone = query.get('timezone') || 'UTC'
  if (zone !== 'UTC' && zone !== timeZone)
    return refuse(`timezone takes UTC, or the zone of the app, which is ${timeZone}.`)
  const from = momentIn(query.get('from'), zone)
  const to = momentIn(query.get('to'), zone)
  if (from === undefined || to === undefined || from.ms > to.ms)
    return refuse(
      'from and to take a day (2026-11-20) or a time (2026-11-20 14:30); the first is not after the second.',
    )
  if (from.ms < dayBefore(nowMs, acceptedDays))
    return refuse(`Raw reports historical lookback is limited to ${acceptedDays} days`)
  const columns = columnsFor(report, query.get('additional_fields'))
  if (typeof columns === 'string') return refuse(columns)
  const names = query.get('event_name')
  return {
    appId,
    kind: isEventReport(report) ? kinds[report] : undefined,
    fromMs: Math.max(from.ms, dayBefore(nowMs, pullReports[report].days)),
    toMs: to.isDay ? to.ms + dayMs : to.ms,
    maximumRows,
    eventNames: names ? new Set(names.split(',').map((name) => name.trim())) : undefined,
    timeZone: zone,
    columns,
  }
}

function isEventReport(report: PullReport): report is EventReport {
  return Object.hasOwn(kinds, report)
}

/** The usual columns, and the further ones in the order in which they were asked for; or what is wrong with those. */
function columnsFor(report: PullReport, asked: string | null): readonly ReportColumn[] | string {
  const fields = asked ? asked.split(',').map((field) => field.trim()) : []
  const isThere = (field: string): field is AdditionalField =>
    Object.hasOwn(additionalFields, field) && !(isEventReport(report) && lacking[report].some((name) => name === field))
  const stranger = fields.find((field) => !isThere(field))
  if (stranger !== undefined) return `${report} has no additional field ${quoted(stranger)}.`
  return [
    ...usualColumns,
    ...fields.filter(isThere).map((field) => ({ header: additionalFields[field], name: columnOf(field) })),
  ]
}

export const usualColumns: readonly ReportColumn[] = Object.entries(reportColumns).map(([header, name]) => ({
  header,
  name,
}))

/** The request says contributor1_match_type, and the column is contributor_1_match_type. */
function columnOf(field: AdditionalField): RawColumn {
  switch (field) {
    case 'contributor1_match_type':
      return 'contributor_1_match_type'
    case 'contributor2_match_type':
      return 'contributor_2_match_type'
    case 'contributor3_match_type':
      return 'contributor_3_match_type'
    default:
      return field
  }
}

function maximumIn(text: string): MaximumRows | undefined {
  return ([200_000, 1_000_000] as const).find((maximum) => String(maximum) === text)
}

/** A day is its first moment. */
function momentIn(text: string | null, zone: string): { readonly ms: number; readonly isDay: boolean } | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?$/.exec(text ?? '') ?? []
  const wallMs = Date.parse(`${day}T${time ?? '00:00'}Z`)
  // Date.parse takes 31 June for 1 July.
  if (Number.isNaN(wallMs) || new Date(wallMs).toISOString().slice(0, 10) !== day) return undefined
  return { ms: wallMs - offsetMs(wallMs - offsetMs(wallMs, zone), zone), isDay: time === undefined }
}

/** The first moment, UTC, of the day so many days ago. */
function dayBefore(nowMs: number, days: number): number {
  return (Math.floor(nowMs / dayMs) - days) * dayMs
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 50))
}

function refuse(text: string): PullRefused {
  return { status: 400, text }
}
