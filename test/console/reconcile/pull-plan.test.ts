import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { fetchedPath, keepReport, listFetched } from '../../../src/console/reconcile/fetched-reports'
import { type FetchedReport, planPull, provingReports } from '../../../src/console/reconcile/pull-plan'

const hourMs = 3_600_000
const days = { from: '2026-11-01', to: '2026-11-20' }
const settledAtMs = Date.parse('2026-11-21T00:00:00Z') + 26 * hourMs

const fetched = (more: Partial<FetchedReport> = {}): FetchedReport => ({
  appId: 'id1',
  report: 'in_app_events_report',
  ...days,
  fetchedAtMs: settledAtMs,
  ...more,
})

test('a call for each report of each app, for all days together', () => {
  const plan = planPull(['id1', 'com.example.app'], days, [], settledAtMs)
  expect(plan).toHaveLength(2 * provingReports.length)
  expect(plan[0]).toEqual({ appId: 'id1', report: 'in_app_events_report', ...days, fetched: undefined })
})

test.each<[string, Partial<FetchedReport>, number, boolean]>([
  ['fetched when all was settled', {}, 100, true],
  ['of more days', { from: '2026-10-25', to: '2026-11-25' }, 100, true],
  ['of fewer days', { to: '2026-11-19' }, 0, false],
  ['of another app', { appId: 'id2' }, 0, false],
  ['fetched before its last day was settled', { fetchedAtMs: settledAtMs - 1 }, 2, false],
  ['the same within the hour', { fetchedAtMs: settledAtMs - 1 }, 0.9, true],
])('a report %s', (_, more, hoursLater, isUsed) => {
  const known = fetched(more)
  const plan = planPull(['id1'], days, [known], settledAtMs + hoursLater * hourMs)
  expect(plan.filter(({ fetched: found }) => found !== undefined)).toHaveLength(isUsed ? 1 : 0)
})

test('property: what is not asked for again is settled or fresh, and has all days', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-11-${String(number).padStart(2, '0')}`)
  const range = fc
    .tuple(day, day)
    .map(([left, right]) => (left <= right ? { from: left, to: right } : { from: right, to: left }))
  const atMs = fc.integer({ min: Date.parse('2026-11-01'), max: Date.parse('2026-12-05') })
  const known = fc.array(fc.tuple(range, atMs).map(([days, fetchedAtMs]) => fetched({ ...days, fetchedAtMs })))
  fc.assert(
    fc.property(range, known, atMs, (wanted, all, now) => {
      const past = all.filter(({ fetchedAtMs }) => fetchedAtMs <= now)
      const [first] = planPull(['id1'], wanted, past, now)
      const isEnough = ({ from, to, fetchedAtMs }: FetchedReport) =>
        from <= wanted.from &&
        to >= wanted.to &&
        (now - fetchedAtMs < hourMs || fetchedAtMs >= Date.parse(wanted.to) + 50 * hourMs)
      expect(first?.fetched !== undefined).toBe(past.some(isEnough))
      if (first?.fetched !== undefined) expect(isEnough(first.fetched)).toBe(true)
    }),
  )
})

describe('what was fetched', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fetched-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const planned = { appId: 'com.example/app', report: 'in-app-events-retarget', ...days, fetched: undefined } as const

  async function* body(...parts: readonly string[]) {
    for (const part of parts) yield Buffer.from(part)
  }

  test('is found again, for its owner alone', async () => {
    const path = await keepReport(folder, planned, body('AppsFlyer ID\n', 'a\n'))
    expect(gunzipSync(readFileSync(path)).toString()).toBe('AppsFlyer ID\na\n')
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
    const { fetched: _, ...rest } = planned
    const found = await listFetched(folder)
    expect(found).toEqual([{ ...rest, fetchedAtMs: statSync(path).mtimeMs }])
    expect(found[0] && fetchedPath(folder, found[0])).toBe(path)
    expect(await listFetched(join(folder, 'none'))).toEqual([])
  })

  test('and broke off is not there', async () => {
    async function* broken() {
      yield Buffer.from('AppsFlyer ID\n')
      throw new Error('cut off')
    }
    await expect(keepReport(folder, planned, broken())).rejects.toThrow('cut off')
    expect(await listFetched(folder)).toEqual([])
    expect(
      existsSync(join(folder, 'com.example%2Fapp', 'in-app-events-retarget_2026-11-01_2026-11-20.csv.gz.part')),
    ).toBe(false)
  })
})
