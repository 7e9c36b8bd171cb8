import { prepare } from '../../../src/core/prepare'
import type { DeadLetter } from '../../../src/delivery/dead-letters/dead-letter'
import { noDeadLetters } from '../../../src/delivery/dead-letters/dead-letters'
import { FakeEngine } from './fake-engine'
import { record, runWrite } from './run-write'

const id = '1700000000000-1234567890123456789'
const order = {
  event_name: 'af_purchase',
  platform: 'android',
  event_time: '2024-01-15 08:00:00',
  advertising_id: 'd0d5d5a0-1111-4222-8333-444455556666',
}
const sent = { ...order, appsflyer_id: id, revenue: '10.10', currency: 'EUR' }
const rejected = { ...order, revenue: '7.70', currency: 'EUR' }

test('the log says what records are worth: rejected ones first, in words with their code, and the totals at the end', async () => {
  const rows = [
    sent,
    sent,
    rejected,
    { ...rejected, currency: 'USD' },
    { ...sent, revenue: '$7' },
    { ...sent, revenue: '-3' },
  ]
  const { logs, report } = await runWrite(
    rows.map((row) => record('orders', row)),
    { ports: { prepare } },
  )
  const said = logs.filter((log) => /^INFO (Rejected|Sent)/.test(log))
  expect(said[0]).toMatch(
    /^INFO Rejected: 2 records worth EUR 7\.70 and USD 7\.70 have no AppsFlyer id \(missing_appsflyer_id\)\.$/,
  )
  expect(said[1]).toBe(
    'INFO Rejected: 1 record whose worth could not be read has an amount that is no plain number (invalid_revenue).',
  )
  expect(said[2]).toMatch(
    /^INFO Sent, of less use: 3 records worth EUR 20\.20, and refunds of EUR 3\.00 (lack|are|have)/,
  )
  expect(logs.at(-1)).toContain(
    '3 accepted worth EUR 20.20, and refunds of EUR 3.00; 3 rejected worth EUR 7.70 and USD 7.70 (the worth of 1 could not be read) (missing_appsflyer_id 2, invalid_revenue 1)',
  )
  expect(report.stakes.accepted.money).toEqual([{ currency: 'EUR', revenue: '20.2', refunds: '3', records: 3 }])
})

test('what AppsFlyer rejects, and what is not settled, is worth something, too', async () => {
  const engine = new FakeEngine((request) => ({
    outcome: request.body.includes('\\"1\\"') ? 'rejected' : 'transient',
    code: 'some_code',
    message: 'No.',
  }))
  const { report, logs } = await runWrite(
    [record('orders', { ...sent, revenue: '1' }), record('orders', { ...sent, revenue: '2' })],
    {
      engine,
      ports: { prepare },
    },
  )
  expect(report.stakes.rejected.money).toMatchObject([{ revenue: '1' }])
  expect(report.stakes.transient.money).toMatchObject([{ revenue: '2' }])
  expect(logs.join('\n')).toContain('Rejected: 1 record worth EUR 1.00 was refused (some_code).')
  expect(logs.at(-1)).toContain('1 not settled worth EUR 2.00 (transient 1)')
})

test('a rejected record is kept with its worth, whatever rejected it', async () => {
  const engine = new FakeEngine(() => ({ outcome: 'rejected', code: 'some_code', message: 'No.' }))
  const kept: DeadLetter[] = []
  await runWrite(
    [record('orders', rejected), record('orders', sent), '{"type":"RECORD","record":{"stream":"orders"}}'],
    {
      ...{ engine, ports: { prepare } },
      rejectedStore: { ...noDeadLetters, add: (letter) => kept.push(letter) },
    },
  )
  const event = { app: 'com.example.app', event: 'af_purchase', currency: 'EUR' }
  const of = (wanted: string) => kept.find(({ code }) => code === wanted)?.worth
  expect(of('missing_appsflyer_id')).toEqual({ ...event, amount: '7.7' })
  expect(of('some_code')).toEqual({ ...event, amount: '10.1' })
  expect(kept.map(({ worth }) => worth?.app)).toContain(undefined)
})
