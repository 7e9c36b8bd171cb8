import type { Request } from '../../../src/core/domain/request'
import type { AppLane } from '../../../src/delivery/lanes/app-lane'
import { DeliveryTask } from '../../../src/delivery/lanes/delivery-task'
import { Lanes } from '../../../src/delivery/lanes/lanes'
import { testSettings } from '../settings'

const owner = { answered: () => undefined, failed: () => undefined }

function lanesOf(count: number) {
  const lanes = new Lanes(testSettings())
  const apps = Array.from({ length: count }, (_, index) => lanes.of(requestOf(`app-${index}`), 0))
  const add = (index: number) => {
    const app = apps[index]
    if (app === undefined) throw new Error('no such app')
    lanes.addFresh(new DeliveryTask(owner, requestOf(`app-${index}`), app, () => undefined, 0))
  }
  const pick = (app: AppLane<DeliveryTask>) => app.fresh.take()
  return { apps, add, next: () => lanes.ready.next(pick)?.request.appId }
}

const requestOf = (appId: string): Request => {
  return { endpoint: 'mobile_v3', appId, method: 'POST', url: `http://x/${appId}`, headers: {}, body: '{}' }
}

test('apps take turns, each with its records in order, and one that has none is passed over', () => {
  const { add, next } = lanesOf(3)
  for (const index of [0, 0, 0, 2, 2]) add(index)
  expect([next(), next(), next()]).toEqual(['app-0', 'app-2', 'app-0'])
  add(1)
  expect([next(), next(), next(), next()]).toEqual(['app-2', 'app-0', 'app-1', undefined])
  add(1)
  expect(next()).toBe('app-1')
})

test('one without a place keeps its turn for later, and the others go', () => {
  const { apps, add, next } = lanesOf(2)
  for (const index of [0, 1, 1]) add(index)
  const [blocked] = apps
  if (blocked === undefined) throw new Error('no app')
  const most = blocked.gate.maxInFlight
  blocked.inFlight = most
  expect([next(), next(), next()]).toEqual(['app-1', 'app-1', undefined])
  blocked.inFlight = 0
  expect(next()).toBe('app-0')
})

test('of thousands of apps those without a record are not looked at', () => {
  const { apps, add, next } = lanesOf(5_000)
  let looked = 0
  for (const app of apps.slice(1)) {
    Object.defineProperty(app, 'isReady', {
      get: () => {
        looked += 1
        return false
      },
    })
  }
  for (let index = 0; index < 100; index += 1) add(0)
  for (let index = 0; index < 100; index += 1) expect(next()).toBe('app-0')
  expect(looked).toBe(0)
})

test('apps whose records are gone are looked at once more, and then no more', () => {
  const { apps, add, next } = lanesOf(1_000)
  for (const index of apps.keys()) add(index)
  for (const _ of apps) next()
  expect(next()).toBeUndefined()
  let looked = 0
  for (const app of apps) {
    Object.defineProperty(app, 'isReady', {
      get: () => {
        looked += 1
        return !app.fresh.isEmpty
      },
    })
  }
  for (let round = 0; round < 100; round += 1) {
    add(7)
    expect(next()).toBe('app-7')
  }
  expect(looked).toBeLessThan(300)
})
