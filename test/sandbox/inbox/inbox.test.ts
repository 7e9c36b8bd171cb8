import fc from 'fast-check'
import type { Arrival } from '../../../src/sandbox/inbox/arrival'
import { Inbox } from '../../../src/sandbox/inbox/inbox'

const arrival: Omit<Arrival, 'id'> = {
  receivedAtMs: 1_000,
  method: 'POST',
  path: '/inappevent/id1',
  endpoint: 'mobile_v3',
  appId: 'id1',
  eventName: 'af_purchase',
  money: null,
  eventKey: null,
  verdict: 'recorded',
  reasons: [],
  notes: [],
  status: 200,
  answer: 'OK',
  fault: false,
  headers: {},
  body: '{}',
  bodyBytes: 2,
}

function fill(inbox: Inbox, ...changes: readonly Partial<Arrival>[]): void {
  for (const change of changes) inbox.add((id) => ({ ...arrival, ...change, id }))
}

function times(count: number, change: (index: number) => Partial<Arrival> = () => ({})): Partial<Arrival>[] {
  return Array.from({ length: count }, (_, index) => change(index))
}

function ids(arrivals: Iterable<Arrival>): number[] {
  return [...arrivals].map(({ id }) => id)
}

describe('memory', () => {
  it('keeps the newest requests and counts all', () => {
    const inbox = new Inbox(3, 1_000)
    fill(inbox, ...times(5))
    expect(ids(inbox.all({}))).toEqual([3, 4, 5])
    expect(inbox.get(2)).toBeUndefined()
    expect(inbox.summary()).toMatchObject({ total: 5, kept: 3, oldestId: 3, newestId: 5, verdicts: { recorded: 5 } })
  })

  /** Nothing but its body counts. */
  const bare = { path: '', eventName: null, answer: '' }

  it.each<[string, (text: string) => Partial<Arrival>]>([
    ['headers', (text) => ({ headers: { 'x-large': text } })],
    ['a path', (text) => ({ path: text })],
    ['an event name', (text) => ({ eventName: text })],
  ])('counts %s, too', (_, with1000) => {
    const inbox = new Inbox(100_000, 10_000)
    fill(inbox, ...times(50, () => ({ ...bare, ...with1000('x'.repeat(1_000)) })))
    expect(inbox.summary()).toMatchObject({ total: 50, kept: 9 })
  })

  it('counts names of any length, and keeps of each the beginning', () => {
    const inbox = new Inbox(10, 10_000)
    fill(inbox, ...times(2, () => ({ ...bare, eventName: 'x'.repeat(100_000) })))
    expect(inbox.summary().events).toEqual([{ name: `${'x'.repeat(200)}…`, count: 2 }])
  })

  it('keeps as many bytes as allowed, and the newest request always', () => {
    const inbox = new Inbox(100, 10)
    fill(inbox, ...times(3, () => ({ ...bare, bodyBytes: 4 })))
    expect(ids(inbox.all({}))).toEqual([2, 3])
    fill(inbox, { ...bare, bodyBytes: 50 })
    expect(ids(inbox.all({}))).toEqual([4])
    fill(inbox, { ...bare, bodyBytes: 1 })
    expect(ids(inbox.all({}))).toEqual([5])
  })

  it('never holds more than its bounds, and always the newest without gaps', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), sizes, (keptRequests, bodies) => {
        const inbox = new Inbox(keptRequests, 40)
        for (const [index, bodyBytes] of bodies.entries()) {
          fill(inbox, { ...bare, bodyBytes })
          const kept = [...inbox.all({})]
          expect(kept.length).toBeLessThanOrEqual(keptRequests)
          expect(kept.reduce((sum, one) => sum + one.bodyBytes, 0)).toBeLessThanOrEqual(40)
          expect(ids(kept)).toEqual(times(kept.length).map((_, back) => index + 2 - kept.length + back))
          expect(inbox.summary()).toMatchObject({ kept: kept.length, newestId: index + 1 })
        }
      }),
    )
  })

  it('forgets all when it is cleared, and goes on with the ids', () => {
    const inbox = new Inbox(3, 1_000)
    fill(inbox, ...times(2))
    inbox.clear()
    expect(inbox.summary()).toMatchObject({
      total: 0,
      kept: 0,
      oldestId: null,
      newestId: null,
      events: [],
      perSecond: [],
    })
    fill(inbox, {})
    expect(ids(inbox.all({}))).toEqual([3])
  })
})

describe('paging', () => {
  it('goes from the newest to the oldest, each once', () => {
    const inbox = new Inbox(10, 1_000)
    fill(inbox, ...times(7))
    const first = inbox.page({ filter: {}, limit: 3 })
    const second = inbox.page({ filter: {}, limit: 3, before: first.next ?? 0 })
    // What arrives meanwhile does not shift the pages.
    fill(inbox, {})
    const third = inbox.page({ filter: {}, limit: 3, before: second.next ?? 0 })
    expect([first, second, third].map(({ arrivals }) => ids(arrivals))).toEqual([[7, 6, 5], [4, 3, 2], [1]])
    expect(third.next).toBeNull()
  })

  it('searches a full inbox in steps', () => {
    const inbox = new Inbox(50_000, 10_000_000)
    fill(inbox, { eventName: 'rare' }, ...times(45_000))
    let page = inbox.page({ filter: { event: 'rare' }, limit: 10 })
    let steps = 1
    for (; page.next !== null && page.arrivals.length === 0; steps++) {
      page = inbox.page({ filter: { event: 'rare' }, limit: 10, before: page.next })
    }
    expect([ids(page.arrivals), page.next, steps]).toEqual([[1], null, 3])
  })
})

describe('filters', () => {
  const inbox = new Inbox(10, 1_000)
  fill(
    inbox,
    { appId: 'id2', body: '{"a":"Über (x)"}' },
    { eventName: 'af_login', endpoint: 'web_event' },
    { verdict: 'refused', reasons: [{ code: 'wrong_key', field: null, message: '', loses: 'event' }] },
    { notes: [{ code: 'late_event', field: 'eventTime', message: '' }], eventName: null },
  )
  it.each([
    [{}, [1, 2, 3, 4]],
    [{ app: 'id2' }, [1]],
    [{ event: 'af_login' }, [2]],
    [{ endpoint: 'web_event' as const }, [2]],
    [{ verdict: 'refused' as const }, [3]],
    [{ code: 'wrong_key' }, [3]],
    [{ code: 'late_event' }, [4]],
    [{ text: 'über (X' }, [1]],
    [{ text: 'AF_LOG' }, [2]],
    [{ text: 'inappevent/id1' }, [1, 2, 3, 4]],
    [{ text: '.*' }, []],
    [{ app: 'id1', verdict: 'recorded' as const }, [2, 4]],
  ])('%j', (filter, expected) => {
    expect(ids(inbox.all(filter))).toEqual(expected)
  })
})

describe('counts', () => {
  it('by verdict, endpoint, event, app and code', () => {
    const inbox = new Inbox(1, 1_000)
    const reason = { code: 'outside_contract', field: 'ip', message: '', loses: 'fields' as const }
    fill(inbox, {}, { eventName: '__proto__' }, { eventName: '__proto__' })
    fill(inbox, { verdict: 'refused', endpoint: 'unknown', appId: null, eventName: null, reasons: [reason, reason] })
    expect(inbox.summary()).toMatchObject({
      verdicts: { recorded: 3, recorded_with_losses: 0, silently_dropped: 0, refused: 1, probe: 0, asked_to_erase: 0 },
      endpoints: { mobile_v2: 0, mobile_v3: 3, web_event: 0, web_visit: 0, unknown: 1 },
      events: [
        { name: '__proto__', count: 2 },
        { name: 'af_purchase', count: 1 },
      ],
      apps: [{ name: 'id1', count: 3 }],
      reasons: [{ name: 'outside_contract', count: 1 }],
      notes: [],
    })
  })

  it('stay bounded with endlessly many names', () => {
    const inbox = new Inbox(1, 1_000)
    fill(inbox, ...times(3_000, (index) => ({ eventName: `event ${index}` })))
    const { events, otherEvents } = inbox.summary()
    expect([events.length, otherEvents]).toEqual([100, 2_900])
  })

  it('by second, for the last ten minutes', () => {
    const inbox = new Inbox(1, 1_000)
    const at = (second: number) => ({ receivedAtMs: second * 1_000 + 999 })
    fill(inbox, at(5), at(5), { ...at(6), verdict: 'refused' }, at(604))
    expect(inbox.summary().perSecond).toEqual([
      {
        atMs: 5_000,
        recorded: 2,
        recorded_with_losses: 0,
        silently_dropped: 0,
        refused: 0,
        probe: 0,
        asked_to_erase: 0,
      },
      {
        atMs: 6_000,
        recorded: 0,
        recorded_with_losses: 0,
        silently_dropped: 0,
        refused: 1,
        probe: 0,
        asked_to_erase: 0,
      },
      {
        atMs: 604_000,
        recorded: 1,
        recorded_with_losses: 0,
        silently_dropped: 0,
        refused: 0,
        probe: 0,
        asked_to_erase: 0,
      },
    ])
    fill(inbox, at(605), at(3))
    expect(inbox.summary().perSecond.map(({ atMs, recorded }) => [atMs, recorded])).toEqual([
      [6_000, 0],
      [604_000, 1],
      [605_000, 2],
    ])
  })
})

it('tells listeners of every change until they stop', () => {
  const inbox = new Inbox(1, 1_000)
  const heard: number[] = []
  const stop = inbox.onChange(() => heard.push(inbox.summary().total))
  fill(inbox, {}, {})
  inbox.clear()
  stop()
  fill(inbox, {})
  expect(heard).toEqual([1, 2, 0])
})
