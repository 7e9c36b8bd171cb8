import type { Engine } from './engine/duck'
import { matchByArrival, type Timed } from './match-by-arrival'
import {
  anyTime,
  arrivalTime,
  byArrival,
  byDelivery,
  byOrder,
  bySecond,
  createMatches,
  createOpen,
  findCopies,
  groupsInTime,
  lateRepetitions,
  matchInTurn,
  matchSingle,
  nearTime,
  notLate,
  prepareRule,
  type Rule,
  shrinkOpen,
  whichever,
} from './sql/match'

/** Finds the rows of each entry, rule by rule: what an earlier one matched, a later one does not see. */
export async function match(engine: Engine, hasOverlaps: boolean): Promise<void> {
  await engine.run(createMatches)
  if (hasOverlaps) await engine.run(findCopies)
  await applyInTurn(engine, byDelivery, anyTime)
  await engine.run(createOpen)
  const seconds = (which: string) => applyEach(engine, bySecond(which), (rule) => applyInTurn(engine, rule, anyTime))
  // What surely came late does not compete for rows of its own second; of those that are left, nobody knows.
  await seconds(notLate)
  await applyEach(engine, byArrival, (rule) => applyInTime(engine, rule))
  await seconds(whichever)
  await applyOpen(engine, () => applyInTurn(engine, byOrder, nearTime))
  await engine.run(lateRepetitions)
}

async function applyEach(engine: Engine, rules: readonly Rule[], apply: (rule: Rule) => Promise<void>): Promise<void> {
  for (const rule of rules) await applyOpen(engine, () => apply(rule))
}

/** Nothing is asked where nothing is open. */
async function applyOpen(engine: Engine, apply: () => Promise<void>): Promise<void> {
  if ((await countOf(engine, 'open_entries')) === 0 || (await countOf(engine, 'open_rows')) === 0) return
  const before = await countOf(engine, 'matches')
  await apply()
  if ((await countOf(engine, 'matches')) > before) await engine.run(shrinkOpen)
}

async function countOf(engine: Engine, table: string): Promise<number> {
  const [row] = await engine.rows(`SELECT count(*)::DOUBLE AS count FROM ${table}`)
  return Number(row?.['count'])
}

async function applyInTurn(engine: Engine, rule: Rule, time: string): Promise<void> {
  await engine.run(prepareRule(rule))
  await engine.run(matchSingle(time))
  if ((await countOf(engine, 'many')) > 0) await engine.run(matchInTurn(time))
}

/** In memory is one group of equal entries at a time, and the pairs that were found. */
async function applyInTime(engine: Engine, rule: Rule): Promise<void> {
  await engine.run(prepareRule(rule))
  await engine.run(matchSingle(arrivalTime))
  if ((await countOf(engine, 'many')) === 0) return
  const pairs: (readonly [number, number])[] = []
  let key: unknown
  let lists = new Map<number, Timed[]>()
  const finish = () => {
    const entries = lists.get(-1) ?? []
    for (const [kind, rows] of lists) if (kind >= 0) for (const pair of matchByArrival(entries, rows)) pairs.push(pair)
    lists = new Map()
  }
  for await (const rows of engine.stream(groupsInTime)) {
    for (const row of rows) {
      if (row['key'] !== key) finish()
      key = row['key']
      const kind = Number(row['kind'])
      const list = lists.get(kind) ?? []
      list.push({ id: Number(row['id']), atMs: Number(row['moment']) })
      lists.set(kind, list)
    }
  }
  finish()
  await engine.append('matches', pairs)
}
