import { columnsOf, scaleFor, totalOf } from '../../src/page/inbox/chart-columns'

const nowMs = Date.UTC(2026, 4, 2, 12, 0, 7, 400)
const second = (secondsAgo: number, recorded: number, refused = 0) => ({
  atMs: Math.floor(nowMs / 1_000) * 1_000 - secondsAgo * 1_000,
  recorded,
  recorded_with_losses: 0,
  silently_dropped: 0,
  refused,
  probe: 0,
  asked_to_erase: 0,
})

it('has a column for every second up to now, empty or not', () => {
  const columns = columnsOf([second(9, 7), second(3, 2, 1), second(0, 5)], nowMs, 5, 1)
  expect(columns.map(totalOf)).toEqual([0, 3, 0, 0, 5])
  expect(columns.at(-1)?.fromMs).toBe(Date.UTC(2026, 4, 2, 12, 0, 7))
})

it('averages where a column is several seconds wide, and begins it at whole multiples', () => {
  const columns = columnsOf([second(7, 10), second(2, 5), second(1, 5)], nowMs, 2, 5)
  expect(columns.map(({ fromMs, recorded }) => [new Date(fromMs).getUTCSeconds(), recorded])).toEqual([
    [0, 2],
    [5, 2],
  ])
})

it.each([
  [0, 1],
  [1, 1],
  [3, 5],
  [41, 50],
  [100, 100],
  [101, 200],
  [9_999, 10_000],
])('a highest column of %d gives a scale to %d', (highest, top) => {
  expect(scaleFor(columnsOf([second(0, highest)], nowMs, 3, 1))).toBe(top)
})
