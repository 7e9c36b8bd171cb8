import { dayChart } from '../../../src/console/html/charts'
import { html } from '../../../src/console/html/markup'
import { previewPage } from '../../../src/console/preview/preview-page'
import { ids } from '../../core/prepare-fixtures'
import { runPreview } from './run-preview'

const order = {
  event_name: 'af_purchase',
  platform: 'android',
  gaid: ids.gaid,
  event_time: '2024-01-15 08:00:00',
  ip: '203.0.113.7',
  user_agent: 'Example/1.0',
  email: 'jane@example.com',
  customer_user_id: 'user-of-the-shop',
  revenue: '19.90',
  currency: 'EUR',
}
const sent = { ...order, appsflyer_id: ids.appsflyerId }

async function pageOf(...records: readonly object[]): Promise<string> {
  const { totals } = await runPreview(records.map((record) => `${JSON.stringify(record)}\n`).join(''), { limit: 0 })
  return previewPage(totals, {
    input: 'orders.ndjson',
    made: '2024-01-15',
    warnings: ['Column <totl> never appeared.'],
  })
}

/** The text that a reader sees, blanks as one. */
const textOf = (page: string) =>
  page
    .replace(/<style>[\s\S]*<\/style>|<title>[^<]*<\/title>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')

test('says first what is at stake, then why, where and when', async () => {
  const page = await pageOf(
    ...[sent, sent, sent, order, order],
    { ...order, event_name: 'order_refunded', event_time: '2024-01-14 08:00:00' },
    { ...sent, revenue: '€ 5', app_id: 'id123456789', os_version: '17' },
  )
  expect(/<h1>(.*)<\/h1>/.exec(page)?.[1]).toBe('At stake: EUR\u00a039.80')
  const text = textOf(page)
  expect(text).toContain(
    '4 of 7 records would be rejected: AppsFlyer would refuse or lose them. The worth of 1 of them could not be read, and comes on top. 3 would be sent, worth EUR 59.70.',
  )
  expect(text).toContain('orders.ndjson, events from 2024-01-14 to 2024-01-15 (UTC)')
  expect(text).toContain('EUR EUR 39.80 40.0 % EUR 59.70')
  expect(text).toContain(
    '3 records worth EUR 39.80, and refunds of EUR 19.90 have no AppsFlyer id missing_appsflyer_id',
  )
  expect(text).toContain(
    'In line 4 (af_purchase, EUR 19.90, in appsflyer_id); line 5 (af_purchase, EUR 19.90, in appsflyer_id); line 6 (cancel_purchase, EUR -19.90, in appsflyer_id).',
  )
  expect(text).toContain('com.example.app 6 3 EUR 39.80, and refunds of EUR 19.90')
  expect(text).toContain('Column &#60;totl&#62; never appeared.')
  expect(page).toMatch(/<svg class="days"[\s\S]*2024-01-15: EUR 39\.80 rejected/)
})

test('holds nothing of a record but the names of its events and apps: no id, no address', async () => {
  const page = await pageOf(sent, order, {
    ...order,
    app_id: 'jane@example.com',
    event_name: 'paid by jane@example.com',
  })
  expect(page).not.toMatch(/jane@|user-of-the-shop|203\.0\.113|d0d5d5a0|1700000000000/)
})

test('is one file without a script, and a name in an event is no tag', async () => {
  const page = await pageOf(
    { ...sent, event_name: '<script>alert(1)</script>' },
    { ...order, event_name: '<img src=x>' },
  )
  expect(page).not.toMatch(/<script|<img|<link|https?:|url\(/)
  expect(page).toContain('&#60;script&#62;alert(1)&#60;/script&#62;')
})

test.each([
  ['nothing', [], 'There are no records'],
  ['nothing to reject', [sent, sent], 'All 2 events can be sent'],
  ['a rejection without money', [sent, { ...order, revenue: undefined }], '1 of 2 records would be rejected'],
])('the headline of %s', async (_, records, headline) => {
  expect(await pageOf(...records)).toContain(`<h1>${headline}</h1>`)
})

test('the highest amount of a chart has room at its axis, and a few days need no scrolling', () => {
  const about = (count: number) => {
    const days = Array.from({ length: count }, (_, i) => ({
      name: `2026-11-${String(i + 1).padStart(2, '0')}`,
      pieces: [{ kind: 'good' as const, value: 52_151, label: 'EUR 52,151.00 to send' }],
    }))
    return dayChart(days, 'Revenue', () => 'EUR 52,151,000')[html]
  }
  const x = Number(/<text x="([\d.]+)"[^>]*>EUR/.exec(about(3))?.[1])
  expect(x).toBeGreaterThanOrEqual('EUR 52,151,000'.length * 7)
  expect(about(3)).toContain('<div class="scroll" tabindex="0"')
  expect(about(20)).toContain('<div class="scroll wide" tabindex="0"')
})
