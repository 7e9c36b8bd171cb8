import { plainRevenuePattern } from '../../../spec/appsflyer/answers/silent-losses'
import type { Arrival, Note } from '../../sandbox/inbox/arrival'
import { contractOf } from './event-endpoint'

/** A request as it should have been, as far as that follows from what was sent. */
export interface Corrected {
  readonly path: string
  /** JSON, laid out. */
  readonly body: string
  /** What was changed, in words. */
  readonly changes: readonly string[]
}

type Values = Record<string, unknown>

/**
 * Corrects what can be corrected without knowing more than the request says; undefined where that is nothing, and where
 * writing the body anew would round one of its numbers.
 */
export function correct(arrival: Arrival): Corrected | undefined {
  const body = parse(arrival.body)
  if (!isValues(body) || familyOf(arrival) === undefined || !keepsItsNumbers(arrival.body)) return undefined
  const changes: string[] = []
  const draft: Draft = { arrival, body, path: arrival.path }
  for (const remark of [...arrival.reasons, ...arrival.notes]) {
    const change = corrections[remark.code]?.(draft, remark)
    if (change !== undefined && !changes.includes(change)) changes.push(change)
  }
  if (changes.length === 0) return undefined
  return { path: draft.path, body: JSON.stringify(draft.body, null, 2), changes }
}

interface Draft {
  readonly arrival: Arrival
  readonly body: Values
  path: string
}

/** Each changes the draft and says what it did; undefined: it cannot be done. */
type Correct = (draft: Draft, remark: Note) => string | undefined

const corrections: Readonly<Record<string, Correct>> = {
  ios_app_id_without_prefix: (draft) => {
    draft.path = draft.path.replace(/\/(\d+)$/, '/id$1')
    return draft.path === draft.arrival.path ? undefined : 'id stands before the app id'
  },
  event_value_not_text: (draft) => {
    const { body } = draft
    const values = body['eventValue']
    if (!isValues(values)) return undefined
    body['eventValue'] = JSON.stringify(values)
    // Nothing has looked at the amount inside yet.
    if (typeof values['af_revenue'] === 'string' && !plainRevenuePattern.test(values['af_revenue']))
      setRevenue(draft, 1)
    return 'eventValue is JSON as text'
  },
  revenue_not_plain: (draft) => setRevenue(draft, 1),
  refund_adds_revenue: (draft) => setRevenue(draft, -1),
  revenue_outside_event_revenue: (draft) => moveRevenue(draft),
  revenue_outside_event_parameters: (draft) => moveRevenue(draft),
  raw_personal_data: ({ body }, { field }) => leaveOut(body, field, 'personal data'),
  unknown_field: ({ body }, { field }) => leaveOut(body, field, 'a field that AppsFlyer does not know'),
}

/** Where the revenue of each kind of body stands. */
function setRevenue({ arrival, body }: Draft, sign: 1 | -1): string | undefined {
  const { money } = arrival
  if (money === null) return undefined
  const amount = sign * money.amount
  const family = familyOf(arrival)
  if (family === 'mobile') {
    const isChanged = editInside(body, ['eventValue'], (values) => {
      values['af_revenue'] = String(amount)
    })
    return isChanged ? `af_revenue is ${amount}` : undefined
  }
  if (family === 'web') body['event_revenue'] = amount
  else if (family === 'pba') body['eventRevenue'] = amount
  else if (!editInside(body, ['event_parameters'], (values) => Object.assign(values, { af_revenue: amount })))
    return undefined
  return `the revenue is ${amount}`
}

function moveRevenue({ arrival, body }: Draft): string | undefined {
  const { money } = arrival
  if (money === null) return undefined
  const currency = money.currency
  const family = familyOf(arrival)
  const from = family === 'web' ? 'event_value' : family === 'pba' ? 'eventValue' : 'event_custom_parameters'
  const isChanged = editInside(body, [from], (values) => {
    delete values['af_revenue']
    delete values['af_currency']
  })
  if (!isChanged) return undefined
  const named = (revenue: string, currencyName: string) => ({
    [revenue]: money.amount,
    ...(currency !== null && { [currencyName]: currency }),
  })
  if (family === 'web') Object.assign(body, named('event_revenue', 'event_revenue_currency'))
  else if (family === 'pba') Object.assign(body, named('eventRevenue', 'eventRevenueCurrency'))
  else {
    const given = body['event_parameters']
    body['event_parameters'] = { ...(isValues(given) && given), ...named('af_revenue', 'af_currency') }
  }
  return 'the revenue stands where AppsFlyer reads it'
}

function leaveOut(body: Values, field: string | null, what: string): string | undefined {
  const path = field?.split('.') ?? []
  const last = path.pop()
  if (last === undefined) return undefined
  const isChanged = editInside(body, path, (owner) => {
    delete owner[last]
  })
  return isChanged ? `${what} is left out: ${last}` : undefined
}

/** Edits the object at a path, also inside JSON that travels as text; false where there is none. */
function editInside(owner: Values, path: readonly string[], edit: (values: Values) => void): boolean {
  const [name, ...rest] = path
  if (name === undefined) {
    edit(owner)
    return true
  }
  const inner = owner[name]
  if (typeof inner !== 'string') return isValues(inner) && editInside(inner, rest, edit)
  const parsed = parse(inner)
  if (!isValues(parsed) || !editInside(parsed, rest, edit)) return false
  owner[name] = JSON.stringify(parsed)
  return true
}

function familyOf({ endpoint }: Arrival) {
  return contractOf(endpoint)?.family
}

/** 48.00 may become 48, which is the same; an id of twenty digits must not become another. */
function keepsItsNumbers(text: string): boolean {
  return (text.match(/\d{16,}/g) ?? []).every((digits) => {
    return String(Number(digits)) === digits || text.includes(`"${digits}"`)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
