import { Installs } from '../../../src/sandbox/raw-data/installs'
import { startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { goodMobile, noonMs, postMobile, talk, useSandbox } from '../talk-to-sandbox'
import { pulled } from './raw-data-of'

const organic = '1415211453000-1000001'
const nonOrganic = '1415211453000-1000002'
const broughtBack = '1415211453000-1000003'
let nowMs = noonMs
const open = useSandbox({ organic: [organic], retargeting: [broughtBack], now: () => nowMs })
afterEach(() => {
  nowMs = noonMs
})

const send = (body: object) => postMobile(open.url, 'id1', { ...goodMobile, appsflyer_id: nonOrganic, ...body })
const rowsOf = async (...asked: Parameters<typeof pulled> extends [string, ...infer Rest] ? Rest : never) =>
  (await pulled(open.url, ...asked)).rows

it('gives back what was sent, and an install that led to it', async () => {
  await send({ customer_user_id: 'u-1', custom_data: '{"did":"d-1"}', eventTime: '2026-05-02 11:00:00.999' })
  expect(await rowsOf('in_app_events_report', { additionalFields: ['custom_data', 'campaign_type'] })).toEqual([
    {
      event_time: '2026-05-02 11:00:00',
      event_name: 'af_purchase',
      event_value: '{"af_revenue":"48.00"}',
      event_revenue: '48.00',
      event_revenue_currency: 'USD',
      event_revenue_usd: '48.00',
      event_source: 'S2S',
      appsflyer_id: nonOrganic,
      customer_user_id: 'u-1',
      custom_data: '{"did":"d-1"}',
      campaign_type: 'UA',
      idfa: goodMobile.idfa,
      ip: '192.0.2.1',
      user_agent: goodMobile.ua,
      os_version: '17.4',
      platform: 'ios',
      app_id: 'id1',
      app_name: 'Sandbox id1',
      is_retargeting: 'false',
      is_primary_attribution: 'true',
      install_time: '2014-11-05 18:17:33',
      attributed_touch_type: 'click',
      attributed_touch_time: expect.stringMatching(/^2014-11-05 1[78]:/),
      media_source: expect.stringMatching(/./),
      campaign: expect.stringMatching(/./),
    },
  ])
  expect(await rowsOf('organic_in_app_events_report')).toEqual([])
  expect(await rowsOf('in-app-events-retarget')).toEqual([])
})

it('knows of no ad for an organic install', async () => {
  await send({ appsflyer_id: organic })
  const [row] = await rowsOf('organic_in_app_events_report')
  expect(row).toMatchObject({ appsflyer_id: organic, event_revenue: '48.00' })
  for (const column of ['media_source', 'campaign', 'install_time', 'attributed_touch_time'])
    expect(row?.[column]).toBeUndefined()
  expect(await rowsOf('in_app_events_report')).toEqual([])
})

it('counts an event beside a re-engagement twice, once as the primary one', async () => {
  await send({ appsflyer_id: broughtBack })
  const [first] = await rowsOf('in_app_events_report')
  const [twin] = await rowsOf('in-app-events-retarget')
  expect(first).toMatchObject({ is_primary_attribution: 'false', is_retargeting: 'false' })
  expect(twin).toMatchObject({
    is_primary_attribution: 'true',
    is_retargeting: 'true',
    retargeting_conversion_type: 're-engagement',
  })
  expect(twin?.event_time).toBe(first?.event_time)
})

it('stamps a late event with its arrival, on the day of its arrival', async () => {
  nowMs = Date.UTC(2026, 4, 2, 2, 0, 1, 500)
  await send({ eventTime: '2026-05-01 23:00:00.000' })
  expect(await rowsOf('in_app_events_report', { from: '2026-05-01', to: '2026-05-01' })).toEqual([])
  expect(await rowsOf('in_app_events_report')).toMatchObject([{ event_time: '2026-05-02 02:00:01' }])
})

it.each([
  ['an object', { af_revenue: '48.00' }, undefined],
  ['no JSON', 'af_revenue=48.00', undefined],
  ['an amount with its sign', '{"af_revenue":"$48.00"}', undefined],
  ['a number', '{"af_revenue":48.5}', '48.5'],
  ['a refund', '{"af_revenue":"-3.00"}', '-3.00'],
])('reads revenue as AppsFlyer does: %s', async (_what, eventValue, revenue) => {
  await send({ eventValue, eventCurrency: 'EUR' })
  const [row] = await rowsOf('in_app_events_report')
  expect(row?.event_revenue).toBe(revenue)
  expect(row?.event_revenue_currency).toBe('EUR')
  expect(row?.event_revenue_usd).toBeUndefined()
  expect(row?.event_value).toBe(typeof eventValue === 'string' ? eventValue : '{"af_revenue":"48.00"}')
})

it('has a blocked event in the blocked report alone, with the reason', async () => {
  open.sandbox.faults.set({ blocked: true, requests: 1 })
  await send({ appsflyer_id: broughtBack })
  const additionalFields = ['blocked_reason', 'is_organic']
  expect(await rowsOf('blocked_in_app_events_report', { additionalFields })).toMatchObject([
    { appsflyer_id: broughtBack, blocked_reason: 'bots', is_organic: 'false' },
  ])
  expect(await rowsOf('in_app_events_report')).toEqual([])
  expect(await rowsOf('in-app-events-retarget')).toEqual([])
})

it('has no row of what was lost, dropped, refused or asked, and two of what came twice', async () => {
  open.sandbox.faults.set({ lost: true, requests: 1 }, { reset: true, afterProcessing: true, requests: 1 })
  await send({ eventName: 'lost' })
  await send({ eventName: 'twice' }).catch(() => undefined)
  await send({ eventName: 'twice' })
  await send({ eventName: 'refused', eventValue: undefined })
  await postMobile(open.url, '1', { ...goodMobile, eventName: 'dropped' })
  const rows = await rowsOf('in_app_events_report')
  expect(rows.map(({ event_name }) => event_name)).toEqual(['twice', 'twice'])
})

it('lists rows newest first with what a reader should know, and goes on where a page ended', async () => {
  const list = async (query = '') => JSON.parse((await talk(open.url, `/sandbox/api/raw-data${query}`)).text)
  await send({ eventValue: { af_revenue: '1' }, eventTime: '2026-05-01 10:00:00.000' })
  await send({ appsflyer_id: broughtBack, eventCurrency: undefined })
  const { rows, next, gone } = await list()
  expect([next, gone]).toEqual([null, 0])
  expect(rows).toMatchObject([
    { kind: 'non_organic', revenue: '48.00', currency: 'USD', notes: ['currency_assumed', 'counted_twice'] },
    { kind: 'retargeting', notes: ['currency_assumed', 'counted_twice'] },
    { kind: 'non_organic', revenue: '', eventMs: noonMs, notes: ['stamped_on_arrival', 'revenue_lost'] },
  ])
  const first = await list('?limit=1')
  expect(first.rows).toEqual(rows.slice(0, 2))
  expect((await list(`?limit=1&before=${first.next}`)).rows).toEqual(rows.slice(2))
  expect((await list('?kind=retargeting')).rows).toEqual(rows.slice(1, 2))
  expect((await list('?app=id2')).rows).toEqual([])
  expect((await talk(open.url, '/sandbox/api/raw-data?kind=all')).status).toBe(400)
  const csv = await talk(open.url, '/sandbox/api/raw-data/export?kind=retargeting')
  expect(csv.headers['content-disposition']).toBe('attachment; filename="raw-data-retargeting.csv"')
  expect(csv.text.split('\n')).toHaveLength(3)
})

it.each([
  { organic: 1.5 },
  { organic: 0.7, retargeting: 0.4 },
  { organic: [organic], retargeting: [organic] },
  { organic: Number.NaN },
])('refuses installs that cannot be: %j', async (options) => {
  await expect(startSandbox(options)).rejects.toThrow(RangeError)
})

it('decides by the id which installs are organic: about the share, and always the same', () => {
  const kinds = Array.from({ length: 4_000 }, (_, index) =>
    new Installs().of(`1415211453000-${7_000_000 + index}`, noonMs),
  )
  const share = (wanted: string) => kinds.filter(({ kind }) => kind === wanted).length / kinds.length
  expect(share('organic')).toBeCloseTo(0.2, 1)
  expect(share('retargeting')).toBeCloseTo(0.1, 1)
  expect(new Installs(1).of('a', noonMs).kind).toBe('organic')
  expect(new Installs(undefined, 1).of('a', noonMs).kind).toBe('retargeting')
})
