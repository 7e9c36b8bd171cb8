import { previewText } from '../../../src/page/playground/preview-text'
import { summarise } from '../../../src/page/playground/summarise'
import { configure, ids, iosCall, nowMs } from '../../core/prepare-fixtures'

function summaryOf(...records: readonly object[]) {
  const text = records.map((record) => JSON.stringify(record)).join('\n')
  const made = previewText(text, { configuration: configure({ late_events: 'reject' }), stream: undefined }, nowMs)
  if ('problem' in made) throw new Error(made.problem.message)
  return summarise(made.previews)
}

const order = (revenue: string | number, currency: string) => iosCall({ revenue, currency, order_id: 'o' })

test('outcomes, findings and money by currency, every digit of it', () => {
  const { verdicts, findings, money } = summaryOf(
    order('0.1', 'USD'),
    order('0.2', 'USD'),
    order('12345678.00001', 'USD'),
    order(-5, 'EUR'),
    order('$1', 'USD'),
    { type: 'identify', userId: 'u' },
    { event_name: 'x', platform: 'web', user_id: 'u', event_time: '2024-01-15T11:00:00Z' },
  )
  expect(verdicts).toEqual({ send: 4, degraded: 1, reject: 1, skip: 1 })
  expect(money).toEqual([
    { currency: 'USD', revenue: '12345678.30001', refunds: '0', records: 3 },
    { currency: 'EUR', revenue: '0', refunds: '5', records: 1 },
  ])
  expect(findings[0]).toMatchObject({ code: 'invalid_revenue', severity: 'reject', count: 1, firstLine: 5 })
})

test('money of every kind of app, without a currency too', () => {
  const web = { event_name: 'buy', platform: 'web', user_id: 'u', revenue: 3, event_time: '2024-01-15T11:00:00Z' }
  const row = { event_name: 'buy', platform: 'ios', appsflyer_id: ids.appsflyerId, revenue: '4.5' }
  expect(summaryOf(web, row).money).toEqual([{ currency: null, revenue: '7.5', refunds: '0', records: 2 }])
})
