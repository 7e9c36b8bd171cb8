import type { ComponentChildren } from 'preact'
import { CopyButton } from '../inbox/copy-button'
import { JsonView } from '../json/json-view'
import { endpointWords, inDigits } from '../words'
import type { ShownRequest } from './preview-text'

interface Props {
  readonly request: ShownRequest
  /** Further buttons. */
  readonly children?: ComponentChildren
}

export function RequestView({ request, children }: Props) {
  const { endpoint, method, url, headers, body, bodyBytes, maxBodyBytes } = request
  return (
    <>
      <div class="part-head">
        <h4>
          Request <small>{endpointWords[endpoint]}</small>
        </h4>
        <span>
          {children}
          <CopyButton text={body} />
        </span>
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
