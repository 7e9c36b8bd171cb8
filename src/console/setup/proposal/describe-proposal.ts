import { safeText } from '../../terminal/safe-text'
import type { StreamSample } from './sample-streams'
import type { StreamProposal } from './suggestion'

/** What a look at events came to, a sentence each: how much was seen, what is proposed, what is asked. */
export function describeProposal(
  name: string,
  samples: readonly StreamSample[],
  streams: readonly StreamProposal[],
): readonly string[] {
  const count = samples.reduce((sum, { rows, eventCount }) => sum + rows.length + eventCount, 0)
  const all = streams.flatMap(({ keys, columns, constants, where }) => [...keys, ...columns, ...constants, ...where])
  const asked = all.filter(({ isSure }) => !isSure).length
  const names = streams.map(({ stream }) => safeText(stream)).slice(0, 5)
  const more = streams.length > 5 ? ` and ${streams.length - 5} more` : ''
  return [
    `It maps ${names.join(', ')}${more}, by the first ${count === 1 ? 'record' : `${count.toLocaleString('en-US')} records`} of ${safeText(name)}.`,
    ...(asked === 0
      ? []
      : [
          `${asked === 1 ? 'One more line stands in a comment' : `${asked} more lines stand in comments`}: what is not certain is for you to decide.`,
        ]),
    ...streams.flatMap(describeMoney),
  ]
}

/** Without it, records would go out, or be rejected, and nobody would know why no revenue arrives. */
function describeMoney({ stream, unreadableMoney: columns }: StreamProposal): readonly string[] {
  const [first] = columns
  if (first === undefined) return []
  const named = columns.slice(0, 3).map(safeText).join(', ')
  return [
    `! ${safeText(stream)} sends no revenue yet: ${named} ${columns.length === 1 ? 'looks' : 'look'} like money, and its amounts are not plain. Write them as 48.00 (not 48,00 or € 48), and run init again.`,
  ]
}
