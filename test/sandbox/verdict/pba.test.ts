import { codes, newest, talk, useSandbox } from '../talk-to-sandbox'

const nowMs = Date.UTC(2024, 0, 15, 12)
const open = useSandbox({ now: () => nowMs, apps: [{ appId: 'bundle', key: 'web-dev-key' }] })
const event = { webDevKey: 'web-dev-key', eventType: 'EVENT', eventName: 'signed_up', customerUserId: 'u-1' }
const good = { ...event, ip: '203.0.113.7', UserAgent: 'Example/1.0' }
const headers = { 'content-type': 'application/json' }
const post = (body: object, call = 'event', bundle = 'bundle') => {
  return talk(open.url, `/v1/${bundle}/${call}`, { method: 'POST', headers, body })
}

test('an event is recorded, and its key kept out of the inbox', async () => {
  const { status, text } = await post(good)
  expect([status, JSON.parse(text)]).toEqual([200, { status: 'OK', message: expect.any(String) }])
  const { verdict, eventName, endpoint, appId, body, notes } = newest(open.sandbox)
  expect([verdict, eventName, endpoint, appId, notes]).toEqual(['recorded', 'signed_up', 'pba_event', 'bundle', []])
  expect(JSON.parse(body)).toEqual({ ...good, webDevKey: '••••' })
})

test.each([
  ['another key', { ...good, webDevKey: 'other' }, 'bundle', 'wrong_key'],
  ['another bundle', good, 'other', 'unknown_app'],
])('%s gets 200, and the event is lost', async (_name, body, bundle, code) => {
  expect((await post(body, 'event', bundle)).status).toBe(200)
  expect(newest(open.sandbox).verdict).toBe('silently_dropped')
  expect(codes(newest(open.sandbox).reasons)).toEqual([code])
})

test.each<[string, object, string]>([
  ['no user', { ...good, customerUserId: undefined }, 'outside_contract'],
  ['no key', { ...good, webDevKey: undefined }, 'outside_contract'],
  ['no type', { ...good, eventType: undefined }, 'outside_contract'],
  ['an IPv6 address', { ...good, ip: '2001:db8::1' }, 'outside_contract'],
  ['a number among the values', { ...good, eventValue: { price: 5 } }, 'outside_contract'],
  ['more than 1 KB', { ...good, referrer: 'r'.repeat(1_024) }, 'body_too_large'],
])('%s gets 400', async (_name, body, code) => {
  const { status, text } = await post(body)
  expect(status).toBe(400)
  expect(JSON.parse(text)).toMatchObject({ status: 400, message: 'Bad Request' })
  expect(codes(newest(open.sandbox).reasons)).toContain(code)
})

test.each<[string, object, string[]]>([
  ['a purchase without revenue', { eventName: 'af_purchase' }, ['purchase_without_revenue']],
  ['revenue among the values', { eventValue: { af_revenue: '5' } }, ['revenue_outside_event_revenue']],
  ['revenue without a currency', { eventRevenue: 5 }, ['revenue_without_currency']],
  [
    'a refund that adds',
    { eventName: 'refund', eventRevenue: 5, eventRevenueCurrency: 'EUR' },
    ['refund_adds_revenue'],
  ],
])('%s is recorded with losses', async (_name, change, reasons) => {
  await post({ ...good, ...change })
  expect(newest(open.sandbox).verdict).toBe('recorded_with_losses')
  expect(codes(newest(open.sandbox).reasons)).toEqual(reasons)
})

test('the day after is in doubt, the day after that is late', async () => {
  const dayMs = 86_400_000
  const today = Math.floor(nowMs / dayMs) * dayMs
  await post({ ...good, timestamp: today - dayMs })
  expect(codes(newest(open.sandbox).notes)).toEqual(['maybe_late_event'])
  await post({ ...good, timestamp: today - dayMs - 1 })
  expect(codes(newest(open.sandbox).notes)).toEqual(['late_event'])
})

describe('setcuid', () => {
  const pair = { webDevKey: 'web-dev-key', customerUserId: 'u-1', afUserId: 'v-1' }
  it.each<[string, object, string, number, string]>([
    ['takes a pair', pair, 'bundle', 200, 'recorded'],
    ['refuses one id', { ...pair, afUserId: undefined }, 'bundle', 400, 'refused'],
    ['refuses another key', { ...pair, webDevKey: 'other' }, 'bundle', 401, 'refused'],
    ['knows no other bundle', pair, 'other', 404, 'refused'],
  ])('%s', async (_name, body, bundle, status, verdict) => {
    expect((await post(body, 'setcuid', bundle)).status).toBe(status)
    expect(newest(open.sandbox).verdict).toBe(verdict)
  })

  it('tells a question about the key from a pair', async () => {
    await post({ customerUserId: 'connection_check', webDevKey: 'web-dev-key' }, 'setcuid')
    expect(newest(open.sandbox)).toMatchObject({ verdict: 'probe', status: 400 })
    await post({ customerUserId: 'connection_check', webDevKey: 'other' }, 'setcuid')
    expect(newest(open.sandbox)).toMatchObject({ verdict: 'probe', status: 401 })
  })
})
