import { objectName } from '../../../src/delivery/dead-letters/object-name'
import { run } from './letters'

test('job, namespace, stream, run and number', () => {
  const file = '20240115T120000000Z-abcd1234-000003.ndjson.gz'
  expect(objectName(run, { name: 'orders', namespace: 'eu' }, 3)).toBe(`42/eu/orders/${file}`)
  expect(objectName(run, { name: 'orders' }, 3)).toBe(`42/orders/${file}`)
})

test.each([
  ['..', '__'],
  ['../../etc/passwd', '___.._etc_passwd'],
  ['a/b c', 'a_b_c'],
  ['Grüße', 'Gr__e'],
  ['x'.repeat(500), 'x'.repeat(120)],
  ['v1.orders', 'v1.orders'],
])('a stream called %j stays in its folder', (name, part) => {
  expect(objectName(run, { name }, 1).split('/')[1]).toBe(part)
})
