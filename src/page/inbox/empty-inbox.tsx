import { CopyButton } from './copy-button'

/** Nothing has arrived yet: how to send the first event. */
export function EmptyInbox() {
  const { origin } = window.location
  const curl = `curl ${origin}/inappevent/123456789 \\
  -H 'authentication: any-key' -H 'content-type: application/json' \\
  -d '{"appsflyer_id":"1415211453000-6513894","eventName":"af_purchase",
    "eventValue":"{\\"af_revenue\\":\\"48.00\\"}"}'`
  const endpoints = `"endpoints": {
  "mobile_v2": "${origin}",
  "mobile_v3": "${origin}",
  "web": "${origin}"
}`
  const send = 'appsflyer-destination send --config config.json events.ndjson'
  return (
    <section class="empty">
      <h2>Nothing has arrived yet.</h2>
      <p>
        This is a local AppsFlyer. It answers as AppsFlyer does, and tells you here what would have become of each
        event. Send it one:
      </p>
      <Snippet text={curl} />
      <p class="quiet">It will be answered with OK, and lost. This page says why.</p>
      <p>Or send events of your own. Point the configuration here:</p>
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
