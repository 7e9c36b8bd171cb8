import { FindingTally } from '../../../src/console/preview/finding-tally'
import { finding } from '../../../src/core/domain/finding'

test('a code that rejects some records and degrades others is counted for each', () => {
  const tally = new FindingTally()
  const rejects = finding('app_without_erasures', 'app_id', undefined, 'reject')
  tally.count([finding('app_without_erasures', null)], 1)
  tally.count([rejects, rejects], 2)
  tally.count([rejects], 3)
  expect(tally.list().map(({ severity, code, count }) => [severity, code, count])).toEqual([
    ['reject', 'app_without_erasures', 2],
    ['degrade', 'app_without_erasures', 1],
  ])
})
