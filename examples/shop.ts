import { makeIdentify, makePage, makeScreen, makeTrack, type Platform } from './shop-events'
import { Chance, makePeople, type Person, seededRandom } from './shop-people'
import { makeOrder, makeRefund, makeRenewal, makeSignUp, makeVisit } from './shop-rows'

/**
 * A day of an example shop as Airbyte messages, one JSON a line: events of its apps and its site, rows of its warehouse,
 * states between them, and a believable share of records with something wrong. The same for the same seed and time.
 */
export function* shopMessages(nowMs: number, seed = 2026): Generator<string> {
  const chance = new Chance(seededRandom(seed))
  const people = makePeople(300, chance)
  for (const [stream, count, make] of streams) {
    for (let index = 1; index <= count; index++) {
      const record = make(chance.pick(people), nowMs - chance.integer(0, 3 * 3_600_000), chance)
      const data = chance.happens(badShare) ? spoil(record, nowMs, chance) : record
      yield JSON.stringify({ type: 'RECORD', record: { stream, emitted_at: nowMs, data } })
      if (chance.happens(brokenShare))
        yield `{"type":"RECORD","record":{"stream":"${stream}","emitted_at":${nowMs},"data":{"`
      if (index % statesEvery === 0 || index === count) yield stateOf(stream, index)
    }
  }
}

type Row = Record<string, unknown>
type Make = (person: Person, timeMs: number, chance: Chance) => Row

const badShare = 0.07
const brokenShare = 0.001
const statesEvery = 100

const iso = (timeMs: number) => new Date(timeMs).toISOString()
/** As warehouses print it: no zone, which is UTC. */
const warehouseTime = (timeMs: number) => iso(timeMs).slice(0, 23).replace('T', ' ')

const makeEvent: Make = (person, timeMs, chance) => {
  const call = chance.integer(1, 10)
  const platform: Platform = chance.pick(['ios', 'android', 'web'])
  if (call === 1) return makeIdentify(person, iso(timeMs))
  if (call === 2) return makePage(person, iso(timeMs), chance)
  if (call === 3 && platform !== 'web') return makeScreen(person, platform, iso(timeMs), chance)
  return makeTrack(person, platform, iso(timeMs), chance)
}

const streams: readonly (readonly [stream: string, count: number, make: Make])[] = [
  ['events', 1_200, makeEvent],
  ['orders', 500, (person, timeMs, chance) => makeOrder(person, warehouseTime(timeMs), chance)],
  ['renewals', 300, (person, timeMs, chance) => makeRenewal(person, warehouseTime(timeMs), chance)],
  ['refunds', 100, (person, timeMs, chance) => makeRefund(person, warehouseTime(timeMs), chance)],
  ['sign_ups', 250, (person, timeMs, chance) => makeSignUp(person, iso(timeMs), chance)],
  ['visits', 250, (person, timeMs, chance) => makeVisit(person, timeMs, chance)],
  ['audit_log', 50, (person, timeMs) => ({ actor: person.id, at: iso(timeMs), action: 'login' })],
]

/** One of the mistakes that people really make. */
function spoil(record: Row, nowMs: number, chance: Chance): Row {
  const old = iso(nowMs - 4 * 86_400_000)
  return { ...record, ...('type' in record ? spoiledEvent(old, chance) : spoiledRow(old, chance)) }
}

function spoiledEvent(old: string, chance: Chance): Row {
  return chance.pick<Row>([
    { integrations: {}, userId: null },
    { properties: { revenue: '$48.00', currency: 'USD' } },
    { properties: { revenue: 12, currency: 'dollars' } },
    { timestamp: 'yesterday' },
    { timestamp: old },
    { event: null, name: null },
    { properties: { note: 'write to bela.2@example.com', email: 'bela.2@example.com' } },
    { properties: { order_id: 'O-1', story: 'so much text '.repeat(150) } },
    { app_id: 'com.example.unknown' },
  ])
}

function spoiledRow(old: string, chance: Chance): Row {
  return chance.pick<Row>([
    { appsflyer_id: null, af_id: null, user_id: null, customer_user_id: null },
    { revenue: '1,234.50', order_total: '1,234.50', page_url: 'not an address' },
    { placed_at: old, occurred_at: old, created_at: old, timestamp: old },
    { email: 'n/a', phone: 'n/a' },
    { email_hashed: 'not a hash' },
    { comment: 'call +1 415 555 0100 or ada.1@example.com' },
    { ip: '2001:db8::1', ip_address: null },
    { sharing_filter: 'all' },
  ])
}

function stateOf(stream: string, index: number): string {
  const state = {
    type: 'STREAM',
    stream: { stream_descriptor: { name: stream }, stream_state: { cursor: index } },
    id: index,
  }
  return JSON.stringify({ type: 'STATE', state })
}
