import { contracts } from '../../../spec/appsflyer/events/contracts'
import type { Configuration } from '../../../spec/configuration/configuration'
import { isObject, own } from '../../json/json'
import type { Placed } from '../inputs/placed'
import { prepareEntry } from '../preview/prepare-entry'
import { mostSampled, type Sample } from './deep-check'

/** So many entries are looked through: a file of millions names enough ids in its beginning. */
const mostEntries = 100_000

/** The first AppsFlyer ids of each mobile app in what would be sent of the entries. */
export async function sampleOf(
  entries: AsyncIterable<readonly Placed[]>,
  configuration: Configuration,
  nowMs: number,
): Promise<Sample> {
  const sample = new Map<string, string[]>()
  let count = 0
  for await (const batch of entries) {
    for (const { entry } of batch) {
      const request = prepareEntry(entry, configuration, nowMs)?.request
      if (!request || request.endpoint === 'erasure' || contracts[request.endpoint].family !== 'mobile') continue
      const body: unknown = JSON.parse(request.body)
      const id = isObject(body) ? own(body, 'appsflyer_id') : undefined
      const ids = sample.get(request.appId) ?? []
      if (typeof id === 'string' && ids.length < mostSampled && !ids.includes(id))
        sample.set(request.appId, [...ids, id])
    }
    count += batch.length
    if (count >= mostEntries) break
  }
  return sample
}
