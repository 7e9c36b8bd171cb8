import fc from 'fast-check'
import { contracts } from '../../spec/appsflyer/events/contracts'
import type { Configuration } from '../../spec/configuration/configuration'
import type { InputRecord } from '../../src/core/domain/record'
import { prepare } from '../../src/core/prepare'
import { anyClock, anyConfiguration, anyJson, anyRecord, anyStream } from './prepare-arbitraries'
import { configure, iosRow, nowMs, webCall } from './prepare-fixtures'

const ledger = { storage: 'file', folder: 'ledger' } as const
const off = { delivery_id: 'off' } as const

function requestOf(data: unknown, changes: object = { ledger }, more: Partial<InputRecord> = {}) {
  const { request } = prepare({ ...more, data }, configure(changes), nowMs)
  if (request === null) throw new Error('it is not sent')
  return { ...request, said: JSON.parse(request.body) }
}

/** `did` within custom_data, as AppsFlyer gives it back. */
const customData = (request: ReturnType<typeof requestOf>) => JSON.parse(request.said.custom_data)

test('a mobile request tells its delivery id beside what the record says, in 40 bytes at most', () => {
  const request = requestOf(iosRow({ custom_data: { shop: 'Berlin' } }))
  expect(request.deliveryId).toMatch(/^[0-9a-f]{24}$/)
  expect(customData(request)).toEqual({ shop: 'Berlin', did: request.deliveryId })
  const alone = requestOf(iosRow())
  expect(alone.said.custom_data).toBe(`{"did":"${alone.deliveryId}"}`)
  expect(Buffer.byteLength(alone.said.custom_data)).toBeLessThanOrEqual(40)
})

test('a web request has it as its de-duplication id, unless the record has one of its own', () => {
  const own = webCall({}, { messageId: 'mine' })
  const bare = { ...webCall(), messageId: undefined }
  const told = requestOf(bare)
  expect(told.said.customer_dedup_id).toBe(told.deliveryId)
  expect(requestOf(own).said.customer_dedup_id).toBe('mine')
})

test('with a memory it is told, too, and by it the memory knows the delivery', () => {
  const memory = { store: 'sqlite', path: 'memory.db' }
  const { request, subject } = prepare({ data: iosRow() }, configure({ memory }), nowMs)
  expect(request?.body).toContain(subject?.delivery?.id)
  expect(prepare({ data: iosRow() }, configure({ memory: { ...memory, remember_deliveries_days: 0 } }), nowMs)).toEqual(
    expect.objectContaining({ request: expect.not.objectContaining({ deliveryId: expect.anything() }) }),
  )
})

test('without a ledger and a memory, and where it is off, nothing is told', () => {
  expect(requestOf(iosRow(), {}).deliveryId).toBeUndefined()
  expect(requestOf(iosRow(), {}).body).not.toContain('did')
  const silent = requestOf(iosRow(), { ledger, custom_data: off })
  expect(silent.deliveryId).toMatch(/^[0-9a-f]{24}$/)
  expect(silent.body).toBe(requestOf(iosRow(), {}).body)
})

test('equal tables of two schemas are two deliveries; without a namespace an id is as it was', () => {
  const idOf = (namespace?: string) => {
    const more = { stream: 'orders', primaryKey: [['id']], ...(namespace !== undefined && { namespace }) }
    return requestOf(iosRow({ id: 7 }), { ledger }, more).deliveryId
  }
  expect(idOf()).toBe('65a5022018c8319c8b52172c')
  expect(new Set([idOf('shop'), idOf('archive'), idOf()]).size).toBe(3)
  expect(idOf('shop')).toBe(idOf('shop'))
})

test('two records too deep for JSON.stringify are two deliveries, each the same at its next try', () => {
  const nested = (leaf: number) => JSON.parse(`${'{"a":['.repeat(8_000)}${leaf}${']}'.repeat(8_000)}`)
  const idOf = (leaf: number) => requestOf(iosRow({ event_time: '2024-01-15', nested: nested(leaf) })).deliveryId
  expect(idOf(1)).toBe(idOf(1))
  expect(idOf(1)).not.toBe(idOf(2))
})

test('two parts of a refund are two deliveries; a corrected order is one', () => {
  const idOf = (event_name: string, revenue: number) =>
    requestOf(iosRow({ event_name, revenue, currency: 'EUR', dedup_id: 'o-1', event_time: '2024-01-15' })).deliveryId
  expect(idOf('Order Refunded', 7)).not.toBe(idOf('Order Refunded', 5))
  expect(idOf('Order Refunded', 5)).toBe(idOf('Order Refunded', 5))
  expect(idOf('Order Completed', 7)).toBe(idOf('Order Completed', 5))
})

test('an id of a record that is a UUID is the same in capitals, as stores write it', () => {
  const idOf = (dedup_id: string) => requestOf(iosRow({ dedup_id })).deliveryId
  const uuid = '71dad7da-7926-40d8-9b15-b94a6d46e15a'
  expect(idOf(uuid.toUpperCase())).toBe(idOf(uuid))
  expect(idOf('order-A')).not.toBe(idOf('order-a'))
})

test('a did of the record stays, and it is said that ours was left out', () => {
  const { request, findings } = prepare(
    { data: iosRow({ custom_data: { did: 'mine' } }) },
    configure({ ledger }),
    nowMs,
  )
  expect(JSON.parse(JSON.parse(request?.body ?? '').custom_data)).toEqual({ did: 'mine' })
  expect(findings.map(({ code }) => code)).toContain('delivery_id_left_out')
})

test('a record without a key and a time is another delivery each time; any other is the same', () => {
  const at = (data: object, ms: number, more: Partial<InputRecord> = {}) =>
    prepare({ data, ...more }, configure({ ledger }), ms).request?.deliveryId
  const timeless = iosRow({ event_time: null })
  expect(at(timeless, nowMs)).not.toBe(at(timeless, nowMs + 1))
  expect(at(iosRow(), nowMs)).toBe(at(iosRow(), nowMs + 60_000))
  const keyed = { ...timeless, order: 7 }
  const byKey = { stream: 'orders', primaryKey: [['order']] }
  expect(at(keyed, nowMs, byKey)).toBe(at({ ...keyed, note: 'changed' }, nowMs + 1, byKey))
})

/** What a request with a delivery id has beside the one without; whether it was told. */
function compare(record: InputRecord, configuration: Configuration, clock: number): 'told' | 'left_out' | 'none' {
  const plain = prepare(record, { ...configuration, ledger, custom_data: off }, clock)
  const telling = prepare(record, { ...configuration, ledger }, clock)
  expect(telling.outcome).toBe(plain.outcome)
  if (telling.request === null || plain.request === null) return 'none'
  const { endpoint, body, deliveryId } = telling.request
  expect(deliveryId).toBe(plain.request.deliveryId)
  if (endpoint === 'erasure') return 'none'
  const { maxBodyBytes, family } = contracts[endpoint]
  if (family !== 'mobile') return 'none'
  const codes = telling.findings.map(({ code }) => code).filter((code) => code !== 'delivery_id_left_out')
  expect(codes).toEqual(plain.findings.map(({ code }) => code))
  const without = JSON.parse(plain.request.body)
  if (codes.length < telling.findings.length) {
    expect(body).toBe(plain.request.body)
    const hasOwn = JSON.parse(without.custom_data ?? '{}').did !== undefined
    // Its name, its quotes and their escapes take 56 bytes at the most.
    if (!hasOwn) expect(Buffer.byteLength(body) + 56).toBeGreaterThan(maxBodyBytes)
    return 'left_out'
  }
  const { custom_data, ...rest } = JSON.parse(body)
  const { did, ...others } = JSON.parse(custom_data)
  expect(did).toBe(deliveryId)
  expect({ ...rest, custom_data: undefined }).toEqual({ ...without, custom_data: undefined })
  expect(others).toEqual(JSON.parse(without.custom_data ?? '{}'))
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(maxBodyBytes)
  return 'told'
}

test('a delivery id costs nothing else: but for it, the body is the one that goes out without', () => {
  const seen = { told: 0, left_out: 0, none: 0 }
  const anyInput = fc.oneof({ weight: 1, arbitrary: anyJson }, { weight: 4, arbitrary: anyRecord })
  fc.assert(
    fc.property(anyInput, anyConfiguration, anyStream, anyClock, (data, configuration, stream, clock) => {
      seen[compare({ ...stream, data }, configuration, clock)]++
    }),
    { numRuns: 1_000 },
  )
  expect(seen.told).toBeGreaterThan(50)
})

test('so it is near the limit, at every size', () => {
  const seen = { told: 0, left_out: 0, none: 0 }
  const configuration = configure()
  for (let length = 400; length < 720; length++) {
    const data = iosRow({
      customer_user_id: 'u'.repeat(length),
      note: 'left out first',
      custom_data: { shop: 'Berlin' },
    })
    seen[compare({ data }, configuration, nowMs)]++
  }
  expect(seen.told).toBeGreaterThan(50)
  expect(seen.left_out).toBeGreaterThan(20)
})

test('of two users of a visitor the ids begin alike, and of one user of two visitors not', () => {
  const bundle = { app_id: 'example-bundle', platform: 'web_pba', key: 'web-dev-key' }
  const streams = [{ stream: 'logins', send_as: 'identify' }]
  const idOf = (user_id: string, appsflyer_id: string) =>
    requestOf({ user_id, appsflyer_id }, { ledger, apps: [bundle], streams }, { stream: 'logins' }).deliveryId ?? ''
  const [a, b] = ['9999999-f848-4963-a091-568f0bf9a361', '8888888-f848-4963-a091-568f0bf9a361']
  expect(idOf('u1', a)).toMatch(/^0{8}[0-9a-f]{32}$/)
  expect(idOf('u1', a).slice(0, 24)).toBe(idOf('u2', a).slice(0, 24))
  expect(idOf('u1', a)).not.toBe(idOf('u2', a))
  expect(idOf('u1', a).slice(0, 24)).not.toBe(idOf('u1', b).slice(0, 24))
})
