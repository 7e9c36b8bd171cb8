import { hashOf, readPlace } from '../../../src/page/address/place'

it('reads back what it writes, whatever stands in it', () => {
  const place = { tab: 'inbox', choices: { event: 'a&b=c?d#e %ü', text: '"+ +"' } } as const
  expect(readPlace(hashOf(place))).toEqual(place)
})

it.each([
  ['', { tab: 'inbox', choices: {} }],
  ['#raw-data', { tab: 'raw-data', choices: {} }],
  ['#nowhere?app=1', { tab: 'inbox', choices: { app: '1' } }],
  ['#playground?app=&kind=x', { tab: 'playground', choices: { kind: 'x' } }],
])('reads %j', (hash, place) => {
  expect(readPlace(hash)).toEqual(place)
})
