import { completeAppId } from '../../appsflyer/events/app-id'
import { nearestName } from '../../files/nearest-name'
import type { Problem } from '../../files/problem'
import type { StreamMapping } from '../configuration'
import type { KnownApp } from './resolve-apps'

/** A stream of `streams` or of `mapping`, and where it stands: `streams[0]`. */
export interface PlacedStream {
  readonly path: string
  readonly stream: StreamMapping
}

/** What is wrong with streams that are each well formed. An app that is undefined is one that cannot be known. */
export function checkStreams(
  placed: readonly PlacedStream[],
  apps: readonly (KnownApp | undefined)[],
): readonly Problem[] {
  return placed.flatMap(({ path, stream }) => {
    const first = placed.find((other) => other.stream.stream === stream.stream)
    const repeated = {
      path: `${path}.stream`,
      message: `is the same as ${first?.path}.stream: list each stream once`,
    }
    return [
      ...(first?.path === path ? [] : [repeated]),
      ...badApp(stream, path, apps),
      ...badEventValues(stream, path),
      ...fieldsSetTwice(stream, path),
    ]
  })
}

function badApp(stream: StreamMapping, path: string, apps: readonly (KnownApp | undefined)[]): readonly Problem[] {
  const appId = stream.app_id
  if (appId === undefined) return []
  // Either side may name an iOS app without its prefix.
  const position = apps.findIndex((app) => app !== undefined && app.id === completeAppId(app.platform, appId))
  const app = apps[position]
  if (app === undefined) {
    // It may be the one that cannot be read.
    if (apps.includes(undefined)) return []
    const nearest = nearestName(
      appId,
      apps.flatMap((known) => (known === undefined ? [] : [known.id])),
    )
    const hint =
      nearest === undefined ? 'add it to apps, or correct it' : `did you mean ${nearest}? Correct it, or add it to apps`
    return [{ path: `${path}.app_id`, message: `is none of the configured apps: ${hint}` }]
  }
  const wanted = familyOf[stream.send_as]
  if (wanted === undefined || wanted === (app.platform === 'web' ? 'web' : 'mobile')) return []
  const message = `is ${stream.send_as}, which apps[${position}] (${app.platform}) cannot take: change send_as or app_id`
  return [{ path: `${path}.send_as`, message }]
}

const familyOf: Readonly<Record<StreamMapping['send_as'], 'mobile' | 'web' | undefined>> = {
  auto: undefined,
  skip: undefined,
  mobile_event: 'mobile',
  web_event: 'web',
  web_visit: 'web',
}

function badEventValues({ event_values }: StreamMapping, path: string): readonly Problem[] {
  return event_values.flatMap(({ name, column, value }, index) => {
    const at = `${path}.event_values[${index}]`
    if ((column === undefined) === (value === undefined)) {
      return [{ path: at, message: 'needs either a column or a value' }]
    }
    const first = event_values.findIndex((other) => other.name === name)
    const message = `is the same as ${path}.event_values[${first}].name: list each name once`
    return first === index ? [] : [{ path: `${at}.name`, message }]
  })
}

function fieldsSetTwice({ columns, constants }: StreamMapping, path: string): readonly Problem[] {
  return constants.flatMap(({ field }, index) => {
    const at = `${path}.constants[${index}].field`
    const first = constants.findIndex((other) => other.field === field)
    if (first !== index) return [{ path: at, message: `is the same as ${path}.constants[${first}].field` }]
    const column = columns.findIndex((mapped) => mapped.field === field)
    if (column === -1) return []
    return [{ path: at, message: `is set by ${path}.columns[${column}] too: keep one of the two` }]
  })
}
