import type { ComponentChildren } from 'preact'
import type { Rules } from '../../../spec/configuration/rules'
import { endpointWords, inDigits } from '../words'
import { DeadlineLine } from './deadline/deadline-line'
import { dueOf } from './deadline/due'
import { PlaceButton } from './editor'
import { FindingsList } from './findings/findings-list'
import type { Preview } from './preview-text'
import { RequestView } from './request-view'
import { TrimmingTable } from './trimming-table'
import { placeWords, previewSigns, previewWords } from './words'

export interface CardProps {
  readonly preview: Preview
  readonly configuration: Rules
  /** When the preview was made. */
  readonly nowMs: number
  readonly onPassed: () => void
  /** Shows the record at each endpoint. */
  readonly compare: (number: number) => void
}

/** What would become of the only record. */
export function PreviewCard(props: CardProps) {
  const { verdict, shape } = props.preview
  return (
    <article class="card" data-outcome={verdict}>
      <VerdictHead preview={props.preview} />
      <p class="quiet taken">read as: {shape}</p>
      <PreviewParts {...props} />
    </article>
  )
}

interface FoldedProps extends CardProps {
  readonly isOpen: boolean
  readonly toggle: (isOpen: boolean) => void
}

/** One of several: its parts are made when it is opened. */
export function FoldedCard({ isOpen, toggle, ...props }: FoldedProps) {
  const { verdict, shape, number, line, requests } = props.preview
  const [request] = requests
  return (
    <details
      class="card folded"
      id={`record-${number}`}
      data-outcome={verdict}
      open={isOpen}
      onToggle={(event) => toggle(event.currentTarget.open)}
    >
      <summary>
        <VerdictHead preview={props.preview}>{placeWords({ number, line })}</VerdictHead>
        <span class="folded-what">
          {request === undefined ? shape : (request.said?.name ?? endpointWords[request.endpoint])}
        </span>
      </summary>
      {isOpen && (
        <>
          <p class="quiet taken">
            read as: {shape}
            {line !== undefined && (
              <PlaceButton id="record" place={{ line, column: 1 }} label={`Go to line ${inDigits(line)}`} />
            )}
          </p>
          <PreviewParts {...props} />
        </>
      )}
    </details>
  )
}

function VerdictHead({ preview: { verdict }, children }: { preview: Preview; children?: ComponentChildren }) {
  return (
    <h3 class="verdict" data-outcome={verdict}>
      <span class="sign" aria-hidden="true">
        {previewSigns[verdict]}
      </span>
      {children !== undefined && <small>{children}</small>}
      {previewWords[verdict]}
    </h3>
  )
}

function PreviewParts({ preview, configuration, nowMs, onPassed, compare }: CardProps) {
  const { requests, findings } = preview
  const due = dueOf(preview, configuration, nowMs)
  return (
    <>
      {due !== undefined && <DeadlineLine key={due.timeMs} due={due} onPassed={onPassed} />}
      {findings.length > 0 && <FindingsList findings={findings} />}
      <TrimmingTable preview={preview} configuration={configuration} nowMs={nowMs} />
      {requests.map((one) => (
        <RequestView key={one.url} request={one}>
          {one.said !== undefined && (
            <button type="button" class="plain" onClick={() => compare(preview.number)}>
              Compare endpoints
            </button>
          )}
        </RequestView>
      ))}
    </>
  )
}
