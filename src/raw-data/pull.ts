import { completeAppId } from '../../spec/appsflyer/events/app-id'
import {
  type MaximumRows,
  PULL_API_BASE_URL,
  type PullReport,
  pullReports,
} from '../../spec/appsflyer/raw-data/pull-api'
import { PullError, refusalOf } from './pull-error'
import type { RawBlock, ReadingOptions } from './raw-block'
import { RawDataError } from './raw-data-error'
import { readStream } from './read-stream'

/** A report of one app. */
export interface PullRequest {
  /** An iOS id with or without its prefix. */
  readonly appId: string
  readonly report: PullReport
  /** The first day and the last, UTC: `2026-11-20`. */
  readonly from: string
  readonly to: string
  /** Absent: a million. */
  readonly maximumRows?: MaximumRows
  /** Columns beyond the usual ones, as AppsFlyer calls them: `custom_data`. */
  readonly additionalFields?: readonly string[]
}

interface PullAnswer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly body: AsyncIterable<Uint8Array> | null
}

/** As much of `fetch` as it takes. */
export type PullFetch = (
  url: string,
  init: {
    readonly method: 'GET'
    readonly redirect: 'manual'
    readonly headers: Record<string, string>
    readonly signal?: AbortSignal
  },
) => Promise<PullAnswer>

export interface PullPorts extends ReadingOptions {
  readonly fetch: PullFetch
  readonly nowMs: () => number
  /** The account's API token V2. */
  readonly token: string
  readonly baseUrl?: string
  readonly signal?: AbortSignal
}

/** A report on its way, as AppsFlyer wrote it: CSV. */
export interface OpenReport {
  /** For people: `in_app_events_report of id123456789`. */
  readonly name: string
  readonly appId: string
  /** Ends with a PullError where the connection breaks. */
  readonly body: AsyncIterable<Uint8Array>
}

type AskPorts = Omit<PullPorts, keyof ReadingOptions> & Pick<PullPorts, 'onWarning'>

/** Asks for a report. Warns of days that AppsFlyer does not serve. Throws PullError. */
export async function openReport(request: PullRequest, ports: AskPorts): Promise<OpenReport> {
  const appId = completeAppId('ios', request.appId)
  const { report, maximumRows = 1_000_000 } = request
  const url = addressOf({ ...request, appId, maximumRows }, ports.baseUrl ?? PULL_API_BASE_URL)
  const token = ports.token.trim()
  // A header of other signs would be refused by fetch, which quotes it.
  if (!/^[\x21-\x7e]+$/.test(token)) throw refusalOf(401, '', token)
  warnOfUnserved(request, ports)
  const name = `${report} of ${appId}`
  return { name, appId, body: whole(await open(url, token, ports), name, ports.signal) }
}

/** The rows of a report, as they come. Warns of days that AppsFlyer does not serve, and of a cut. Throws PullError. */
export async function* pullReport(request: PullRequest, ports: PullPorts): AsyncGenerator<RawBlock> {
  const { name, appId, body } = await openReport(request, ports)
  const { maximumRows = 1_000_000 } = request
  let count = 0
  const onDamage: ReadingOptions['onDamage'] = (damage) => {
    count += 1
    ports.onDamage(damage)
  }
  try {
    for await (const rows of readStream(name, body, { ...ports, onDamage })) {
      count += rows.length
      yield { rows, source: { name, appId } }
    }
  } catch (error) {
    throw error instanceof RawDataError ? new PullError('unreadable', error.message) : error
  }
  if (count >= maximumRows) {
    ports.onWarning(
      `The ${name} has ${maximumRows} rows, the most that AppsFlyer gives: others may be missing. Ask for fewer days at once.`,
    )
  }
}

function addressOf(
  {
    appId,
    report,
    from,
    to,
    maximumRows,
    additionalFields = [],
  }: Required<Omit<PullRequest, 'additionalFields'>> & Pick<PullRequest, 'additionalFields'>,
  baseUrl: string,
): string {
  const isRange = [from, to].every((day) => !Number.isNaN(dayMs(day))) && from <= to
  if (!isRange) {
    throw new PullError('bad_request', 'A report goes from one day to the same or a later one, each like 2026-11-20.')
  }
  const query = new URLSearchParams({ from, to, maximum_rows: String(maximumRows) })
  if (additionalFields.length > 0) query.set('additional_fields', additionalFields.join(','))
  const path = `/api/raw-data/export/app/${encodeURIComponent(appId)}/${report}/v5`
  return `${baseUrl.replace(/\/$/, '')}${path}?${query}`
}

const oneDayMs = 86_400_000
/** Earlier days are refused. */
const acceptedDays = 90

/** NaN where the text is no day. */
function dayMs(day: string): number {
  const ms = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(ms) && dayOf(ms) === day ? ms : Number.NaN
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

function warnOfUnserved({ report, from, to }: PullRequest, { nowMs, onWarning }: AskPorts): void {
  const { of, days } = pullReports[report]
  const now = nowMs()
  const firstServed = dayOf(now - days * oneDayMs)
  if (from >= firstServed || from < dayOf(now - acceptedDays * oneDayMs)) return
  const lastUnserved = dayOf(dayMs(firstServed) - oneDayMs)
  onWarning(
    `AppsFlyer serves ${of} of the last ${days} days. The days from ${from} to ${to < lastUnserved ? to : lastUnserved} come back without rows, whatever happened then.`,
  )
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const mostRedirects = 5

/** The body of the report. AppsFlyer answers with the signed address of the file, whose server must not get the token. */
async function open(url: string, token: string, ports: AskPorts): Promise<AsyncIterable<Uint8Array>> {
  let answer = await ask(url, { authorization: `Bearer ${token}` }, ports)
  let address = url
  for (let count = 0; redirects.has(answer.status); count += 1) {
    await readSome(answer)
    const next = nextAddress(answer.headers.get('location'), address)
    if (next === undefined || count >= mostRedirects) {
      throw new PullError(
        'unreadable',
        'AppsFlyer sends the report from an address that cannot be followed. Ask again later.',
      )
    }
    address = next
    answer = await ask(address, {}, ports)
  }
  if (answer.status === 200 && answer.body !== null) return answer.body
  const text = await readSome(answer)
  if (address === url) throw refusalOf(answer.status, text, token)
  throw new PullError(
    'unreadable',
    `AppsFlyer made the report, but its file cannot be fetched (${answer.status}). Ask for the report again; that counts as another call.`,
  )
}

/** Undefined for none, and for one that would send in the clear what was asked for under TLS. */
function nextAddress(location: string | null, from: string): string | undefined {
  const next = location !== null && URL.canParse(location, from) ? new URL(location, from) : undefined
  const isSafe = next?.protocol === 'https:' || (next?.protocol === 'http:' && from.startsWith('http:'))
  return isSafe ? next?.href : undefined
}

async function ask(url: string, headers: Record<string, string>, { fetch, signal }: AskPorts): Promise<PullAnswer> {
  try {
    return await fetch(url, {
      method: 'GET',
      redirect: 'manual',
      headers: { accept: 'text/csv', ...headers },
      ...(signal !== undefined && { signal }),
    })
  } catch (error) {
    signal?.throwIfAborted()
    throw new PullError(
      'no_connection',
      `${new URL(url).hostname} cannot be reached (${reasonOf(error)}). Look at the network and the proxy, and ask again.`,
    )
  }
}

/** A code such as ECONNREFUSED: messages may quote what was sent. */
function reasonOf(error: unknown): string {
  const { cause, code } = error as { readonly cause?: { readonly code?: unknown }; readonly code?: unknown }
  return [cause?.code, code].find((each) => typeof each === 'string')?.toString() ?? 'unknown error'
}

const mostTextBytes = 65_536

/** The beginning of an answer that is no report; the rest is not waited for. */
async function readSome({ body }: PullAnswer): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const part of body ?? []) {
      parts.push(part)
      bytes += part.length
      if (bytes >= mostTextBytes) break
    }
  } catch {
    // What came of it has to do.
  }
  return Buffer.concat(parts).toString('utf8')
}

/** The body, its end by an error in words. */
async function* whole(
  body: AsyncIterable<Uint8Array>,
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    signal?.throwIfAborted()
    throw new PullError(
      'cut_off',
      `The connection broke before the ${name} had come whole (${reasonOf(error)}). Ask for it again; that counts as another call.`,
    )
  }
}
