import type { Finding, Severity } from '../../core/domain/finding'
import { CopyButton } from '../inbox/copy-button'
import { JsonView } from '../json/json-view'
import { asTitle, endpointWords, inDigits } from '../words'
import type { Preview, ShownRequest } from './preview-text'

const outcomeWords = { send: 'Would be sent', reject: 'Would be rejected', skip: 'Would be skipped' } as const
const outcomeSigns = { send: '✓', reject: '×', skip: '–' } as const
const severityWords: Readonly<Record<Severity, string>> = { reject: 'Rejected', degrade: 'Degraded', note: 'Note' }
const severities: readonly Severity[] = ['reject', 'degrade', 'note']

interface Props {
  readonly preview: Preview
  /** Which of several records this is; null for a single one. */
  readonly number: number | null
}

/** What would become of one record: the request, and what is to be known about it. */
export function PreviewCard({ preview, number }: Props) {
  const { shape, outcome, request, findings } = preview
  return (
    <article class="card" data-outcome={outcome}>
      <p class="verdict" data-outcome={outcome} role={number === null ? 'status' : undefined}>
        <span class="sign" aria-hidden="true">
          {outcomeSigns[outcome]}
        </span>
        {outcomeWords[outcome]}
      </p>
      <p class="quiet taken">
        {number !== null && `Record ${inDigits(number)}, `}read as: {shape}
      </p>
      {findings.length > 0 && <Findings findings={findings} />}
      {request !== null && <RequestView request={request} />}
    </article>
  )
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const sorted = severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity))
  return (
    <ul class="remarks">
      {sorted.map(({ code, severity, field, message }) => (
        <li key={`${code} ${field}`} data-severity={severity} data-code={code}>
          <p class="remark-head">
            <b>{asTitle(code)}</b>
            {field !== null && <code>{field}</code>}
            <span class="loses">{severityWords[severity]}</span>
          </p>
          <p>{message}</p>
        </li>
      ))}
    </ul>
  )
}

function RequestView({ request }: { readonly request: ShownRequest }) {
  const { endpoint, method, url, headers, body, bodyBytes, maxBodyBytes } = request
  return (
    <>
      <div class="part-head">
        <h3>
          Request <small>{endpointWords[endpoint]}</small>
        </h3>
        <CopyButton text={body} />
      </div>
      <p class="mono address">
        <b>{method}</b> {url}
      </p>
      <dl class="facts mono">
        {Object.entries(headers).map(([name, value]) => [
          <dt key={name}>{name}</dt>,
          <dd key={`${name}=`}>{value}</dd>,
        ])}
      </dl>
      <p class="bytes">
        {maxBodyBytes !== undefined && (
          <meter min={0} max={maxBodyBytes} high={maxBodyBytes * 0.9} value={bodyBytes} aria-label="Size of the body" />
        )}
        <b>{inDigits(bodyBytes)}</b>
        {maxBodyBytes === undefined ? ' bytes' : ` of ${inDigits(maxBodyBytes)} bytes`}
      </p>
      <JsonView text={body} label="Body of the request" />
    </>
  )
}
