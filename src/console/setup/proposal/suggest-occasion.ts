import { readAppId } from '../../../../spec/appsflyer/events/platform-of-id'
import { amountStrength } from '../../../core/mapping/find-missing-money'
import { moneyKindOf } from '../../../core/mapping/money-events'
import { isTimeName } from '../../../core/mapping/read-time'
import { wordsOf } from '../../../core/reading/names'
import { parseTime } from '../../../core/reading/parse-time'
import { platformOf } from '../../../core/reading/platform'
import { asText } from '../../../core/reading/values'
import { type Column, countOf, mostly } from './columns'
import { columnItem, type Suggestion, share, yamlText } from './suggestion'

export interface OccasionProposal {
  readonly keys: readonly Suggestion[]
  readonly suggestions: readonly Suggestion[]
  readonly remarks: readonly string[]
}

/** What happened, when, and in which app. `hasRevenue`: rows bring money. */
export function suggestOccasion(stream: string, columns: readonly Column[], hasRevenue: boolean): OccasionProposal {
  const filled = columns.filter((column) => column.filled.length > 0)
  const parts = [suggestName(stream, filled, hasRevenue), suggestPlatform(filled), suggestTime(filled)]
  return {
    keys: parts.flatMap(({ keys }) => keys),
    suggestions: parts.flatMap(({ suggestions }) => suggestions),
    remarks: parts.flatMap(({ remarks }) => remarks),
  }
}

const nothing: OccasionProposal = { keys: [], suggestions: [], remarks: [] }

const mostNames = 40

function suggestName(stream: string, columns: readonly Column[], hasRevenue: boolean): OccasionProposal {
  const known = columns.find(({ known }) => known === 'event_name')
  if (known !== undefined) return { ...nothing, remarks: [`${known.column} names the event.`] }
  const candidates = columns.filter((column) => column.named !== 'event_name' && isNameOfKind(column))
  const own =
    columns.find(({ named }) => named === 'event_name') ??
    candidates.find(({ name, parents }) => [name, parents.at(-1) ?? ''].some((word) => wordsOf(word).includes('event')))
  if (own !== undefined) {
    const why = `${own.column} names the event: ${own.filled.length === 1 ? 'one value' : `${distinct(own)} different ones`}. event_names.rename gives them AppsFlyer's names.`
    return { ...nothing, suggestions: [{ why, yaml: columnItem(own.column, 'event_name'), isSure: true }] }
  }
  const kind = moneyKindOf(undefined, stream)
  const isRefund = kind === 'refund' || kind === 'perhaps_refund'
  const name = isRefund ? 'cancel_purchase' : hasRevenue ? 'af_purchase' : wordsOf(stream).join('_') || 'row'
  const reason = isRefund
    ? `${stream} sounds like refunds: amounts go out negative`
    : hasRevenue
      ? 'rows have money, so each one is taken for a purchase'
      : 'the name of the stream is taken'
  const why = `No column names the event: ${reason}. Change it where it is something else.`
  return {
    ...nothing,
    keys: [{ why, yaml: [`event_name: ${yamlText(name)}`], isSure: true }],
    suggestions: candidates.slice(0, 1).map(({ column }) => ({
      why: `Does ${column} name the event? Then take this line, and event_name away.`,
      yaml: columnItem(column, 'event_name'),
      isSure: false,
    })),
  }
}

function distinct({ filled }: Column): number {
  return new Set(filled.map(({ value }) => asText(value))).size
}

/** Called like a kind of event, and with few values. */
function isNameOfKind(column: Column): boolean {
  const words = wordsOf(column.name)
  const isCalledSo = words.some((word) => /^(type|action|event|activity|ereignis|aktion|evento|accion|typ)$/.test(word))
  return (
    isCalledSo &&
    words.length <= 2 &&
    mostly(column, (text) => /^[\p{L}][\p{L}\p{N} ._:-]{1,60}$/u.test(text)) &&
    distinct(column) <= mostNames
  )
}

function suggestPlatform(columns: readonly Column[]): OccasionProposal {
  const app = columns.find(({ known }) => known === 'app_id')
  if (app !== undefined && !mostly(app, isAppId)) {
    const why = `${app.column} holds no ids of apps at AppsFlyer: name the app that these rows are of.`
    return { ...nothing, keys: [{ why, yaml: ['app_id: "<app id>"'], isSure: true }] }
  }
  if (app !== undefined) return { ...nothing, remarks: [`${app.column} names the app.`] }
  const known = columns.find(
    (column) => (column.known === 'platform' || column.known === 'os_version') && isOfPlatforms(column),
  )
  if (known !== undefined) return { ...nothing, remarks: [`${known.column} says ${platformsIn(known)}.`] }
  const own = columns.find((column) => isOfPlatforms(column) && platformsIn(column) !== 'web')
  if (own !== undefined) {
    const why = `${own.column} says ${platformsIn(own)}.`
    return { ...nothing, suggestions: [{ why, yaml: columnItem(own.column, 'platform'), isSure: true }] }
  }
  const why =
    'No column says the platform or the app: where several apps are configured, name the one that these rows are of.'
  return { ...nothing, keys: [{ why, yaml: ['app_id: com.example.app'], isSure: false }] }
}

function isOfPlatforms(column: Column): boolean {
  return mostly(column, (text) => {
    const said = platformOf(text)
    return said !== undefined && said !== 'unreadable'
  })
}

function platformsIn({ filled }: Column): string {
  const said = filled
    .map(({ value }) => platformOf(value))
    .filter((each) => each !== undefined && each !== 'unreadable')
  return [...new Set(said)].sort().join('/')
}

/** Whether a text is an id that AppsFlyer gives apps; a short number is somebody else's. */
export function isAppId(text: string): boolean {
  return readAppId(text).kind !== 'unknown' && !/^\d{1,7}$/.test(text)
}

function suggestTime(columns: readonly Column[]): OccasionProposal {
  const known = columns.find(({ known }) => known === 'event_time')
  if (known !== undefined) {
    const unread = known.filled.length - countOf(known, isTime)
    const lost = unread === 0 ? '' : ` ${share(unread, known.filled.length)} cannot be read, and lose their time.`
    return { ...nothing, keys: askZone(known), remarks: [`${known.column} is the time.${lost}`] }
  }
  const called = columns.filter(
    ({ name, named }) =>
      named === undefined &&
      isTimeName(name) &&
      amountStrength(name) === 'none' &&
      !/update|modif|delet|cancel|refund|expir|birth|geburt|naiss|nacim|due|renew|next|closed|f(ä|ae)llig/i.test(name),
  )
  const readable = called.filter((column) => mostly(column, isTime))
  const ranked = readable
    .map((column) => ({ column, score: timeScore(column) }))
    .sort((left, right) => right.score - left.score)
  const [best, next] = ranked
  const remarks = called
    .filter((column) => !readable.includes(column) && mostly(column, (text) => isDate.test(text)))
    .map(
      ({ column }) =>
        `${column} is called like a time, and is not written as one that can be read (2026-11-28 14:05:00, or seconds since 1970).`,
    )
  if (best === undefined) {
    const why = 'No column is a time: AppsFlyer stamps the events with the time of their arrival.'
    return { ...nothing, remarks: [...remarks, why] }
  }
  const isSure = next === undefined || next.score < best.score
  const others = ranked.slice(1).map(({ column }) => column.column)
  const why = `${best.column.column} is ${isSure ? '' : 'perhaps '}the time${others.length === 0 ? '' : `; ${others.slice(0, 3).join(', ')} could be, too`}.`
  const suggestion = { why, yaml: columnItem(best.column.column, 'event_time'), isSure }
  return { keys: isSure ? askZone(best.column) : [], suggestions: [suggestion], remarks }
}

/** As people write days: 28.11.2026, 11/28/26. */
const isDate = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b/

const isTime = (text: string) => parseTime(text) !== undefined

function timeScore({ name, parents }: Column): number {
  const words = wordsOf(name)
  const isOfEvent = words.some((word) =>
    /^(event|occurred|purchased|purchase|order|ordered|paid|placed|completed|transaction|bestell\w*|kauf\w*|created|create|erstellt|angelegt|commande|creation|compra|pedido)$/.test(
      word,
    ),
  )
  const isItself = words.some((word) => /^(event|occurred|timestamp)$/.test(word))
  return (isItself ? 20 : isOfEvent ? 10 : 0) - parents.length * 3
}

/** Whether a text names no zone: as a time of another zone it would be another. */
function hasNoZone(text: string): boolean {
  return !/^\d+(\.\d+)?$/.test(text) && isTime(text) && parseTime(text, 'UTC') !== parseTime(text, 'Asia/Tokyo')
}

function askZone(column: Column): readonly Suggestion[] {
  const count = countOf(column, hasNoZone)
  if (count === 0) return []
  const why = `${column.column} has no zone in ${share(count, column.filled.length)}: taken as UTC. Is it another one?`
  return [{ why, yaml: ['time_zone: Europe/Berlin'], isSure: false }]
}
