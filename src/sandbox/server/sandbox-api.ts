import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Faults } from '../faults/faults'
import { parseFaults } from '../faults/parse-faults'
import { toRow } from '../inbox/arrival'
import { countArrivals } from '../inbox/count-arrivals'
import { exportArrivals } from '../inbox/export-arrivals'
import type { Inbox } from '../inbox/inbox'
import type { DataLocker } from '../raw-data/data-locker'
import { exportRows, showRows, writeFiles } from '../raw-data/raw-data-api'
import type { RawSource } from '../raw-data/recorded-event'
import type { LiveEvents } from './live-events'
import { parseQuery } from './parse-query'
import { jsonIn, readBody } from './read-body'
import { sendJson } from './reply'

/** What the API shows and changes. */
export interface Shown {
  readonly inbox: Inbox
  readonly faults: Faults
  readonly live: LiveEvents
  readonly source: RawSource
  readonly locker: DataLocker | undefined
}

/** A call of the API: what follows its prefix, without a leading slash. */
export interface Call {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly path: string
  readonly query: URLSearchParams
}

export const apiPrefix = '/sandbox/api/'

const faultsBytes = 262_144

/** Answers a call of the sandbox's own API (docs/sandbox.md). */
export async function answerApi(shown: Shown, call: Call): Promise<void> {
  const { request, response, path } = call
  const [resource = '', id, ...rest] = path.split('/')
  const handlers = rest.length > 0 ? undefined : handlersFor(resource, id, shown, call)
  if (handlers === undefined) return sendJson(response, 404, { error: 'The sandbox has nothing at this address.' })
  const handler = handlers.find(([name]) => name === request.method)?.[1]
  if (handler !== undefined) return await handler()
  response.setHeader('allow', handlers.map(([name]) => name).join(', '))
  sendJson(response, 405, { error: `This address takes ${handlers.map(([name]) => name).join(', ')}.` })
}

type Handlers = readonly (readonly [method: string, handle: () => void | Promise<void>])[]

function handlersFor(resource: string, id: string | undefined, shown: Shown, call: Call): Handlers | undefined {
  const { inbox, faults } = shown
  const { response } = call
  if (resource === 'requests' && id !== undefined) return [['GET', () => showOne(inbox, id, response)]]
  if (resource === 'raw-data' && id === 'export') return [['GET', () => exportRows(shown.source, call)]]
  if (id !== undefined) return undefined
  switch (resource) {
    case 'summary':
      return [['GET', () => showSummary(inbox, call)]]
    case 'requests':
      return [
        ['GET', () => showPage(inbox, call)],
        [
          'DELETE',
          () => {
            inbox.clear()
            sendJson(response, 200, inbox.summary())
          },
        ],
      ]
    case 'export':
      return [['GET', () => showAll(inbox, call)]]
    case 'raw-data':
      return [['GET', () => showRows(shown.source, call)]]
    case 'data-locker':
      return [['POST', () => writeFiles(shown.locker, response)]]
    case 'faults':
      return [
        ['GET', () => sendJson(response, 200, { faults: faults.list() })],
        ['PUT', () => setFaults(faults, call)],
        [
          'DELETE',
          () => {
            faults.clear()
            sendJson(response, 200, { faults: [] })
          },
        ],
      ]
    case 'events':
      return [['GET', () => follow(shown.live, response)]]
    default:
      return undefined
  }
}

function showOne(inbox: Inbox, id: string, response: ServerResponse): void {
  const arrival = /^\d{1,15}$/.test(id) ? inbox.get(Number(id)) : undefined
  if (arrival === undefined) sendJson(response, 404, { error: 'The inbox has no such request, or no longer.' })
  else sendJson(response, 200, arrival)
}

async function showSummary(inbox: Inbox, { query, response }: Call): Promise<void> {
  const request = parseQuery(query)
  if ('error' in request) return sendJson(response, 400, request)
  const isFiltered = Object.keys(request.filter).length > 0
  sendJson(response, 200, isFiltered ? await countArrivals(inbox, request.filter) : inbox.summary())
}

function showPage(inbox: Inbox, { query, response }: Call): void {
  const request = parseQuery(query)
  if ('error' in request) {
    sendJson(response, 400, request)
    return
  }
  const { arrivals, next } = inbox.page(request)
  sendJson(response, 200, { requests: arrivals.map((one) => toRow(one, inbox.attemptsOf(one))), next })
}

async function showAll(inbox: Inbox, { query, response }: Call): Promise<void> {
  const request = parseQuery(query)
  if ('error' in request) return sendJson(response, 400, request)
  await exportArrivals(inbox, request.filter, response)
}

async function setFaults(faults: Faults, { request, response }: Call): Promise<void> {
  const body = await readBody(request, faultsBytes)
  if (body === 'aborted') return
  if (body === 'too_large') return sendJson(response, 413, { error: 'That is too much.' })
  const parsed = parseFaults(jsonIn(body.text))
  if ('error' in parsed) return sendJson(response, 400, parsed)
  faults.set(...parsed.faults)
  sendJson(response, 200, { faults: faults.list() })
}

function follow(live: LiveEvents, response: ServerResponse): void {
  if (!live.follow(response)) sendJson(response, 503, { error: 'Too many pages follow already: close some.' })
}
