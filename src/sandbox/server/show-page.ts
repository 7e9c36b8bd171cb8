import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { contracts } from '../../../spec/appsflyer/events/contracts'

/** Something to show a browser. */
interface Shown {
  readonly status: 200 | 404
  readonly contentType: string
  readonly content: Buffer | string
  readonly headers: Readonly<Record<string, string>>
}

/** What a browser sees at a path, or undefined when there is nothing; `accept` is the request's header. */
export type ShowPage = (path: string, accept: string | undefined) => Shown | undefined

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
}

const prefix = '/sandbox/page/'

/** Nothing from elsewhere, nothing inline, in no frame; the page talks to its own sandbox only. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
}

/**
 * Reads the built page (tools/build-page.mjs) once. Browsers get it at `/`, and everybody else a greeting in plain text,
 * which browsers get too where the page was not built.
 */
export function readPage(folder: string): ShowPage {
  const files = new Map(filesIn(folder).map((file) => [file.path, file.shown]))
  const page = files.get(`${prefix}index.html`)
  const icon = files.get(`${prefix}icon.svg`)
  const greeted: Shown = {
    status: 200,
    contentType: 'text/plain; charset=utf-8',
    content: greeting,
    headers: { vary: 'accept' },
  }
  return (path, accept) => {
    if (path === '/') return page !== undefined && accept?.includes('text/html') ? page : greeted
    // Browsers ask for it by themselves; it must not count as something that arrived.
    if (path === '/favicon.ico') return icon
    return files.get(path) ?? (path.startsWith(prefix) ? missing : undefined)
  }
}

interface PageFile {
  readonly path: string
  readonly shown: Shown
}

function filesIn(folder: string): readonly PageFile[] {
  return namesIn(folder).flatMap((name) => {
    const contentType = contentTypes[extname(name)]
    if (contentType === undefined) return []
    const vary: Shown['headers'] = name === 'index.html' ? { vary: 'accept' } : {}
    const content = readFileSync(join(folder, name))
    return [{ path: prefix + name, shown: { status: 200, contentType, content, headers: { ...headers, ...vary } } }]
  })
}

/** A page left open from another version asks for files that are gone; that is no event either. */
const missing: Shown = {
  status: 404,
  contentType: 'text/plain; charset=utf-8',
  content: 'The page has no such file: load it anew.\n',
  headers,
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const greeting = `This is the sandbox of appsflyer-destination: a local AppsFlyer.
Open this address in a browser to see what arrives.

It takes what AppsFlyer takes
${[...new Set(Object.values(contracts).map(({ path }) => `  POST ${path}`))].join('\n')}

and shows what became of it
  GET    /sandbox/api/summary        counts by verdict, endpoint, event name, second
  GET    /sandbox/api/requests       the newest requests; ?app= event= verdict= endpoint= code= text= before= limit=
  GET    /sandbox/api/requests/{id}  one request whole
  DELETE /sandbox/api/requests       forget everything
  GET    /sandbox/api/export         everything as NDJSON
  GET    /sandbox/api/events         follow live (server-sent events)
  GET, PUT, DELETE /sandbox/api/faults   make it fail on purpose
`
