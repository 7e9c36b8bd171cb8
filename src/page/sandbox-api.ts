import type { Fault } from '../sandbox/faults/faults'
import type { Arrival, ArrivalRow } from '../sandbox/inbox/arrival'
import type { ArrivalFilter } from '../sandbox/inbox/arrival-filter'
import type { Summary } from '../sandbox/inbox/inbox'
import type { ListedRow, RowKind, RowPage } from '../sandbox/raw-data/listed-row'
import type { ListedRows } from './list/paged-list'

const api = '/sandbox/api/'

/** The query that asks for what a filter lets through. */
function queryOf(filter: object): URLSearchParams {
  return new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== undefined && value !== ''))
}

/**
 * Up to `limit` rows older than `before`. The server looks through its inbox in parts; this asks until there are enough
 * rows or the inbox is through.
 */
export async function fetchRows(
  filter: ArrivalFilter,
  before: number | null,
  limit: number,
  signal: AbortSignal,
): Promise<ListedRows<ArrivalRow>> {
  const rows: ArrivalRow[] = []
  let next = before
  do {
    const query = queryOf(filter)
    query.set('limit', String(limit - rows.length))
    if (next !== null) query.set('before', String(next))
    const page = await call<{ requests: ArrivalRow[]; next: number | null }>(`requests?${query}`, { signal })
    rows.push(...page.requests)
    next = page.next
  } while (next !== null && rows.length < limit)
  return { rows, next }
}

/** Which rows of raw data to list. */
export interface RowFilter {
  readonly kind?: RowKind
  readonly app?: string
}

/** Up to about `limit` rows of raw data, of requests older than `before`. */
export async function fetchRawRows(
  filter: RowFilter,
  before: number | null,
  limit: number,
  signal: AbortSignal,
): Promise<ListedRows<ListedRow>> {
  const rows: ListedRow[] = []
  let next = before
  do {
    const query = queryOf(filter)
    query.set('limit', String(limit - rows.length))
    if (next !== null) query.set('before', String(next))
    const page = await call<RowPage>(`raw-data?${query}`, { signal })
    rows.push(...page.rows)
    next = page.next
  } while (next !== null && rows.length < limit)
  return { rows, next }
}

export function rowsAddress(kind: RowKind, app: string | undefined): string {
  return `${api}raw-data/export?${queryOf({ kind, app })}`
}

/** The counts of what is kept and matches. */
export function fetchSummary(filter: ArrivalFilter, signal: AbortSignal): Promise<Summary> {
  return call(`summary?${queryOf(filter)}`, { signal })
}

export function fetchArrival(id: number): Promise<Arrival> {
  return call(`requests/${id}`)
}

/** Sends a request to the sandbox as if to AppsFlyer. Resolves to its id in the inbox, if any; rejects where it does not answer. */
export async function sendToSandbox(
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<number | null> {
  const all = { ...headers, 'content-type': 'application/json', 'x-sandbox-page': '1' }
  const response = await fetch(path, { method: 'POST', headers: all, body })
  const id = response.headers.get('x-sandbox-request')
  return id === null ? null : Number(id)
}

export function clearInbox(): Promise<Summary> {
  return call('requests', { method: 'DELETE' })
}

export function exportAddress(filter: ArrivalFilter): string {
  const query = queryOf(filter).toString()
  return `${api}export${query === '' ? '' : `?${query}`}`
}

export async function fetchFaults(): Promise<readonly Fault[]> {
  return (await call<{ faults: Fault[] }>('faults')).faults
}

/** Replaces all faults; rejects with the sandbox's own words when one is not as it should be. */
export async function putFaults(faults: readonly Fault[]): Promise<readonly Fault[]> {
  return (await call<{ faults: Fault[] }>('faults', { method: 'PUT', body: JSON.stringify(faults) })).faults
}

/** The types are the server's own, so its answers are taken at their word. */
async function call<Answer>(path: string, options: RequestInit = {}): Promise<Answer> {
  const response = await fetch(api + path, options)
  if (!response.ok) throw new Error(await errorIn(response))
  return (await response.json()) as Answer
}

async function errorIn(response: Response): Promise<string> {
  const answer: unknown = await response.json().catch(() => null)
  if (typeof answer === 'object' && answer !== null && 'error' in answer) return String(answer.error)
  return `The sandbox answered ${response.status}.`
}
