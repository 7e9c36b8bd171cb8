import type { Summary } from '../sandbox/inbox/inbox'

const reconnectAfterMs = 3_000

/**
 * Tells how things stand now and after every change, and whether the sandbox is there. Goes on until the returned
 * function is called.
 */
export function followSummary(onSummary: (summary: Summary) => void, onLive: (live: boolean) => void): () => void {
  let source: EventSource
  let timer: number | undefined
  const connect = () => {
    source = new EventSource('/sandbox/api/events')
    source.addEventListener('open', () => onLive(true))
    source.addEventListener('update', ({ data }) => onSummary(JSON.parse(data).summary))
    source.addEventListener('error', () => {
      onLive(false)
      // A refusal (too many pages follow) closes it for good; a lost connection it mends by itself.
      if (source.readyState === EventSource.CLOSED) timer = window.setTimeout(connect, reconnectAfterMs)
    })
  }
  connect()
  return () => {
    clearTimeout(timer)
    source.close()
  }
}
