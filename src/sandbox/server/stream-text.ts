import { once } from 'node:events'
import type { ServerResponse } from 'node:http'

/** Parts between two looks at other work: a long answer must not hold up the server. */
const partsAtOnce = 200

/** Sends a text in parts, as fast as it is read, and ends the answer. The parts are made when they are sent. */
export async function streamText(response: ServerResponse, parts: Iterable<string>): Promise<void> {
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  let waiting: string[] = []
  for (const part of parts) {
    waiting.push(part)
    if (waiting.length < partsAtOnce) continue
    if (!(await write(response, waiting.join(''), gone.signal))) return
    waiting = []
  }
  response.end(waiting.join(''))
}

/** Whether anybody still reads. */
async function write(response: ServerResponse, text: string, gone: AbortSignal): Promise<boolean> {
  if (gone.aborted) return false
  if (response.write(text)) await new Promise((resolve) => setImmediate(resolve))
  else await once(response, 'drain', { signal: gone }).catch(() => undefined)
  return !gone.aborted
}
