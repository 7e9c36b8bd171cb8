import { contracts } from '../../../spec/appsflyer/events/contracts'
import type { Configuration } from '../../../spec/configuration/configuration'
import type { Entry } from '../../console/inputs/read-input'
import { type UnusedMapping, unusedMapping } from '../../console/inputs/unused-mapping'
import { describeShape } from '../../console/preview/describe-shape'
import { prepareEntry } from '../../console/preview/prepare-entry'
import type { Finding } from '../../core/domain/finding'
import type { Prepared } from '../../core/domain/prepared'
import type { Request } from '../../core/domain/request'
import { withoutKey } from '../../core/domain/without-key'
import { utf8Bytes } from '../../core/request/utf8-bytes'
import { readBody, type SaidInBody } from '../../ledger/read-body'
import { type Format, type InputProblem, readEntries } from './read-entries'

/** What would become of one pasted record. */
export interface Preview {
  /** 1 for the first. */
  readonly number: number
  /** The line where it begins, where that tells more than its number. */
  readonly line: number | undefined
  readonly entry: Entry
  /** What it was taken for: "Segment track". */
  readonly shape: string
  readonly verdict: Verdict
  readonly requests: readonly ShownRequest[]
  readonly findings: readonly Finding[]
}

/** The outcome; `degraded`: it would be sent, and AppsFlyer would make less of it. */
export type Verdict = 'send' | 'degraded' | 'reject' | 'skip'

export interface ShownRequest {
  readonly endpoint: Request['endpoint']
  readonly appId: string
  readonly method: string
  readonly url: string
  /** The key is masked. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly bodyBytes: number
  /** Undefined where AppsFlyer documents none. */
  readonly maxBodyBytes: number | undefined
  /** What its body says; undefined of an erasure, which is no event. */
  readonly said: SaidInBody | undefined
}

export interface Previews {
  readonly format: Format
  readonly previews: readonly Preview[]
  /** How many records were not looked at. */
  readonly left: number
  readonly unused: UnusedMapping
}

interface Setting {
  readonly configuration: Configuration
  /** Of records that name none. */
  readonly stream: string | undefined
}

/** What `preview` says to the same text, by the same core; or what is wrong with the text. */
export function previewText(
  text: string,
  { configuration, stream }: Setting,
  nowMs: number,
): Previews | { readonly problem: InputProblem } {
  const read = readEntries(text, stream)
  if (!read.ok) return { problem: read.problem }
  const { format, entries, left } = read
  const previews = entries.flatMap(({ number, line, entry }) => {
    const prepared = prepareEntry(entry, configuration, nowMs)
    if (prepared === null) return []
    const { request, more = [], findings } = prepared
    return [
      {
        number,
        line: format === 'CSV' || format === 'JSON lines' ? line : undefined,
        entry,
        shape: describeShape(entry),
        verdict: verdictOf(prepared),
        requests: (request === null ? [] : [request, ...more]).map(showRequestOf),
        findings,
      },
    ]
  })
  const looked = entries.map(({ entry }) => entry)
  return { format, previews, left, unused: unusedMapping(configuration.streams, looked) }
}

export function verdictOf({ outcome, findings }: Pick<Prepared, 'outcome' | 'findings'>): Verdict {
  if (outcome !== 'send') return outcome
  return findings.some(({ severity }) => severity === 'degrade') ? 'degraded' : 'send'
}

/** As `preview --json` shows it, but the body letter by letter. */
export function showRequestOf(request: Request): ShownRequest {
  const { endpoint, appId, body } = request
  const { method, url, headers, body: shown } = withoutKey(request)
  return {
    endpoint,
    appId,
    method,
    url,
    headers,
    body: shown,
    bodyBytes: utf8Bytes(body),
    maxBodyBytes: endpoint === 'erasure' ? undefined : contracts[endpoint].maxBodyBytes,
    said: endpoint === 'erasure' ? undefined : readBody(endpoint, body),
  }
}
