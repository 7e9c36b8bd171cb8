import { prepare } from '../../../src/core/prepare'
import { configure, nowMs } from '../prepare-fixtures'

const configuration = configure()
const row = { event_name: 'subscription_renewed', platform: 'web', user_id: 'u1', event_time: '2024-01-15T10:00:00Z' }

function dedupId(data: object, primaryKey?: readonly (readonly string[])[], stream = 'renewals'): unknown {
  const { request } = prepare({ stream, data, ...(primaryKey && { primaryKey }) }, configuration, nowMs)
  return (JSON.parse(request?.body ?? '{}') as Record<string, unknown>)['customer_dedup_id']
}

test("the record's own id stays as it is", () => {
  expect(dedupId({ ...row, message_id: 'm-1' }, [['user_id']])).toBe('m-1')
})

test('without one, the same record has the same id, and another record another', () => {
  expect(dedupId(row)).toMatch(/^[0-9a-f]{64}$/)
  expect(dedupId({ ...row })).toBe(dedupId(row))
  expect(dedupId({ ...row, plan: 'yearly' })).not.toBe(dedupId(row))
  expect(dedupId(row, undefined, 'trials')).not.toBe(dedupId(row))
})

test('a primary key decides together with the time, whatever else changes between two tries', () => {
  const key = [['subscription', 'id']]
  const keyed = { ...row, subscription: { id: 7 } }
  expect(dedupId({ ...keyed, synced_at: 2 }, key)).toBe(dedupId({ ...keyed, synced_at: 1 }, key))
  expect(dedupId({ ...keyed, event_time: '2024-01-15T11:00:00Z' }, key)).not.toBe(dedupId(keyed, key))
  expect(dedupId({ ...row, subscription: { id: 8 } }, key)).not.toBe(dedupId(keyed, key))
})

test('an order and its refund are two events of one key, also where neither has a time', () => {
  const idOf = (event_name: string) => dedupId({ ...row, event_time: null, order_id: 7, event_name }, [['order_id']])
  expect(idOf('order_refunded')).not.toBe(idOf('Order Completed'))
  expect(idOf('Order Completed')).toBe(idOf('af_purchase'))
})

test('equal tables of two schemas have ids of their own; without a namespace an id is as it was', () => {
  const idOf = (namespace?: string) => {
    const record = { stream: 'renewals', data: row, primaryKey: [['user_id']] }
    const { request } = prepare({ ...record, ...(namespace !== undefined && { namespace }) }, configuration, nowMs)
    return (JSON.parse(request?.body ?? '{}') as Record<string, unknown>)['customer_dedup_id']
  }
  expect(idOf('shop')).toMatch(/^[0-9a-f]{64}$/)
  expect(idOf('shop')).toBe(idOf('shop'))
  expect(idOf('shop')).not.toBe(idOf('archive'))
  expect(idOf('shop')).not.toBe(idOf())
  expect(idOf()).toBe('d4aff730de605efa859f7e7bb903479d80574841bdbb9bbb2ad6cc043c00ce7d')
})

test('a key that the record lacks leaves the decision to the whole record', () => {
  expect(dedupId({ ...row, plan: 'yearly' }, [['id_of_nothing']])).not.toBe(dedupId(row, [['id_of_nothing']]))
})

test('a record too deep for JSON.stringify has an id, too', () => {
  const nested = (leaf: number) => JSON.parse(`${'{"a":['.repeat(8_000)}${leaf}${']}'.repeat(8_000)}`)
  expect(dedupId({ ...row, nested: nested(1) })).toMatch(/^[0-9a-f]{64}$/)
  expect(dedupId({ ...row, nested: nested(1) })).not.toBe(dedupId({ ...row, nested: nested(2) }))
})

test('two parts of a refund are two, also where a day is all that is known; a corrected order is one', () => {
  const key = [['order_id']]
  const idOf = (event_name: string, revenue: number, event_time: string | null = '2024-01-15') =>
    dedupId({ ...row, order_id: 7, event_name, revenue, currency: 'EUR', event_time }, key)
  for (const time of ['2024-01-15', null]) {
    expect(idOf('Order Refunded', 7, time)).not.toBe(idOf('Order Refunded', 5, time))
    expect(idOf('Order Refunded', 5, time)).toBe(idOf('Order Refunded', 5, time))
    expect(idOf('Order Completed', 7, time)).toBe(idOf('Order Completed', 5, time))
  }
})

test('a key is the same as a number and as a text', () => {
  const idOf = (id: unknown) => dedupId({ ...row, id }, [['id']])
  expect(idOf('7')).toBe(idOf(7))
  expect(idOf('8')).not.toBe(idOf(7))
})
