import type { Input } from '../inputs/open-input'
import type { Placed } from '../inputs/placed'
import { showCount } from '../preview/show-findings'
import { Unusable } from '../unusable'
import type { EntryHash } from './entry-hash'
import type { Earlier } from './start-progress'

/**
 * The same entries, of which none is given out before the input was found to be the one of the earlier send, up to the last
 * entry that is settled: entries are known by their numbers, so in a changed input some would be lost and others sent twice.
 * Holds the unsettled ones among them meanwhile. Throws Unusable where the input is another one.
 */
export async function requireSameEntries(
  entries: AsyncIterable<readonly Placed[]>,
  hash: EntryHash,
  settledCount: number,
  { settledHash }: Earlier,
  input: Pick<Input, 'name' | 'close'>,
): Promise<AsyncIterable<readonly Placed[]>> {
  const iterator = entries[Symbol.asyncIterator]()
  const held: Placed[] = []
  while (hash.count < settledCount) {
    const next = await iterator.next()
    if (next.done === true) break
    held.push(...next.value)
    hash.through(Math.min(hash.count, settledCount))
  }
  if (hash.count < settledCount || hash.through(settledCount) !== settledHash) {
    input.close()
    const how = hash.count < settledCount ? 'is shorter' : 'was changed'
    throw new Unusable(
      `${input.name} ${how} since the earlier send, within the first ${showCount(settledCount)} entries, of which it settled most or all. Going on by number would lose some and repeat others. Put the file back as it was to go on; or send what is left from a file of its own; --restart sends everything again.`,
    )
  }
  return goOn(held, iterator)
}

async function* goOn(
  held: readonly Placed[],
  iterator: AsyncIterator<readonly Placed[]>,
): AsyncGenerator<readonly Placed[]> {
  yield held
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
}
