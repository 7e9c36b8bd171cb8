import { useMemo } from 'preact/hooks'
import type { Rules } from '../../../spec/configuration/rules'
import { explainTrimming } from '../../core/explain-trimming'
import { inDigits } from '../words'
import type { Preview } from './preview-text'
import { cutWords } from './words'

interface Props {
  readonly preview: Preview
  readonly configuration: Rules
  readonly nowMs: number
}

const ofSize: ReadonlySet<string> = new Set(['event_values_trimmed', 'body_too_large'])

/** What was left out of a request so that AppsFlyer takes it: which parameter, how much it took, and by which rule. */
export function TrimmingTable({ preview: { entry, findings }, configuration, nowMs }: Props) {
  const isAsked = entry.kind === 'record' && findings.some(({ code }) => ofSize.has(code))
  const trimming = useMemo(
    () => (isAsked ? explainTrimming(entry.record, configuration, nowMs) : undefined),
    [isAsked, entry, configuration, nowMs],
  )
  if (trimming === undefined) return null
  const { wholeSize, mostSize, unit, cuts } = trimming
  return (
    <div class="trimming">
      <h4>{cuts.length === 0 ? 'Too large' : 'What was left out'}</h4>
      <p>
        {`Whole it has ${inDigits(wholeSize)} ${unit}${unit === 'characters' ? ' of event values' : ''}; the limit is ${inDigits(mostSize)}.`}
        {cuts.length === 0 && ' Leaving out all that may go would not be enough.'}
      </p>
      {cuts.length > 0 && (
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">Left out</th>
              <th scope="col" class="number">
                {unit === 'bytes' ? 'Bytes' : 'Characters'}
              </th>
              <th scope="col">Why this one</th>
            </tr>
          </thead>
          <tbody>
            {cuts.map(({ name, size, rule, kept }) => (
              <tr key={`${rule} ${name}`} data-rule={rule}>
                <th scope="row">
                  <code>{name}</code>
                  {kept !== undefined && <small>{` ${inDigits(kept[0])} of ${inDigits(kept[1])} kept`}</small>}
                </th>
                <td class="number">{inDigits(size)}</td>
                <td>{cutWords[rule]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
