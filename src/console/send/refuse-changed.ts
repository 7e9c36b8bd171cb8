import type { Events } from '../inputs/open-events'
import { showCount } from '../preview/show-findings'
import { Unusable } from '../unusable'
import { EntryHash } from './entry-hash'
import type { Progress } from './progress-file'
import { SettledNumbers } from './settled-numbers'
import type { Subject } from './start-progress'

/**
 * An input that was changed since it was sent holds other records under the same name (a file of rejected records that was
 * mended in its place): neither was all of it settled, nor may all of it go out again. Throws Unusable where it was changed within what
 * is settled.
 */
export async function refuseChanged(
  { input, read }: Pick<Events, 'input' | 'read'>,
  path: string,
  { settled, settled_sha256: settledHash, outcomes, servers, input: { format } }: Progress,
  subject: Subject,
): Promise<void> {
  const isElsewhere = Object.entries(servers).some(([server, url]) => subject.servers[server] !== url)
  const { highest } = new SettledNumbers(settled)
  if (highest === 0 || isElsewhere || format !== subject.input.format) return
  const hash = new EntryHash()
  for await (const _ of read({ isSettled: () => true, onText: (text) => hash.add(text) })) {
    hash.through(Math.min(hash.count, highest))
    if (hash.count >= highest) break
  }
  if (hash.count >= highest && hash.through(highest) === settledHash) return
  input.close()
  const how = hash.count < highest ? 'is shorter than' : 'was changed since'
  const accepted = outcomes?.accepted
  const way =
    accepted === 0
      ? 'Nothing of it was accepted: --restart sends all that stands in it now.'
      : `${accepted === undefined ? 'What was accepted' : `The ${showCount(accepted)} that ${accepted === 1 ? 'was' : 'were'} accepted`} would go out twice with --restart. Send what was mended or added from a file of its own; only if all of it is new, use --restart.`
  throw new Unusable(
    `${input.name} ${how} the earlier send (${path}), which settled ${showCount(highest)} of its entries. ${way}`,
  )
}
