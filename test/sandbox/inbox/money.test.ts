import { losesMoney } from '../../../src/sandbox/inbox/arrival'
import { goodMobile, goodVisit, goodWebEvent, newest, postMobile, postWeb, talk, useSandbox } from '../talk-to-sandbox'

const open = useSandbox()
const mobile = (body: object, app = 'id1') => postMobile(open.url, app, { ...goodMobile, ...body })
const summary = async (query = '') => JSON.parse((await talk(open.url, `/sandbox/api/summary${query}`)).text)

describe('the money of a request', () => {
  it.each([
    ['{"af_revenue":"48.00"}', 48],
    ['{"af_revenue":-12.5}', -12.5],
    ['{"af_revenue":"$48.00"}', 48],
    ['{"af_revenue":"1,234.50 USD"}', 1234.5],
    ['{"af_revenue":"1.234,50"}', 1234.5],
    ['{"af_revenue":"48,00 €"}', 48],
    [{ af_revenue: '48.00' }, 48],
  ])('of eventValue %j is %d', async (eventValue, amount) => {
    await mobile({ eventValue })
    expect(newest(open.sandbox).money).toEqual({ amount, currency: 'USD' })
  })

  it.each([
    '{"af_revenue":"1,234"}',
    '{"af_revenue":"much"}',
    '{"af_revenue":""}',
    '{"af_revenue":[1]}',
    '',
    'no json',
  ])('is none where %j says nothing certain', async (eventValue) => {
    await mobile({ eventValue })
    expect(newest(open.sandbox).money).toBeNull()
  })

  it('stands elsewhere on the web, and is lost where AppsFlyer does not look', async () => {
    await postWeb(open.url, 'inapps', 'website-1', goodWebEvent)
    expect(newest(open.sandbox).money).toEqual({ amount: 48, currency: 'USD' })
    const { event_revenue, event_revenue_currency, ...bare } = goodWebEvent
    await postWeb(open.url, 'inapps', 'website-1', { ...bare, event_value: { af_revenue: '9.5', af_currency: 'EUR' } })
    expect(newest(open.sandbox).money).toEqual({ amount: 9.5, currency: 'EUR' })
    expect(losesMoney(newest(open.sandbox))).toBe(true)
    await postWeb(open.url, 'visits', 'website-1', goodVisit)
    expect(newest(open.sandbox).money).toBeNull()
  })

  it('is read of PBA and of devices', async () => {
    const json = { 'content-type': 'application/json' }
    const event = { webDevKey: 'k', eventType: 'EVENT', eventName: 'buy', customerUserId: 'u' }
    await talk(open.url, '/v1/bundle/event', {
      method: 'POST',
      headers: json,
      body: { ...event, eventRevenue: 5, eventRevenueCurrency: 'GBP' },
    })
    expect(newest(open.sandbox)).toMatchObject({ endpoint: 'pba_event', money: { amount: 5, currency: 'GBP' } })
    await talk(open.url, '/v1.0/s2s/inapp/app/steam/480', {
      method: 'POST',
      headers: json,
      body: { event_name: 'buy', event_custom_parameters: '{"af_revenue":7}' },
    })
    expect(newest(open.sandbox).money).toEqual({ amount: 7, currency: null })
  })
})

describe('sums', () => {
  it('are by verdict and by reason, each currency for itself, without drift', async () => {
    for (let n = 0; n < 3; n++) await mobile({ eventName: `e${n}`, eventValue: '{"af_revenue":"0.1"}' })
    await mobile({ eventCurrency: 'EUR' })
    await mobile({ eventCurrency: 'EUR', eventValue: { af_revenue: '20' } })
    await mobile({ eventCurrency: 'EUR' }, '42')
    const { money, reasons } = await summary()
    expect(money.recorded).toEqual({
      counted: [
        { amount: 48, currency: 'EUR' },
        { amount: 0.3, currency: 'USD' },
      ],
      lost: [],
    })
    expect(money.recorded_with_losses).toEqual({ counted: [], lost: [{ amount: 20, currency: 'EUR' }] })
    expect(money.silently_dropped.lost).toEqual([{ amount: 48, currency: 'EUR' }])
    expect(reasons).toEqual([
      { name: 'event_value_not_text', count: 1, lost: [{ amount: 20, currency: 'EUR' }] },
      { name: 'ios_app_id_without_prefix', count: 1, lost: [{ amount: 48, currency: 'EUR' }] },
    ])
  })

  it('count what matches a filter, and only that', async () => {
    await mobile({ eventName: 'one' })
    await mobile({ eventName: 'two', eventCurrency: 'EUR' })
    const { total, events, money, newestId } = await summary('?event=two')
    expect({ total, events, sums: money.recorded.counted, newestId }).toEqual({
      total: 1,
      events: [{ name: 'two', count: 1 }],
      sums: [{ amount: 48, currency: 'EUR' }],
      newestId: newest(open.sandbox).id,
    })
    expect(await summary('?event=nothing')).toMatchObject({ total: 0, kept: 0, oldestId: null })
    expect(await summary('?verdict=bad')).toHaveProperty('error')
  })
})

it('takes a time: from a moment on, before another', async () => {
  await mobile({})
  const { receivedAtMs } = newest(open.sandbox)
  const listed = async (query: string) =>
    JSON.parse((await talk(open.url, `/sandbox/api/requests?${query}`)).text).requests?.length
  expect(await listed(`from=${receivedAtMs}&to=${receivedAtMs + 1}`)).toBe(1)
  expect(await listed(`from=${receivedAtMs + 1}`)).toBe(0)
  expect(await listed(`to=${receivedAtMs}`)).toBe(0)
  expect(await listed('from=yesterday')).toBeUndefined()
})

describe('attempts at one event', () => {
  const list = async (query = '') =>
    JSON.parse((await talk(open.url, `/sandbox/api/requests?${query}`)).text).requests as {
      attempts: number
      eventKey: string
    }[]

  it('have the same body, or the same de-duplication id', async () => {
    await mobile({})
    await mobile({ eventName: 'another' })
    await mobile({})
    await postWeb(open.url, 'inapps', 'website-1', { ...goodWebEvent, customer_dedup_id: 'd', timestamp: 1 })
    await postWeb(open.url, 'inapps', 'website-1', { ...goodWebEvent, customer_dedup_id: 'd', timestamp: 2 })
    await postWeb(open.url, 'inapps', 'website-2', { ...goodWebEvent, customer_dedup_id: 'd', timestamp: 2 })
    const rows = await list()
    expect(rows.map(({ attempts }) => attempts)).toEqual([1, 2, 2, 2, 1, 2])
    expect(await list(`eventKey=${rows[1]?.eventKey}`)).toHaveLength(2)
  })

  it('are counted as long as they are kept', async () => {
    const { inbox } = open.sandbox
    await mobile({})
    const first = newest(open.sandbox)
    inbox.clear()
    expect(inbox.attemptsOf(first)).toBe(0)
    await mobile({})
    expect(inbox.attemptsOf(first)).toBe(1)
  })
})

it('tells its own page, and nobody else, which request was made of what it sent', async () => {
  const { headers } = await postMobile(open.url, 'id1', goodMobile, { 'x-sandbox-page': '1' })
  expect(headers['x-sandbox-request']).toBe(String(newest(open.sandbox).id))
  expect((await postMobile(open.url, 'id1', goodMobile)).headers).not.toHaveProperty('x-sandbox-request')
})
