import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type DeepCheck, deepCheck, mostSampled } from '../../../src/console/setup/deep-check'
import { sampleOf } from '../../../src/console/setup/sample-of'
import { plainStyle } from '../../../src/console/terminal/style'
import { createFetch } from '../../../src/delivery/transport/proxied-fetch'
import { androidCall, configure, ids, iosCall, nowMs, webCall } from '../../core/prepare-fixtures'
import { entriesOf } from '../preview/run-preview'

const real = '1700000000000-1111111111111111111'
const organic = '1700000000000-2222222222222222222'
const unknown = '1700000000000-3333333333333333333'
const asked: { path: string; authorization: string | undefined }[] = []

/** An AppsFlyer that knows two installs, a dev key and a token. */
const server = createServer((request, response) => {
  const url = new URL(request.url ?? '', 'http://x')
  asked.push({ path: url.pathname, authorization: request.headers.authorization })
  const answer = (status: number, body: string) => response.writeHead(status).end(body)
  if (url.pathname.startsWith('/install_data/v4.0/')) {
    if (url.searchParams.get('devkey') !== 'SECRET-dev') return answer(403, 'Forbidden')
    const id = url.searchParams.get('device_id')
    if (id === real) return answer(200, '{"af_status":"Non-organic","media_source":"x"}')
    if (id === organic) return answer(200, '{"af_status": "Organic"}')
    return answer(404, '{"error_message":"Attribution data for this AppsFlyer ID is not available"}')
  }
  const { authorization } = request.headers
  if (authorization === 'Bearer SECRET-token') return answer(200, '\ufeffInstall Time\n')
  if (authorization === 'Bearer SECRET-poor')
    return answer(400, "Your current subscription package doesn't include raw data reports")
  if (authorization === 'Bearer SECRET-used')
    return answer(
      400,
      "You've reached your maximum number of install reports that can be downloaded today for this app",
    )
  return answer(401, 'Supplied API token is invalid')
})
let baseUrl = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

async function look(changes: Partial<DeepCheck> = {}) {
  asked.length = 0
  const { isGood, lines } = await deepCheck(
    {
      devKey: 'SECRET-dev',
      apiToken: 'SECRET-token',
      sample: new Map([['id123456789', [real, organic]]]),
      mobileAppId: 'id123456789',
      baseUrl,
      fetch: createFetch({}),
      nowMs: () => nowMs,
      ...changes,
    },
    plainStyle,
  )
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
  const text = lines.join(' ').replace(/\s+/g, ' ')
  expect(text).not.toContain('SECRET')
  expect(text).not.toContain(real)
  return { isGood, text }
}

test('real ids and raw data in the plan', async () => {
  const { isGood, text } = await look()
  expect(isGood).toBe(true)
  expect(text).toContain('AppsFlyer ids: 2 asked about: 2 real (1 organic).')
  expect(text).toContain('raw data in the plan')
  expect(asked.map(({ path }) => path)).toContain('/api/raw-data/export/app/id123456789/reinstalls/v5')
})

test('an id that AppsFlyer does not know in the app is a mistake, with what to do', async () => {
  const { isGood, text } = await look({
    sample: new Map([['com.example.app', [real, unknown, unknown.replace('3', '4')]]]),
  })
  expect(isGood).toBe(false)
  expect(text).toMatch(
    /3 asked about: 1 real \(0 organic\), 2 that AppsFlyer does not know in this app\. AppsFlyer answers 200/,
  )
})

test.each<[string, Partial<DeepCheck>, boolean, RegExp]>([
  ['a wrong dev key', { devKey: 'SECRET-other' }, false, /the dev key is refused/],
  ['no dev key', { devKey: undefined }, true, /ids not asked about: .*Give dev_key/],
  ['no events', { sample: undefined }, true, /name a file of events/],
  ['no ids in them', { sample: new Map() }, true, /no event that would be sent has one/],
  ['nobody who answers', { baseUrl: 'http://127.0.0.1:1' }, false, /nobody answers.*cannot be reached/],
  ['a wrong token', { apiToken: 'SECRET-wrong' }, false, /raw data AppsFlyer refuses the token/],
  ['a plan without raw data', { apiToken: 'SECRET-poor' }, false, /Raw data is not in the plan/],
  ['calls that are used up', { apiToken: 'SECRET-used' }, true, /in the plan\. AppsFlyer gives no more reports/],
  ['no token', { apiToken: undefined }, true, /raw data not asked about: .*Give api_token/],
  ['no mobile app', { mobileAppId: undefined }, true, /none is configured/],
])('%s', async (_, changes, isGood, said) => {
  const result = await look(changes)
  expect(result.text).toMatch(said)
  expect(result.isGood).toBe(isGood)
})

test('ids are taken from what would be sent: of mobile apps, each once, a few of each', async () => {
  const at = (call: typeof iosCall, appsFlyerId: string) => call({}, { integrations: { AppsFlyer: { appsFlyerId } } })
  const many = Array.from({ length: 30 }, (_, index) => at(androidCall, `1700000000000-${1_000_000_000 + index}`))
  const lines = [iosCall(), iosCall(), at(iosCall, real), webCall(), { event: 'no id' }, ...many]
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  const sample = await sampleOf(await entriesOf(text), configure(), nowMs)
  expect(Object.fromEntries(sample)).toEqual({
    id123456789: [ids.appsflyerId, real],
    'com.example.app': many.slice(0, mostSampled).map((_, index) => `1700000000000-${1_000_000_000 + index}`),
  })
})
