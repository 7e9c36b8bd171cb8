import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, existsSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { buildConsole, type ConsoleProcess, endOf } from '../console-process'

/** `send` under a signal, where what it writes to takes nothing: a pipe that nobody reads stands for a disk that hangs. */
let command: ConsoleProcess
let sandbox: Sandbox
let pipe: number | undefined

beforeAll(() => {
  command = buildConsole()
})
afterAll(() => command.dispose())
beforeEach(async () => {
  sandbox = await startSandbox()
  command.file('config.json', {
    apps: [{ platform: 'android', app_id: 'com.example.app', key: 'key' }],
    endpoints: { mobile_v2: sandbox.url, mobile_v3: sandbox.url, web: sandbox.url },
  })
})
afterEach(async () => {
  if (pipe !== undefined) closeSync(pipe)
  pipe = undefined
  await sandbox.close()
})

/** Tells its number. */
function openPipe(): number {
  const path = join(command.folder, 'pipe')
  rmSync(path, { force: true })
  execFileSync('mkfifo', [path])
  pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  return pipe
}

const good = (order: number) => ({ event_name: 'af_purchase', appsflyer_id: '1700000000000-1234567', order })
const rejected = { event_name: 'af_purchase', big: 'x'.repeat(10_000) }
const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')
const send = (...args: readonly string[]) => ['send', '--config', 'config.json', ...args]

const whereThereAreNamedPipes = process.platform === 'win32' ? test.skip : test

whereThereAreNamedPipes(
  'it ends though the rejected records find no place, and keeps the progress of all others',
  async () => {
    command.file('events.ndjson', lines([good(1), good(2), ...Array(400).fill(rejected), good(3)]))
    // A pipe that is there at the start is refused: it comes while the key is asked for.
    sandbox.faults.set({ latencyMs: 2_000 })
    const child = command.start(send('--rejected', 'pipe', 'events.ndjson'))
    const isStarted = () => existsSync(join(command.folder, 'events.ndjson.progress'))
    while (!isStarted() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20))
    openPipe()
    sandbox.faults.set({ latencyMs: 0 })
    let printed = ''
    child.stdout?.on('data', (chunk) => {
      printed += chunk
    })
    const ended = once(child, 'exit')
    while (sandbox.inbox.summary().total < 3) await new Promise((resolve) => setTimeout(resolve, 50))
    await new Promise((resolve) => setTimeout(resolve, 500))
    child.kill('SIGTERM')
    const [exitCode, signal] = await ended
    // Node's own exit would wait for the write that never ends: it dies of the signal, which shells tell as 143, too.
    expect([exitCode, signal]).toEqual([null, 'SIGTERM'])
    expect(printed.replace(/\s+/g, ' ')).toContain('did not answer in time')
    const again = await command.run(send('--resume', '--rejected', 'kept.ndjson', 'events.ndjson'))
    expect(again.exitCode).toBe(3)
    expect(command.read('kept.ndjson').trim().split('\n')).toHaveLength(400)
    const bodies = [...sandbox.inbox.all({})].map(({ body }) => body)
    for (const order of [1, 2, 3])
      expect(bodies.filter((body) => body.includes(`\\"order\\":${order}`))).toHaveLength(1)
  },
  60_000,
)

whereThereAreNamedPipes(
  'it ends though nobody reads what it prints',
  async () => {
    const unread = openPipe()
    command.file('unread.ndjson', lines(Array.from({ length: 500 }, (_, order) => good(order))))
    sandbox.faults.set({ latencyMs: 100 })
    try {
      for (;;) writeSync(unread, Buffer.alloc(4_096))
    } catch {
      // It is full.
    }
    const child = command.start(send('unread.ndjson'), {}, unread)
    const ended = once(child, 'exit')
    while (sandbox.inbox.summary().total < 20) await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill('SIGTERM')
    expect(await ended).toEqual([143, null])
  },
  60_000,
)

test('stopped while it waits for its first event, it says in a line that nothing was sent', async () => {
  const config = JSON.parse(command.read('config.json'))
  command.file('warned.json', { ...config, delivery: { on_wrong_key: 'continue' } })
  const child = command.start(['send', '--config', 'warned.json', '--progress', 'waiting.progress'])
  const ended = endOf(child)
  // What it warns of it says before it reads.
  if (child.stderr !== null) await once(child.stderr, 'data')
  child.kill('SIGTERM')
  const { exitCode, stdout, stderr } = await ended
  expect([exitCode, stdout]).toEqual([143, ''])
  expect(stderr).toMatch(/\nStopped before the first record, as asked: nothing was sent.\n$/)
})
