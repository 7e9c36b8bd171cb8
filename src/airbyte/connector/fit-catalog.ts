import type { CatalogStream } from '../../../spec/airbyte/configured-catalog'
import { type DestinationObject, destinationObjects } from '../../../spec/airbyte/destination-catalog'
import type { Configuration, StreamMapping } from '../../../spec/configuration/configuration'

export interface Fitted {
  readonly configuration: Configuration
  /** What does not fit together, for the log; the sync goes on. */
  readonly warnings: readonly string[]
}

/**
 * The configuration for a catalog: an object that the connection chose for a stream (data activation) decides what its
 * records are sent as, unless the configuration does.
 */
export function fitCatalog(configuration: Configuration, streams: readonly CatalogStream[]): Fitted {
  const mapped = new Map(configuration.streams.map((mapping) => [mapping.stream, mapping]))
  const warnings = [...missingStreams(configuration, streams), ...fullRefreshes(streams, mapped)]
  for (const { name, objectName } of streams) {
    if (objectName === undefined) continue
    if (!isDestinationObject(objectName)) {
      const known = destinationObjects.join(', ')
      warnings.push(
        `The catalog sends stream ${name} to an object that is none of ${known}: its records decide instead.`,
      )
      continue
    }
    const mapping: StreamMapping = mapped.get(name) ?? {
      stream: name,
      send_as: 'auto',
      columns: [],
      event_values: [],
      constants: [],
      where: [],
    }
    if (mapping.send_as === 'auto') mapped.set(name, { ...mapping, send_as: objectName })
  }
  return { configuration: { ...configuration, streams: [...mapped.values()] }, warnings }
}

/** AppsFlyer has no way to tell an event that was sent before from a new one. */
function fullRefreshes(streams: readonly CatalogStream[], mapped: ReadonlyMap<string, StreamMapping>): string[] {
  const names = streams.filter(
    ({ name, isFullRefresh }) => isFullRefresh && !countsNothing.has(mapped.get(name)?.send_as),
  )
  if (names.length === 0) return []
  const told = names
    .slice(0, mostNamed)
    .map(({ name }) => name)
    .join(', ')
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''
  return [
    `Full refresh of ${told}${more}: every sync sends every row again, and AppsFlyer counts it again. Choose Incremental | Append where the source can.`,
  ]
}

const countsNothing: ReadonlySet<StreamMapping['send_as'] | undefined> = new Set(['skip', 'erase'])
const mostNamed = 10

function missingStreams(configuration: Configuration, streams: readonly CatalogStream[]): string[] {
  const names = new Set(streams.map(({ name }) => name))
  return configuration.streams.flatMap(({ stream }, index) =>
    names.has(stream) ? [] : [`streams[${index}].stream (${stream}) is not in the catalog: its mapping has no effect.`],
  )
}

function isDestinationObject(name: string): name is DestinationObject {
  return destinationObjects.some((object) => object === name)
}
