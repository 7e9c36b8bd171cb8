/** An entry of the ledger, by when AppsFlyer accepted it, or a row of raw data, by its time. Milliseconds since 1970. */
export interface Timed {
  readonly id: number
  readonly atMs: number
}

/** How far a row's time may be from the time of acceptance, when it is the time of arrival. */
export const arrivalWindow = { beforeMs: 5 * 60_000, afterMs: 3 * 3_600_000 } as const

/**
 * Which row belongs to which of several entries that differ in nothing but their time: as many pairs as the window
 * allows, then every further row to the last entry whose window it lies in. Both lists in the order of time. Windows are
 * of one length, so the earliest entry that still takes a row is the right one.
 */
export function matchByArrival(
  entries: readonly Timed[],
  rows: readonly Timed[],
): readonly (readonly [entry: number, row: number])[] {
  const pairs: (readonly [number, number])[] = []
  const extra: Timed[] = []
  const taken = new Set<number>()
  let first = 0
  for (const row of rows) {
    while (first < entries.length && isOver(entries[first], row)) first += 1
    const entry = entries[first]
    if (entry !== undefined && isWithin(entry, row)) {
      pairs.push([entry.id, row.id])
      taken.add(entry.id)
      first += 1
    } else extra.push(row)
  }
  for (const row of extra) {
    const entry = entries.findLast((one) => taken.has(one.id) && isWithin(one, row))
    if (entry !== undefined) pairs.push([entry.id, row.id])
  }
  return pairs
}

function isWithin(entry: Timed, row: Timed): boolean {
  return row.atMs >= entry.atMs - arrivalWindow.beforeMs && row.atMs <= entry.atMs + arrivalWindow.afterMs
}

/** No later row can be the entry's. */
function isOver(entry: Timed | undefined, row: Timed): boolean {
  return entry !== undefined && row.atMs > entry.atMs + arrivalWindow.afterMs
}
