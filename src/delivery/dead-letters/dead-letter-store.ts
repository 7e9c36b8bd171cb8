import { streamKey } from '../../../spec/airbyte/stream-name'
import { Batches, type BatchLimits, type Put } from '../../storage/batches'
import { type DeadLetter, deadLetterLine } from './dead-letter'
import type { DeadLetters } from './dead-letters'
import { objectName, type Run } from './object-name'

/** Of records of no stream: the key of none, since no name holds a NUL. */
const noStream = '\u0000\u0000'

/** Keeps dead letters as gzipped NDJSON: for each stream, one object for those between two flushes. */
export class DeadLetterStore implements DeadLetters {
  readonly #streams = new Map<string, DeadLetter['stream']>()
  readonly #batches: Batches

  /** Rejects with a StorageError when they cannot be kept. */
  constructor(put: Put, run: Run, limits?: BatchLimits) {
    const nameOf = (group: string, number: number) => objectName(run, this.#streams.get(group), number)
    this.#batches = new Batches(put, { what: 'the rejected records', nameOf }, limits)
  }

  add(letter: DeadLetter): void {
    const { stream } = letter
    const group = stream === undefined ? noStream : streamKey(stream)
    this.#streams.set(group, stream)
    this.#batches.add(group, deadLetterLine(letter))
  }

  ready(): Promise<void> {
    return this.#batches.ready()
  }

  flush(): Promise<void> {
    return this.#batches.flush()
  }
}
