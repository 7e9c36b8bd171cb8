import type { Sender } from '../../src'
import { createSender } from '../../src'
import { readGiven } from '../../src/sender/read-given'

const throwing = () => {
  throw new RangeError('SECRET')
}
const noJson = 'The record is no JSON'
const round: { self?: object } = {}
round.self = round

const unreadable: readonly (readonly [string, unknown, string])[] = [
  ['nothing', undefined, 'No record was given'],
  ['null', null, 'No record was given'],
  ['a number', 5, 'No record was given'],
  ['a function', throwing, 'No record was given'],
  ['no data', {}, noJson],
  ['data that cannot be read', Object.defineProperty({}, 'data', { get: throwing, enumerable: true }), noJson],
  [
    'a member that cannot be read',
    { data: Object.defineProperty({}, 'a', { get: throwing, enumerable: true }) },
    noJson,
  ],
  ['a toJSON that throws', { data: { at: { toJSON: throwing } } }, noJson],
  ['a toJSON that leaves everything out', { data: { toJSON: () => undefined } }, noJson],
  ['a proxy that throws', new Proxy({}, { ownKeys: throwing, get: throwing }), noJson],
  ['one that refers to itself', { data: round }, noJson],
  ['a BigInt', { data: { id: 1n } }, noJson],
  ['a stream that is no name', { stream: 5, data: {} }, 'stream and namespace are names'],
  ['a namespace that is no name', { stream: 'orders', namespace: {}, data: {} }, 'stream and namespace are names'],
  ['a key that is no list', { data: { id: 1 }, primaryKey: 'id' }, 'primaryKey is a list'],
  ['a path that is no list', { data: { id: 1 }, primaryKey: ['id'] }, 'primaryKey is a list'],
  ['a path of what is no key', { data: { id: 1 }, primaryKey: [[null]] }, 'primaryKey is a list'],
]

test.each(unreadable)('no record, and why: %s', (_name, given, why) => {
  expect(readGiven(given)).toEqual({ unreadable: expect.stringContaining(why) })
  expect(JSON.stringify(readGiven(given))).not.toContain('SECRET')
})

test('whatever is given, send resolves, and the sum of the outcomes is what was sent', async () => {
  const sender: Sender = createSender({ s2s_token: 'key', apps: [{ app_id: 'com.example.app' }] })
  const results = await Promise.all(unreadable.map(([, given]) => sender.send(given as never)))
  expect(results.map(({ outcome, code }) => [outcome, code])).toEqual(
    unreadable.map(() => ['rejected', 'unreadable_record']),
  )
  expect(sender.stats).toMatchObject({ sent: unreadable.length, rejected: unreadable.length, waiting: 0 })
  await sender.close()
})

test('a copy of what belongs to a record, and of nothing else', () => {
  const path = ['id']
  const given = { stream: 'o', namespace: null, data: { at: new Date(0), f: throwing }, primaryKey: [path], more: 1n }
  const read = readGiven(given)
  path[0] = 'changed'
  expect(read).toEqual({
    record: { stream: 'o', data: { at: '1970-01-01T00:00:00.000Z' }, primaryKey: [['id']] },
    characters: '{"at":"1970-01-01T00:00:00.000Z"}'.length + 1,
  })
})
