import { correct } from '../../../src/page/inbox/correct-body'
import {
  codes,
  goodMobile,
  goodWebEvent,
  newest,
  postMobile,
  postWeb,
  talk,
  useSandbox,
} from '../../sandbox/talk-to-sandbox'

const open = useSandbox()

/** What the sandbox says of a request, and of its correction. */
async function mend(send: (path: string, body: object) => Promise<unknown>, path: string, body: object) {
  await send(path, body)
  const arrival = newest(open.sandbox)
  const corrected = correct(arrival)
  const headers = { 'content-type': 'application/json', authentication: 'k', authorization: 'Bearer k' }
  if (corrected !== undefined) await talk(open.url, corrected.path, { method: 'POST', headers, body: corrected.body })
  const after = newest(open.sandbox)
  return {
    before: codes([...arrival.reasons, ...arrival.notes]),
    after: codes([...after.reasons, ...after.notes]),
    money: after.money,
    changes: corrected?.changes,
  }
}

const mobile = (body: object, app = 'id1') =>
  mend((appId, sent) => postMobile(open.url, appId, sent), app, { ...goodMobile, ...body })
const web = (body: object) =>
  mend((appId, sent) => postWeb(open.url, 'inapps', appId, sent), 'website-1', { ...goodWebEvent, ...body })

const usd = (amount: number) => ({ amount, currency: 'USD' })

it.each([
  ['event_value_not_text', { eventValue: { af_revenue: '48.00' } }, usd(48)],
  ['revenue_not_plain', { eventValue: '{"af_revenue":"$1,234.50"}' }, usd(1234.5)],
  ['refund_adds_revenue', { eventName: 'refund', eventValue: '{"af_revenue":"5"}' }, usd(-5)],
  ['raw_personal_data', { eventValue: '{"af_revenue":"48.00","email":"jane@example.com"}' }, usd(48)],
  ['unknown_field', { strange: 1 }, usd(48)],
])('corrects %s, and the sandbox agrees', async (code, body, money) => {
  const mended = await mobile(body)
  expect(mended.before).toEqual([code])
  expect(mended.after).toEqual([])
  expect(mended.money).toEqual(money)
})

it('corrects the address of an iOS app', async () => {
  expect(await mobile({}, '42')).toMatchObject({ before: ['ios_app_id_without_prefix'], after: [] })
})

it('moves the revenue of a web event', async () => {
  const values = { event_value: { af_revenue: '9.5', af_currency: 'EUR', sku: 's' } }
  const mended = await web({ ...values, event_revenue: undefined, event_revenue_currency: undefined })
  expect(mended).toMatchObject({
    before: ['revenue_outside_event_revenue'],
    after: [],
    money: { amount: 9.5, currency: 'EUR' },
  })
})

it('corrects several things at once', async () => {
  const mended = await mobile({ eventValue: { af_revenue: '$5' }, strange: 1 }, '42')
  expect(mended.after).toEqual([])
  expect(mended.changes).toHaveLength(3)
})

it.each([
  ['what only the sender knows', { eventValue: '' }],
  ['nothing', {}],
  ['an amount that can be read in two ways', { eventValue: '{"af_revenue":"1,234"}' }],
])('leaves %s alone', async (_, body) => {
  expect((await mobile(body)).changes).toBeUndefined()
})

it('corrects nothing where a number would be rounded', async () => {
  await talk(open.url, '/inappevent/id1', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authentication: 'k' },
    body: `{"strange":12345678901234567890,${JSON.stringify(goodMobile).slice(1)}`,
  })
  expect(correct(newest(open.sandbox))).toBeUndefined()
})
