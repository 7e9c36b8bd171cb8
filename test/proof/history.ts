import { createHash } from 'node:crypto'

/** Histories of sends as AppsFlyer would treat them. Shares no code with src/proof: what it says is what must be found. */

export const ledgerKey = 'a ledger key'
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
export const start = Date.UTC(2026, 4, 1)

function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export type Report = 'nonorganic' | 'organic' | 'retarget' | 'blocked'

/** A row of AppsFlyer's, before it is written in the way of a channel. */
export interface SimulatedRow {
  readonly report: Report
  readonly app: string
  readonly appsflyerId: string
  readonly customerUserId: string
  readonly name: string
  readonly value: string
  readonly timeMs: number
  readonly arrivedMs: number
  readonly revenue: string
  readonly currency: string
  readonly customData: string
  readonly source: 'S2S' | 'SDK'
}

/** A send, what the ledger says of it, and its rows. */
export interface Send {
  readonly entry: Readonly<Record<string, unknown>>
  readonly rows: readonly SimulatedRow[]
  /** Entries of equal content cannot be told apart without a delivery id. */
  readonly content: string
}

export interface HistoryOptions {
  readonly seed: number
  readonly sends: number
  readonly days: number
  readonly onWire: number
  /** Of equal content in one second. */
  readonly equal: number
}

const app = 'id123456789'

export function historyOf({ seed, sends, days, onWire, equal }: HistoryOptions): readonly Send[] {
  const random = randomOf(seed)
  const chance = (share: number) => random() < share
  const whole = (most: number) => Math.floor(random() * most)
  const all: Send[] = []
  let last: { user: number; name: string; value: string; eventMs: number | null; revenue: string } | undefined
  for (let index = 0; index < sends; index += 1) {
    const isEqual = last !== undefined && chance(equal)
    const user = isEqual && last !== undefined ? last.user : whole(Math.max(5, sends / 10))
    const revenue = isEqual && last !== undefined ? last.revenue : chance(0.4) ? `${whole(900)}.${1 + whole(98)}` : ''
    const name =
      isEqual && last !== undefined ? last.name : (['af_purchase', 'login', 'level, "up"', 'größe'][whole(4)] ?? '')
    const value = isEqual && last !== undefined ? last.value : eventValue(index, revenue, chance(0.03), chance(0.3))
    const eventMs = isEqual && last !== undefined ? last.eventMs : eventTime(random, days)
    last = { user, name, value, eventMs, revenue }
    const acceptedMs = acceptance(eventMs ?? start + whole(days * day), random)
    all.push(sendOf({ index, user, name, value, eventMs, acceptedMs, revenue, isWired: chance(onWire) }, random))
  }
  return all
}

/** Some at the edges of days. */
function eventTime(random: () => number, days: number): number | null {
  if (random() < 0.03) return null
  const midnight = start + Math.floor(random() * days) * day
  if (random() < 0.05) return midnight + Math.floor((random() - 0.5) * 4000)
  return midnight + Math.floor(random() * day)
}

/** Seconds later as a rule; hours and days at times, some near the border of 02:00. */
function acceptance(eventMs: number, random: () => number): number {
  if (random() < 0.8) return eventMs + 200 + Math.floor(random() * 30_000)
  if (random() < 0.5) return eventMs + Math.floor(random() * 60 * hour)
  return (Math.floor(eventMs / day) + 1) * day + 2 * hour + Math.floor((random() - 0.5) * 40 * minute)
}

function eventValue(index: number, revenue: string, isLong: boolean, hasOrder: boolean): string {
  if (revenue === '' && index % 7 === 0) return ''
  const text = JSON.stringify({
    ...(revenue !== '' && { af_revenue: revenue, af_currency: 'EUR' }),
    ...(hasOrder && { af_order_id: `order-${index}` }),
    note: `a "quoted", line\n${index}`,
    ...(isLong && { long: 'é,"x'.repeat(400) }),
  })
  return text
}

interface Plan {
  readonly index: number
  readonly user: number
  readonly name: string
  readonly value: string
  readonly eventMs: number | null
  readonly acceptedMs: number
  readonly revenue: string
  readonly isWired: boolean
}

function sendOf(plan: Plan, random: () => number): Send {
  const { index, user, name, value, eventMs, acceptedMs, revenue, isWired } = plan
  const deliveryId = hash(`delivery ${index}`).slice(0, 24)
  const appsflyerId = `${1_600_000_000_000 + user}-${user}`
  const chance = (share: number) => random() < share
  const isDouble = chance(0.03)
  const order = /"af_order_id":"([^"]*)"/.exec(value)?.[1]
  const entry = {
    app_id: app,
    endpoint: 'mobile_v3',
    status: 200,
    attempts: isDouble ? 2 : 1,
    ...(isDouble && { may_be_duplicated: true }),
    event_name: name,
    ...(revenue !== '' && { revenue, currency: 'EUR' }),
    accepted_at: acceptedMs,
    event_time: eventMs,
    delivery_id: deliveryId,
    ...(isWired && { on_wire: true }),
    value: hash(value).slice(0, 16),
    ...(value.length > 1000 && { value_start: hash(value.slice(0, 1000)).slice(0, 16) }),
    user: idOf(appsflyerId),
    ...(order !== undefined && { order: idOf(order).slice(0, 10) }),
  }
  const arrivedMs = acceptedMs - 100
  const isLate =
    eventMs === null || eventMs > arrivedMs || arrivedMs >= (Math.floor(eventMs / day) + 1) * day + 2 * hour
  const landedMs = isLate || eventMs === null ? arrivedMs : eventMs
  const hasNoRevenue = chance(0.03)
  const row: SimulatedRow = {
    report: user % 3 === 0 ? 'organic' : 'nonorganic',
    app,
    appsflyerId,
    customerUserId: `user ${user}`,
    name,
    value: value.slice(0, 1000),
    timeMs: landedMs,
    arrivedMs,
    revenue: hasNoRevenue ? '' : revenue,
    currency: 'EUR',
    customData: isWired ? JSON.stringify({ mine: 'x', did: deliveryId }) : '',
    source: 'S2S',
  }
  return { entry, rows: [...rowsOf(row, isDouble, chance)], content: [user, name, value].join('|') }
}

function* rowsOf(row: SimulatedRow, isDouble: boolean, chance: (share: number) => boolean): Generator<SimulatedRow> {
  if (chance(0.05)) return
  if (chance(0.03)) {
    yield { ...row, report: 'blocked' }
    return
  }
  yield row
  if (row.report === 'nonorganic' && chance(0.1)) yield { ...row, report: 'retarget' }
  if (isDouble && chance(0.7)) yield row
}

/** Rows that are not of the ledger: another sender's, and the SDK's. */
export function strangers(seed: number, count: number, days: number): readonly SimulatedRow[] {
  const random = randomOf(seed)
  return Array.from({ length: count }, (_, index) => {
    const timeMs = start + Math.floor(random() * days * day)
    return {
      report: index % 3 === 0 ? 'organic' : 'nonorganic',
      app,
      appsflyerId: `stranger-${index}`,
      customerUserId: '',
      name: 'login',
      value: `{"stranger":${index}}`,
      timeMs,
      arrivedMs: timeMs,
      revenue: '',
      currency: 'EUR',
      customData: '',
      source: index % 4 === 0 ? 'S2S' : 'SDK',
    }
  })
}

function idOf(id: string): string {
  return hash(`${ledgerKey}\n${id}`).slice(0, 16)
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
