import { contracts } from '../../../spec/appsflyer/events/contracts'
import type { Configuration } from '../../../spec/configuration/configuration'
import { readInput } from '../../console/inputs/read-input'
import { describeShape } from '../../console/preview/describe-shape'
import { prepareEntry } from '../../console/preview/prepare-entry'
import { showRequest } from '../../console/preview/show-request'
import type { Finding } from '../../core/domain/finding'
import type { Request } from '../../core/domain/request'
import { withoutKey } from '../../core/domain/without-key'
import type { Prepared } from '../../core/prepare'
import { utf8Bytes } from '../../core/request/utf8-bytes'
import { readEntries } from './read-entries'

/** What would become of one pasted record. */
export interface Preview {
  /** What it was taken for: "Segment track". */
  readonly shape: string
  readonly outcome: Prepared['outcome']
  readonly request: ShownRequest | null
  readonly findings: readonly Finding[]
}

export interface ShownRequest {
  readonly endpoint: Request['endpoint']
  readonly method: string
  readonly url: string
  /** The key is masked. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly bodyBytes: number
  /** Undefined where AppsFlyer documents none. */
  readonly maxBodyBytes: number | undefined
}

export interface Previews {
  readonly previews: readonly Preview[]
  /** How many records beyond `mostPreviews` were left out. */
  readonly left: number
}

const mostPreviews = 50

/** What `preview` says to the same text, by the same core; or what is wrong with the text. */
export function previewText(text: string, configuration: Configuration, nowMs: number): Previews | { problem: string } {
  const entries = readEntries(text)
  if (!entries.ok) return { problem: entries.problem }
  const previews = entries.lines.slice(0, mostPreviews).flatMap((line) => {
    const entry = readInput(line)
    const prepared = prepareEntry(entry, configuration, nowMs)
    if (prepared === null) return []
    const { outcome, request, findings } = prepared
    return [{ shape: describeShape(entry), outcome, request: request && show(request), findings }]
  })
  return { previews, left: Math.max(0, entries.lines.length - mostPreviews) }
}

/** As `preview --json` shows it, but the body letter by letter. */
function show(request: Request): ShownRequest {
  const { endpoint, body } = request
  return {
    ...showRequest(request),
    endpoint,
    body: withoutKey(request).body,
    bodyBytes: utf8Bytes(body),
    maxBodyBytes: endpoint === 'erasure' ? undefined : contracts[endpoint].maxBodyBytes,
  }
}
