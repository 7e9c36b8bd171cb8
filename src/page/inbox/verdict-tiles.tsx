import { type Verdict, verdicts } from '../../sandbox/inbox/arrival'
import type { Summary } from '../../sandbox/inbox/inbox'
import { inDigits, inMoney, inSums, shortVerdictWords, verdictMeanings, verdictSigns, verdictWords } from '../words'

interface Props {
  /** Of all verdicts, whichever is chosen. */
  readonly summary: Summary
  readonly isFiltered: boolean
  readonly verdict: Verdict | undefined
  /** Otherwise the words are short. */
  readonly isWide: boolean
  readonly choose: (verdict: Verdict | undefined) => void
}

/** How many of each verdict, and their money; a tile is also the filter for it. Questions about keys are no events: their tile comes with the first. */
export function VerdictTiles({ summary, isFiltered, verdict, isWide, choose }: Props) {
  const shown = verdicts.filter((name) => name !== 'probe' || summary.verdicts.probe > 0 || verdict === 'probe')
  return (
    <div class="tiles">
      <button type="button" class="tile" aria-pressed={verdict === undefined} onClick={() => choose(undefined)}>
        <span class="tile-name">All requests</span>
        <span class="tile-count">{inDigits(summary.total)}</span>
        <span class="tile-more">{isFiltered ? 'with this filter' : keptWords(summary)}</span>
      </button>
      {shown.map((name) => (
        <button
          key={name}
          type="button"
          class="tile"
          data-verdict={name}
          title={[verdictMeanings[name], ...moneyWords(summary, name)].join(' ')}
          aria-pressed={verdict === name}
          onClick={() => choose(verdict === name ? undefined : name)}
        >
          <span class="tile-name">
            <span class="sign" aria-hidden="true">
              {verdictSigns[name]}
            </span>
            {(isWide ? verdictWords : shortVerdictWords)[name]}
          </span>
          <span class="tile-count">
            {inDigits(summary.verdicts[name])}
            <small>{shareOf(summary.verdicts[name], summary.total)}</small>
          </span>
          <MoneyLine summary={summary} verdict={name} most={isWide ? 2 : 1} />
        </button>
      ))}
    </div>
  )
}

interface MoneyLineProps {
  readonly summary: Summary
  readonly verdict: Verdict
  /** How many currencies there is room for. */
  readonly most: number
}

/** What came in, or what did not. */
function MoneyLine({ summary, verdict, most }: MoneyLineProps) {
  const { counted, lost } = summary.money[verdict]
  return (
    <span class="tile-more">
      {lost.length > 0 ? (
        <b class="lost">lost: {inSums(lost, most)}</b>
      ) : counted.length > 0 ? (
        inSums(counted, most)
      ) : (
        ' '
      )}
    </span>
  )
}

/** All currencies, where the tile has room for two. */
function moneyWords(summary: Summary, verdict: Verdict): readonly string[] {
  const { counted, lost } = summary.money[verdict]
  return [
    ...(counted.length > 0 ? [`Counted: ${counted.map(inMoney).join(', ')}.`] : []),
    ...(lost.length > 0 ? [`Lost: ${lost.map(inMoney).join(', ')}.`] : []),
  ]
}

function keptWords({ total, kept }: Summary): string {
  return kept === total ? 'all kept' : `the newest ${inDigits(kept)} kept`
}

function shareOf(count: number, total: number): string {
  if (count === 0 || count === total) return ''
  const percent = (100 * count) / total
  if (percent < 0.1) return 'below 0.1 %'
  return `${percent < 10 || percent > 99 ? percent.toFixed(1) : percent.toFixed(0)} %`
}
