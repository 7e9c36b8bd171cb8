import { nearestName } from '../../../spec/files/nearest-name'

const names = ['email', 'phone', 'revenue', 'event_name', 'user_agent']

test.each([
  ['e-mail', 'email'],
  ['EventName', 'event_name'],
  ['useragent', 'user_agent'],
  ['revenu', 'revenue'],
  ['emial', 'email'],
  ['liame', undefined],
  ['fone', undefined],
  ['', undefined],
  ['x'.repeat(10_000), undefined],
])('%s means %s', (typed, expected) => {
  expect(nearestName(typed, names)).toBe(expected)
})
