import type { IncomingMessage, ServerResponse } from 'node:http'
import { bareIosAppIdPattern } from '../../../spec/appsflyer/events/app-id'
import { readAppId } from '../../../spec/appsflyer/events/platform-of-id'
import { type PullReport, pullReports } from '../../../spec/appsflyer/raw-data/pull-api'
import { send, sendText } from '../server/reply'
import { streamText } from '../server/stream-text'
import { type PullRefused, parsePullQuery, type ReportQuery } from './pull-query'
import type { PullCounts } from './pull-quota'
import type { RawSource } from './recorded-event'
import { findRows, reportCsv } from './report'
import type { AddressSigner } from './signed-address'

/** What stands behind the Pull API here. */
export interface PullBackend {
  readonly source: RawSource
  readonly counts: PullCounts
  readonly signer: AddressSigner
  readonly now: () => number
  /** The API token that is good; undefined: any. */
  readonly token: string | undefined
  /** The apps that exist; undefined: all. */
  readonly appIds: ReadonlySet<string> | undefined
  /** What the account is refused for, whatever it asks. */
  readonly refusal: AccountRefusal | undefined
}

/** Raw data is not in the account's plan, or the account is suspended. */
export type AccountRefusal = 'not_in_plan' | 'suspended'

const apiPath = /^\/api\/raw-data\/export\/app\/([^/]+)\/([^/]+)\/v5$/
/** Where the files are. AppsFlyer has them on another server. */
const filesPath = /^\/raw-data-files\/([^/]+)\/([^/]+)\.csv$/

/** Answers a request to the Pull API or to a report's signed address. False: the path is neither's. */
export async function answerPullApi(
  backend: PullBackend,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<boolean> {
  const api = apiPath.exec(path)
  const file = filesPath.exec(path)
  if (request.method !== 'GET' || (api ?? file) === null) return false
  if (api !== null) redirect(backend, request, response, { ...namesIn(api), query })
  else if (file !== null) await sendFile(backend, response, { ...namesIn(file), path, query })
  return true
}

interface Asked {
  readonly appId: string
  readonly report: string
  readonly query: URLSearchParams
}

/** Answers with the address of the report, or with AppsFlyer's words why there is none. */
function redirect(backend: PullBackend, { headers }: IncomingMessage, response: ServerResponse, asked: Asked): void {
  const refused = refuseCaller(backend, headers.authorization, asked) ?? refuseReport(backend, asked)
  if (refused !== undefined) {
    const isPage = refused.status === 404
    send(response, refused.status, isPage ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8', refused.text)
    return
  }
  const path = `/raw-data-files/${encodeURIComponent(asked.appId)}/${encodeURIComponent(asked.report)}.csv`
  const location = `http://${headers.host}${backend.signer.sign(path, asked.query, backend.now())}`
  sendText(response, 302, '', { location, 'cache-control': 'no-store' })
}

/** Sends the report. The signature stands for the token. */
async function sendFile(
  backend: PullBackend,
  response: ServerResponse,
  { path, ...signed }: Asked & { readonly path: string },
): Promise<void> {
  const query = backend.signer.check(path, signed.query, backend.now())
  const report = query && readReport(backend, { ...signed, query })
  if (report === undefined || 'status' in report)
    return sendText(response, 403, 'The signature is wrong, or the address has expired: ask for the report again.\n')
  await sendReport(backend.source, report, response, signed.report)
}

/** Sends the rows as CSV. `x-sandbox-gone-requests` says how many requests had left the inbox, and their rows with them. */
export async function sendReport(
  source: RawSource,
  query: Omit<ReportQuery, 'appId'> & { readonly appId: string | undefined },
  response: ServerResponse,
  name: string,
): Promise<void> {
  const rows = await findRows(source, query)
  const { total, kept } = source.inbox.summary()
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-sandbox-gone-requests': total - kept,
  })
  await streamText(response, reportCsv(source, query, rows))
}

/** An error that follows from who asks. */
function refuseCaller(
  { token, refusal, appIds }: PullBackend,
  authorization: string | undefined,
  { appId, report }: Asked,
): PullRefused | undefined {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
  if (given === undefined || (token !== undefined && given !== token))
    return { status: 401, text: 'Supplied API token is invalid' }
  if (refusal === 'suspended') return { status: 401, text: 'Account may be suspended' }
  const isApp = appIds?.has(appId) ?? !bareIosAppIdPattern.test(appId)
  const reading = readAppId(appId)
  // Websites are not among the platforms of the Pull API's reference.
  const isWeb = reading.kind === 'known' && reading.platform === 'web'
  if (!isApp || isWeb || !isReport(report)) return { status: 404, text: notFoundPage }
  if (refusal !== 'not_in_plan') return undefined
  return { status: 400, text: "Your current subscription package doesn't include raw data reports" }
}

/** An error that follows from what is asked for; else the call is counted. */
function refuseReport(backend: PullBackend, asked: Asked): PullRefused | undefined {
  const report = readReport(backend, asked)
  if (report === undefined || 'status' in report) return report
  const tooMany = isReport(asked.report) ? backend.counts.take(asked.report, asked.appId, backend.now()) : undefined
  return tooMany === undefined ? undefined : { status: 400, text: tooMany }
}

function readReport(
  { source, now }: PullBackend,
  { appId, report, query }: Asked,
): ReportQuery | PullRefused | undefined {
  if (!isReport(report)) return undefined
  return parsePullQuery({ appId, report, query, nowMs: now(), timeZone: source.timeZoneOf(appId) })
}

function isReport(name: string): name is PullReport {
  return Object.hasOwn(pullReports, name)
}

function namesIn([, appId = '', report = '']: RegExpExecArray): { readonly appId: string; readonly report: string } {
  return { appId: decoded(appId), report: decoded(report) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const notFoundPage = '<!doctype html>\n<html><head><title>404</title></head><body><h1>Not found</h1></body></html>\n'
