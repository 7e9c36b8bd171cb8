import { type Verdict, verdicts } from '../../sandbox/inbox/arrival'
import type { Summary } from '../../sandbox/inbox/inbox'
import { inDigits, verdictMeanings, verdictSigns, verdictWords } from '../words'

interface Props {
  readonly summary: Summary
  readonly verdict: Verdict | undefined
  readonly choose: (verdict: Verdict | undefined) => void
}

/** How many of each verdict; a tile is also the filter for it. Questions about keys are no events: their tile comes with the first. */
export function VerdictTiles({ summary, verdict, choose }: Props) {
  const shown = verdicts.filter((name) => name !== 'probe' || summary.verdicts.probe > 0 || verdict === 'probe')
  return (
    <div class="tiles">
      <button type="button" class="tile" aria-pressed={verdict === undefined} onClick={() => choose(undefined)}>
        <span class="tile-name">All requests</span>
        <span class="tile-count">{inDigits(summary.total)}</span>
        <span class="tile-more">{keptWords(summary)}</span>
      </button>
      {shown.map((name) => (
        <button
          key={name}
          type="button"
          class="tile"
          data-verdict={name}
          title={verdictMeanings[name]}
          aria-pressed={verdict === name}
          onClick={() => choose(verdict === name ? undefined : name)}
        >
          <span class="tile-name">
            <span class="sign" aria-hidden="true">
              {verdictSigns[name]}
            </span>
            {verdictWords[name]}
          </span>
          <span class="tile-count">{inDigits(summary.verdicts[name])}</span>
          <span class="tile-more">{shareOf(summary.verdicts[name], summary.total)}</span>
        </button>
      ))}
    </div>
  )
}

function keptWords({ total, kept }: Summary): string {
  return kept === total ? 'all kept' : `the newest ${inDigits(kept)} kept`
}

function shareOf(count: number, total: number): string {
  if (count === 0) return 'none'
  if (count === total) return 'all'
  const percent = (100 * count) / total
  if (percent < 0.1) return 'below 0.1 %'
  return `${percent < 10 || percent > 99 ? percent.toFixed(1) : percent.toFixed(0)} %`
}
