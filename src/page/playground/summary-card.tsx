import { asTitle, inDigits, plural } from '../words'
import type { Verdict } from './preview-text'
import type { PreviewSummary } from './summarise'
import { previewSigns, severityWords, shortPreviewWords } from './words'

interface Props {
  readonly summary: PreviewSummary
  /** Which records are listed below; null: all. */
  readonly only: Verdict | null
  readonly show: (only: Verdict | null) => void
  readonly goTo: (number: number) => void
}

const verdicts: readonly Verdict[] = ['send', 'degraded', 'reject', 'skip']

/** What several records come to: by outcome, by finding, and in money. */
export function SummaryCard({ summary, only, show, goTo }: Props) {
  const { verdicts: counts, findings, money } = summary
  const all = verdicts.reduce((sum, verdict) => sum + counts[verdict], 0)
  return (
    <section class="card summary" aria-labelledby="summary">
      <h3 id="summary">{plural(all, 'record')}</h3>
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
          {money.map(({ currency, amount, records }) => (
            <dd key={currency ?? ''}>
              <b>{`${currency ?? 'No currency'} ${amount}`}</b>{' '}
              <span class="quiet">{`in ${plural(records, 'event')}`}</span>
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
                    {`Record ${inDigits(firstLine)}`}
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
