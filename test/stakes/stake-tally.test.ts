import type { Worth } from '../../src/core/domain/worth'
import { StakeTally } from '../../src/stakes/stake-tally'

function worth(changes: Partial<Worth> = {}): Worth {
  const timeMs = Date.UTC(2024, 0, 15, 23, 59)
  return { appId: 'id1', eventName: 'af_purchase', timeMs, amount: '10', currency: 'EUR', isUnread: false, ...changes }
}

test('by what became of records each counts once, and by app, event and day each that is an event', () => {
  const tally = new StakeTally()
  tally.add('sent', worth())
  tally.add('rejected', worth({ appId: undefined, amount: '3' }))
  tally.add('rejected', worth({ eventName: undefined, timeMs: undefined }))
  tally.add('skipped', undefined)
  tally.add('unsettled', worth({ eventName: null, timeMs: Date.UTC(2024, 0, 16) }))
  const { fates, apps, events, days } = tally.report()
  expect(Object.entries(fates).map(([fate, { records }]) => [fate, records])).toEqual([
    ['sent', 1],
    ['rejected', 2],
    ['skipped', 1],
    ['unsettled', 1],
  ])
  const seen = (groups: typeof apps) => groups.map(({ key, all, rejected }) => [key, all.records, rejected.records])
  expect(seen(apps)).toEqual([
    ['id1', 3, 1],
    [null, 1, 1],
  ])
  expect(seen(events)).toEqual([
    ['', 1, 1],
    ['af_purchase', 2, 1],
    [null, 1, 0],
  ])
  expect(seen(days)).toEqual([
    ['2024-01-15', 2, 1],
    ['2024-01-16', 1, 0],
    [null, 1, 1],
  ])
})

test('names without end take no memory without end: those beyond 200 are one group', () => {
  const tally = new StakeTally()
  for (let index = 0; index < 1_000; index++)
    tally.add('sent', worth({ eventName: `event ${index}`, appId: `app ${index}` }))
  const { events, otherEvents, apps, otherApps } = tally.report()
  expect([events.length, apps.length]).toEqual([200, 100])
  expect(otherApps).toMatchObject({ records: 900, money: [{ currency: 'EUR', revenue: '9000' }] })
  expect(otherEvents).toMatchObject({ records: 800, money: [{ currency: 'EUR', revenue: '8000' }] })
})
