import { useMemo, useState } from 'preact/hooks'
import type { Rules } from '../../../../spec/configuration/rules'
import { asTitle, inDigits } from '../../words'
import type { Preview } from '../preview-text'
import { placeWords, previewSigns, previewWords, severityWords } from '../words'
import { bodyRows } from './body-rows'
import { compareEndpoints, limitOf, type Side } from './compare-endpoints'

interface Props {
  readonly previews: readonly Preview[]
  /** The number of the record that is compared; the first event where it is none. */
  readonly chosen: number
  readonly choose: (number: number) => void
  readonly configuration: Rules
  readonly nowMs: number
}

/** Where the page goes when somebody wants to compare. */
export const comparisonId = 'comparison'

/** One record as each endpoint would take it, side by side. */
export function Comparison({ previews, chosen, choose, configuration, nowMs }: Props) {
  const events = previews.filter(isEvent)
  const [onlyDifferences, setOnlyDifferences] = useState(false)
  const preview = events.find((one) => one.number === chosen) ?? events[0]
  const sides = useMemo(
    () => (preview === undefined ? [] : sidesOf(preview, configuration, nowMs)),
    [preview, configuration, nowMs],
  )
  if (preview === undefined) return null
  const rows = bodyRows(sides)
  const listed = onlyDifferences ? rows.filter(({ differs }) => differs) : rows
  return (
    <section class="comparison" aria-labelledby={comparisonId}>
      <div class="part-head">
        <h2 id={comparisonId} tabIndex={-1}>
          The same record at each endpoint
        </h2>
        <p class="buttons">
          {events.length > 1 && (
            <label class="choice">
              Record
              <select value={preview.number} onChange={(event) => choose(Number(event.currentTarget.value))}>
                {events.map((one) => (
                  <option key={one.number} value={one.number}>
                    {placeWords(one)}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label class="choice">
            <input
              type="checkbox"
              checked={onlyDifferences}
              onChange={(event) => setOnlyDifferences(event.currentTarget.checked)}
            />
            Differences only
          </label>
        </p>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section class="scroller card" tabIndex={0} aria-label="Comparison of the endpoints">
        <table class="sides">
          <thead>
            <tr>
              <th scope="col">
                <span class="unseen">What is compared</span>
              </th>
              {sides.map(({ title, appId, isMadeUp, isChosen }) => (
                <th key={title} scope="col">
                  {title} {isChosen && <span class="own">this one would be sent</span>}
                  <small>{isMadeUp ? `${appId}, made up: no such app is configured` : appId}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Heads sides={sides} />
            {listed.map(({ name, cells, differs }) => (
              <tr key={name} data-differs={differs}>
                <th scope="row">
                  <code>{name}</code>
                  {differs && <DiffersSign />}
                </th>
                {cells.map((cell, index) => (
                  <td key={sides[index]?.title}>
                    {cell === undefined ? (
                      <span class="quiet">{sides[index]?.request === undefined ? '' : 'not sent'}</span>
                    ) : (
                      <>
                        {lastOf(cell.path) !== name && <small class="mono path">{cell.path}</small>}
                        <code>{shortened(cell.value)}</code>
                      </>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {onlyDifferences && listed.length === 0 && <p class="quiet small">Their bodies say the same.</p>}
    </section>
  )
}

function DiffersSign() {
  return (
    <span class="differs" title="The endpoints differ here">
      ≠<span class="unseen"> differs</span>
    </span>
  )
}

function Heads({ sides }: { readonly sides: readonly Side[] }) {
  return (
    <>
      <tr>
        <th scope="row">Outcome</th>
        {sides.map(({ title, verdict }) => (
          <td key={title}>
            <span class="verdict" data-outcome={verdict}>
              <span class="sign" aria-hidden="true">
                {previewSigns[verdict]}
              </span>
              {previewWords[verdict]}
            </span>
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row">Findings</th>
        {sides.map(({ title, findings }) => (
          <td key={title}>
            {findings.length === 0 ? (
              <span class="quiet">none</span>
            ) : (
              <ul class="codes">
                {findings.map(({ code, field, severity, message }) => (
                  <li key={`${code} ${field}`} data-severity={severity} title={message}>
                    {asTitle(code)} <small>{severityWords[severity]}</small>
                  </li>
                ))}
              </ul>
            )}
          </td>
        ))}
      </tr>
      <tr>
        <th scope="row">Address</th>
        {sides.map(({ title, request }) => (
          <td key={title}>{request !== undefined && <code>{request.url}</code>}</td>
        ))}
      </tr>
      <tr>
        <th scope="row">Size</th>
        {sides.map(({ title, request }) => (
          <td key={title}>
            {request !== undefined && `${inDigits(request.bodyBytes)} ${limitOf(request) ?? 'bytes'}`}
          </td>
        ))}
      </tr>
    </>
  )
}

/** Not what is skipped or erased: the endpoints have no say in that. */
function isEvent({ entry, verdict, requests }: Preview): boolean {
  return entry.kind === 'record' && verdict !== 'skip' && requests.every(({ endpoint }) => endpoint !== 'erasure')
}

function sidesOf({ entry, requests }: Preview, configuration: Rules, nowMs: number): readonly Side[] {
  return entry.kind === 'record' ? compareEndpoints(entry.record, configuration, requests[0], nowMs) : []
}

const longestValue = 120

/** A value that would drive the rows apart; the request above has it whole. */
function shortened(value: string): string {
  if (value.length <= longestValue) return value
  return `${value.slice(0, longestValue)}… (${inDigits(value.length)} characters)`
}

function lastOf(path: string): string {
  return path.split('.').at(-1) ?? path
}
