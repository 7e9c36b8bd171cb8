import { Batches, type BatchLimits, type Put } from '../../../storage/batches'
import { type StreamName, streamKey } from '../messages/read-message'
import { objectName, type Run } from './object-name'
import { rejectedLine } from './rejected-line'
import type { RejectedRecord, RejectedStore } from './rejected-store'

/** Keeps rejected records as gzipped NDJSON: for each stream, one object for the records between two flushes. */
export class BatchingStore implements RejectedStore {
  readonly #streams = new Map<string, StreamName>()
  readonly #batches: Batches

  constructor(put: Put, run: Run, limits?: BatchLimits) {
    const nameOf = (group: string, number: number) =>
      objectName(run, this.#streams.get(group) ?? { name: group }, number)
    this.#batches = new Batches(put, { what: 'the rejected records', nameOf }, limits)
  }

  add(rejected: RejectedRecord): void {
    const group = streamKey(rejected.stream)
    this.#streams.set(group, rejected.stream)
    this.#batches.add(group, rejectedLine(rejected))
  }

  ready(): Promise<void> {
    return this.#batches.ready()
  }

  flush(): Promise<void> {
    return this.#batches.flush()
  }
}
