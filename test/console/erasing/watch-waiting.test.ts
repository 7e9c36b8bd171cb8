import { watchWaiting } from '../../../src/console/erasing/watch-waiting'
import type { DeliverySnapshot } from '../../../src/delivery/engine/counters'
import { widest } from '../golden'

/** A watch over an engine that stands as `state` says; `at` moves the clock to so many milliseconds and looks. */
function watched() {
  const state = { unsettled: 1, failedAttemptsByCode: {} as Record<string, number> }
  const startMs = new Date(2026, 2, 14, 12, 0, 0).getTime()
  let nowMs = startMs
  let look = () => {}
  let text = ''
  watchWaiting(
    { snapshot: () => state as unknown as DeliverySnapshot },
    {
      host: 'hq1.appsflyer.com',
      patienceMs: 300_000,
      write: (more) => (text += more),
      every: (_interval, callback) => {
        look = callback
        return () => {}
      },
      now: () => nowMs,
    },
  )
  const at = (ms: number) => {
    nowMs = startMs + ms
    look()
    const told = text.replaceAll('\n', ' ').trim()
    expect(widest(text)).toBeLessThanOrEqual(80)
    text = ''
    return told
  }
  return { state, at }
}

test('a server that fails is named at once, with the reason and until when it is tried', () => {
  const { state, at } = watched()
  expect(at(200)).toBe('')
  state.failedAttemptsByCode = { connection_refused: 2 }
  expect(at(400)).toBe(
    'hq1.appsflyer.com does not take it (connection_refused). Trying until 12:05:00: --give-up-after says how long.',
  )
  expect([at(600), at(10_000)]).toEqual(['', ''])
  expect(at(30_400)).toMatch(/^hq1\.appsflyer\.com does not take it/)
  state.failedAttemptsByCode = { connection_refused: 2, throttled: 3 }
  expect(at(30_600)).toContain('(throttled)')
})

test.each(['unauthorized', 'e411', 'e325'])('%s is no reason to wait: it is the last word', (code) => {
  const { state, at } = watched()
  state.failedAttemptsByCode = { [code]: 2 }
  expect(at(400)).toBe('')
  state.failedAttemptsByCode = { [code]: 2, connection_refused: 1 }
  expect(at(600)).toContain('(connection_refused)')
})

test('one that is silent is told after three seconds, and nothing once all is settled', () => {
  const { state, at } = watched()
  expect(at(2_800)).toBe('')
  expect(at(3_000)).toMatch(/^hq1\.appsflyer\.com has not answered yet\. Trying until 12:05:00/)
  state.unsettled = 0
  expect(at(60_000)).toBe('')
})
