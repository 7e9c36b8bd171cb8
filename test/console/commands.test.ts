import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../../src/sandbox/server/start-sandbox'
import { userAgent } from '../../src/version'
import { buildConsole, type ConsoleProcess, endOf } from './console-process'
import { expectGolden } from './golden'

let command: ConsoleProcess
let sandbox: Sandbox
let config: string
/** Takes half a minute of waiting, so it runs beside the other tests. */
let withoutItsKey: { readonly sandbox: Sandbox; readonly end: ReturnType<ConsoleProcess['run']> }

const android = { app_id: 'com.example.app' }

beforeAll(async () => {
  command = buildConsole()
  sandbox = await startSandbox({ apps: [{ appId: 'com.example.app', key: 'good-key' }] })
  config = command.file('config.json', configuration([android]))
  withoutItsKey = await sendWithoutKey()
})
afterAll(async () => {
  await Promise.all([sandbox.close(), withoutItsKey.sandbox.close()])
  command.dispose()
})

function configuration(apps: readonly object[], url = sandbox.url): object {
  return { s2s_token: 'good-key', apps, endpoints: { all: url } }
}

const row = (order: string, more: object = {}) => ({
  event_name: 'af_purchase',
  appsflyer_id: '1700000000000-1234567',
  gaid: 'd0d5d5a0-1111-4222-8333-444455556666',
  ip: '203.0.113.7',
  user_agent: 'Example/1.0',
  order_id: order,
  ...more,
})
const ndjson = (...rows: readonly object[]) => rows.map((each) => `${JSON.stringify(each)}\n`).join('')
const good = () => ndjson(row('O-1'))
const bad = () => ndjson(row('O-1'), row('O-2', { revenue: '$1' }))
const arrivedOf = (text: string) => [...sandbox.inbox.all({})].filter(({ body }) => body.includes(text)).length

const ios = { app_id: 'id123456789', key: 'bad-key' }
const mixed = ndjson(
  ...Array.from({ length: 40 }, (_, index) =>
    index % 2 === 0
      ? row(`wrong-${index}`, { platform: 'android' })
      : { ...row(`wrong-${index}`, { platform: 'ios' }), gaid: undefined },
  ),
)

/** Starts to send records of two apps, one of them with a wrong key, to a sandbox of its own. */
async function sendWithoutKey() {
  const own = await startSandbox({ apps: [{ appId: 'com.example.app', key: 'good-key' }] })
  const delivery = { on_wrong_key: 'continue' }
  const two = command.file('two-on.json', { ...configuration([android, ios], own.url), delivery })
  return { sandbox: own, end: command.run(['send', '--config', two, '--rejected', 'wrong.ndjson'], mixed) }
}

test.each([
  [[], 0],
  [['send', '--help'], 0],
  [['sendd'], 2],
])('%j ends with %i', async (args, expected) => {
  const { exitCode, stdout, stderr } = await command.run(args)
  expect([exitCode, stdout === '', stderr === '']).toEqual([expected, expected !== 0, expected === 0])
})

test('what --rejected FILE.csv keeps can be mended in a spreadsheet and sent, and nothing of ours goes along', async () => {
  command.file(
    'round.csv',
    'event_name,appsflyer_id,gaid,order_id,revenue,currency\n' +
      'af_purchase,1700000000000-1234567,d0d5d5a0-1111-4222-8333-444455556666,round-1,5.00,EUR\n' +
      'af_purchase,,d0d5d5a0-1111-4222-8333-444455556666,round-2,7747.00,EUR\n',
  )
  const first = await command.run(['send', '--config', config, '--rejected', 'round-bad.csv', 'round.csv'])
  expect([first.exitCode, arrivedOf('round-')]).toEqual([3, 1])
  expect(first.stdout).toContain('worth EUR 7,747.00 has no AppsFlyer id')
  const kept = command.read('round-bad.csv')
  expect(kept).toContain('af_purchase,com.example.app,7747,EUR')
  command.file('round-bad.csv', kept.replace('af_purchase,,d0', 'af_purchase,1700000000000-1234567,d0'))
  const second = await command.run(['send', '--config', config, 'round-bad.csv'])
  expect([second.exitCode, second.stderr]).toEqual([0, ''])
  const [body] = [...sandbox.inbox.all({})].filter((one) => one.body.includes('round-2')).map((one) => one.body)
  expect(body).not.toContain('rejected_')
  expect(JSON.parse(JSON.parse(body ?? '{}').eventValue)).toEqual({
    af_revenue: '7747',
    af_currency: 'EUR',
    order_id: 'round-2',
  })
}, 60_000)

describe('exit codes', () => {
  test.each([
    ['preview', 0, good],
    ['preview', 3, bad],
    ['send', 0, good],
    ['send', 3, bad],
  ])('%s ends with %i', async (name, expected, events) => {
    const { exitCode, stderr } = await command.run([name, '--config', config], events())
    expect([exitCode, stderr]).toEqual([expected, ''])
  })

  test.each([
    ['validate', 0, ''],
    ['send', 0, good()],
    // Nobody is asked at AppsFlyer: that is told all the same.
    ['check', 0, ''],
    ['send', 3, bad()],
  ])('%s --quiet ends with %i, and says nothing where all is well', async (name, expected, events) => {
    const { exitCode, stdout, stderr } = await command.run([name, '--quiet', '--config', config], events)
    const isAllWell = expected === 0 && name !== 'check'
    expect([exitCode, stdout === '', stderr]).toEqual([expected, isAllWell, ''])
  })

  test('send ends with 1 for a refused key, and says of which app and what to do', async () => {
    const wrong = command.file('wrong.json', configuration([{ ...android, key: 'bad-key' }]))
    const { exitCode, stdout } = await command.run(['send', '--config', wrong], good())
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/App com\.example\.app \(status 4\d\d, \w+\):/)
    expect(stdout).not.toContain('bad-key')
  })

  test('preview and send say what they did not use of the mapping', async () => {
    const streams = [{ stream: 'fact_ord', columns: [{ column: 'totl', field: 'revenue' }] }]
    const config = command.file('mapped.json', { ...configuration([android]), streams })
    command.file(
      'fact_ord.csv',
      `event_name,platform,appsflyer_id,total\naf_purchase,android,1700000000000-1234567,5\n`,
    )
    const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ')
    const hint = 'has its name: --stream fact_ord reads the rows as this stream.'
    const unmapped = await command.run(['preview', '--config', config, 'fact_ord.csv'])
    expect(oneLine(unmapped.stdout)).toContain(hint)
    const forPrograms = await command.run(['preview', '--config', config, '--json', 'fact_ord.csv'])
    expect(oneLine(forPrograms.stderr)).toContain(hint)
    expect(forPrograms.stdout.trim().split('\n')).toHaveLength(1)
    const early = await command.run(['send', '--config', config, '--no-progress', 'fact_ord.csv'])
    expect(oneLine(early.stderr)).toContain(`The mapping is not used. The stream fact_ord is mapped, and`)
    expect(oneLine(early.stdout)).toContain(hint)

    const missing = '(totl) never appeared in 1 record of stream fact_ord. Did you mean total?'
    for (const args of [['preview'], ['send', '--no-progress', '--report', 'mapped-report.json']]) {
      const { stdout, stderr } = await command.run([
        ...args,
        '--config',
        config,
        '--stream',
        'fact_ord',
        'fact_ord.csv',
      ])
      expect(oneLine(stdout)).toContain(missing)
      expect(stderr).not.toContain('mapping is not used')
    }
    expect(JSON.parse(command.read('mapped-report.json')).warnings).toEqual([expect.stringContaining(missing)])
  })

  describe('send with a wrong key of one of two apps', () => {
    const eventsOf = () => arrivedOf('wrong-')

    test('sends no record, and says of which app and how to go on', async () => {
      const config = command.file('two.json', configuration([android, ios]))
      const before = eventsOf()
      const { exitCode, stdout } = await command.run(['send', '--config', config], mixed)
      expect([exitCode, eventsOf() - before]).toEqual([1, 0])
      expect(stdout).toMatch(/App id123456789 \(status 4\d\d, \w+\):/)
      expect(stdout).toContain('delivery.on_wrong_key:')
      expect(stdout).not.toMatch(/bad-key|App com\.example/)
    })

    test('that they are kept nowhere is said before', async () => {
      const config = command.file('unkept.json', {
        ...configuration([android]),
        delivery: { on_wrong_key: 'continue' },
      })
      const { exitCode, stderr } = await command.run(['send', '--config', config], good())
      expect([exitCode, stderr.replaceAll('\n', ' ')]).toEqual([
        0,
        expect.stringMatching(/counted and lost here\. --rejected FILE keeps them\./),
      ])
    })

    test('of an app that the stream cannot reach it asks nothing', async () => {
      const streams = [{ stream: 'orders', app_id: 'com.example.app', send_as: 'mobile_event' }]
      const config = command.file('two-stream.json', { ...configuration([android, ios]), streams })
      const { exitCode } = await command.run(['send', '--config', config, '--stream', 'orders'], good())
      expect(exitCode).toBe(0)
    })
  })

  test.each(['.', 'config.json/rejected.ndjson', 'no-such-folder/rejected.ndjson'])(
    'send --rejected %s ends with 2 before anything is sent',
    async (path) => {
      const before = sandbox.inbox.summary().kept
      const { exitCode, stderr } = await command.run(['send', '--config', config, '--rejected', path], good())
      expect([exitCode, sandbox.inbox.summary().kept - before]).toEqual([2, 0])
      expect(stderr.replaceAll('\n', ' ')).toContain(path.split('/')[0])
    },
  )

  test('send ends with 1 when nobody answers', async () => {
    const nobody = command.file('nobody.json', configuration([android], 'http://127.0.0.1:9'))
    const { exitCode, stdout } = await command.run(['send', '--config', nobody, '--give-up-after', '1'], good())
    expect(exitCode).toBe(1)
    expect(stdout).toContain('connection_refused')
    expect(stdout).toMatch(/not settled +1 /)
  })

  const unreadable: Readonly<Record<string, string>> = {
    'text.txt': 'no JSON at all\n',
    'binary.ndjson': 'a\u0000b',
    'cut.json': '[{"event_name":"x"},\n{"a":',
    'quote.csv': 'a,b\n1,"2\n',
  }
  test.each([
    ...[...Object.keys(unreadable), 'missing.ndjson', '.'].map((file) => ['preview', file]),
    ['send', 'cut.json'],
    ['send', 'missing.ndjson'],
  ])('%s %s ends with 2 and says why', async (name, file) => {
    const content = unreadable[file]
    if (content !== undefined) command.file(file, content)
    const { exitCode, stdout, stderr } = await command.run([name, '--config', config, file])
    expect(exitCode).toBe(2)
    expect(name === 'send' ? stderr + stdout : stderr).toContain(file)
    expect(stderr).not.toContain('bug')
    // What was refused is no file of no records.
    expect(stdout).not.toContain(' 0 records')
  })

  test('the version is told: that of the package, where the command is in it', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'))
    expect(userAgent).toBe(`appsflyer-destination/${version}`)
    const { exitCode, stdout } = await command.run(['--version'])
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^appsflyer-destination \S+\n$/)])
  })

  test('an empty file is nothing to do', async () => {
    command.file('empty.ndjson', '')
    expect(await command.run(['preview', '--config', config, 'empty.ndjson'])).toMatchObject({ exitCode: 0 })
    const sent = await command.run(['send', '--config', config, '--no-progress', 'empty.ndjson'])
    expect(sent).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('There was nothing in it.') })
  })

  test('a configuration with mistakes is told key by key', async () => {
    command.file('mistakes.json', {
      apps: [
        { ...android, key: '' },
        { platform: 'ios', app_id: 'x', key: 'SECRET 1' },
      ],
    })
    const { exitCode, stderr } = await command.run(['preview', '--config', 'mistakes.json'], good())
    expectGolden('configuration-mistakes', stderr)
    expect(exitCode).toBe(2)
  })
})

describe('colours', () => {
  const coloured = '\u001b['

  test.each([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
  ])('%j, not on a terminal', async (environment, expected) => {
    const { stdout } = await command.run(['preview', '--config', config], good(), environment)
    expect(stdout.includes(coloured)).toBe(expected)
  })
})

test('preview --json prints nothing but its lines', async () => {
  const { stdout, stderr } = await command.run(['preview', '--config', config, '--json'], bad())
  const shown = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(shown).toMatchObject([
    { line: 1, outcome: 'send' },
    { line: 2, outcome: 'reject', request: null },
  ])
  expect(stderr).toBe('')
})

test('send --dry-run is preview, and sends nothing', async () => {
  const events = ndjson(row('dry-1'), row('dry-2', { revenue: 'x' }))
  const dry = await command.run(['send', '--config', config, '--dry-run'], events)
  const preview = await command.run(['preview', '--config', config], events)
  expect(dry).toEqual(preview)
  expect(arrivedOf('dry-')).toBe(0)
})

test.each(['--json', '--only=rejected'])('send %s without --dry-run sends nothing', async (option) => {
  const { exitCode, stderr } = await command.run(['send', '--config', config, option], ndjson(row('shown-1')))
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('belongs to --dry-run')])
  expect(arrivedOf('shown-')).toBe(0)
})

test('a directory behind < is no input', async () => {
  const child = spawn(process.execPath, [join(command.folder, 'cli.js'), 'send', '--config', config], {
    cwd: command.folder,
    stdio: [openSync(command.folder, 'r'), 'pipe', 'pipe'],
    env: {},
  })
  expect(await endOf(child)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('stdin is a directory') })
})

test('CSV is sent with its columns mapped by a stream', async () => {
  const mapped = command.file('mapped.json', {
    ...configuration([android]),
    streams: [{ stream: 'orders', event_name: 'af_purchase', columns: [{ column: 'total', field: 'revenue' }] }],
  })
  command.file(
    'orders.csv',
    'total,currency,appsflyer_id,gaid,order_id\n12.50,EUR,1700000000000-1234567,,"csv ""1"""\n',
  )
  const { exitCode, stdout } = await command.run(['send', '--config', mapped, '--stream', 'orders', 'orders.csv'])
  expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/accepted +1 /)])
  const [arrival] = [...sandbox.inbox.all({})].filter(({ body }) => body.includes('csv '))
  const { eventValue } = JSON.parse(arrival?.body ?? '{}')
  expect(JSON.parse(eventValue)).toEqual({ af_revenue: '12.5', af_currency: 'EUR', order_id: 'csv "1"' })
})

test('rejected records are kept, mended and sent again', async () => {
  const args = ['send', '--config', config, '--no-progress', '--rejected', 'kept.ndjson']
  expect(await command.run(args, ndjson(row('mend-1', { revenue: '$7' }), row('mend-2')))).toMatchObject({
    exitCode: 3,
  })
  const kept = command.read('kept.ndjson')
  expect(JSON.parse(kept)).toMatchObject({
    type: 'RECORD',
    record: { data: { order_id: 'mend-1', revenue: '$7' } },
    dead_letter: { stage: 'prepare', code: 'invalid_revenue', line: 1 },
  })
  command.file('mended.ndjson', kept.replace('$7', '7'))
  expect(await command.run(['send', '--config', config, 'mended.ndjson'])).toMatchObject({ exitCode: 0 })
  expect([arrivedOf('mend-1'), arrivedOf('mend-2')]).toEqual([1, 1])
})

test('a file is not read and written at once', async () => {
  command.file('same.ndjson', good())
  symlinkSync(join(command.folder, 'same.ndjson'), join(command.folder, 'alias.ndjson'))
  const { exitCode, stderr } = await command.run([
    ...['send', '--config', config, '--rejected', 'alias.ndjson', 'same.ndjson'],
  ])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('must be different')])
})

/** A device that takes nothing, as a full disk does; Linux has it. */
const isFullThere = existsSync('/dev/full')
const testFull = isFullThere ? test : test.skip

testFull.each([
  ['preview', 1],
  ['preview --json', 1],
  ['validate', 1],
  ['help', 1],
  ['send --no-progress', 1],
  ['preview bad.ndjson', 3],
])('%s whose output finds no place ends with %d and says so', async (words, exitCode) => {
  command.file('good.ndjson', good())
  command.file('bad.ndjson', bad())
  const [name = '', ...more] = words.split(' ')
  const isAlone = name === 'help' || name === 'validate' || more.includes('bad.ndjson')
  const args = [name, ...(name === 'help' ? [] : ['--config', config]), ...more, ...(isAlone ? [] : ['good.ndjson'])]
  const full = openSync('/dev/full', 'w')
  const child = spawn(process.execPath, [join(command.folder, 'cli.js'), ...args], {
    cwd: command.folder,
    stdio: ['ignore', full, 'pipe'],
    env: {},
  })
  closeSync(full)
  const ended = await endOf(child)
  expect([ended.exitCode, ended.stderr]).toEqual([exitCode, expect.stringContaining('could not be written (ENOSPC).')])
  expect(ended.stderr).not.toContain('bug')
})

test('--report tells as JSON how it went', async () => {
  await command.run(['send', '--config', config, '--report', 'report.json'], bad())
  expect(JSON.parse(command.read('report.json'))).toMatchObject({
    input: 'stdin',
    recordCount: 2,
    outcomes: { accepted: 1, rejected: 1, skipped: 0, transient: 0, throttled: 0, misconfigured: 0 },
    rejectedByCode: { invalid_revenue: 1 },
    // The record, and the question whether the key is good.
    requestCount: 2,
    retryCount: 0,
    mayBeDuplicatedCount: 0,
    failure: null,
    exitCode: 3,
  })
})

test('--metrics-file is left with the last figures', async () => {
  await command.run(['send', '--config', config, '--metrics-file', 'metrics.prom'], good())
  expect(command.read('metrics.prom')).toContain('appsflyer_destination_settled_total{outcome="accepted"} 1\n')
})

test('write ends well at SIGTERM: what was settled is acknowledged, and the exit code says that it was stopped', async () => {
  const catalog = { streams: [{ stream: { name: 'orders', json_schema: {} }, destination_sync_mode: 'append' }] }
  command.file('catalog.json', catalog)
  const child = command.start(['write', '--config', config, '--catalog', 'catalog.json'])
  const ended = endOf(child)
  const state = {
    type: 'STREAM',
    stream: { stream_descriptor: { name: 'orders' }, stream_state: { cursor: 1 } },
  }
  child.stdout?.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('"STATE"')) child.kill('SIGTERM')
  })
  // Its input stays open: only the signal can end it.
  child.stdin?.write(
    ndjson({ type: 'RECORD', record: { stream: 'orders', data: row('O-9'), emitted_at: 1 } }, { type: 'STATE', state }),
  )
  const { exitCode, stdout } = await ended
  expect(exitCode).toBe(143)
  expect(stdout).toContain('The sync was stopped before the end of its input.')
})

test('what is said of a long file is whole, in a pipe too', async () => {
  const apps = Array.from({ length: 5_000 }, (_, index) => ({ app_id: `app ${index}` }))
  const { exitCode, stderr } = await command.run([
    'validate',
    '--config',
    command.file('long.json', { s2s_token: 't', apps }),
  ])
  expect([exitCode, stderr.length > 200_000]).toEqual([1, true])
  expect(stderr).toMatch(/docs\/configuration\.md describes every key\.\n$/)
})

describe('check', () => {
  test('tells in words, and ends with 1 when a key is wrong', async () => {
    const good = await command.run(['check', '--config', config])
    expect(good).toMatchObject({ exitCode: 0, stderr: '' })
    expect(good.stdout).toMatch(/^com\.example\.app +Android +v3 +127\.0\.0\.1:\d+ +takes the key \(local\)$/m)
    const wrong = command.file('wrong-check.json', configuration([{ ...android, key: 'bad-key' }]))
    const bad = await command.run(['check', '--config', wrong])
    expect(bad).toMatchObject({ exitCode: 1, stderr: '', stdout: expect.stringContaining('refuses the key') })
    expect(bad.stdout).not.toContain('bad-key')
  })

  test("--airbyte speaks Airbyte's protocol, and ends with 0", async () => {
    const wrong = command.file('wrong-airbyte.json', configuration([{ ...android, key: 'bad-key' }]))
    const { exitCode, stdout } = await command.run(['check', '--airbyte', '--config', wrong])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ type: 'CONNECTION_STATUS', connectionStatus: { status: 'FAILED' } })
  })

  test.each([
    ['check', 'foo'],
    ['check', 'socks5://x:1'],
    ['check --airbyte', 'foo'],
  ])("%s: a proxy's address that is none (%s) is told by its variable", async (typed, address) => {
    const { exitCode, stdout, stderr } = await command.run([...typed.split(' '), '--config', config], '', {
      HTTPS_PROXY: address,
    })
    expect(exitCode).toBe(typed === 'check' ? 2 : 0)
    expect(stdout + stderr).toContain('HTTPS_PROXY is not the address of a proxy')
    expect(stdout + stderr).not.toContain('bug')
  })

  test('colours the result where it may', async () => {
    const { stdout } = await command.run(['check', '--config', config], '', { FORCE_COLOR: '1' })
    expect(stdout).toContain('\u001b[33mtakes the key (local)\u001b[39m\n')
  })
})

describe('from an empty folder', () => {
  test('init, validate, check, send: what one prints is what comes next', async () => {
    expect(await command.run(['init', '--output', 'new.yaml'])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await command.run(['init', '--output', 'new.yaml'])).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining('exists already'),
    })
    expect(await command.run(['validate', '--config', 'new.yaml'])).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringMatching(/s2s_token +is a placeholder[\s\S]*apps\[0\]\.app_id +is a placeholder/),
    })
    const filled = command.read('new.yaml').replace('<app id>', 'com.example.app')
    command.file('new.yaml', filled.replace('<S2S token>', `\${APPSFLYER_S2S_TOKEN}`))
    expect(await command.run(['validate', '--config', 'new.yaml'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/s2s_token +names the environment variable\s+APPSFLYER_S2S_TOKEN, which is not/),
    })
    const environment = { APPSFLYER_S2S_TOKEN: 'good-key' }
    expect(await command.run(['validate', '--config', 'new.yaml'], '', environment)).toMatchObject({
      exitCode: 0,
      stderr: '',
      stdout: expect.stringContaining('can be used'),
    })
    expect(await command.run(['validate', '--config', 'nowhere.yaml'])).toMatchObject({ exitCode: 2 })

    const uncommented = command.read('new.yaml').replace(/^# (endpoints:\n)# ( +all: ).*$/m, `$1$2${sandbox.url}`)
    command.file('new.yaml', uncommented)
    const told = (await command.run(['validate', '--config', 'new.yaml'], '', environment)).stdout
    expect(told).toContain(`to ${new URL(sandbox.url).host}, on this machine`)
    const next = (text: string) => /appsflyer-destination (.*?)( EVENTS)?\n*$/.exec(text)?.[1]?.split(' ') ?? []
    const checked = await command.run(next(told), '', environment)
    expect(checked).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('takes the key (local)') })
    expect(next(checked.stdout)[0]).toBe('send')
    const sent = await command.run([...next(checked.stdout), '--no-progress'], ndjson(row('first-walk')), environment)
    expect(sent).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/accepted +1 /) })
    expect(arrivedOf('first-walk')).toBe(1)
  })
})

describe('the sandbox as a command', () => {
  it('knows the apps and keys of a configuration, and refuses all others', async () => {
    const apps = [
      { app_id: '123456789' },
      { app_id: 'brand', platform: 'web_pba', key: 'web-key' },
      { app_id: '480', platform: 'steam' },
    ]
    const secrets = { s2s_token: 's2s-token-1', dev_key: 'dev-key-1', api_token: 'api-token-1' }
    writeFileSync(join(command.folder, 'shop.json'), JSON.stringify({ ...secrets, apps }))
    const child = command.start(['sandbox', '--port', '0', '--config', 'shop.json'])
    const ended = endOf(child)
    const [chunk] = (await once(child.stdout ?? child, 'data')) as [Buffer]
    const url = /http:\S+/.exec(chunk.toString())?.[0] ?? ''
    const endpoints = { endpoints: { all: url } }
    const verdictsWith = async (changed: object) => {
      writeFileSync(join(command.folder, 'asking.json'), JSON.stringify({ ...secrets, apps, ...endpoints, ...changed }))
      const { stdout } = await command.run(['check', '--config', 'asking.json'])
      return stdout.match(/(takes|refuses) the key/g)
    }
    expect(await verdictsWith({})).toEqual(Array(3).fill('takes the key'))
    expect(await verdictsWith({ s2s_token: 'another-token', dev_key: 'another-key' })).toEqual([
      'refuses the key',
      'takes the key',
      'refuses the key',
    ])
    const status = (token: string) =>
      fetch(`${url}/api/gdpr/v1/stub/discovery`, { headers: { authorization: `Bearer ${token}` } }).then(
        (one) => one.status,
      )
    expect(await Promise.all(['api-token-1', 'another'].map(status))).toEqual([200, 401])
    child.kill('SIGTERM')
    expect((await ended).exitCode).toBe(0)
    const missing = await command.run(['sandbox', '--config', 'nowhere.json'])
    expect([missing.exitCode, missing.stderr]).toEqual([2, expect.stringContaining('nowhere.json')])
  })

  it("writes Data Locker's files at its end, and takes shares only", async () => {
    const child = command.start(['sandbox', '--port', '0', '--organic', '1', '--data-locker', 'locker'])
    const ended = endOf(child)
    const [chunk] = (await once(child.stdout ?? child, 'data')) as [Buffer]
    const url = /http:\S+/.exec(chunk.toString())?.[0] ?? ''
    const body = { appsflyer_id: '1415211453000-6513894', eventName: 'e', eventValue: '' }
    const headers = { 'content-type': 'application/json', authentication: 'key' }
    const answer = await fetch(`${url}/inappevent/id1`, { method: 'POST', headers, body: JSON.stringify(body) })
    expect(answer.status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('1 row in 1 file, written at the end'),
    })
    expect(readdirSync(join(command.folder, 'locker'))).toEqual(['t=inapps'])
    const refused = await command.run(['sandbox', '--organic', '20%'])
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining('from 0 to 1')])
    const impossible = await command.run(['sandbox', '--organic', '0.8', '--retargeting', '0.5', '--port', '0'])
    expect([impossible.exitCode, impossible.stderr]).toEqual([2, expect.stringContaining('above 1 together')])
  })
})

test('send with delivery.on_wrong_key: continue sends the other app’s records, and keeps those of the wrong key', async () => {
  const { exitCode, stdout, stderr } = await withoutItsKey.end
  expect(stderr).not.toContain('counted and lost')
  const arrived = [...withoutItsKey.sandbox.inbox.all({})]
  const taken = arrived.filter(({ body, status }) => status === 200 && body.includes('wrong-'))
  expect([exitCode, taken.length]).toEqual([3, 20])
  const kept = command.read('wrong.ndjson').trim().split('\n')
  expect(kept).toHaveLength(20)
  expect(kept.map((line) => JSON.parse(line).dead_letter)).toEqual(
    Array(20).fill(expect.objectContaining({ code: 'wrong_app', stage: 'delivery' })),
  )
  expect(stdout).toMatch(/App id123456789 .*records are rejected, as delivery\.on_wrong_key says\./s)
}, 60_000)
