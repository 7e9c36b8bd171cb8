import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { ArrivalFilter } from './arrival-filter'
import type { Inbox } from './inbox'

/** Lines between two looks at other work: an export of a full inbox must not hold up the server. */
const linesAtOnce = 200

/** Streams the inbox as NDJSON, oldest first, as fast as it is read. */
export async function exportArrivals(inbox: Inbox, filter: ArrivalFilter, response: ServerResponse): Promise<void> {
  response.writeHead(200, {
    'content-type': 'application/x-ndjson',
    'content-disposition': 'attachment; filename="sandbox-requests.ndjson"',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  let lines: string[] = []
  for (const arrival of inbox.all(filter)) {
    lines.push(`${JSON.stringify(arrival)}\n`)
    if (lines.length < linesAtOnce) continue
    if (!(await write(response, lines.join(''), gone.signal))) return
    lines = []
  }
  response.end(lines.join(''))
}

/** Whether anybody still reads. */
async function write(response: ServerResponse, text: string, gone: AbortSignal): Promise<boolean> {
  if (gone.aborted) return false
  if (response.write(text)) await new Promise((resolve) => setImmediate(resolve))
  else await once(response, 'drain', { signal: gone }).catch(() => undefined)
  return !gone.aborted
}
