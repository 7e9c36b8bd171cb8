import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, existsSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { buildConsole, type ConsoleProcess } from '../console-process'

/** `send` under a signal, where what it writes to takes nothing: a pipe that nobody reads stands for a disk that hangs. */
let command: ConsoleProcess
let sandbox: Sandbox
let pipe: number

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
  closeSync(pipe)
  await sandbox.close()
})

function openPipe(): void {
  const path = join(command.folder, 'pipe')
  rmSync(path, { force: true })
  execFileSync('mkfifo', [path])
  pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
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
    openPipe()
    command.file('unread.ndjson', lines(Array.from({ length: 500 }, (_, order) => good(order))))
    sandbox.faults.set({ latencyMs: 100 })
    try {
      for (;;) writeSync(pipe, Buffer.alloc(4_096))
    } catch {
      // It is full.
    }
    const child = command.start(send('unread.ndjson'), {}, pipe)
    const ended = once(child, 'exit')
    while (sandbox.inbox.summary().total < 20) await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill('SIGTERM')
    expect(await ended).toEqual([143, null])
  },
  60_000,
)
