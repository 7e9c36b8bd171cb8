import { completeAppId } from '../../appsflyer/events/app-id'
import { platforms } from '../../appsflyer/events/platforms'
import { nearestName } from '../../files/nearest-name'
import type { Problem } from '../../files/problem'
import { fileApp } from '../app-form'
import type { StreamMapping } from '../configuration'
import { columnMapping, constant, eventValue, stream as streamSchema } from '../stream-form'
import { goodMembers } from './good-members'
import type { KnownApp } from './resolve-apps'

/** A stream of `streams` or of `mapping` as it stands there, well formed or not, and where: `streams[0]`. */
export interface PlacedStream {
  readonly path: string
  readonly value: unknown
}

/** What the checks compare of a stream: undefined is what is missing, or not well formed, which the schema tells. */
interface Stream {
  readonly path: string
  readonly name: string | undefined
  readonly sendAs: StreamMapping['send_as'] | undefined
  readonly appId: string | undefined
  readonly columns: readonly ({ readonly field?: string } | undefined)[]
  readonly eventValues: readonly (EventValue | undefined)[]
  readonly constants: readonly ({ readonly field?: string } | undefined)[]
}

interface EventValue {
  readonly name: string | undefined
  readonly hasColumn: boolean
  readonly hasValue: boolean
}

/** The apps that streams may name. One that is undefined cannot be known: its entry tells whether it may be meant. */
interface AppsBeside {
  readonly apps: readonly (KnownApp | undefined)[]
  readonly entries: readonly unknown[]
}

/** What is wrong with streams beside each other, and with parts of a stream beside each other: whatever else is wrong. */
export function checkStreams(placed: readonly PlacedStream[], { apps, entries }: AppsBeside): readonly Problem[] {
  const unknownApps = entries.filter((_, index) => apps[index] === undefined)
  const streams = placed.map(readStream)
  const firstOf = firstPlaces(streams.map(({ name, path }) => [name, path]))
  const lookUp = appsById(apps, unknownApps)
  return streams.flatMap((stream) => [
    ...listedTwice(stream, firstOf),
    ...badApp(stream, lookUp),
    ...(unknownApps.length > 0 ? [] : noApp(stream, apps)),
    ...badEventValues(stream),
    ...fieldsSetTwice(stream),
  ])
}

function readStream({ path, value }: PlacedStream): Stream {
  const own = goodMembers(streamSchema, value) ?? {}
  return {
    path,
    name: own.stream,
    sendAs: own.send_as,
    appId: own.app_id,
    columns: listIn(value, 'columns').map((column) => goodMembers(columnMapping, column)),
    eventValues: listIn(value, 'event_values').map(readEventValue),
    constants: listIn(value, 'constants').map((one) => goodMembers(constant, one)),
  }
}

function readEventValue(value: unknown): EventValue | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { name } = goodMembers(eventValue, value) ?? {}
  // One that is not well formed is there, too.
  return { name, hasColumn: 'column' in value, hasValue: 'value' in value }
}

export function listIn(value: unknown, key: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  const list: unknown = Object.entries(value).find(([name]) => name === key)?.[1]
  return Array.isArray(list) ? list : []
}

/** Where each name stands first. A file may have thousands of them, so none is looked for from the start. */
function firstPlaces<Place>(
  named: readonly (readonly [name: string | undefined, place: Place])[],
): ReadonlyMap<string, Place> {
  const first = new Map<string, Place>()
  for (const [name, place] of named) if (name !== undefined && !first.has(name)) first.set(name, place)
  return first
}

function listedTwice({ path, name }: Stream, firstOf: ReadonlyMap<string, string>): readonly Problem[] {
  const first = name === undefined ? undefined : firstOf.get(name)
  if (first === undefined || first === path) return []
  return [{ path: `${path}.stream`, message: `is the same as ${first}.stream: list each stream once` }]
}

interface Apps {
  readonly find: (appId: string) => { readonly app: KnownApp; readonly position: number } | undefined
  /** Whether an app whose id is not right may be this one. */
  readonly mayBeUnknown: (appId: string) => boolean
  /** The nearest id to one that is none of them. */
  readonly nearest: (appId: string) => string | undefined
}

/** Letters are compared for so many ids alone: whoever has more wrong ones has another list of apps. */
const mostCompared = 20

function appsById(apps: readonly (KnownApp | undefined)[], unknownApps: readonly unknown[]): Apps {
  const known = apps.flatMap((app, position) => (app === undefined ? [] : [{ app, position }]))
  const byId = firstPlaces(known.map((one) => [one.app.id, one]))
  const ids = [...byId.keys()]
  let compared = 0
  return {
    find: (appId) => {
      const found = byId.get(appId)
      // Either side may name an iOS app without its prefix.
      const ofIos = byId.get(completeAppId('ios', appId))
      return found ?? (ofIos?.app.platform === 'ios' ? ofIos : undefined)
    },
    mayBeUnknown: (appId) => unknownApps.slice(0, mostCompared).some((entry) => mayMean(entry, appId)),
    nearest: (appId) => {
      compared += 1
      return compared > mostCompared ? undefined : nearestName(appId, ids)
    },
  }
}

function badApp({ path, appId, sendAs }: Stream, apps: Apps): readonly Problem[] {
  if (appId === undefined) return []
  const found = apps.find(appId)
  if (found === undefined) {
    if (apps.mayBeUnknown(appId)) return []
    const nearest = apps.nearest(appId)
    const hint =
      nearest === undefined ? 'add it to apps, or correct it' : `did you mean ${nearest}? Correct it, or add it to apps`
    return [{ path: `${path}.app_id`, message: `is none of the configured apps: ${hint}` }]
  }
  const { app, position } = found
  if (sendAs === undefined || canTake(app, sendAs)) return []
  const message = `is ${sendAs}, which apps[${position}] (${app.platform}) cannot take: change send_as or app_id`
  return [{ path: `${path}.send_as`, message }]
}

/** Every record of such a stream would be rejected. */
function noApp({ path, appId, sendAs }: Stream, apps: readonly (KnownApp | undefined)[]): readonly Problem[] {
  if (appId !== undefined || sendAs === undefined || apps.length === 0) return []
  if (apps.some((app) => app !== undefined && canTake(app, sendAs))) return []
  const message = `is ${sendAs}, and apps has no ${appsFor[sendAs]} app: add one, or change send_as`
  return [{ path: `${path}.send_as`, message }]
}

/** Whether an app whose id is not right may be this one, once it is: it has none yet, or one that is near. */
function mayMean(entry: unknown, appId: string): boolean {
  const { app_id } = goodMembers(fileApp, entry) ?? {}
  return app_id === undefined || nearestName(appId, [app_id]) !== undefined
}

/** Whether an app can be sent such records. An identity is for a memory, too. */
function canTake({ platform }: KnownApp, sendAs: StreamMapping['send_as']): boolean {
  return sendAs in anyApp || sendAs in platforms[platform].takes
}

const anyApp: Readonly<Partial<Record<StreamMapping['send_as'], true>>> = {
  auto: true,
  identify: true,
  erase: true,
  skip: true,
}

/** Which app is missing where none takes such records. */
const appsFor: Readonly<Record<StreamMapping['send_as'], string>> = {
  auto: '',
  identify: '',
  erase: '',
  skip: '',
  mobile_event: 'mobile',
  web_event: 'web',
  web_visit: 'web',
  first_open: 'PC, console or TV',
  session: 'PC, console or TV',
}

function badEventValues({ path, eventValues }: Stream): readonly Problem[] {
  const firstOf = firstPlaces(eventValues.map((one, index) => [one?.name, index]))
  return eventValues.flatMap((one, index) => {
    if (one === undefined) return []
    const at = `${path}.event_values[${index}]`
    const { name, hasColumn, hasValue } = one
    const first = name === undefined ? undefined : firstOf.get(name)
    return [
      ...(hasColumn === hasValue ? [{ path: at, message: 'needs either a column or a value' }] : []),
      ...(name === undefined || first === index
        ? []
        : [
            {
              path: `${at}.name`,
              message: `is the same as ${path}.event_values[${first}].name: list each name once`,
            },
          ]),
    ]
  })
}

function fieldsSetTwice({ path, columns, constants }: Stream): readonly Problem[] {
  const firstOf = firstPlaces(constants.map((one, index) => [one?.field, index]))
  return constants.flatMap((one, index) => {
    const field = one?.field
    if (field === undefined) return []
    const at = `${path}.constants[${index}].field`
    const first = firstOf.get(field)
    if (first !== index) return [{ path: at, message: `is the same as ${path}.constants[${first}].field` }]
    const column = columns.findIndex((mapped) => mapped?.field === field)
    if (column === -1) return []
    return [{ path: at, message: `is set by ${path}.columns[${column}] too: keep one of the two` }]
  })
}
