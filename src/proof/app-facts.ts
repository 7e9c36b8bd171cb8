import { resolve, sep } from 'node:path'
import { type Cover, hourCovers, reportCover } from './coverage'
import type { LoadedFile, LoadedRaw, Span } from './load-raw'
import { kindNumber } from './verdict'

/** What the raw data allows to say of an app. Pure. */
export interface AppFacts {
  readonly app: string
  /** Rows from servers are there. */
  readonly hasServer: boolean
  /** Rows are there that do not say where they come from. */
  readonly withoutSource: boolean
  readonly isCut: boolean
  readonly isDamaged: boolean
  readonly isUnfinished: boolean
  readonly isPushed: boolean
  /** Every file that covers something has custom_data. */
  readonly hasCustom: boolean
  readonly covers: readonly AppCover[]
}

interface AppCover extends Cover {
  readonly kind: number
  /** It covers times of arrival, not times of events. */
  readonly isArrival: boolean
}

/** A report of the Pull API with so many rows may have been cut. */
const cutAt: ReadonlySet<number> = new Set([200_000, 1_000_000])
const both = [kindNumber('nonorganic'), kindNumber('organic')]

/** Facts of each app that has rows. `now` and `clock`: see `reportCover`; `onlyApp` is the ledger's, where it has but one. */
export function appFacts(
  { files, spans, emptyHours }: LoadedRaw,
  now: number,
  clock: number,
  onlyApp = '',
): readonly AppFacts[] {
  const rowsOf = new Map<number, number>()
  const byApp = new Map<string, Span[]>()
  for (const span of spans) {
    rowsOf.set(span.file, (rowsOf.get(span.file) ?? 0) + span.rows)
    byApp.set(span.app, [...(byApp.get(span.app) ?? []), span])
  }
  const damaged = new Set(spans.flatMap(({ file, withoutTime }) => (withoutTime > 0 ? [file] : [])))
  const states = files.map((file) => ({
    file,
    isCut: isReport(file) && file.format.kind === 'csv' && cutAt.has((rowsOf.get(file.number) ?? 0) + file.damaged),
    isDamaged: file.damaged > 0 || damaged.has(file.number),
  }))
  const pushed = new Set(files.flatMap(({ number, format }) => (format.kind === 'messages' ? [number] : [])))
  return [...byApp].map(([app, own]) => {
    const numbers = new Set(own.map(({ file }) => file))
    const ownStates = states.filter(({ file }) => numbers.has(file.number))
    const proving = ownStates.filter(({ file }) => !pushed.has(file.number))
    const ofReports = proving.flatMap(({ file, isCut, isDamaged }) =>
      isReport(file) && !isCut && !isDamaged ? reportCovers(file, own, now, clock) : [],
    )
    const empty = states.filter(({ file, isDamaged }) => !rowsOf.has(file.number) && !isDamaged && isReport(file))
    const emptyFiles = empty.flatMap(({ file }) => (app === onlyApp || isNamedAfter(file, app) ? [file] : []))
    return {
      app,
      hasServer: own.some(({ fromServer, withoutSource }) => fromServer + withoutSource > 0),
      withoutSource: own.some(({ file, withoutSource }) => withoutSource > 0 && !pushed.has(file)),
      isCut: ownStates.some(({ isCut }) => isCut),
      isDamaged: ownStates.some(({ isDamaged }) => isDamaged),
      isUnfinished: ownStates.some(({ file }) => file.source.isUnfinished === true),
      isPushed: own.some(({ file }) => pushed.has(file)),
      hasCustom: proving.length > 0 && proving.every(({ file }) => file.hasCustom),
      covers: [
        ...ofReports,
        ...emptyFiles.flatMap((file) => emptyCovers(file, ofReports, now, clock)),
        ...lockerCovers(states, emptyHours, app, numbers, now > clock),
      ],
    }
  })
}

function isReport({ source }: LoadedFile): boolean {
  return source.hour === undefined
}

/** A report covers what it is of; a file whose rows tell, what it has rows of. */
function reportCovers(file: LoadedFile, own: readonly Span[], now: number, clock: number): readonly AppCover[] {
  const spans = own.filter((span) => span.file === file.number)
  const times = spans.flatMap(({ first, last }) => (first === null || last === null ? [] : [first, last]))
  if (times.length === 0) return []
  const kinds = file.report !== null ? [file.report] : file.isBoth ? both : spans.map(({ kind }) => kind)
  const cover = reportCover(
    { first: Math.min(...times), last: Math.max(...times), modified: file.modified },
    now,
    clock,
  )
  return kinds.map((kind) => ({ ...cover, kind, isArrival: false }))
}

/**
 * A report without rows says nothing by itself: neither of which days it is, nor whether it was filtered. Beside the other
 * report of in-app events of the same app, which has rows, it is the one of the same days in which nothing was.
 */
function emptyCovers(file: LoadedFile, others: readonly AppCover[], now: number, clock: number): readonly AppCover[] {
  const { report } = file
  if (report === null || !both.includes(report)) return []
  return others
    .filter(({ kind }) => both.includes(kind) && kind !== report)
    .map((other) => {
      const { settledUntil } = reportCover({ first: other.from, last: other.from, modified: file.modified }, now, clock)
      return { ...other, kind: report, settledUntil: Math.min(settledUntil, other.settledUntil) }
    })
}

/** Whether its path has the app's id as a word of its own. */
function isNamedAfter({ source }: LoadedFile, app: string): boolean {
  const path = source.name
  return [app, encodeURIComponent(app)].some((id) => {
    const at = path.indexOf(id)
    return at >= 0 && !/[A-Za-z0-9]/.test(`${path[at - 1] ?? ''}${path[at + id.length] ?? ''}`)
  })
}

/** Data Locker's folders: of the app alone where each has its own, else of all apps that are in them. */
function lockerCovers(
  states: readonly { readonly file: LoadedFile; readonly isDamaged: boolean }[],
  emptyHours: LoadedRaw['emptyHours'],
  app: string,
  numbers: ReadonlySet<number>,
  isRehearsal: boolean,
): readonly AppCover[] {
  const topics = new Map<string, (typeof states)[number][]>()
  for (const state of states) {
    const { source, isBoth } = state.file
    if (source.hour === undefined || !isBoth || (source.appId !== undefined && source.appId !== app)) continue
    const place = `${resolve(source.name.slice(0, source.name.lastIndexOf(`t=${source.topic}`)))}${sep}`
    topics.set(place, [...(topics.get(place) ?? []), state])
  }
  return [...topics]
    .filter(([, topic]) => topic.some(({ file }) => numbers.has(file.number)))
    .flatMap(([place, topic]) => {
      const name = topic[0]?.file.source.topic
      const empty = emptyHours.filter((hour) => hour.topic === name && hour.place === place)
      return hourCovers([...hoursOf(topic), ...empty.map((hour) => ({ ...hour, isFinished: true }))], isRehearsal)
    })
    .flatMap((cover) => both.map((kind) => ({ ...cover, kind, isArrival: true })))
}

/** An hour is finished where all its files are. */
function hoursOf(topic: readonly { readonly file: LoadedFile; readonly isDamaged: boolean }[]) {
  const hours = new Map<string, { day: string; hour: string; isFinished: boolean }>()
  for (const { file, isDamaged } of topic) {
    const { day, hour, isUnfinished } = file.source
    if (day === undefined || hour === undefined) continue
    const known = hours.get(`${day} ${hour}`) ?? { day, hour, isFinished: true }
    hours.set(`${day} ${hour}`, { ...known, isFinished: known.isFinished && isUnfinished !== true && !isDamaged })
  }
  return [...hours.values()]
}

/** Whether rows of one app and report come from several piles of the same time. */
export function overlaps({ files, spans }: LoadedRaw): boolean {
  const pileOf = new Map(files.map(({ number, pile }) => [number, pile]))
  const piles = new Map<string, { pile: number; first: number; last: number }>()
  for (const { file, app, kind, first, last } of spans) {
    if (first === null || last === null) continue
    const pile = pileOf.get(file) ?? -1
    const key = JSON.stringify([app, kind, pile])
    const known = piles.get(key) ?? { pile, first, last }
    piles.set(key, { pile, first: Math.min(known.first, first), last: Math.max(known.last, last) })
  }
  const groups = new Map<string, { first: number; last: number }[]>()
  for (const [key, { first, last }] of piles) {
    const group = JSON.stringify(JSON.parse(key).slice(0, 2))
    groups.set(group, [...(groups.get(group) ?? []), { first, last }])
  }
  return [...groups.values()].some((group) => {
    const sorted = group.sort((left, right) => left.first - right.first)
    let end = Number.NEGATIVE_INFINITY
    return sorted.some(({ first, last }) => {
      const isOver = Math.floor(first / 1000) <= Math.floor(end / 1000)
      end = Math.max(end, last)
      return isOver
    })
  })
}
