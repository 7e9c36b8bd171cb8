import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { Post } from '../../../src/airbyte/connector/ports'
import type { TriedMemory } from '../../../src/airbyte/connector/tried-memory'
import { check } from '../../../src/console/setup/check'
import { plainStyle } from '../../../src/console/terminal/style'
import type { Request } from '../../../src/core/domain/request'
import { expectGolden, widest } from '../golden'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Answer = Awaited<ReturnType<Post>>
const known: Answer = { status: 400, text: 'appsflyer_id is a mandatory field' }
const unknown: Answer = { status: 400, text: 'Failed to Authenticate' }

async function told(
  content: unknown,
  answerTo: (request: Request) => Answer,
  more: {
    readonly storeProblem?: string
    readonly ledgerProblem?: string
    readonly memory?: TriedMemory
    readonly environment?: Record<string, string>
    readonly isQuiet?: boolean
  } = {},
) {
  const path = join(folder, 'shop.yaml')
  writeFileSync(path, typeof content === 'string' ? content : stringify(content))
  const printed = { stdout: '', stderr: '' }
  const requests: Request[] = []
  const isGood = await check(path, {
    environment: more.environment ?? {},
    isQuiet: more.isQuiet ?? false,
    style: plainStyle,
    now: () => Date.UTC(2026, 2, 14),
    createPost: () => async (request) => {
      requests.push(request)
      return answerTo(request)
    },
    tryMemory: async () => more.memory,
    tryStore: async () => (more.storeProblem === undefined ? undefined : { message: more.storeProblem }),
    tryLedger: async () => (more.ledgerProblem === undefined ? undefined : { message: more.ledgerProblem }),
    stdout: { write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
  })
  expect(printed.stdout + printed.stderr).not.toContain('SECRET')
  expect(widest(printed.stdout)).toBeLessThanOrEqual(80)
  const short = (text: string) => text.replaceAll(path, 'shop.yaml')
  return { isGood, stdout: short(printed.stdout), stderr: short(printed.stderr), requests }
}

const account = {
  s2s_token: 'SECRET-token',
  dev_key: 'SECRET-dev-key',
  apps: [
    { app_id: 'id123456789' },
    { app_id: 'com.example.app', api_version: 'v2' },
    { app_id: 'website-www.example.com', time_zone: 'UTC' },
  ],
}
const one = { s2s_token: 'SECRET-token', apps: [{ app_id: 'id1' }] }
const local = { endpoints: { all: 'http://127.0.0.1:8080' } }

test('a line for each app, with the server that was asked, and the next commands', async () => {
  const { isGood, stdout, stderr } = await told(account, ({ endpoint }) =>
    endpoint === 'web_event' ? { status: 400, text: 'Invalid or missing fields' } : known,
  )
  expectGolden('check', stdout)
  expect([isGood, stderr]).toEqual([true, ''])
})

test("with --quiet nothing is said where all is well, and what another server than AppsFlyer's says of a key", async () => {
  const [quiet, local_, refused] = [
    await told(one, () => known, { isQuiet: true }),
    await told({ ...one, ...local }, () => known, { isQuiet: true }),
    await told(one, () => unknown, { isQuiet: true }),
  ]
  expect([quiet.isGood, quiet.stdout]).toEqual([true, ''])
  expect([local_.isGood, local_.stdout]).toEqual([true, expect.stringContaining('on this machine')])
  expect([refused.isGood, refused.stdout]).toEqual([false, expect.stringContaining('refuses the key')])
})

test('where streams are mapped, how a file is read as one of them is told', async () => {
  const streams = [{ stream: 'fact ord' }]
  const { stdout } = await told({ ...account, streams }, () => known)
  expect(stdout.replaceAll('\n', ' ')).toContain(
    "The stream fact ord is mapped: --stream 'fact ord' reads the rows of a file as this stream.",
  )
})

test('a single refusal of the key is a lapse: the question is asked again before anything is said of the key', async () => {
  let asked = 0
  const { isGood, stdout, requests } = await told(one, () => {
    asked += 1
    return asked === 1 ? { status: 401, text: 'Unauthorized' } : known
  })
  expect([isGood, requests.map(({ endpoint }) => endpoint)]).toEqual([true, ['mobile_v3', 'mobile_v3']])
  expect(stdout).not.toContain('dev key')
})

test('what is wrong is told app by app, and once where it is the same', async () => {
  const { isGood, stdout } = await told(
    { ...account, rejected_records: { storage: 'file', folder: '/nowhere' } },
    ({ endpoint }) => (endpoint === 'web_event' ? { status: 403, text: 'Forbidden' } : { status: 401, text: '' }),
    { storeProblem: 'Cannot write the rejected records to the folder /nowhere (ENOENT).' },
  )
  expectGolden('check-refused', stdout)
  expect(isGood).toBe(false)
})

test('a ledger is told, and one that cannot be written is a mistake', async () => {
  const ledger = { storage: 'file', folder: '/local/ledger', records: true }
  const good = await told({ ...account, ledger }, () => known)
  expect(good.isGood).toBe(true)
  expect(good.stdout).toMatch(/^ledger +in the folder \/local\/ledger, with the records, which can be\s+written$/m)
  const ledgerProblem = 'Cannot write the ledger to the folder /local/ledger (EACCES).'
  const bad = await told({ ...account, ledger }, () => known, { ledgerProblem })
  expect(bad.isGood).toBe(false)
  expect(bad.stdout).toMatch(/^ledger +Cannot write the ledger/m)
})

test.each<[string, Answer, object, boolean, string, RegExp]>([
  ['a good key', known, {}, true, 'takes the key', /^Next, see/m],
  ['a wrong key', unknown, {}, false, 'refuses the key', /status 400 \(wrong_key\)\. The key is not for this app/],
  [
    "an id of another account's",
    { status: 400, text: "app_id doesn't match the authentication token" },
    {},
    false,
    'refuses the id',
    /\(wrong_app\)/,
  ],
  ['a plan without S2S', { status: 403, text: 'Forbidden' }, {}, false, 'refuses the app', /\(forbidden\)/],
  ['a web page', { status: 200, text: '<!doctype html>' }, {}, false, 'is not AppsFlyer', /\(not_appsflyer\)/],
  ['a wrong path', { status: 404, text: '' }, {}, false, 'is not AppsFlyer', /\(no_such_endpoint\)/],
  ['a failing server', { status: 503, text: '' }, {}, false, 'cannot say now', /\(unavailable\)/],
  ['nobody', { failure: 'dns' }, {}, false, 'no answer', /no answer \(dns\)\. Check the network/],
  [
    'the sandbox',
    known,
    local,
    true,
    'takes the key (local)',
    /The sandbox takes any key,\s+or\s+those\s+of\s+its\s+--config:\s+this\s+says\s+nothing/,
  ],
  [
    'no sandbox',
    { failure: 'connection_refused' },
    local,
    false,
    'no answer',
    /Start the sandbox at 127\.0\.0\.1:8080/,
  ],
  [
    'a server that takes everything',
    { status: 200, text: 'OK' },
    local,
    false,
    'is not AppsFlyer',
    /nothing refused the key, but/,
  ],
  [
    'a proxy of your own',
    known,
    { endpoints: { mobile_v3: 'https://af.example.com' } },
    true,
    'takes the key (not AppsFlyer)',
    /af\.example\.com takes the key\. It is not AppsFlyer, so whether AppsFlyer\s+does is not proven/,
  ],
  [
    'a key that AppsFlyer does not speak of',
    { status: 400, text: '' },
    {},
    true,
    'refuses nothing',
    /nothing refused the\s+key, and nothing proves it/,
  ],
])('%s is told apart', async (_, answer, more, isGood, short, words) => {
  const { stdout, ...result } = await told({ ...one, ...more }, () => answer)
  expect(result.isGood).toBe(isGood)
  const [line = ''] = stdout.split('\n')
  expect(line.startsWith('id1  iOS  v3  ') && line.endsWith(`  ${short}`)).toBe(true)
  expect(stdout).toMatch(words)
  expect(stdout.includes('appsflyer-destination send')).toBe(isGood)
})

describe('a key of the other kind', () => {
  const takenBy =
    (taking: Request['endpoint']) =>
    ({ endpoint }: Request) =>
      endpoint === taking ? known : unknown

  test('a dev key in place of the S2S token', async () => {
    const { stdout, requests, isGood } = await told(one, takenBy('mobile_v2'))
    expect(isGood).toBe(false)
    expect(stdout).toMatch(/^id1 +iOS +v3 +api3\.appsflyer\.com +refuses the key$/m)
    expect(stdout).toContain('this is not an S2S token but a dev key: mobile v2 takes it')
    expect(requests.map(({ url }) => new URL(url).host)).toEqual([
      'api3.appsflyer.com',
      'api3.appsflyer.com',
      'api2.appsflyer.com',
    ])
  })

  test('an S2S token in the place of the dev key', async () => {
    const given = { dev_key: 'SECRET', apps: [{ app_id: 'id1', api_version: 'v2' }] }
    expect((await told(given, takenBy('mobile_v3'))).stdout).toContain('this is not a dev key but an S2S token')
  })

  test('a server that the key is not meant for is never asked', async () => {
    const { requests, stdout } = await told(
      { ...one, endpoints: { mobile_v3: 'https://af.example.com' } },
      takenBy('mobile_v2'),
    )
    expect(requests.map(({ url }) => new URL(url).host)).toEqual(['af.example.com', 'af.example.com'])
    expect(stdout).toContain('(wrong_key)')
  })
})

test.each<[string, unknown, RegExp]>([
  ['a placeholder', { ...one, s2s_token: '<S2S token>' }, /s2s_token +is a placeholder/],
  ['a mask', { ...one, s2s_token: '**********' }, /s2s_token +is a mask/],
  ['an unset variable', { ...one, s2s_token: `\${NOT_SET}` }, /names the environment variable NOT_SET/],
  ['an empty list of apps', { ...one, apps: [] }, /apps +is empty/],
  ['an id of no known form', { ...one, apps: [{ app_id: 'shop' }] }, /apps\[0\]\.app_id +is of no known form/],
  ['two apps with one id', { ...one, apps: [{ app_id: 'id1' }, { app_id: '1' }] }, /is the same as apps\[0\]\.app_id/],
  ['v2 without dev key', { ...one, apps: [{ app_id: 'id1', api_version: 'v2' }] }, /dev_key +is missing/],
  ['a mapping that is no JSON', { ...one, mapping: '[{' }, /mapping +is not JSON/],
  ['a file that is too large', 'a: b\n'.repeat(2_000_000), /has more than 1 MB/],
])('%s is told before anything is asked', async (_, content, expected) => {
  const { isGood, stdout, stderr, requests } = await told(content, () => known)
  expect([isGood, stdout, requests]).toEqual([false, '', []])
  expect(stderr).toMatch(expected)
})

test('warnings are told, and are no failure', async () => {
  const { isGood, stderr } = await told({ ...one, apps: [{ app_id: 'website-a' }], colour: 'red' }, () => known)
  expect(isGood).toBe(true)
  expect(stderr).toMatch(/colour +is not a key of the configuration/)
  expect(stderr).toMatch(/apps\[0\]\.time_zone +is not set, so UTC decides/)
})

test('the place for rejected records is told where there is one', async () => {
  const { stdout } = await told({ ...one, rejected_records: { storage: 'file', folder: '/r' } }, () => known)
  expect(stdout).toMatch(/^rejected records +into the folder \/r, which can be written$/m)
})

test('the memory is tried, and what is wrong with it fails the check', async () => {
  const trying = (memory: TriedMemory) => told({ ...one, ...local }, () => known, { memory })
  const good = await trying({ isGood: true, userCount: 1_200, warnings: ['It forgets.'] })
  expect(good.stdout).toContain('memory            It can be used, and knows 1,200 users. It forgets.')
  expect(good.isGood).toBe(true)
  const bad = await trying({ isGood: false, message: 'Nobody answers.' })
  expect(bad.stdout).toContain('Nobody answers.')
  expect(bad.isGood).toBe(false)
})

describe('the API token V2', () => {
  const withToken = { ...account, api_token: 'SECRET-api-token' }
  const erasing = { ...withToken, streams: [{ stream: 'gone', send_as: 'erase' }] }
  const stub = (answer: Answer) => (request: Request) => (request.endpoint === 'erasure' ? answer : known)
  const taken: Answer = { status: 201, text: '{}' }
  const refusal: Answer = { status: 400, text: '{"error":{"code":400,"message":"m","af_gdpr_code":"e411"}}' }

  test('is not tried for a brand bundle, which no erasure goes to', async () => {
    const bundle = { app_id: 'example-bundle', platform: 'web_pba', key: 'SECRET-web-dev-key' }
    const { requests } = await told({ ...withToken, apps: [...withToken.apps, bundle] }, stub(taken))
    const asked = requests.filter(({ endpoint }) => endpoint === 'erasure').map(({ appId }) => appId)
    expect(asked).toHaveLength(withToken.apps.length)
    expect(asked).not.toContain('example-bundle')
  })

  test('is tried at the stub, which erases nobody, once for each app', async () => {
    const { isGood, stdout, requests } = await told(withToken, stub(taken))
    expect(isGood).toBe(true)
    expect(stdout).toContain('erasures          The API token V2 is good for erasures in every app. Its test')
    const urls = requests.filter(({ endpoint }) => endpoint === 'erasure').map(({ url }) => url)
    expect(urls).toEqual(Array(3).fill('https://hq1.appsflyer.com/api/gdpr/v1/stub'))
  })

  test('that is refused fails the check where a stream erases, and is told where none does', async () => {
    const bad = await told(erasing, stub(refusal))
    expect(bad.isGood).toBe(false)
    expect(bad.stdout.replace(/\s+/g, ' ')).toContain('The app is not in the account of the API token V2')
    expect((await told(withToken, stub(refusal))).isGood).toBe(true)
    expect((await told(erasing, stub({ failure: 'connection refused' }))).isGood).toBe(false)
  })

  test('is good as far as is known where the stub answers something else', async () => {
    expect((await told(erasing, stub({ status: 503, text: '' }))).isGood).toBe(true)
  })
})
