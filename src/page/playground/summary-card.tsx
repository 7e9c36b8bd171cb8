import { sayMoney } from '../../stakes/say-stake'
import { type Money, noStake } from '../../stakes/stake'
import { asTitle, inDigits, plural } from '../words'
import type { Preview, Verdict } from './preview-text'
import type { PreviewSummary } from './summarise'
import { placeWords, previewSigns, severityWords, shortPreviewWords } from './words'

interface Props {
  readonly summary: PreviewSummary
  /** What it sums up. */
  readonly previews: readonly Preview[]
  /** How many records more there are, which were not read. */
  readonly left: number
  /** Which records are listed below; null: all. */
  readonly only: Verdict | null
  readonly show: (only: Verdict | null) => void
  readonly goTo: (number: number) => void
}

const verdicts: readonly Verdict[] = ['send', 'degraded', 'reject', 'skip']

/** What several records come to: by outcome, by finding, and in money. */
export function SummaryCard({ summary, previews, left, only, show, goTo }: Props) {
  const { verdicts: counts, findings, money } = summary
  const placeOf = (number: number) => placeWords(previews.find((one) => one.number === number) ?? { number })
  return (
    <section class="card summary" aria-labelledby="summary">
      <h3 id="summary">
        {left > 0 ? `The first ${plural(previews.length, 'record')}` : plural(previews.length, 'record')}
      </h3>
      {left > 0 && (
        <p class="left">
          <b>{plural(left, 'record')} more were not read</b>, and are in none of these counts and sums. The command
          preview reads whole files.
        </p>
      )}
      <div class="tally">
        {verdicts.map((verdict) => (
          <button
            key={verdict}
            type="button"
            data-outcome={verdict}
            aria-pressed={only === verdict}
            disabled={counts[verdict] === 0}
            onClick={() => show(only === verdict ? null : verdict)}
          >
            <span class="sign" aria-hidden="true">
              {previewSigns[verdict]}
            </span>
            <b>{inDigits(counts[verdict])}</b> {shortPreviewWords[verdict]}
          </button>
        ))}
      </div>
      {money.length > 0 && (
        <dl class="money">
          <dt>Revenue in what would be sent</dt>
          {money.map((sum) => (
            <dd key={sum.currency ?? ''}>
              <b>{inOneCurrency(sum)}</b> <span class="quiet">{`in ${plural(sum.records, 'event')}`}</span>
            </dd>
          ))}
        </dl>
      )}
      {findings.length > 0 && (
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">Finding</th>
              <th scope="col">Severity</th>
              <th scope="col" class="number">
                Records
              </th>
              <th scope="col">First</th>
            </tr>
          </thead>
          <tbody>
            {findings.map(({ code, severity, count, firstLine }) => (
              <tr key={code} data-severity={severity}>
                <th scope="row">{asTitle(code)}</th>
                <td class="severity">{severityWords[severity]}</td>
                <td class="number">{inDigits(count)}</td>
                <td>
                  <button type="button" class="plain place" onClick={() => goTo(firstLine)}>
                    {placeOf(firstLine)}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** `USD 48.00, and refunds of USD 5.00`, as preview says it. */
function inOneCurrency(sum: Money): string {
  return sayMoney({ ...noStake, money: [sum] })
}
