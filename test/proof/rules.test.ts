import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import * as fc from 'fast-check'
import { addDecimals } from '../../src/proof/add-decimals'
import { hourCovers, reportCover } from '../../src/proof/coverage'
import { emptyHours } from '../../src/proof/empty-hours'
import { arrivalWindow, matchByArrival } from '../../src/proof/match-by-arrival'
import { fileKind } from '../../src/proof/report-kind'

const minute = 60_000
const times = fc
  .array(fc.integer({ min: 0, max: 600 }), { maxLength: 12 })
  .map((all) => all.sort((left, right) => left - right).map((atMinute, id) => ({ id, atMs: atMinute * minute })))

describe('matchByArrival', () => {
  /** As many as any assignment allows: tried by augmenting paths, which nobody would do with millions. */
  function mostPairs(entries: readonly { atMs: number }[], rows: readonly { atMs: number }[]): number {
    const owner = new Map<number, number>()
    const isNear = (entry: number, row: number) => {
      const distance = (rows[row]?.atMs ?? 0) - (entries[entry]?.atMs ?? 0)
      return distance >= -arrivalWindow.beforeMs && distance <= arrivalWindow.afterMs
    }
    const take = (row: number, tried: Set<number>): boolean =>
      entries.some((_, entry) => {
        if (!isNear(entry, row) || tried.has(entry)) return false
        tried.add(entry)
        const other = owner.get(entry)
        if (other !== undefined && !take(other, tried)) return false
        owner.set(entry, row)
        return true
      })
    return rows.filter((_, row) => take(row, new Set())).length
  }

  test('leaves no entry without a row while there is one, and uses no row twice', () => {
    fc.assert(
      fc.property(times, times, (entries, rows) => {
        const pairs = matchByArrival(entries, rows)
        expect(new Set(pairs.map(([entry]) => entry)).size).toBe(mostPairs(entries, rows))
        expect(new Set(pairs.map(([, row]) => row)).size).toBe(pairs.length)
        for (const [entry, row] of pairs) {
          const distance = (rows[row]?.atMs ?? 0) - (entries[entry]?.atMs ?? 0)
          expect(distance).toBeGreaterThanOrEqual(-arrivalWindow.beforeMs)
          expect(distance).toBeLessThanOrEqual(arrivalWindow.afterMs)
        }
      }),
    )
  })
})

test('addDecimals is exact', () => {
  const cents = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
  const textOf = (value: bigint) => {
    const digits = (value < 0n ? -value : value).toString().padStart(3, '0')
    return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
  }
  fc.assert(
    fc.property(fc.array(cents), (all) => {
      const sum = textOf(all.reduce((total, one) => total + one, 0n))
      expect(addDecimals(all.map(textOf))).toBe(sum.replace(/\.?0+$/, '') || '0')
    }),
  )
  expect(addDecimals(['0.1', '0.20', '-0.3'])).toBe('0')
  expect(addDecimals(['-0.05'])).toBe('-0.05')
})

describe('coverage', () => {
  const day = 24 * 60 * minute
  const [first, last] = [5 * day + 9 * 60 * minute, 7 * day + 15 * 60 * minute]

  test('a report covers whole days, as far as they were over when it was fetched', () => {
    const later = 20 * day
    expect(reportCover({ first, last, modified: 10 * day }, later, later)).toEqual({
      from: 5 * day,
      until: 8 * day,
      settledUntil: 10 * day - 26 * 60 * minute,
    })
    expect(reportCover({ first, last, modified: last + minute }, later, later).until).toBe(last + minute)
  })

  test('a time before the last row says nothing of when it was fetched', () => {
    const cover = reportCover({ first, last, modified: first }, 20 * day, 20 * day)
    expect(cover).toEqual({ from: 5 * day, until: 8 * day, settledUntil: 20 * day - 26 * 60 * minute })
  })

  test('in a rehearsal, files count as fetched at the time that is played', () => {
    const cover = reportCover({ first, last, modified: last + minute }, 20 * day, last + minute)
    // What was accepted after it was written is not in it all the same.
    expect(cover.settledUntil).toBe(last + minute)
    expect(cover.until).toBe(8 * day)
  })

  test('an hour of Data Locker covers what arrived in it once the next one is finished, too', () => {
    const folder = (hour: string, isFinished = true) => ({ day: '1970-01-02', hour, isFinished })
    expect(hourCovers([folder('7')])).toEqual([])
    expect(hourCovers([folder('7'), folder('8', false), folder('9'), folder('10'), folder('11')])).toEqual([
      {
        from: day + 9 * 60 * minute + 10 * minute,
        until: day + 11 * 60 * minute,
        settledUntil: Number.MAX_SAFE_INTEGER,
      },
    ])
  })

  test('where days have a folder of late events, a day without one is not covered', () => {
    const folders = ['7', '8', '9'].flatMap((hour) =>
      ['1970-01-02', '1970-01-03'].map((dayText) => ({ day: dayText, hour, isFinished: true })),
    )
    expect(hourCovers(folders)).toHaveLength(2)
    expect(hourCovers([...folders, { day: '1970-01-02', hour: 'late', isFinished: true }])).toHaveLength(1)
  })
})

describe('fileKind', () => {
  test.each([
    ['id1_in_app_events_report_2026-05-01.csv', { kind: 0 }],
    ['id1-organic_in_app_events_report.csv.gz', { kind: 1 }],
    ['in-app-events-retarget.csv', { kind: 2 }],
    ['id1_in-app-events-retarget_2026-05-01_2026-05-02_UTC.csv', { kind: 2 }],
    ['com.shop_blocked_in_app_events_report.csv', { kind: 3 }],
    ['fraud-post-inapps.csv', { kind: 3 }],
    ['non-organic-in-app-events.csv', { kind: 0 }],
    ['in-app-events-postbacks.csv', { holds: 'postbacks' }],
    ['installs_report.csv', { holds: 'no in-app events' }],
    ['export.csv', { kind: null, both: false }],
  ])('%s', (name, kind) => {
    expect(fileKind({ name: `/somewhere/${name}` })).toEqual(kind)
  })

  test('a topic of Data Locker decides', () => {
    expect(fileKind({ name: 'part-00000.gz', topic: 'inapps' })).toEqual({ kind: null, both: true })
    expect(fileKind({ name: 'part-00000.gz', topic: 'installs' })).toEqual({ holds: 'the topic installs' })
  })
})

describe('empty hours', () => {
  test('a finished hour in which nothing arrived counts as one that was given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hours-'))
    const hour = (name: string, ...files: readonly string[]) => {
      mkdirSync(join(folder, name), { recursive: true })
      for (const one of files) writeFileSync(join(folder, name, one), '')
    }
    hour('t=inapps/dt=2026-11-20/h=7', '_SUCCESS')
    hour('t=inapps/dt=2026-11-20/h=8', '_SUCCESS', 'part-0.gz')
    hour('t=inapps/dt=2026-11-20/h=9')
    hour('t=inapps/dt=2026-11-20/h=10/app_id=id1', 'part-0.gz')
    hour('t=inapps/dt=2026-11-20/h=late', '_SUCCESS')
    hour('t=inapps/other', '_SUCCESS')
    const place = `${folder}${sep}`
    const about = { place, topic: 'inapps', day: '2026-11-20' }
    const found = await emptyHours([folder])
    expect([...found].sort((left, right) => left.hour.localeCompare(right.hour))).toEqual([
      { ...about, hour: '7' },
      { ...about, hour: 'late' },
    ])
    rmSync(folder, { recursive: true })
  })
})
