import { endpoints } from '../../../spec/appsflyer/events/contract'
import { type ArrivalEndpoint, type Verdict, verdicts } from '../inbox/arrival'
import type { ArrivalFilter } from '../inbox/arrival-filter'
import type { PageRequest } from '../inbox/inbox'

const usualLimit = 100
const mostLimit = 1_000
const longestText = 200

const names = ['app', 'event', 'verdict', 'endpoint', 'code', 'text', 'eventKey', 'from', 'to', 'before', 'limit']

/** Reads the query of `requests`, `summary` and `export`, or says what is wrong with it. An empty value means not set. */
export function parseQuery(query: URLSearchParams): PageRequest | { readonly error: string } {
  const stranger = [...query.keys()].find((name) => !names.includes(name))
  if (stranger !== undefined) return { error: `There is no such parameter; there are ${names.join(', ')}.` }
  const verdict = oneOf<Verdict>(verdicts, query.get('verdict'))
  if (verdict === null) return { error: `verdict takes one of ${verdicts.join(', ')}.` }
  const endpoint = oneOf<ArrivalEndpoint>([...endpoints, 'erasure', 'unknown'], query.get('endpoint'))
  if (endpoint === null) return { error: `endpoint takes one of ${endpoints.join(', ')}, erasure, unknown.` }
  const limit = integer(query.get('limit')) ?? usualLimit
  if (!(limit >= 1 && limit <= mostLimit)) return { error: `limit takes a whole number from 1 to ${mostLimit}.` }
  const before = integer(query.get('before'))
  if (before !== undefined && !(before >= 1)) return { error: 'before takes an id: the `next` of the page before.' }
  const text = query.get('text') || undefined
  if (text !== undefined && text.length > longestText) return { error: `text takes ${longestText} characters at most.` }
  const from = integer(query.get('from'))
  const to = integer(query.get('to'))
  if (Number.isNaN(from) || Number.isNaN(to)) return { error: 'from and to take milliseconds since 1970.' }
  const eventKey = query.get('eventKey') || undefined
  const app = query.get('app') || undefined
  const event = query.get('event') || undefined
  const code = query.get('code') || undefined
  const filter: ArrivalFilter = {
    ...(app !== undefined && { app }),
    ...(event !== undefined && { event }),
    ...(code !== undefined && { code }),
    ...(verdict !== undefined && { verdict }),
    ...(endpoint !== undefined && { endpoint }),
    ...(text !== undefined && { text }),
    ...(eventKey !== undefined && { eventKey }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }
  return { filter, limit, ...(before !== undefined && { before }) }
}

/** Undefined: not set. Null: none of them. */
function oneOf<Name extends string>(known: readonly Name[], value: string | null): Name | undefined | null {
  if (value === null || value === '') return undefined
  return known.find((name) => name === value) ?? null
}

/** Undefined: not set. NaN: no whole number. */
function integer(value: string | null): number | undefined {
  if (value === null || value === '') return undefined
  return /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
}
