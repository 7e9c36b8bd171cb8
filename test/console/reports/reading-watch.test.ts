import type { Placed } from '../../../src/console/inputs/placed'
import { ReadingWatch } from '../../../src/console/reports/reading-watch'

const placed = (number: number): Placed => ({ number, line: number, entry: { kind: 'blank' } })

/** A reader of 1,000 bytes, in batches of ten entries of 100 bytes in all. */
function reader(from = 1, sizeBytes: number | null = 1_000) {
  let bytes = 0
  async function* entries() {
    for (let batch = 0; batch < 10; batch++) {
      bytes += 100
      yield Array.from({ length: 10 }, (_, index) => placed(batch * 10 + index + 1)).filter(
        ({ number }) => number >= from,
      )
    }
  }
  const watch = new ReadingWatch({ readBytes: () => bytes, ...(sizeBytes !== null && { sizeBytes }) }, from - 1)
  return { watch, batches: watch.follow(entries()) }
}

test('what is read and not settled is not done', async () => {
  const { watch, batches } = reader()
  expect(watch.standing(0)).toBeUndefined()
  for (let batch = 0; batch < 5; batch++) await batches.next()
  expect(watch.standing(0)).toEqual({ share: 0, left: 100 })
  expect(watch.standing(20)).toEqual({ share: 0.2, left: 80 })
  for await (const _ of batches);
  expect(watch.standing(20)).toEqual({ share: 0.2, left: 80 })
  expect(watch.standing(100)).toEqual({ share: 1, left: 0 })
})

test('what earlier sends settled counts', async () => {
  const { watch, batches } = reader(41)
  for (let batch = 0; batch < 4; batch++) await batches.next()
  // Batches of settled entries are empty: where they end is not known.
  expect(watch.standing(40)).toBeUndefined()
  await batches.next()
  expect(watch.standing(40)).toEqual({ share: 0.4, left: 60 })
})

test('without a length nothing is known before the end', async () => {
  const { watch, batches } = reader(1, null)
  await batches.next()
  expect(watch.standing(5)).toBeUndefined()
  for await (const _ of batches);
  expect(watch.standing(50)).toEqual({ share: 0.5, left: 50 })
})

test('an empty input has no share', async () => {
  const watch = new ReadingWatch({ readBytes: () => 0, sizeBytes: 0 })
  async function* none() {}
  for await (const _ of watch.follow(none()));
  expect(watch.standing(0)).toBeUndefined()
})
