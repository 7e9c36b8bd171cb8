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
  ]
}
