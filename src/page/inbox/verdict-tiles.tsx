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

/** What is no event has no money, and comes up rarely: it stands beside the count of all, once there is any. */
const noEvents: readonly Verdict[] = ['probe', 'asked_to_erase']
const ofEvents = verdicts.filter((name) => !noEvents.includes(name))

/** How many of each verdict, and their money; a tile is also the filter for it. */
export function VerdictTiles({ summary, isFiltered, verdict, isWide, choose }: Props) {
  const others = noEvents.filter((name) => summary.verdicts[name] > 0 || verdict === name)
  const tile = (name: Verdict) => (
    <Tile
      key={name}
      name={name}
      summary={summary}
      isWide={isWide}
      isChosen={verdict === name}
      choose={() => choose(verdict === name ? undefined : name)}
    />
  )
  return (
    <div class="tiles">
      <div class="tiles-flat">
        <button type="button" class="tile" aria-pressed={verdict === undefined} onClick={() => choose(undefined)}>
          <span class="tile-name">All requests</span>
          <span class="tile-count">{inDigits(summary.total)}</span>
          <span class="tile-more">{isFiltered ? 'with this filter' : keptWords(summary)}</span>
        </button>
        {others.map(tile)}
      </div>
      <div class="tiles-events">{ofEvents.map(tile)}</div>
    </div>
  )
}

interface TileProps {
  readonly name: Verdict
  readonly summary: Summary
  readonly isWide: boolean
  readonly isChosen: boolean
  readonly choose: () => void
}

function Tile({ name, summary, isWide, isChosen, choose }: TileProps) {
  return (
    <button
      type="button"
      class="tile"
      data-verdict={name}
      title={[verdictMeanings[name], ...moneyWords(summary, name)].join(' ')}
      aria-pressed={isChosen}
      onClick={choose}
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
      {ofEvents.includes(name) && <MoneyLine summary={summary} verdict={name} most={isWide ? 2 : 1} />}
    </button>
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
