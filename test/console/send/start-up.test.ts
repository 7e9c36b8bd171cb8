import { StartUp } from '../../../src/console/send/start-up'

/** A process that gets signals from the test. */
function started() {
  const listeners = new Map<string, () => void>()
  const said: string[] = []
  const startUp = new StartUp({
    host: { on: (signal, listener) => listeners.set(signal, listener) },
    write: (text) => said.push(text),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms)
      return () => clearTimeout(timer)
    },
  })
  return { startUp, said, signal: (name: string) => listeners.get(name)?.() }
}

const nothingSent = 'Stopped before the first record, as asked: nothing was sent.\n'

test('a signal before the first record ends it wherever it waits, says so, and gives back what was taken', async () => {
  const { startUp, said, signal } = started()
  let givenBack = 0
  startUp.undoing(async () => {
    givenBack += 1
  })
  const ended = startUp.unlessStopped(() => new Promise(() => {}))
  signal('SIGTERM')
  expect(await ended).toBe(143)
  expect([said, givenBack]).toEqual([[nothingSent], 1])
  // What was under way all the same may send nothing.
  expect(startUp.end()).toBe(false)
})

test('what cannot be given back does not keep it', async () => {
  const { startUp, signal } = started()
  startUp.undoing(() => new Promise(() => {}))
  const ended = startUp.unlessStopped(() => new Promise(() => {}))
  signal('SIGINT')
  expect(await ended).toBe(130)
})

test('once records may go out a signal is theirs to settle', async () => {
  const { startUp, said, signal } = started()
  const ended = startUp.unlessStopped(async () => {
    expect(startUp.end()).toBe(true)
    signal('SIGTERM')
    expect(startUp.stop.signal.aborted).toBe(true)
    await new Promise((resolve) => setTimeout(resolve, 5))
    return 7
  })
  expect(await ended).toBe(7)
  expect(said).toEqual([])
})
