import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyMark } from '../ledger/entry'
import { addDecimals } from './add-decimals'
import { type AppFacts, appFacts, overlaps } from './app-facts'
import { emptyHours } from './empty-hours'
import { type Engine, openEngine, type Row } from './engine/duck'
import { type LedgerFile, listLedger } from './ledger-files'
import { loadRaw } from './load-raw'
import { match } from './match'
import { type Problem, problemOf } from './problem'
import { ProofError } from './proof-error'
import { listRawFiles } from './raw-files'
import {
  createAmbiguous,
  createCovers,
  createFound,
  createJudged,
  createSeen,
  createUnseen,
  createUntold,
  markKnown,
} from './sql/judge'
import { createEntries, damagedLines, dropLines, readLedger } from './sql/ledger'
import { countForeign } from './sql/match'
import { countGroups, countReasons, countVerdicts, problems, sumGroups, sumMoney } from './sql/result'
import { literal } from './sql/text'
import { kindNumber, type Reason, type Verdict, verdicts } from './verdict'

const blocked = kindNumber('blocked')

/** An exact sum: plain decimal text. */
export interface Money {
  /** ISO 4217; null: the requests named none. */
  readonly currency: string | null
  readonly amount: string
}

/** Entries of one verdict, app, event and day. */
export interface Group {
  readonly verdict: Verdict
  readonly app_id: string
  readonly event_name: string | null
  /** Of the event, or of acceptance where it has no time: UTC. */
  readonly day: string
  readonly count: number
  readonly money: readonly Money[]
}

/** What AppsFlyer recorded of a ledger. Sums are of the ledger's revenue. */
export interface Reconciliation {
  readonly entries: number
  readonly verdicts: Readonly<Record<Verdict, number>>
  readonly money: readonly (Money & { readonly verdict: Verdict })[]
  /** Rows from servers that no entry explains; of them those from before the first acceptance. */
  readonly foreign: number
  readonly foreignBefore: number
  /** Most entries first. */
  readonly groups: readonly Group[]
  /** Why nobody can tell, most entries first. */
  readonly reasons: readonly { readonly reason: Reason; readonly count: number }[]
  /** In whole sentences: files that were left out, cut or damaged. */
  readonly warnings: readonly string[]
  readonly ledgerFiles: readonly LedgerFile[]
  /** Every entry that is not `recorded`, some at a time. Before `close`. */
  readonly problems: () => AsyncGenerator<readonly Problem[]>
  /** Ends the reconciliation and removes what it wrote. */
  readonly close: () => Promise<void>
}

export interface ReconcileJob {
  /** The folder of the ledger. */
  readonly ledger: string
  readonly raw: readonly string[]
  /** The key of the ledger's hashes; undefined where it is not there. */
  readonly key: string | undefined
  /** Milliseconds since 1970: when it counts as done, and the clock of this machine. */
  readonly now: number
  readonly clock: number
  /** Told of the folder for what does not fit into memory, before anything is in it. */
  readonly onFolder?: (folder: string) => void
}

/** Judges each entry of a ledger by AppsFlyer's raw data. Throws ProofError and RawDataError. */
export async function reconcile(job: ReconcileJob): Promise<Reconciliation> {
  const folder = await mkdtemp(join(tmpdir(), 'appsflyer-proof-'))
  job.onFolder?.(folder)
  let engine: Engine | undefined
  const close = async () => {
    engine?.close()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    engine = await openEngine(folder)
    return { ...(await judge(engine, job)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function judge(engine: Engine, job: ReconcileJob): Promise<Omit<Reconciliation, 'close'>> {
  const warnings: string[] = []
  const onWarning = (warning: string) => void warnings.push(warning)
  const ledgerFiles = await loadLedger(engine, job, onWarning)
  const files = await listRawFiles(job.raw, onWarning)
  if (files.length === 0) throw new ProofError('There is no raw data of in-app events in what was given.', true)
  const apps = (await engine.rows('SELECT DISTINCT app_id FROM entries LIMIT 2')).map((row) => String(row['app_id']))
  const defaultApp = apps.length === 1 ? (apps[0] ?? '') : ''
  const loaded = await loadRaw(engine, files, await emptyHours(job.raw), { defaultApp, key: job.key, onWarning })
  await match(engine, overlaps(loaded))
  await engine.run(createFound)
  await insertFacts(engine, appFacts(loaded, job.now, job.clock, defaultApp))
  for (const statement of [createSeen, markKnown, createUnseen, createAmbiguous]) await engine.run(statement)
  await engine.run(createUntold, { now: job.now, has_key: job.key === undefined ? 0 : 1 })
  await engine.run(createJudged)
  const result = await resultOf(engine)
  const hasBlocked = loaded.spans.some(({ kind }) => kind === blocked) || files.some(({ report }) => report === blocked)
  if (result.verdicts.missing > 0 && !hasBlocked) {
    onWarning(
      'The report of blocked events was not given: what is called missing may be blocked. Give it before you send anything again.',
    )
  }
  return { ...result, warnings, ledgerFiles, problems: () => problemsOf(engine) }
}

async function loadLedger(
  engine: Engine,
  { ledger, key }: Pick<ReconcileJob, 'ledger' | 'key'>,
  onWarning: (warning: string) => void,
) {
  const files = await listLedger(ledger, onWarning)
  await engine.run(readLedger(files.map(({ path }) => path)))
  for (const row of await engine.rows(damagedLines)) {
    onWarning(
      `${row['lines']} lines of the ledger file ${row['filename']} cannot be read. Their entries are not judged.`,
    )
  }
  await engine.run(createEntries, { mark: key === undefined ? '' : keyMark(key) })
  await engine.run(dropLines)
  return files
}

async function insertFacts(engine: Engine, facts: readonly AppFacts[]): Promise<void> {
  await engine.run(createCovers)
  const covers = facts.flatMap((app, number) =>
    app.covers.map((cover) => [
      number,
      cover.kind,
      cover.isArrival ? 1 : 0,
      cover.from,
      cover.until,
      cover.settledUntil,
    ]),
  )
  await engine.append('covers', covers)
  const values = facts.map(
    (app, number) => `(${number}, ${literal(app.app)}, true, ${app.hasServer}, ${app.withoutSource}, ${app.isCut},
      ${app.isDamaged}, ${app.isUnfinished}, ${app.isPushed}, ${app.hasCustom}, false)`,
  )
  if (values.length > 0) await engine.run(`INSERT INTO apps VALUES ${values.join(', ')}`)
}

async function* problemsOf(engine: Engine): AsyncGenerator<readonly Problem[]> {
  for await (const rows of engine.stream(problems)) yield rows.map(problemOf)
}

async function resultOf(engine: Engine) {
  const counts = new Map((await engine.rows(countVerdicts)).map((row) => [row['verdict'], Number(row['count'])]))
  const perVerdict = Object.fromEntries(verdicts.map((verdict) => [verdict, counts.get(verdict) ?? 0]))
  const foreign = (await engine.rows(countForeign))[0]
  const sums = summed(await engine.rows(sumMoney), ['verdict'])
  const money = verdicts.flatMap((verdict) =>
    (sums.get(JSON.stringify([verdict])) ?? []).map((sum) => ({ verdict, ...sum })),
  )
  const names = ['verdict', 'app_id', 'event_name', 'day']
  const groupSums = summed(await engine.rows(sumGroups), names)
  const groups = (await engine.rows(countGroups)).map((row) => ({
    verdict: row['verdict'] as Verdict,
    app_id: String(row['app_id']),
    event_name: typeof row['event_name'] === 'string' ? row['event_name'] : null,
    day: String(row['day']),
    count: Number(row['count']),
    money: groupSums.get(keyOf(row, names)) ?? [],
  }))
  const reasons = (await engine.rows(countReasons)).map((row) => ({
    reason: row['why'] as Reason,
    count: Number(row['count']),
  }))
  return {
    entries: [...counts.values()].reduce((sum, count) => sum + count, 0),
    verdicts: perVerdict as Record<Verdict, number>,
    money,
    foreign: Number(foreign?.['foreign']),
    foreignBefore: Number(foreign?.['before']),
    groups,
    reasons,
  }
}

/** Sums of money by what the rows are of, currencies in their order. */
function summed(rows: readonly Row[], names: readonly string[]): ReadonlyMap<string, readonly Money[]> {
  const amounts = new Map<string, Map<string | null, string[]>>()
  for (const row of rows) {
    const currencies = amounts.get(keyOf(row, names)) ?? new Map<string | null, string[]>()
    amounts.set(keyOf(row, names), currencies)
    const currency = typeof row['currency'] === 'string' ? row['currency'] : null
    const texts = currencies.get(currency) ?? []
    texts.push(String(row['amount']))
    currencies.set(currency, texts)
  }
  return new Map(
    [...amounts].map(([key, currencies]) => {
      const sorted = [...currencies].sort(([left], [right]) => (left ?? '').localeCompare(right ?? ''))
      return [key, sorted.map(([currency, texts]) => ({ currency, amount: addDecimals(texts) }))]
    }),
  )
}

function keyOf(row: Row, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => row[name] ?? null))
}
