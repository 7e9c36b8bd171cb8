import type { StreamMapping } from '../../../spec/configuration/configuration'
import { ColumnWatch } from '../../../src/airbyte/connector/column-watch'
import { record, runWrite, streamState } from './run-write'

const mapping = (changes: Partial<StreamMapping> = {}): StreamMapping => ({
  stream: 'orders',
  send_as: 'auto',
  columns: [],
  event_values: [],
  constants: [],
  where: [],
  ...changes,
})

const total = mapping({ columns: [{ column: 'order_totl', field: 'revenue' }] })

test('a column that no record has is told with the nearest one, once on the way', () => {
  const watch = new ColumnWatch([mapping({ stream: 'users' }), total])
  expect(watch.warningsOnTheWay()).toEqual([])
  watch.look({ name: 'orders' }, { id: 1, order_total: 2 })
  expect(watch.warningsOnTheWay()).toEqual([
    'streams[1].columns[0].column (order_totl) has not appeared so far in 1 record of stream orders. Did you mean order_total?',
  ])
  watch.look({ name: 'orders' }, { id: 2 })
  expect([...watch.warningsOnTheWay(), ...watch.warningsAtTheEnd()]).toEqual([])
})

test('what was not told on the way is told at the end', () => {
  const watch = new ColumnWatch([total])
  watch.look({ name: 'orders' }, { id: 1, order_total: 2 })
  watch.look({ name: 'orders' }, { id: 2 })
  expect(watch.warningsAtTheEnd()).toEqual([
    'streams[0].columns[0].column (order_totl) never appeared in 2 records of stream orders. Did you mean order_total?',
  ])
})

test('two streams of one name in two namespaces are watched each for itself', () => {
  const watch = new ColumnWatch([total])
  watch.look({ name: 'orders', namespace: 'shop' }, { order_totl: 1 })
  watch.look({ name: 'orders', namespace: 'archive' }, { order_total: 2 })
  watch.look({ name: 'orders', namespace: 'archive' }, { order_total: 3 })
  expect(watch.warningsAtTheEnd()).toEqual([
    'streams[0].columns[0].column (order_totl) never appeared in 2 records of stream archive.orders. Did you mean order_total?',
  ])
})

test('a column that appears once, even as null, is not told; nor one of a stream without records', () => {
  const watch = new ColumnWatch([total, mapping({ stream: 'users', columns: [{ column: 'x', field: 'email' }] })])
  watch.look({ name: 'orders' }, { id: 1 })
  watch.look({ name: 'orders' }, { order_totl: null })
  expect([...watch.warningsOnTheWay(), ...watch.warningsAtTheEnd()]).toEqual([])
})

test('columns of event values are watched, constants are not', () => {
  const event_values = [
    { name: 'a', value: 'constant' },
    { name: 'b', column: 'plan' },
  ]
  const watch = new ColumnWatch([mapping({ event_values, constants: [{ field: 'currency', value: 'EUR' }] })])
  watch.look({ name: 'orders' }, { nothing: 'alike' })
  expect(watch.warningsAtTheEnd()).toEqual([
    'streams[0].event_values[1].column (plan) never appeared in 1 record of stream orders.',
  ])
})

test.each([[{ order_totl: 1 }], ['{"order_totl": 1}']])('a column may stand among the properties: %j', (properties) => {
  const watch = new ColumnWatch([total])
  watch.look({ name: 'orders' }, { type: 'track', properties })
  expect(watch.warningsAtTheEnd()).toEqual([])
})

test('a stream that is not sent is not watched', () => {
  const watch = new ColumnWatch([{ ...total, send_as: 'skip' }])
  watch.look({ name: 'orders' }, {})
  expect(watch.warningsAtTheEnd()).toEqual([])
})

test.each([
  [true, 'has not appeared so far in 1 record of stream orders. Did you mean order_total?'],
  [false, 'never appeared in 2 records of stream orders. Did you mean order_total?'],
])('in a sync each warning is in the log once: at the first state (%p), else at the end', async (hasState, warning) => {
  const state = hasState ? [streamState('orders', 1)] : []
  const input = [record('orders', { order_total: 1 }), ...state, record('orders', { order_total: 2 })]
  const { logs, report } = await runWrite(input, { mappings: [total] })
  expect(logs.filter((line) => line.startsWith('WARN'))).toEqual([expect.stringContaining(warning)])
  expect(report.exitCode).toBe(0)
})
