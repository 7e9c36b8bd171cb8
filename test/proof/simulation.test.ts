import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reconcile } from '../../src/proof/reconcile'
import { type HistoryOptions, historyOf, ledgerKey, type Send, type SimulatedRow, start, strangers } from './history'
import { truthOf } from './judge-history'
import { writeLedger, writeLocker, writeParquet, writePull, writePush, writeSnake } from './write-raw'

const day = 86_400_000
/** Thousands of files, on a machine that may have more to do. */
jest.setTimeout(Number(process.env['PROOF_SENDS'] ?? 0) > 50_000 ? 1_200_000 : 120_000)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'proof-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Told {
  readonly verdict: string
  readonly detail: string
}

async function judged(sends: readonly Send[], now: number, key: string | null = ledgerKey) {
  writeLedger(join(folder, 'ledger'), sends)
  const result = await reconcile({
    ledger: join(folder, 'ledger'),
    raw: [join(folder, 'raw')],
    key: key ?? undefined,
    now,
    clock: now,
  })
  const told = new Map<string, Told>()
  for await (const problems of result.problems()) for (const one of problems) told.set(one.delivery_id, one)
  await result.close()
  const verdictOf = ({ entry }: Send) => told.get(String(entry['delivery_id']))?.verdict ?? 'recorded'
  return { result, told, verdictOf }
}

/** Sums in cents, not in the way of the code. */
function moneyOf(sends: readonly Send[], verdictOf: (send: Send) => string) {
  const cents = new Map<string, bigint>()
  for (const send of sends) {
    const { revenue } = send.entry
    if (typeof revenue !== 'string') continue
    const [whole = '', fraction = ''] = revenue.split('.')
    const verdict = verdictOf(send)
    cents.set(verdict, (cents.get(verdict) ?? 0n) + BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0')))
  }
  return cents
}

/** Sends whose verdict is wrong: of those that can be told apart, each; of equal ones, a missing that was not lost. */
function wrong(
  sends: readonly Send[],
  verdictOf: (send: Send) => string,
  isGiven: (row: SimulatedRow) => boolean,
  unseen: readonly string[],
): readonly string[] {
  const equals = new Map<string, Send[]>()
  for (const send of sends) equals.set(send.content, [...(equals.get(send.content) ?? []), send])
  const told = (send: Send) => `${verdictOf(send)}, not ${truthOf(send, isGiven)}: ${summary(send)}`
  return [...equals.values()].flatMap((group) => {
    const lost = group.filter(isNowhere)
    const isRight = (send: Send) => {
      const truth = truthOf(send, isGiven)
      const may = truth !== 'unseen' ? [truth] : isNowhere(send) ? unseen : ['cannot_tell']
      return may.includes(verdictOf(send))
    }
    if (group.length === 1) return group.filter((send) => !isRight(send)).map(told)
    return group.filter((send) => verdictOf(send) === 'missing').length > lost.length
      ? [group.map(told).join('\n')]
      : []
  })
}

/** Lost, or blocked: which of the two, only the report of blocked events tells. */
function isNowhere({ rows }: Send): boolean {
  return rows.every(({ report }) => report === 'blocked')
}

function summary({ entry, rows }: Send): string {
  const iso = (ms: unknown) => (typeof ms === 'number' ? new Date(ms).toISOString() : 'no time')
  const { event_time, accepted_at, on_wire } = entry
  const seen = rows.map(({ report, timeMs }) => `${report} ${iso(timeMs)}`).join(', ')
  return `${iso(event_time)} accepted ${iso(accepted_at)}${on_wire === true ? ' on wire' : ''} -> ${seen}`
}

const size = Number(process.env['PROOF_SENDS'] ?? 15_000)
const base: HistoryOptions = { seed: 1, sends: size, days: 20, onWire: 0.7, equal: 0.02 }
const all = () => true
const rowsOf = (sends: readonly Send[]) => sends.flatMap(({ rows }) => rows)
const later = start + 26 * day

describe('what is covered is told of every send', () => {
  const channels: readonly [string, number, (rows: readonly SimulatedRow[]) => void | Promise<void>][] = [
    ['Pull API reports', 0.7, (rows) => writePull(join(folder, 'raw'), rows, later)],
    ['Pull API reports without delivery ids', 0, (rows) => writePull(join(folder, 'raw'), rows, later)],
    ['an export in snake case', 0.7, (rows) => writeSnake(join(folder, 'raw'), rows, later)],
    ['parquet without delivery ids', 0, (rows) => writeParquet(join(folder, 'raw'), rows, later)],
    ['Data Locker', 0.7, (rows) => writeLocker(join(folder, 'raw'), rows, start - day, 5)],
  ]
  test.each(channels)('%s', async (name, onWire, write) => {
    const days = name === 'Data Locker' ? 1 : base.days
    const sends = historyOf({ ...base, onWire, days })
    const others = strangers(2, size / 4, days)
    await write([...rowsOf(sends), ...others])
    const { result, verdictOf } = await judged(sends, later)
    expect(result.warnings).toEqual([])
    expect(wrong(sends, verdictOf, all, ['missing']).slice(0, 3)).toEqual([])
    expect(result.entries).toBe(size)
    for (const verdict of [
      'duplicated',
      'revenue_lost',
      'value_truncated',
      'recorded_at_arrival',
      'blocked',
      'missing',
    ] as const) {
      expect(result.verdicts[verdict]).toBeGreaterThan(0)
    }
    const expected = moneyOf(sends, verdictOf)
    const sums = result.money.map(({ verdict, amount }) => [verdict, BigInt(Math.round(Number(amount) * 100))] as const)
    expect(new Map(sums)).toEqual(expected)
  })
})

/** Raw data that does not prove: each of them once made a missing out of what was recorded, or would have. */
describe('what cannot be known is never missing', () => {
  const sends = historyOf({ ...base, sends: size / 4 })
  const rows = [...rowsOf(sends), ...strangers(2, size / 8, 20)]
  const raw = () => join(folder, 'raw')
  const reasonOf = async (
    now = later,
    key: string | null = ledgerKey,
    isGiven: (row: SimulatedRow) => boolean = all,
  ) => {
    const { result, verdictOf } = await judged(sends, now, key)
    expect(wrong(sends, verdictOf, isGiven, ['missing', 'cannot_tell']).slice(0, 3)).toEqual([])
    return { ...result, of: new Map(result.reasons.map(({ reason, count }) => [reason, count])) }
  }

  test('messages of the Push API alone', async () => {
    writePush(raw(), rows)
    const { verdicts, of } = await reasonOf()
    expect(verdicts.missing).toBe(0)
    expect(of.get('push_only')).toBeGreaterThan(0)
  })

  test('days that were not given', async () => {
    const isGiven = ({ timeMs }: SimulatedRow) => Math.floor((timeMs - start) / day) % 5 !== 2
    const given = rows.filter(isGiven)
    // A file a day, as from a cron job.
    for (let number = -1; number < 24; number += 1) {
      const [from, end] = [start + number * day, start + (number + 1) * day]
      const own = given.filter(({ timeMs }) => timeMs >= from && timeMs < end)
      writePull(join(raw(), String(number)), own, end + 2 * day)
    }
    const { verdicts, of } = await reasonOf(later, ledgerKey, isGiven)
    expect(verdicts.missing).toBeGreaterThan(0)
    expect(of.get('not_covered')).toBeGreaterThan(0)
  })

  test('the non-organic report alone', async () => {
    const isGiven = ({ report }: SimulatedRow) => report === 'nonorganic'
    writePull(raw(), rows.filter(isGiven), later)
    const { verdicts, of } = await reasonOf(later, ledgerKey, isGiven)
    expect(of.get('other_report')).toBeGreaterThan(0)
    expect(verdicts.missing).toBeGreaterThan(0)
  })

  test('a report fetched while events were still settling', async () => {
    const fetched = start + 10 * day + 9 * 3_600_000
    const isGiven = ({ arrivedMs, timeMs }: SimulatedRow) => Math.max(arrivedMs, timeMs) < fetched - 20 * 3_600_000
    writeSnake(raw(), rows.filter(isGiven), fetched)
    const { verdicts } = await reasonOf(later, ledgerKey, isGiven)
    expect(verdicts.missing).toBeGreaterThan(0)
    expect(verdicts.cannot_tell).toBeGreaterThan(0)
  })

  test('now, in the midst of it, and 33 days after', async () => {
    writeSnake(raw(), rows, later)
    expect((await reasonOf(start + 12 * day)).of.get('not_settled')).toBeGreaterThan(0)
    expect((await reasonOf(start + 42 * day)).of.get('too_old')).toBeGreaterThan(0)
  })

  test('hours of Data Locker that are not there, or not finished', async () => {
    const few = historyOf({ ...base, sends: size / 8, days: 2 })
    const isGiven = ({ arrivedMs }: SimulatedRow) => ![7, 8, 15].includes(new Date(arrivedMs).getUTCHours())
    writeLocker(raw(), rowsOf(few).filter(isGiven), start - day, 7)
    for (const number of [-1, 0, 1, 2, 3, 4, 5]) {
      const dt = new Date(start + number * day).toISOString().slice(0, 10)
      rmSync(join(raw(), 't=inapps', `dt=${dt}`, 'h=7'), { recursive: true })
      rmSync(join(raw(), 't=inapps', `dt=${dt}`, 'h=8'), { recursive: true })
      rmSync(join(raw(), 't=inapps', `dt=${dt}`, 'h=15', '_SUCCESS'))
    }
    const { result, verdictOf } = await judged(few, later)
    expect(wrong(few, verdictOf, isGiven, ['missing', 'cannot_tell']).slice(0, 3)).toEqual([])
    expect(result.verdicts.missing).toBeGreaterThan(0)
    expect(result.verdicts.cannot_tell).toBeGreaterThan(0)
  })

  test('a wrong key, or none', async () => {
    const offWire = historyOf({ ...base, sends: 500, onWire: 0, equal: 0 })
    writeSnake(raw(), rowsOf(offWire), later)
    for (const key of ['another', null]) {
      const { result } = await judged(offWire, later, key)
      expect(result.verdicts.missing).toBe(0)
      expect(result.reasons.map(({ reason }) => reason)).toEqual([key === null ? 'no_key' : 'nobody_known'])
    }
  })

  test('the same days from three channels and in two reports that overlap', async () => {
    writeSnake(raw(), rows, later)
    writePush(raw(), rows)
    writePull(join(raw(), 'all'), rows, later)
    writePull(
      join(raw(), 'again'),
      rows.filter(({ timeMs }) => timeMs < start + 5 * day),
      later,
    )
    const { result, verdictOf } = await judged(sends, later)
    expect(wrong(sends, verdictOf, all, ['missing', 'cannot_tell']).slice(0, 3)).toEqual([])
    expect(result.verdicts.missing).toBeGreaterThan(0)
    expect(result.foreign).toBe(strangers(2, size / 8, 20).filter(({ source }) => source === 'S2S').length)
  })
})
