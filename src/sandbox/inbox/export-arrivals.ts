import type { ServerResponse } from 'node:http'
import { streamText } from '../server/stream-text'
import type { ArrivalFilter } from './arrival-filter'
import type { Inbox } from './inbox'

/** Streams the inbox as NDJSON, oldest first, as fast as it is read. */
export async function exportArrivals(inbox: Inbox, filter: ArrivalFilter, response: ServerResponse): Promise<void> {
  response.writeHead(200, {
    'content-type': 'application/x-ndjson',
    'content-disposition': 'attachment; filename="sandbox-requests.ndjson"',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  await streamText(response, linesOf(inbox, filter))
}

function* linesOf(inbox: Inbox, filter: ArrivalFilter): Generator<string> {
  for (const arrival of inbox.all(filter)) yield `${JSON.stringify(arrival)}\n`
}
