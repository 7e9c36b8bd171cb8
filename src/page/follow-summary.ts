import type { Summary } from '../sandbox/inbox/inbox'

const reconnectAfterMs = 3_000

export type Connection = 'connecting' | 'live' | 'gone'

/**
 * Tells how things stand now and after every change, and whether the sandbox is there. Goes on until the returned
 * function is called.
 */
export function followSummary(
  onSummary: (summary: Summary) => void,
  onConnection: (connection: Connection) => void,
): () => void {
  let source: EventSource
  let timer: number | undefined
  const connect = () => {
    source = new EventSource('/sandbox/api/events')
    source.addEventListener('open', () => onConnection('live'))
    source.addEventListener('update', ({ data }) => onSummary(JSON.parse(data).summary))
    source.addEventListener('error', () => {
      onConnection('gone')
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
