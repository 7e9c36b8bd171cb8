import type { CatalogStream } from '../../../spec/airbyte/configured-catalog'
import { type DestinationObject, destinationObjects } from '../../../spec/airbyte/destination-catalog'
import { showStream, streamKey } from '../../../spec/airbyte/stream-name'
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
  const warnings = [
    ...missingStreams(configuration, streams),
    ...fullRefreshes(streams, mapped),
    ...unknownObjects(streams),
  ]
  const fitted = new Map(mapped)
  for (const stream of chosenFor(streams)) {
    const mapping = mapped.get(stream.name) ?? unmapped(stream.name)
    if (mapping.send_as === 'auto') fitted.set(streamKey(stream), withObject(mapping, stream))
  }
  return { configuration: { ...configuration, streams: [...fitted.values()] }, warnings }
}

/** The streams with an object, and those that share the name of one: what is chosen for it is not for them. */
function chosenFor(streams: readonly CatalogStream[]): readonly CatalogStream[] {
  const names = new Set(streams.filter(({ objectName }) => isDestinationObject(objectName)).map(({ name }) => name))
  return streams.filter(({ name }) => names.has(name))
}

function withObject(mapping: StreamMapping, { namespace, objectName }: CatalogStream): StreamMapping {
  const send_as = isDestinationObject(objectName) ? objectName : mapping.send_as
  return { ...mapping, namespace, send_as }
}

function unmapped(stream: string): StreamMapping {
  return { stream, send_as: 'auto', columns: [], event_values: [], constants: [], where: [] }
}

function unknownObjects(streams: readonly CatalogStream[]): string[] {
  const known = destinationObjects.join(', ')
  return streams
    .filter(({ objectName }) => objectName !== undefined && !isDestinationObject(objectName))
    .map((stream) => {
      const name = showStream(stream)
      return `The catalog sends stream ${name} to an object that is none of ${known}: its records decide instead.`
    })
}

/** AppsFlyer has no way to tell an event that was sent before from a new one. */
function fullRefreshes(streams: readonly CatalogStream[], mapped: ReadonlyMap<string, StreamMapping>): string[] {
  const names = streams.filter(
    ({ name, isFullRefresh }) => isFullRefresh && !countsNothing.has(mapped.get(name)?.send_as),
  )
  if (names.length === 0) return []
  const told = names.slice(0, mostNamed).map(showStream).join(', ')
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

function isDestinationObject(name: string | undefined): name is DestinationObject {
  return destinationObjects.some((object) => object === name)
}
