import { prepare } from '../../../src/core/prepare'
import { configure, ids, nowMs } from '../prepare-fixtures'

const row = {
  event_name: 'level',
  platform: 'android',
  appsflyer_id: ids.appsflyerId,
  advertising_id: ids.gaid,
  score: 7,
}
const valuesOf = (data: object) =>
  JSON.parse(JSON.parse(prepare({ data }, configure(), nowMs).request?.body ?? '{}').eventValue)

test('what a file of rejected records says beside a record is never sent', () => {
  const rejection = {
    rejected_code: 'invalid_revenue',
    rejected_message: 'No.',
    rejected_at: '2024-01-15T12:30:00.000Z',
  }
  expect(valuesOf({ ...row, ...rejection })).toEqual({ score: 7 })
})

test('a column of the same kind that is the record’s own is kept', () => {
  expect(valuesOf({ ...row, rejected_at: '2024-01-15' })).toEqual({ score: 7, rejected_at: '2024-01-15' })
})

test('a member __proto__ changes nothing', () => {
  const data = JSON.parse(`{"__proto__": {"event_name": "x"}, "rejected_code": "a", "rejected_message": "b"}`)
  expect(prepare({ data: { ...row, ...data } }, configure(), nowMs).outcome).toBe('send')
})
