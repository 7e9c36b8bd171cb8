import type { Readable } from 'node:stream'
import type { Configuration } from '../../../spec/configuration/configuration'
import { nearestName } from '../../../spec/files/nearest-name'
import type { Given } from '../arguments/parse-arguments'
import { Unusable } from '../unusable'
import { decodeInput } from './decode-input'
import { detectFormat, type Format } from './detect-format'
import { MappingWatch } from './mapping-watch'
import { type Input, openInput } from './open-input'
import type { Placed } from './placed'
import { type Following, readEntries } from './read-entries'

/** The events that the user named, ready to be read. */
export interface Events {
  readonly input: Input
  readonly format: Format
  /** Knows, once they are read, what was not used of the mapping. */
  readonly mapping: MappingWatch
  /** The entries, without those that are settled; to be read once. */
  readonly read: (following?: Following) => AsyncIterable<readonly Placed[]>
}

/** Opens EVENTS (or stdin) as the options say. Throws Unusable. */
export async function openEvents(
  given: Given,
  configuration: Configuration,
  stdin: Readable,
  wholeHead = false,
): Promise<Events> {
  const stream = given.text('stream')
  if (stream !== undefined) requireStream(stream, configuration)
  const input = decodeInput(await openInput(given.events, stdin, wholeHead), given.text('encoding'))
  const format = detectFormat(input.name, input.head, given.has('csv'))
  const mapping = new MappingWatch(configuration.streams, given.events ?? '')
  const read = (following?: Following) => mapping.follow(readEntries(input, format, stream, following))
  return { input, format, mapping, read }
}

function requireStream(name: string, { streams }: Configuration): void {
  const names = streams.map(({ stream }) => stream)
  if (names.includes(name)) return
  const nearest = nearestName(name, names)
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`
  const known = names.length === 0 ? 'none' : names.join(', ')
  throw new Unusable(`The configuration maps no stream ${name}: it has ${known}.${hint}`)
}
