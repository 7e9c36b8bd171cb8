import { HeldBytes } from '../../../../src/airbyte/protocol/states/held-bytes'

test('is ready again only when enough has left', async () => {
  const held = new HeldBytes(10_000)
  const state = 'x'.repeat(2_000)
  await held.ready()
  for (let count = 0; count < 4; count += 1) held.enter(state)
  let isReady = false
  const ready = held.ready().then(() => {
    isReady = true
  })
  held.leave(state)
  await new Promise((resolve) => setImmediate(resolve))
  expect(isReady).toBe(false)
  held.leave(state)
  await ready
})

test('many small states count, too: each costs more than its text', async () => {
  const held = new HeldBytes(100_000)
  for (let count = 0; count < 200; count += 1) held.enter('')
  let isReady = false
  void held.ready().then(() => {
    isReady = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(isReady).toBe(true)
  held.enter('')
  isReady = false
  void held.ready().then(() => {
    isReady = true
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(isReady).toBe(false)
})
