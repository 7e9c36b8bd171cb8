import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { PassThrough } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { watchLearning } from '../../../src/console/ids/watch-learning'
import { MemoryError } from '../../../src/memory/store'
import { addressOf } from '../../delivery/fault-server'
import { expectGolden, widest } from '../golden'
import { account, csv, IdsHouse, id } from './run-ids'

let house: IdsHouse
let servers: Server[] = []
beforeEach(() => {
  house = new IdsHouse()
})
afterEach(async () => {
  house.dispose()
  for (const server of servers) server.close().closeAllConnections()
  servers = []
})

const learn = (...args: readonly string[]) => house.run(['ids', 'learn', ...args])
const known = async (user: string, app = 'com.example.app') =>
  (await (await house.memory()).installsOf(app, user)).map(({ appsflyerId }) => appsflyerId)

test('files and folders are learnt, and the report says what became of each row', async () => {
  house.file(
    'a.csv',
    csv(
      {},
      {},
      { 'AppsFlyer ID': id(2) },
      { 'Customer User ID': 'john', 'AppsFlyer ID': id(2) },
      { 'Event Source': 'S2S' },
      { 'Event Source': 'S2S' },
      { 'Customer User ID': '' },
      { 'AppsFlyer ID': 'f0f0' },
      { 'Event Time': 'soon' },
      { 'App ID': 'com.example.other' },
      { 'App ID': 'com.example.other' },
      { 'App ID': 'id55' },
    ),
  )
  mkdirSync(`${house.folder}/folder`)
  house.file('folder/b.csv.gz', gzipSync(csv({ 'App ID': 'id123456789', 'AppsFlyer ID': id(3) })))
  house.file('folder/c.csv', `${csv({}, {})}too,short\nstill,too,short\n`)
  house.file('folder/notes.txt', 'nothing of AppsFlyer’s\n')
  const { exitCode, stdout, stderr } = await learn('a.csv', 'folder')
  expect([exitCode, stderr]).toEqual([0, ''])
  expect(await known('jane')).toEqual([id(1), id(2)].sort().reverse())
  expect(await known('jane', 'id123456789')).toEqual([id(3)])
  expect(house.store.flushCount).toBe(1)
  expectGolden('ids-learn', stdout)
  expect(widest(stdout)).toBeLessThanOrEqual(80)
})

test('--json says the same to programs', async () => {
  house.file('a.csv', csv({}, {}, { 'Customer User ID': '' }))
  const { exitCode, stdout } = await learn('--json', 'a.csv')
  expect(exitCode).toBe(0)
  expect(stdout.endsWith('}\n')).toBe(true)
  expect(JSON.parse(stdout)).toEqual({
    input: 'a.csv',
    rowCount: 3,
    newPairCount: 1,
    knownPairRowCount: 1,
    sharedInstallCount: 0,
    unlearntRowCount: 0,
    leftOut: [{ reason: 'no_user', rowCount: 1 }],
    otherApps: [],
    damagedLineCount: 0,
    firstDamage: null,
    warnings: [],
    durationMs: 0,
    failures: [],
    exitCode: 0,
  })
  expect(JSON.parse((await learn('--json', 'a.csv')).stdout)).toMatchObject({ newPairCount: 0, knownPairRowCount: 2 })
})

test('sightings go to the memory by the thousand', async () => {
  const rows = Array.from({ length: 2_500 }, (_, index) => ({
    'AppsFlyer ID': id(index),
    'Customer User ID': `u${index}`,
  }))
  house.file('a.csv', csv(...rows))
  await house.memory()
  const before = house.store.writeCount
  expect((await learn('a.csv')).stdout).toMatch(/new pairs\s+2,500 /)
  // One more says when old deliveries were last taken away.
  expect(house.store.writeCount - before).toBe(4)
})

test('an install of several users counts once, however many blocks it is in', async () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => ({ 'Customer User ID': index % 2 === 0 ? 'jane' : 'john' }))
  house.file('a.csv', csv(...rows))
  expect((await learn('a.csv')).stdout).toMatch(/several users\s+1 /)
})

test('of erased users nothing is learnt, and that is told', async () => {
  await (await house.memory()).eraseUser('com.example.app', 'jane')
  house.file('a.csv', csv({}, { 'Customer User ID': 'john', 'AppsFlyer ID': id(2) }))
  const { stdout } = await learn('a.csv')
  expect(stdout).toMatch(/ 1 {3}of users or installs whose erasure was requested/)
  expect(await known('jane')).toEqual([])
})

describe('rows that name no app', () => {
  const rows = csv({ 'App ID': '' })

  test('are of --app, which may lack the prefix', async () => {
    house.file('a.csv', rows)
    await learn('--app', '123456789', 'a.csv')
    expect(await known('jane', 'id123456789')).toEqual([id(1)])
  })

  test('are of the only mobile app', async () => {
    house.file('c.yaml', JSON.stringify({ ...account, apps: account.apps.slice(1) }))
    house.file('a.csv', rows)
    expect((await learn('a.csv')).exitCode).toBe(0)
    expect(await known('jane')).toEqual([id(1)])
  })

  test('are refused where it is not clear whose they are', async () => {
    house.file('a.csv', rows)
    await expect(learn('a.csv')).rejects.toThrow(
      /^Rows of a\.csv name no app, and the configuration has several\. Say with --app which one it is: id123456789, com\.example\.app\.$/,
    )
  })

  test('after others: what was read before is learnt', async () => {
    house.file('a.csv', csv({}, { 'App ID': '' }))
    const { exitCode, stdout } = await learn('a.csv')
    expect(exitCode).toBe(2)
    expect(stdout).toMatch(/broke off ─\n.*\n {2}new pairs\s+1 /)
    expect(await known('jane')).toEqual([id(1)])
  })
})

describe('nothing was learnt', () => {
  test.each([
    [{ 'Customer User ID': '' }, 'name no user'],
    [{ 'Event Source': 'S2S' }, 'are echoes of what a server had sent'],
    [{ 'App ID': 'id55' }, 'are of other apps'],
    [{ 'AppsFlyer ID': 'f0f0' }, 'Nothing was learnt.'],
  ])('%j: the report says why', async (row, words) => {
    house.file('a.csv', csv(row))
    expect((await learn('a.csv')).stdout.replaceAll(/\s+/g, ' ')).toContain(words)
  })

  test('from no row', async () => {
    house.file('a.csv', csv())
    expect((await learn('a.csv')).stdout).toContain('There was no row to learn from.')
  })
})

describe('arguments that cannot be used', () => {
  test.each([
    [[], 'Name files or folders of raw data, or ask the Pull API with --pull.'],
    [['--pull', 'a.csv'], 'Choose: files, or --pull.'],
    [['--from', '2026-11-01', 'a.csv'], '--from and --to belong to --pull.'],
    [['--pull', '--from', '2026-11-31'], '--from takes a day, such as 2026-11-20.'],
    [['--pull', '--from', '2026-11-27'], '--from takes a day that is over: 2026-11-26 or an earlier one.'],
    [['--pull', '--from', '2026-11-02', '--to', '2026-11-01'], '--to takes the same day as --from, or a later one.'],
    [['--app', 'com.other', 'a.csv'], '--app takes a mobile app of the configuration: id123456789, com.example.app.'],
    [['nowhere.csv'], 'There is no such file or folder: '],
  ])('%j', async (args, message) => {
    await expect(learn(...args)).rejects.toMatchObject({ name: 'Unusable', message: expect.stringContaining(message) })
  })
})

describe('configurations that cannot be used', () => {
  test.each([
    [
      'without a memory',
      { memory: undefined },
      ['a.csv'],
      /\n {2}memory:\n {4}store: sqlite\n {4}path: appsflyer-memory\.db\n/,
    ],
    ['without a mobile app', { apps: account.apps.slice(2) }, ['a.csv'], /has no mobile app/],
    ['without an API token', { api_token: undefined }, ['--pull'], /has no api_token/],
  ])('%s', async (_what, change, args, message) => {
    house.file('c.yaml', JSON.stringify({ ...account, ...change }))
    await expect(learn(...args)).rejects.toMatchObject({ name: 'Unusable', message: expect.stringMatching(message) })
  })
})

describe('a memory that fails', () => {
  const rows = Array.from({ length: 1_500 }, (_, index) => ({ 'AppsFlyer ID': id(index) }))

  test('ends it with 1, and what was learnt until then is told', async () => {
    house.file('a.csv', csv(...rows))
    await house.memory()
    const learnt = house.store.update.bind(house.store)
    let count = 0
    house.store.update = async (...args) => {
      count += 1
      // All are of one user, who keeps so many: each block takes two.
      if (count > 2) throw new MemoryError('The memory is away.')
      return learnt(...args)
    }
    const { exitCode, stdout } = await learn('a.csv')
    expect(exitCode).toBe(1)
    expectGolden('ids-learn-failed', stdout)
  })

  test('ends it with 2 where only the user can mend it', async () => {
    house.file('a.csv', csv({}))
    await house.memory()
    house.store.update = async () => {
      throw new MemoryError('The memory is another’s.', 'config_error')
    }
    expect((await learn('a.csv')).exitCode).toBe(2)
  })
})

test('after a signal it stops, and keeps what it has learnt', async () => {
  house.file('a.csv', csv({}))
  house.file('b.csv', csv({ 'AppsFlyer ID': id(2) }))
  house.stop.abort()
  const { exitCode, stdout } = await learn('a.csv', 'b.csv')
  expect(exitCode).toBe(130)
  expect(stdout).toContain('It was stopped before the end.')
  expect(await known('jane')).toEqual([id(1)])
})

test('on a terminal a line is shown, and taken away at the end', async () => {
  house.file('a.csv', csv({}))
  const stderr = Object.assign(new PassThrough(), { isTTY: true, columns: 60 })
  const { stderr: shown } = await house.run(['ids', 'learn', 'a.csv'], { stderr })
  expect(shown).toBe('')
  const clear = '\r\u001b[2K'
  expect(String(stderr.read())).toBe(`${clear}0 rows  0 new pairs  0 s${clear}`)
})

test('the line says how far it is, and where', () => {
  const written: string[] = []
  let tick = () => undefined as unknown
  let now = 0
  const counts = { rowCount: 12_345, newPairCount: 678, source: `in_app_events_report of com.example.app\n` }
  const watch = watchLearning({ counts } as never, {
    write: (text) => written.push(text),
    every: (_ms, callback) => {
      tick = callback
      return () => undefined
    },
    now: () => now,
    width: () => 60,
  })
  now = 65_000
  tick()
  watch.end()
  expect(written[1]?.slice(5)).toBe('12,345 rows  678 new pairs  1 min 5 s  in_app_events_repor…')
})

describe('--pull', () => {
  type Answer = readonly [status: number, text: string]

  async function appsflyer(answerTo: (path: string) => Answer) {
    const seen: string[] = []
    const server = createServer((request, response) => {
      const path = String(request.url)
      seen.push(path.replace('/api/raw-data/export/app/', ''))
      expect(request.headers.authorization).toBe('Bearer SECRET-api-token')
      const [status, text] = answerTo(path)
      response.writeHead(status).end(text)
    })
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const api = `http://127.0.0.1:${addressOf(server).port}`
    house.file('c.yaml', JSON.stringify({ ...account, endpoints: { api } }))
    return seen
  }

  const rowOf = (path: string): Answer => [
    200,
    csv({ 'App ID': path.includes('/id123456789/') ? 'id123456789' : '', 'AppsFlyer ID': id(path.length) }),
  ]

  test('asks for three reports of each mobile app, of the last 31 days', async () => {
    const seen = await appsflyer(rowOf)
    const { exitCode, stdout } = await learn('--pull')
    expect(exitCode).toBe(0)
    const range = 'v5?from=2026-10-27&to=2026-11-26&maximum_rows=1000000'
    expect(seen).toEqual(
      ['id123456789', 'com.example.app'].flatMap((app) =>
        ['in_app_events_report', 'organic_in_app_events_report', 'in-app-events-retarget'].map(
          (report) => `${app}/${report}/${range}`,
        ),
      ),
    )
    expect(stdout).toContain('Learnt: the Pull API, 2026-10-27 to 2026-11-26')
    expect(await known('jane')).toHaveLength(3)
    expect(await known('jane', 'id123456789')).toHaveLength(3)
  })

  test('of one app with --app, of the days that were given', async () => {
    const seen = await appsflyer(rowOf)
    const { stdout } = await learn('--pull', '--app', 'com.example.app', '--from', '2026-10-01', '--to', '2026-10-02')
    expect(seen).toHaveLength(3)
    expect(seen[0]).toContain('from=2026-10-01&to=2026-10-02&')
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('! AppsFlyer serves in-app events of the last 31 days.')
    expect(stdout.match(/AppsFlyer serves/g)).toHaveLength(1)
  })

  test('goes on where one report is refused, and ends with 1', async () => {
    const seen = await appsflyer((path) =>
      path.includes('organic') ? [400, 'Your API call limit has been reached for report type'] : rowOf(path),
    )
    const { exitCode, stdout } = await learn('--pull')
    expect([exitCode, seen.length]).toEqual([1, 6])
    expectGolden('ids-learn-pull-failed', stdout)
  })

  test('asks no more for an app that AppsFlyer does not know', async () => {
    const seen = await appsflyer((path) => (path.includes('/id123456789/') ? [404, 'no such app'] : rowOf(path)))
    expect((await learn('--pull')).exitCode).toBe(1)
    expect(seen).toHaveLength(4)
  })

  test('ends at once where the token is refused', async () => {
    const seen = await appsflyer(() => [401, 'Bad token'])
    const { exitCode, stdout } = await learn('--pull')
    expect([exitCode, seen.length]).toEqual([1, 1])
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('AppsFlyer refuses the token.')
  })
})
