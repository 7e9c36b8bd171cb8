import { type ListedRows, type ListState, PagedList } from '../../src/page/list/paged-list'
import type { ArrivalRow } from '../../src/sandbox/inbox/arrival'
import type { ArrivalFilter } from '../../src/sandbox/inbox/arrival-filter'

interface Asked {
  readonly filter: ArrivalFilter
  readonly before: number | null
  readonly signal: AbortSignal
  answer(ids: readonly number[], next: number | null): Promise<void>
  fail(message: string): Promise<void>
}

const row = (id: number): ArrivalRow => ({
  id,
  receivedAtMs: 0,
  method: 'POST',
  path: '/inappevent/id1',
  endpoint: 'mobile_v3',
  appId: 'id1',
  eventName: 'e',
  attempts: 1,
  money: null,
  eventKey: null,
  verdict: 'recorded',
  reasons: [],
  notes: [],
  status: 200,
  answer: 'OK',
  fault: false,
  bodyBytes: 0,
})

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A list whose questions are answered by hand, and whose clock stands still. */
function makeList() {
  const asked: Asked[] = []
  const planned: { call: () => void; delayMs: number }[] = []
  const clock = { nowMs: 0 }
  let state: ListState<ArrivalRow> = PagedList.atFirst
  const list = new PagedList<ArrivalRow, ArrivalFilter>(
    {
      fetchRows: (filter, before, _limit, signal) =>
        new Promise<ListedRows<ArrivalRow>>((resolve, reject) => {
          asked.push({
            filter,
            before,
            signal,
            answer: (ids, next) => {
              resolve({ rows: ids.map(row), next })
              return settled()
            },
            fail: (message) => {
              reject(new Error(message))
              return settled()
            },
          })
        }),
      placeOf: ({ id }) => id,
      now: () => clock.nowMs,
      later: (call, delayMs) => {
        const plan = { call, delayMs }
        planned.push(plan)
        return () => planned.splice(planned.indexOf(plan), 1)
      },
      onChange: (changed) => {
        state = changed
      },
    },
    {},
  )
  return {
    list,
    asked,
    planned,
    clock,
    ids: () => state.rows.map(({ id }) => id),
    state: () => state,
    last: () => asked.at(-1) as Asked,
    elapse: () => planned.shift()?.call(),
  }
}

it('pages back and forth', async () => {
  const { list, last, ids, state } = makeList()
  list.filter({})
  await last().answer([9, 8], 8)
  list.older()
  expect(last().before).toBe(8)
  await last().answer([7, 6], 6)
  list.older()
  await last().answer([5], null)
  expect([ids(), state().page, state().hasOlder]).toEqual([[5], 2, false])
  list.newer()
  expect(last().before).toBe(8)
  await last().answer([7, 6], 6)
  list.newest()
  expect(last().before).toBeNull()
})

it('looks once for many changes, and rests four times as long as a look takes', async () => {
  const { list, asked, planned, clock, last, elapse } = makeList()
  list.filter({})
  clock.nowMs = 500
  for (let n = 0; n < 5; n++) list.somethingChanged()
  await last().answer([1], null)
  expect([asked.length, planned.map(({ delayMs }) => delayMs)]).toEqual([1, [2_000]])
  for (let n = 0; n < 5; n++) list.somethingChanged()
  elapse()
  expect([asked.length, planned]).toEqual([2, []])
})

it('stays as it is while it is held, says how many are new, and brings them when asked or released', async () => {
  const { list, last, elapse, ids, state } = makeList()
  list.filter({})
  await last().answer([9, 8], 8)
  list.hold('pointer', true)
  list.hold('focus', true)
  list.somethingChanged()
  elapse()
  await last().answer([11, 10, 9], 9)
  expect([ids(), state().fresh, state().freshIsMore]).toEqual([[9, 8], 2, false])
  list.somethingChanged()
  elapse()
  await last().answer([14, 13, 12], 12)
  expect([ids(), state().fresh, state().freshIsMore]).toEqual([[9, 8], 3, true])
  list.newest()
  await last().answer([14, 13], 13)
  expect([ids(), state().fresh]).toEqual([[14, 13], 0])
  list.hold('pointer', false)
  list.somethingChanged()
  elapse()
  await last().answer([15, 14], 14)
  expect([ids(), state().fresh]).toEqual([[14, 13], 1])
  list.hold('focus', false)
  elapse()
  await last().answer([15, 14], 14)
  expect([ids(), state().fresh]).toEqual([[15, 14], 0])
})

it('holds an answer that comes after the hand, and nothing of an inbox that was cleared', async () => {
  const { list, last, elapse, ids } = makeList()
  list.filter({})
  await last().answer([9], null)
  list.somethingChanged()
  elapse()
  list.hold('pointer', true)
  await last().answer([10, 9], null)
  expect(ids()).toEqual([9])
  list.somethingChanged()
  elapse()
  await last().answer([], null)
  expect(ids()).toEqual([])
  list.somethingChanged()
  elapse()
  await last().answer([11], null)
  expect(ids()).toEqual([11])
})

it('stays as it is while it is paged back', async () => {
  const { list, asked, planned, last } = makeList()
  list.filter({})
  await last().answer([9], 9)
  list.somethingChanged()
  expect(planned).toHaveLength(1)
  list.older()
  expect(planned).toEqual([])
  await last().answer([8], null)
  list.somethingChanged()
  expect([asked.length, planned]).toEqual([2, []])
})

it('forgets an answer that came too late', async () => {
  const { list, asked, last, ids } = makeList()
  list.filter({})
  list.filter({ event: 'a' })
  const [late] = asked
  expect(late?.signal.aborted).toBe(true)
  await last().answer([2], null)
  await late?.answer([1], null)
  expect([last().filter, ids()]).toEqual([{ event: 'a' }, [2]])
})

it('says what went wrong, and recovers', async () => {
  const { list, last, state, elapse } = makeList()
  list.filter({})
  await last().fail('gone')
  expect([state().error, state().loading]).toEqual(['gone', false])
  list.somethingChanged()
  elapse()
  await last().answer([1], null)
  expect(state().error).toBeNull()
})
