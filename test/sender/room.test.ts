import { Room } from '../../src/sender/room'

function roomOf(limits: { maxWaitingRecords?: number; maxWaitingCharacters?: number }) {
  const timers: (() => void)[] = []
  const after = (_delayMs: number, callback: () => void) => {
    timers.push(callback)
    return () => undefined
  }
  const room = new Room({ limits: { maxWaitingRecords: 100, maxWaitingCharacters: 1_000, ...limits }, after })
  const told: number[] = []
  const ask = (count: number) => {
    for (let n = 0; n < count; n += 1) void room.ready().then(() => told.push(n))
  }
  const turn = async () => {
    for (const timer of timers.splice(0)) timer()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { room, told, ask, turn }
}

test('as many are told as there are places, first come first served', async () => {
  const { room, told, ask, turn } = roomOf({ maxWaitingRecords: 3 })
  ask(10)
  await undefined
  expect(told).toEqual([0, 1, 2])
  for (let n = 0; n < 3; n += 1) room.take(1)
  expect(room.has).toBe(false)
  await turn()
  expect(told).toHaveLength(3)
  room.free(1)
  await undefined
  expect(told).toEqual([0, 1, 2, 3])
})

test('a place that is not taken in its turn is for the next', async () => {
  const { told, ask, turn } = roomOf({ maxWaitingRecords: 1 })
  ask(3)
  await turn()
  await turn()
  expect(told).toEqual([0, 1, 2])
})

test('a place is taken to need as many characters as the last record', async () => {
  const { room, told, ask } = roomOf({ maxWaitingCharacters: 1_000 })
  room.take(600)
  room.take(400)
  ask(10)
  room.free(600)
  await undefined
  expect(told).toEqual([0, 1])
})

test('once it is open nobody waits', async () => {
  const { room, told, ask } = roomOf({ maxWaitingRecords: 1 })
  room.take(1)
  ask(3)
  room.open()
  await undefined
  expect(told).toEqual([0, 1, 2])
})
