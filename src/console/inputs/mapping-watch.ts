import { basename, extname } from 'node:path'
import type { StreamMapping } from '../../../spec/configuration/configuration'
import { safeText } from '../terminal/safe-text'
import { shellWord } from '../terminal/shell-word'
import type { Placed } from './placed'
import { MappingUse } from './unused-mapping'

const mostNamed = 3

/**
 * Notices where the mapping is not used, which would otherwise show only as fields that stay empty: rows that name no
 * stream beside a mapping of streams, and configured columns that no record has.
 */
export class MappingWatch {
  readonly #streams: readonly StreamMapping[]
  readonly #inputName: string
  readonly #use: MappingUse

  constructor(streams: readonly StreamMapping[], inputName: string) {
    this.#streams = streams
    this.#inputName = inputName
    this.#use = new MappingUse(streams)
  }

  /** The entries, each looked at as it goes by. */
  async *follow(entries: AsyncIterable<readonly Placed[]>): AsyncGenerator<readonly Placed[]> {
    for await (const batch of entries) {
      for (const { entry } of batch) this.#use.look(entry)
      yield batch
    }
  }

  /** For rows that name no stream: how their mapping is used. Undefined where nothing is mapped. */
  get hint(): string | undefined {
    return streamHint(this.#streams, this.#inputName)
  }

  /** What was not used of the mapping, a sentence or two each. */
  warnings(): readonly string[] {
    const { hint } = this
    const { rowsWithoutStream, columns } = this.#use.unused
    const isUnused = rowsWithoutStream > 0 && hint !== undefined
    return [
      ...(isUnused ? [`The mapping was not used for rows that name no stream. ${hint}`] : []),
      ...columns.map(safeText),
    ]
  }
}

/** How rows that name no stream are read as one that is mapped; undefined where none is. */
export function streamHint(streams: readonly StreamMapping[], inputName = ''): string | undefined {
  const [first, ...others] = streams.map(({ stream }) => safeText(stream))
  if (first === undefined) return undefined
  const stem = basename(inputName, extname(inputName))
  const own = streams.find(({ stream }) => stream === stem)?.stream
  if (own !== undefined) {
    const word = shellWord(safeText(own))
    return `The stream ${safeText(own)} is mapped, and ${safeText(inputName)} has its name: --stream ${word} reads the rows as this stream.`
  }
  if (others.length === 0) {
    return `The stream ${first} is mapped: --stream ${shellWord(first)} reads the rows of a file as this stream.`
  }
  const more = others.length + 1 - mostNamed
  const names = [first, ...others].slice(0, mostNamed).join(', ') + (more > 0 ? ` and ${more} more` : '')
  return `The streams ${names} are mapped: --stream NAME reads the rows of a file as one of them.`
}
