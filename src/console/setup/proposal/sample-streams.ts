import { segmentCallOf } from '../../../core/reading/read-segment-event'
import { isObject, type JsonObject } from '../../../json/json'
import type { Placed } from '../../inputs/placed'

/** So many records of a stream tell what its columns are … */
const mostRows = 1_000
/** … and so many are looked through for other streams. */
const mostEntries = 50_000

/** The first records of one stream. */
export interface StreamSample {
  /** Undefined where the records name none. */
  readonly stream: string | undefined
  readonly rows: readonly JsonObject[]
  /** Events in Segment's shape: they are read by that. */
  readonly eventCount: number
}

interface Sampled extends StreamSample {
  readonly rows: JsonObject[]
  eventCount: number
}

/** The first records of each stream, in the order in which the streams appear. */
export async function sampleStreams(entries: AsyncIterable<readonly Placed[]>): Promise<readonly StreamSample[]> {
  const streams = new Map<string | undefined, Sampled>()
  let count = 0
  for await (const batch of entries) {
    for (const { entry } of batch) {
      if (entry.kind !== 'record' || !isObject(entry.record.data)) continue
      const { stream, data } = entry.record
      const sample = streams.get(stream) ?? { stream, rows: [], eventCount: 0 }
      streams.set(stream, sample)
      if (sample.rows.length + sample.eventCount >= mostRows) continue
      if (segmentCallOf(data) === undefined) sample.rows.push(data)
      else sample.eventCount += 1
    }
    count += batch.length
    const isFull =
      streams.size === 1 && [...streams.values()].every((each) => each.rows.length + each.eventCount >= mostRows)
    if (isFull || count >= mostEntries) break
  }
  return [...streams.values()]
}
