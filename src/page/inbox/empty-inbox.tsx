import { useState } from 'preact/hooks'
import { sendToSandbox } from '../sandbox-api'
import { CopyButton } from './copy-button'
import { samples } from './samples'

/** Nothing has arrived yet: how to send the first event. */
export function EmptyInbox({ opened }: { readonly opened: (id: number) => void }) {
  const [error, setError] = useState<string | null>(null)
  const { origin } = window.location
  const curl = `curl ${origin}/inappevent/123456789 \\
  -H 'authentication: any-key' -H 'content-type: application/json' \\
  -d '{"appsflyer_id":"1415211453000-6513894","eventName":"af_purchase",
    "eventValue":"{\\"af_revenue\\":\\"48.00\\"}"}'`
  const endpoints = `"endpoints": { "all": "${origin}" }`
  const send = 'appsflyer-destination send --config appsflyer.yaml events.ndjson'
  const sendSamples = async () => {
    try {
      let last: number | null = null
      for (const { path, headers, body } of samples()) last = await sendToSandbox(path, headers, body)
      if (last !== null) opened(last)
    } catch {
      setError('The sandbox does not answer. Is it still running?')
    }
  }
  return (
    <section class="empty">
      <h2>Nothing has arrived yet</h2>
      <p>
        This is a local AppsFlyer. It answers as AppsFlyer does, and tells you here what would have become of each
        event: recorded, recorded without its revenue, or silently dropped.
      </p>
      <p class="buttons">
        <button type="button" class="primary" onClick={() => void sendSamples()}>
          Send three samples
        </button>
        <span class="quiet">One of each, to this sandbox only.</span>
        {error !== null && (
          <span class="error" role="alert">
            {error}
          </span>
        )}
      </p>
      <h3>From a shell</h3>
      <Snippet text={curl} />
      <p class="quiet">It will be answered with OK, and lost. This page says why.</p>
      <h3>Events of your own</h3>
      <p>Point the configuration here, and send:</p>
      <Snippet text={endpoints} />
      <Snippet text={send} />
      <p>
        The <a href="#playground">playground</a> shows what would be sent for an event, without sending it.
      </p>
    </section>
  )
}

function Snippet({ text }: { readonly text: string }) {
  return (
    <div class="snippet">
      <pre>{text}</pre>
      <CopyButton text={text} />
    </div>
  )
}
