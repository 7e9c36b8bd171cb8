import { once } from 'node:events'
import { appendFileSync, existsSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Range, SettledNumbers } from '../../../src/console/send/settled-numbers'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { buildConsole, type ConsoleProcess, type Ended, endOf } from '../console-process'

/**
 * The real `send`, broken off in every way: nothing may be missing at the server, and nothing arrives twice that the
 * progress file held.
 */
const maxInFlight = 16
let command: ConsoleProcess
let sandbox: Sandbox

beforeAll(() => {
  command = buildConsole()
})
afterAll(() => command.dispose())
beforeEach(async () => {
  sandbox = await startSandbox()
  configure(sandbox.url)
})
afterEach(() => sandbox.close())

function configure(url: string | undefined, appId = 'com.example.app'): void {
  command.file('config.json', {
    apps: [{ platform: 'android', app_id: appId, key: 'key' }],
    delivery: { max_requests_per_second: 100_000, max_in_flight: maxInFlight },
    ...(url !== undefined && { endpoints: { mobile_v2: url, mobile_v3: url, web: url } }),
  })
}

const row = (index: number) =>
  `${JSON.stringify({ event_name: 'af_purchase', appsflyer_id: '1700000000000-1234567', order: `order-${index}-` })}\n`
const rows = (count: number, from = 1) => Array.from({ length: count }, (_, index) => row(from + index)).join('')

/** How often each order arrived; a question about the key holds none. */
function arrivals(): ReadonlyMap<number, number> {
  const times = new Map<number, number>()
  for (const { body } of sandbox.inbox.all({})) {
    const order = Number(/order-(\d+)-/.exec(body)?.[1])
    if (!Number.isNaN(order)) times.set(order, (times.get(order) ?? 0) + 1)
  }
  return times
}

const send = (...args: readonly string[]) => ['send', '--config', 'config.json', ...args]

/** Runs `send`, with a signal once so many requests have arrived. */
async function sendUntil(arrived: number, signal: NodeJS.Signals, args: readonly string[]): Promise<Ended> {
  const child = command.start(send(...args))
  const before = sandbox.inbox.summary().total
  const unwatch = sandbox.inbox.onChange(() => {
    if (sandbox.inbox.summary().total - before < arrived) return
    unwatch()
    child.kill(signal)
  })
  child.stdin?.end()
  const ended = await endOf(child)
  unwatch()
  return ended
}

function settledIn(name: string): SettledNumbers {
  const { settled } = JSON.parse(command.read(name)) as { settled: Range[] }
  return new SettledNumbers(settled)
}

test('killed twice without a word, it goes on: nothing is missing, nothing settled is sent again', async () => {
  const count = 3_000
  command.file('killed.ndjson', rows(count))
  sandbox.faults.set({ latencyMs: 8 })
  const settledThen: SettledNumbers[] = []
  for (const arrived of [200, 1_400]) {
    const { exitCode } = await sendUntil(arrived, 'SIGKILL', ['--resume', 'killed.ndjson'])
    expect(exitCode).toBeNull()
    settledThen.push(settledIn('killed.ndjson.progress'))
  }
  const beforeLast = arrivals()
  const { exitCode, stdout, stderr } = await command.run(send('--resume', 'killed.ndjson'))
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('done')])
  expect(stderr.replaceAll('\n', ' ')).toContain('may go out twice')

  const after = arrivals()
  const orders = Array.from({ length: count }, (_, index) => index + 1)
  expect(orders.filter((order) => !after.has(order))).toEqual([])
  const last = settledThen.at(-1)
  const sentAgain = orders.filter((order) => (after.get(order) ?? 0) > (beforeLast.get(order) ?? 0))
  expect(sentAgain.filter((order) => last?.has(order))).toEqual([])
  expect(sentAgain).toHaveLength(count - (last?.count ?? 0))
  // The second time it ran long enough to write: most is not sent again.
  expect(last?.count).toBeGreaterThan(settledThen[0]?.count ?? 0)
  expect(JSON.parse(command.read('killed.ndjson.progress'))).toMatchObject({ settled: [[1, count]], finished: true })
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('after %s it ends with %i, and going on repeats nothing', async (signal, expected) => {
  const name = `${signal}.ndjson`
  command.file(name, rows(800))
  sandbox.faults.set({ latencyMs: 5 })
  const { exitCode, stdout } = await sendUntil(300, signal, [name])
  expect([exitCode, stdout]).toEqual([expected, expect.stringContaining('broke off')])
  expect(arrivals().size).toBeLessThan(800)
  const { exitCode: second } = await command.run(send('--resume', name))
  expect(second).toBe(0)
  expect([...arrivals().values()].filter((times) => times !== 1)).toEqual([])
  expect(arrivals().size).toBe(800)
})

test('while one send is at work, another one is refused; a second signal ends the first at once', async () => {
  command.file('twice.ndjson', rows(50))
  // The question about the key has an answer that says nothing, the records have none: the first send cannot end by itself.
  let requests = 0
  const silent = createServer((_request, response) => {
    requests += 1
    if (requests === 1) response.writeHead(503).end()
    else silent.emit('record')
  })
  const asked = once(silent, 'record')
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  configure(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`)
  const child = command.start(send('twice.ndjson'))
  const ended = endOf(child)
  await asked
  const other = await command.run(send('--resume', 'twice.ndjson'))
  expect([other.exitCode, other.stderr]).toEqual([2, expect.stringContaining(`process ${child.pid} is sending this`)])
  child.kill('SIGINT')
  // The first signal waits for answers, the second for nothing: which is first is for the system to say.
  const again = setInterval(() => child.kill('SIGINT'), 50)
  expect(await ended).toMatchObject({ exitCode: 130, stdout: '', stderr: expect.stringContaining('Ended at once') })
  clearInterval(again)
  silent.closeAllConnections()
  silent.close()
})

test('a second send is refused while the first still compares the input with the progress', async () => {
  const [name, before, all] = ['compared.progress', rows(2_000), rows(2_010)]
  expect((await command.run(send('--progress', name), before)).exitCode).toBe(0)
  const again = send('--resume', '--progress', name)
  const first = command.start(again)
  const ended = endOf(first)
  // It cannot have compared everything while half of it has not come.
  first.stdin?.write(all.slice(0, all.length / 2))
  const lock = join(command.folder, `${name}.lock`)
  while (!existsSync(lock)) await new Promise((resolve) => setTimeout(resolve, 10))
  const second = await command.run(again, all)
  expect([second.exitCode, second.stderr.replaceAll('\n', ' ')]).toEqual([
    2,
    expect.stringContaining(`process ${first.pid} is sending this already`),
  ])
  first.stdin?.end(all.slice(all.length / 2))
  expect((await ended).exitCode).toBe(0)
  expect([...arrivals().values()].filter((times) => times !== 1)).toEqual([])
  expect(arrivals().size).toBe(2_010)
  expect(existsSync(lock)).toBe(false)
})

test('of five that find the lock of a killed one, one sends', async () => {
  command.file('five.ndjson', rows(500))
  sandbox.faults.set({ latencyMs: 20 })
  await sendUntil(100, 'SIGKILL', ['five.ndjson'])
  expect(existsSync(join(command.folder, 'five.ndjson.progress.lock'))).toBe(true)
  const before = arrivals().size
  await Promise.all(Array.from({ length: 5 }, () => command.run(send('--resume', 'five.ndjson'))))
  // What was under way when the first was killed may come twice, nothing else.
  const twice = [...arrivals().values()].filter((times) => times > 1)
  expect(twice.length).toBeLessThanOrEqual(before)
  expect(twice.filter((times) => times > 2)).toEqual([])
  expect(arrivals().size).toBe(500)
})

test('a send to a wrong server settles nothing: nothing has to be said to begin anew with the right one', async () => {
  const stranger = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
  )
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  command.file('moved.ndjson', rows(3))
  configure(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}`)
  expect((await command.run(send('moved.ndjson'))).exitCode).toBe(1)
  stranger.closeAllConnections()
  stranger.close()
  configure(sandbox.url)
  expect((await command.run(send('moved.ndjson'))).exitCode).toBe(0)
  expect([...arrivals().values()]).toEqual([1, 1, 1])
})

const host = () => new URL(sandbox.url).host

test('what a sandbox got is not taken for sent to AppsFlyer', async () => {
  command.file('rehearsed.ndjson', rows(3))
  const rehearsal = await command.run(send('rehearsed.ndjson'))
  expect(rehearsal.stdout).toMatch(new RegExp(`accepted +3 +${host()} took them, not AppsFlyer\\n`))
  configure(undefined)
  const { exitCode, stderr } = await command.run(send('rehearsed.ndjson'))
  configure(sandbox.url)
  expect([exitCode, stderr.replaceAll('\n', ' ')]).toEqual([
    2,
    expect.stringContaining(
      `was settled already with ${host()}: 3 accepted, 0 rejected. The configuration now says AppsFlyer, which has got nothing by it: --restart sends everything there.`,
    ),
  ])
})

test('what an earlier send did is never repeated unasked', async () => {
  command.file('once.ndjson', rows(3))
  expect((await command.run(send('once.ndjson'))).exitCode).toBe(0)
  const again = await command.run(send('once.ndjson'))
  expect([again.exitCode, again.stdout]).toEqual([2, ''])
  expect(again.stderr.replaceAll('\n', ' ')).toContain(
    `all of once.ndjson was settled already with ${host()}: 3 accepted, 0 rejected. --resume sends only what was added since;`,
  )
  expect((await command.run(send('--resume', 'once.ndjson'))).exitCode).toBe(0)
  expect([...arrivals().values()]).toEqual([1, 1, 1])

  appendFileSync(join(command.folder, 'once.ndjson'), rows(2, 4))
  expect((await command.run(send('--resume', 'once.ndjson'))).exitCode).toBe(0)
  expect([...arrivals().values()]).toEqual([1, 1, 1, 1, 1])

  expect((await command.run(send('--restart', 'once.ndjson'))).exitCode).toBe(0)
  expect([...arrivals().values()]).toEqual([2, 2, 2, 2, 2])
})

test('a file that was changed since it was sent is not called settled, whether or not it goes on', async () => {
  command.file('edited.ndjson', rows(3))
  expect((await command.run(send('edited.ndjson'))).exitCode).toBe(0)
  command.file('edited.ndjson', rows(3, 4))
  const changed = await command.run(send('edited.ndjson'))
  expect([changed.exitCode, changed.stdout]).toEqual([2, ''])
  expect(changed.stderr.replaceAll('\n', ' ')).toContain(
    'edited.ndjson was changed since the earlier send (edited.ndjson.progress), which settled 3 of its entries. The 3 that were accepted would go out twice with --restart. Send what was mended or added from a file of its own;',
  )
  command.file('edited.ndjson', rows(2))
  const shorter = await command.run(send('edited.ndjson'))
  expect(shorter.stderr.replaceAll('\n', ' ')).toContain('edited.ndjson is shorter than the earlier send')
  expect([...arrivals().values()]).toEqual([1, 1, 1])
})

test('of rejected records that were mended in their place nothing was accepted: --restart sends them', async () => {
  const unusable = rows(2, 3).replaceAll('1700000000000-1234567', '')
  command.file('bad.ndjson', unusable)
  expect((await command.run(send('bad.ndjson'))).exitCode).toBe(3)
  command.file('bad.ndjson', rows(2, 3))
  const changed = await command.run(send('bad.ndjson'))
  expect(changed.exitCode).toBe(2)
  expect(changed.stderr.replaceAll('\n', ' ')).toContain(
    'Nothing of it was accepted: --restart sends all that stands in it now.',
  )
  expect((await command.run(send('--restart', 'bad.ndjson'))).exitCode).toBe(0)
  expect([...arrivals()]).toEqual([
    [3, 1],
    [4, 1],
  ])
})

test('what was rejected is not called sent, by whichever send', async () => {
  const unusable = rows(2, 3).replaceAll('1700000000000-1234567', '')
  command.file('none.ndjson', unusable)
  expect((await command.run(send('none.ndjson'))).exitCode).toBe(3)
  const settled = /settled already with \S+: (.*)\. --resume/
  const again = await command.run(send('none.ndjson'))
  expect(settled.exec(again.stderr.replaceAll('\n', ' '))?.[1]).toBe('0 accepted, 2 rejected (missing_appsflyer_id 2)')
  appendFileSync(join(command.folder, 'none.ndjson'), `${rows(1)}\n${unusable}`)
  expect((await command.run(send('--resume', 'none.ndjson'))).exitCode).toBe(3)
  const third = await command.run(send('none.ndjson'))
  expect(settled.exec(third.stderr.replaceAll('\n', ' '))?.[1]).toBe('1 accepted, 4 rejected (missing_appsflyer_id 4)')
})

const onLinux = process.platform === 'linux' ? test : test.skip

onLinux('where the disk is full for the rejected records, the progress of all others is kept', async () => {
  const unusable = (from: number) => rows(5, from).replaceAll('1700000000000-1234567', '')
  command.file('full.ndjson', `${rows(5)}${unusable(6)}${rows(5, 11)}`)
  // A device that is there at the start is refused: it comes while the key is asked for.
  sandbox.faults.set({ latencyMs: 2_000 })
  const child = command.start(send('--rejected', 'full-disk', 'full.ndjson'))
  const ended = endOf(child)
  const isStarted = () => existsSync(join(command.folder, 'full.ndjson.progress'))
  while (!isStarted() && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 20))
  symlinkSync('/dev/full', join(command.folder, 'full-disk'))
  sandbox.faults.clear()
  const full = await ended
  expect([full.exitCode, full.stdout.replaceAll(/\s+/g, ' ')]).toEqual([
    1,
    expect.stringContaining(
      'Cannot write the rejected records to full-disk (ENOSPC). What was settled is kept: the same command with --resume goes on from here.',
    ),
  ])
  const settled = settledIn('full.ndjson.progress')
  expect([6, 7, 8, 9, 10].filter((line) => settled.has(line))).toEqual([])
  const again = await command.run(send('--rejected', 'kept.ndjson', '--resume', 'full.ndjson'))
  expect(again.exitCode).toBe(3)
  expect([...arrivals()].sort(([a], [b]) => a - b)).toEqual([1, 2, 3, 4, 5, 11, 12, 13, 14, 15].map((n) => [n, 1]))
  expect(command.read('kept.ndjson').trimEnd().split('\n')).toHaveLength(5)
})

test('a refused key leaves everything for later', async () => {
  command.file('refused.ndjson', rows(40))
  sandbox.faults.set({ status: 401 })
  const refused = await command.run(send('refused.ndjson'))
  expect([refused.exitCode, refused.stdout]).toEqual([1, expect.stringContaining('(status 401, ')])
  sandbox.faults.clear()
  sandbox.inbox.clear()
  expect((await command.run(send('--resume', 'refused.ndjson'))).exitCode).toBe(0)
  expect(arrivals().size).toBe(40)
})

test('what the ledger keeps is settled while the input goes on, not only at its end', async () => {
  command.file('config.json', {
    apps: [{ platform: 'android', app_id: 'com.example.app', key: 'key' }],
    ledger: { storage: 'file', folder: 'ledger' },
    endpoints: { mobile_v2: sandbox.url, mobile_v3: sandbox.url, web: sandbox.url },
  })
  const child = command.start(send('--progress', 'open.progress', '-'))
  const ended = endOf(child)
  // Enough to tell what it is.
  child.stdin?.write(rows(2_000))
  const isSettled = () => existsSync(join(command.folder, 'open.progress')) && settledIn('open.progress').count > 0
  const givenUpAtMs = Date.now() + 20_000
  while (!isSettled() && Date.now() < givenUpAtMs) await new Promise((resolve) => setTimeout(resolve, 50))
  expect(isSettled()).toBe(true)
  child.stdin?.end()
  expect((await ended).exitCode).toBe(0)
})

test('CSV goes on at its row, and stdin with a progress file named', async () => {
  const csv = `event_name,appsflyer_id,order\n${[1, 2, 3].map((index) => `e,1700000000000-1234567,"order-${index}-\n"\n`).join('')}`
  const args = send('--csv', '--resume', '--progress', 'stdin.progress')
  expect((await command.run(args, csv)).exitCode).toBe(0)
  expect(settledIn('stdin.progress').ranges).toEqual([[1, 3]])
  expect((await command.run(args, `${csv}e,1700000000000-1234567,order-4-\n`)).exitCode).toBe(0)
  expect([...arrivals()].sort()).toEqual([1, 2, 3, 4].map((order) => [order, 1]))
})

test('a file that was changed far behind its beginning is refused, and nothing of it is sent', async () => {
  const count = 3_000
  command.file('changed.ndjson', rows(count))
  sandbox.faults.set({ latencyMs: 5 })
  await sendUntil(2_000, 'SIGTERM', ['changed.ndjson'])
  const arrived = arrivals()
  const kept = command.read('changed.ndjson.progress')
  // As sort -u, or an export that was made anew: the same beginning, the same size.
  command.file('changed.ndjson', `${rows(1_000)}${row(9_999)}${rows(count - 1_001, 1_002)}`)
  const refused = await command.run(send('--resume', 'changed.ndjson'))
  expect([refused.exitCode, refused.stderr.replaceAll('\n', ' ')]).toEqual([
    2,
    expect.stringContaining('changed.ndjson was changed since the earlier send'),
  ])
  expect([arrivals(), command.read('changed.ndjson.progress')]).toEqual([arrived, kept])
  // As it was, but for what was not sent yet.
  command.file('changed.ndjson', `${rows(count - 1)}${row(4_711)}`)
  expect((await command.run(send('--resume', 'changed.ndjson'))).exitCode).toBe(0)
  expect([...arrivals().values()].filter((times) => times !== 1)).toEqual([])
  expect([arrivals().size, arrivals().has(4_711), arrivals().has(count)]).toEqual([count, true, false])
})

describe('progress that does not fit is refused', () => {
  test.each([
    [
      'a row put in before',
      () => command.file('fit.ndjson', `${row(9)}${rows(5)}`),
      'fit.ndjson was changed since the earlier send',
    ],
    ['a row that is missing', () => command.file('fit.ndjson', `${row(1)}${rows(5, 3)}`), 'fit.ndjson was changed'],
    ['a shorter input', () => command.file('fit.ndjson', rows(2)), 'fit.ndjson is shorter'],
    ['another server', () => configure('http://127.0.0.1:9'), 'the configuration now says http://127.0.0.1:9'],
    ['another app', () => configure(sandbox.url, 'com.example.other'), 'now android com.example.other'],
    [
      'another format',
      () => command.file('fit.ndjson.progress', command.read('fit.ndjson.progress').replace('"lines"', '"csv"')),
      'read as csv, now it is read as lines',
    ],
    ['no progress file', () => command.file('fit.ndjson.progress', '{"a":1}'), 'is not a progress file'],
  ])('%s', async (_, change, message) => {
    rmSync(join(command.folder, 'fit.ndjson.progress'), { force: true })
    command.file('fit.ndjson', rows(3))
    expect((await command.run(send('--restart', 'fit.ndjson'))).exitCode).toBe(0)
    const arrived = arrivals().size
    change()
    const { exitCode, stderr } = await command.run(send('--resume', 'fit.ndjson'))
    expect([exitCode, stderr.replaceAll('\n', ' ')]).toEqual([2, expect.stringContaining(message)])
    expect(arrivals().size).toBe(arrived)
  })
})

test('a file of rejected rows names its streams: nothing says that the mapping is not used', async () => {
  command.file('mapped.json', {
    apps: [{ platform: 'android', app_id: 'com.example.app', key: 'key' }],
    streams: [{ stream: 'orders', columns: [{ column: 'af', field: 'appsflyer_id' }] }],
    endpoints: { mobile_v2: sandbox.url, mobile_v3: sandbox.url, web: sandbox.url },
  })
  const mapped = (...args: readonly string[]) => ['send', '--config', 'mapped.json', '--no-progress', ...args]
  command.file('o.csv', 'event_name,af,order\naf_purchase,,order-1-\n')
  const first = await command.run(mapped('--stream', 'orders', '--rejected', 'o-bad.csv', 'o.csv'))
  expect([first.exitCode, first.stderr]).toEqual([3, expect.not.stringContaining('mapping is not used')])
  const again = await command.run(mapped('o-bad.csv'))
  expect([again.exitCode, again.stderr]).toEqual([3, expect.not.stringContaining('mapping')])
  expect(again.stdout).not.toContain('mapping')
  // Any other table without a stream is told.
  expect((await command.run(mapped('o.csv'))).stderr).toContain('The mapping is not used.')
})

test('on a disk that stands still it sends for two seconds more, and all of it once the disk goes on', async () => {
  const count = 4_000
  command.file('slow-disk.ndjson', rows(count))
  // While a file `hang` is there, nothing gets to the disk.
  command.file(
    'slow-disk.cjs',
    `const promises = require('node:fs/promises')
    const { existsSync } = require('node:fs')
    const { open } = promises
    promises.open = async (...args) => {
      const file = await open(...args)
      const sync = file.sync.bind(file)
      file.sync = async () => {
        while (existsSync('hang')) await new Promise((resolve) => setTimeout(resolve, 20))
        await sync()
      }
      return file
    }`,
  )
  // 16 in flight for 16 ms each: at most a thousand a second.
  sandbox.faults.set({ latencyMs: 16 })
  const child = command.start(send('slow-disk.ndjson'), { NODE_OPTIONS: '--require ./slow-disk.cjs' })
  const ended = endOf(child)
  while (arrivals().size < 50) await new Promise((resolve) => setTimeout(resolve, 20))
  command.file('hang', '')
  const hangsFrom = arrivals().size
  let before = -1
  while (arrivals().size > before) {
    before = arrivals().size
    await new Promise((resolve) => setTimeout(resolve, 2_000))
  }
  expect(before).toBeGreaterThan(hangsFrom)
  expect(before).toBeLessThan(count)
  rmSync(join(command.folder, 'hang'))
  expect(await ended).toMatchObject({ exitCode: 0 })
  expect([...arrivals().values()].filter((times) => times !== 1)).toEqual([])
  expect(arrivals().size).toBe(count)
}, 60_000)
