import type { ServerResponse } from 'node:http'
import { sendJson } from '../server/reply'
import type { DataLocker } from './data-locker'
import { listRows, type RowFilter, type RowPageRequest } from './list-rows'
import { type RowKind, rowKinds } from './listed-row'
import { sendReport } from './pull-api'
import { usualColumns } from './pull-query'
import type { RawSource } from './recorded-event'

/** A call of the sandbox's own API about raw data. */
interface Call {
  readonly response: ServerResponse
  readonly query: URLSearchParams
}

const usualLimit = 100
const mostLimit = 1_000

/** `GET raw-data`: a page of rows. */
export function showRows(source: RawSource, { response, query }: Call): void {
  const request = parseRowQuery(query, ['kind', 'app', 'limit', 'before'])
  if ('error' in request) sendJson(response, 400, request)
  else sendJson(response, 200, listRows(source, request))
}

/** `GET raw-data/export`: every row of a kind as the Pull API would write it, of all apps and days. */
export async function exportRows(source: RawSource, { response, query }: Call): Promise<void> {
  const request = parseRowQuery(query, ['kind', 'app'])
  if ('error' in request) return sendJson(response, 400, request)
  const { kind, app } = request.filter
  if (kind === undefined) return sendJson(response, 400, { error: `kind takes one of ${rowKinds.join(', ')}.` })
  const everything = {
    fromMs: Number.NEGATIVE_INFINITY,
    toMs: Number.POSITIVE_INFINITY,
    maximumRows: 1_000_000,
  } as const
  const asked = { ...everything, kind, appId: app, eventNames: undefined, timeZone: 'UTC', columns: exportColumns }
  await sendReport(source, asked, response, `raw-data-${kind}`)
}

/** What we send comes back in it. */
const exportColumns = [...usualColumns, { header: 'Custom Data', name: 'custom_data' } as const]

/** `POST data-locker`: writes what was recorded since the last time. */
export async function writeFiles(locker: DataLocker | undefined, response: ServerResponse): Promise<void> {
  if (locker === undefined) {
    const error = 'There is no folder for Data Locker: start the sandbox with --data-locker FOLDER.'
    return sendJson(response, 409, { error })
  }
  try {
    sendJson(response, 200, await locker.write())
  } catch (error) {
    const { code } = error as { readonly code?: unknown }
    const why = typeof code === 'string' ? code : 'unknown error'
    sendJson(response, 500, { error: `The folder for Data Locker cannot be written to (${why}).` })
  }
}

/** Reads the query, or says what is wrong with it. An empty value means not set. */
function parseRowQuery(query: URLSearchParams, names: readonly string[]): RowPageRequest | { readonly error: string } {
  const stranger = [...query.keys()].find((name) => !names.includes(name))
  if (stranger !== undefined) return { error: `There is no such parameter; there are ${names.join(', ')}.` }
  const kind = kindIn(query.get('kind'))
  if (kind === null) return { error: `kind takes one of ${rowKinds.join(', ')}.` }
  const limit = wholeIn(query.get('limit')) ?? usualLimit
  if (!(limit >= 1 && limit <= mostLimit)) return { error: `limit takes a whole number from 1 to ${mostLimit}.` }
  const before = wholeIn(query.get('before'))
  if (before !== undefined && !(before >= 1)) return { error: 'before takes the `next` of the page before.' }
  const app = query.get('app') || undefined
  const filter: RowFilter = { ...(kind !== undefined && { kind }), ...(app !== undefined && { app }) }
  return { filter, limit, ...(before !== undefined && { before }) }
}

/** Undefined: not set. Null: none of them. */
function kindIn(value: string | null): RowKind | undefined | null {
  return value ? (rowKinds.find((kind) => kind === value) ?? null) : undefined
}

/** Undefined: not set. NaN: no whole number. */
function wholeIn(value: string | null): number | undefined {
  if (!value) return undefined
  return /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
}
