import {
  InvalidAuthenticationError,
  type JSONObject,
  PayloadValidationError,
  RetryableError,
} from '@segment/actions-core'
import fc from 'fast-check'
import { appsflyerDestination, type Settings } from '../../destination/definition'
import { erasureOf } from '../../destination/erasure-request'
import { erasureRefusals } from '../../spec/appsflyer/erasure/refusals'
import { requestIdOf } from '../../src/erasure/request-id'
import { secrets, thrownBy } from './deliveries'
import { LocalServer, type Received, type Reply } from './local-server'
import { destinationAt, nowMs, settings } from './workspace'

const server = new LocalServer()
beforeAll(() => server.open())
afterAll(() => server.close())
beforeEach(() => {
  server.take()
  server.reply = () => ({ status: 201, body: '{"subject_request_id":"x"}', type: 'application/json' })
})

function erase(userId: unknown, more: JSONObject = {}) {
  const given = { ...settings, erasure_token: 'v2-token', ...more } as JSONObject
  return destinationAt(server.url).onDelete?.({ type: 'delete', userId, anonymousId: 'anon' } as never, given)
}

interface Deletion {
  readonly appId: string
  readonly userId: string
  readonly now: number
}

function erasureId({ appId, userId, now }: Deletion): string {
  return requestIdOf(erasureOf({ appId, platform: 'ios' }, userId, now))
}

function refusal(code: string, message = 'user-77 is known') {
  return { status: 400, body: JSON.stringify({ error: { code: 400, af_gdpr_code: code, message } }) }
}

test('asks each app for the erasure of the user, as the OpenDSR reference has it', async () => {
  expect(await erase('user-77')).toEqual({ outcome: 'requested', apps: 3 })
  const [first, ...others] = server.take()
  expect(first?.path).toBe('/api/gdpr/v1/opendsr_requests')
  expect(first?.headers).toMatchObject({ authorization: 'Bearer v2-token', 'content-type': 'application/json' })
  expect(JSON.parse(first?.body ?? '')).toEqual({
    subject_request_id: erasureId({ appId: 'id123456789', userId: 'user-77', now: nowMs }),
    api_version: '0.1',
    subject_request_type: 'erasure',
    submitted_time: '2026-03-14T12:00:00.000Z',
    subject_identities: [{ identity_type: 'customer_user_id', identity_value: 'user-77', identity_format: 'raw' }],
    property_id: 'id123456789',
    platform: 'ios',
  })
  const apps = others.map(({ body }) => JSON.parse(body).property_id)
  expect(apps.sort()).toEqual(['com.example.app', 'website-www.example.com'])
})

test('asks apps on PCs, consoles and TVs, too, by the id with its prefix; never the brand bundle', async () => {
  const more = { device_app_id: 'steam-480, ROKU-12', pba_bundle_id: 'bundle', pba_web_dev_key: 'web-dev-key' }
  expect(await erase('user-77', more)).toEqual({ outcome: 'requested', apps: 5 })
  const apps = server.take().map(({ body }) => JSON.parse(body).property_id)
  expect(apps).toHaveLength(5)
  expect(apps).toEqual(expect.arrayContaining(['steam-480', 'roku-12']))
  const alone = { ios_app_id: '', android_app_id: '', web_app_id: '', device_app_id: 'steam-480' }
  expect(await erase('user-77', alone)).toEqual({ outcome: 'requested', apps: 1 })
  await expect(erase('user-77', { device_app_id: 'steam' })).rejects.toThrow(/is not an app id with its prefix/)
})

describe('a user id that is that of many people', () => {
  const nobodies = [
    'guest',
    'Anonymous',
    '0',
    0,
    'null',
    'undefined',
    'N/A',
    '00000000-0000-0000-0000-000000000000',
    '  ',
    'false',
    true,
    null,
    { a: 1 },
    [1],
  ]
  test.each(nobodies)('%j erases nobody, here as in a row', async (userId) => {
    const error = await thrownBy(Promise.resolve().then(() => erase(userId)))
    expect(error).toBeInstanceOf(PayloadValidationError)
    expect(error.message).toMatch(/^Nothing was erased/)
    expect(server.take()).toEqual([])
  })

  test('a text is the id of a user, and no number', async () => {
    await erase('7e0')
    expect(server.take()[0]?.body).toContain('"identity_value":"7e0"')
  })

  test('a number that lost digits on its way is no id', async () => {
    const error = await thrownBy(Promise.resolve().then(() => erase(2 ** 60)))
    expect(error.message).toMatch(/^Nothing was erased/)
    expect(await erase(77)).toMatchObject({ outcome: 'requested' })
    expect(server.take()[0]?.body).toContain('"identity_value":"77"')
  })
})

const appIds = ['id123456789', 'com.example.app', 'website-www.example.com']
const appIn = ({ body }: Received) => appIds.find((appId) => body.includes(appId)) ?? ''
const taken: Reply = { status: 201, body: '{}' }

describe('a second try', () => {
  test('a request that is still open is no failure (e215)', async () => {
    server.reply = () => refusal('e215')
    expect(await erase('user-77')).toMatchObject({ outcome: 'requested' })
  })

  test.each(['pending', 'in-progress', 'in_progress', 'completed'])(
    'the request of the first try, now %s, is no failure (e213)',
    async (request_status) => {
      server.reply = ({ method }) =>
        method === 'POST' ? refusal('e213') : { status: 200, body: JSON.stringify({ request_status }) }
      expect(await erase('user-77')).toMatchObject({ outcome: 'requested' })
      const asked = server.take().filter(({ method }) => method === 'GET')
      const id = erasureId({ appId: 'id123456789', userId: 'user-77', now: nowMs })
      expect(asked.map(({ path }) => path)).toContain(`/api/gdpr/v1/opendsr_requests/${id}`)
      expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer v2-token' })
    },
  )

  test.each([
    ['was cancelled', { status: 200, body: '{"request_status":"canceled"}' }, 400, /cancelled in AppsFlyer/],
    ['is not there after all', refusal('e214'), 503, /e214/],
    ['cannot be asked for now', { status: 503, body: '' }, 503, /503/],
    [
      'was cancelled, far behind',
      { status: 200, body: JSON.stringify({ pad: 'x'.repeat(3_000), request_status: 'canceled' }) },
      400,
      /cancelled in AppsFlyer/,
    ],
    ['is told by nobody', { status: 200, body: '<html>' }, 503, /did not say/],
    ['the server waited too long for', { status: 408, body: '' }, 408, /408/],
    ['is asked for too early', { status: 425, body: '' }, 503, /425/],
    ['is not shown to the token', { status: 401, body: '' }, 503, /did not say.*401/],
    ['is elsewhere', { status: 302, body: '' }, 503, /did not say.*302/],
    ['failed at AppsFlyer', refusal('e511'), 503, /e511/],
  ] as const)('a request of before that %s is told', async (_name, answer, status, text) => {
    server.reply = ({ method }) => (method === 'POST' ? refusal('e213') : answer)
    const error = await thrownBy(Promise.resolve(erase('user-77')))
    expect(error.status).toBe(status)
    expect(error.message).toMatch(text)
  })

  const erasure: fc.Arbitrary<Deletion> = fc.record({
    appId: fc.constantFrom(...appIds),
    userId: fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== ''),
    now: fc.integer({ min: nowMs, max: nowMs + 400 * 86_400_000 }),
  })

  test('the id is a UUID of version 4, the same for an app, a user and a day, another one for any other', () => {
    const dayOf = (now: number) => new Date(now).toISOString().slice(0, 10)
    fc.assert(
      fc.property(erasure, erasure, (left, right) => {
        expect(erasureId(left)).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
        const isSame =
          left.appId === right.appId && left.userId === right.userId && dayOf(left.now) === dayOf(right.now)
        expect(erasureId(left) === erasureId(right)).toBe(isSame)
        const morning = Date.parse(`${dayOf(left.now)}T00:00:00Z`)
        expect(erasureId({ ...left, now: morning })).toBe(erasureId(left))
      }),
    )
  })
})

describe('what fails', () => {
  const failures: readonly (readonly [string, Reply | 'reset', number, RegExp])[] = [
    ['a refusal', refusal('e411'), 400, /not in the account of the API token V2.*e411/],
    ['a code that is new', refusal('e999'), 400, /e999/],
    ['a refusal with a 200', { ...refusal('e411'), status: 200 }, 400, /e411/],
    ['a wrong token', { status: 401, body: '' }, 401, /"API Token V2, for User Deletion"/i],
    ['a token that may not', { status: 403, body: '' }, 403, /"API Token V2, for User Deletion"/i],
    ['a wrong token, in words', { status: 400, body: 'invalid token' }, 401, /"API Token V2, for User Deletion"/i],
    ['too many requests', { status: 429, body: '' }, 429, /429/],
    ["AppsFlyer's own trouble", { status: 500, body: '' }, 500, /500/],
    ["AppsFlyer's own trouble, by its code", refusal('e511'), 503, /wait an hour.*e511/],
    ['a gateway that is full', { status: 503, body: '<html>' }, 503, /503/],
    ['a broken connection', 'reset', 503, /network/i],
    ['a page of a proxy', { status: 201, body: '<html>' }, 400, /none of AppsFlyer/],
  ]
  test.each(failures)(
    '%s is told, with nothing of the user and no word of the S2S Token',
    async (_n, reply, status, text) => {
      server.reply = () => reply
      const error = await thrownBy(Promise.resolve(erase('user-77')))
      expect(error.status).toBe(status)
      expect(error.message).toMatch(text)
      expect(error.message).not.toMatch(/S2S/)
      for (const secret of [...secrets, 'v2-token']) expect(error.message).not.toContain(secret)
    },
  )

  test.each(Object.keys(erasureRefusals))('%s is told in words', (code) => {
    expect(erasureRefusals[code]?.advice).toMatch(/^[A-Z].{20,}\.$/)
  })

  test('all codes of the reference are known', () => {
    const codes = [211, 311, 321, 411].flatMap((first) =>
      Array.from({ length: { 211: 5, 311: 9, 321: 6, 411: 7 }[first] ?? 0 }, (_, index) => `e${first + index}`),
    )
    expect(Object.keys(erasureRefusals)).toEqual([...codes, 'e511'])
  })
})

describe('several apps', () => {
  const answers: readonly (Reply | 'reset')[] = [
    taken,
    refusal('e215'),
    refusal('e411'),
    refusal('e511'),
    { status: 401, body: '' },
    { status: 403, body: '' },
    { status: 429, body: '' },
    { status: 502, body: '' },
    'reset',
  ]
  const isFailure = (reply: Reply | 'reset') => reply !== taken && !JSON.stringify(reply).includes('e215')
  const passes = (reply: Reply | 'reset') =>
    reply === 'reset' || [429, 502].includes(reply.status) || JSON.stringify(reply).includes('e511')

  test('all are asked, whatever becomes of one; the error names those that failed, and is tried again where one may pass', async () => {
    const reply = fc.constantFrom(...answers)
    await fc.assert(
      fc.asyncProperty(fc.tuple(reply, reply, reply), async (replies) => {
        server.take()
        server.reply = (request) => replies[appIds.indexOf(appIn(request))] ?? taken
        const result = await Promise.resolve(erase('user-77')).catch((error: unknown) => error)
        expect(server.take().map(appIn).sort()).toEqual([...appIds].sort())
        const failed = appIds.filter((_, index) => isFailure(replies[index] ?? taken))
        if (failed.length === 0) return expect(result).toEqual({ outcome: 'requested', apps: 3 })
        expect(result instanceof RetryableError).toBe(replies.some(passes))
        for (const appId of appIds) expect((result as Error).message.includes(appId)).toBe(failed.includes(appId))
      }),
      { numRuns: 60 },
    )
  })

  test('what they have in common is said once, and so is how many have the request', async () => {
    server.reply = (request) => (appIn(request) === 'com.example.app' ? taken : { status: 401, body: '' })
    const error = await thrownBy(Promise.resolve(erase('user-77')))
    expect(error).toBeInstanceOf(InvalidAuthenticationError)
    expect(error.message).toMatch(
      /^No erasure was requested from id123456789, website-www\.example\.com: .*valid\. The other app has the request\.$/,
    )
  })

  test('a bug before any app is asked is tried again, and tells nothing', async () => {
    const endpoints = Object.defineProperty({}, 'web', {
      enumerable: true,
      get: () => {
        throw new TypeError('user-77')
      },
    })
    const { onDelete } = appsflyerDestination({ endpoints })
    const payload = { userId: 'user-77', anonymousId: null }
    const data = { payload, settings: { ...settings, erasure_token: 'v2-token' } }
    const erasing = Promise.resolve().then(() => onDelete?.((() => undefined) as never, data))
    const error = await thrownBy(erasing)
    expect(error).toBeInstanceOf(RetryableError)
    expect(error.message).not.toContain('user-77')
  })

  test('a bug keeps no other app from being asked, and the deletion is tried again', async () => {
    let calls = 0
    const now = () => {
      calls += 1
      if (calls === 1) throw new TypeError('user-77')
      return nowMs
    }
    const { onDelete } = appsflyerDestination({ erasureUrl: server.url, now })
    const paths: string[] = []
    const request = (path: string) => {
      paths.push(path)
      return Promise.resolve({ status: 201, content: '{}' })
    }
    const given: Settings = { ...settings, erasure_token: 'v2-token' }
    const data = { payload: { userId: 'user-77', anonymousId: null }, settings: given }
    const error = await thrownBy(Promise.resolve(onDelete?.(request as never, data)))
    expect(error).toBeInstanceOf(RetryableError)
    expect(error.message).not.toContain('user-77')
    expect(paths).toHaveLength(2)
  })
})

test('an id that can be no app is asked for nothing, and does not count; the other apps are asked', async () => {
  const { message, status } = await thrownBy(Promise.resolve(erase('user-77', { ios_app_id: 'true' })))
  expect(server.take().map(appIn)).toEqual(appIds.slice(1))
  expect(message).toMatch(/No erasure was requested from true: iOS App ID is not an iOS app id.*other 2 apps have/)
  expect(status).toBe(401)
})

test.each([
  ['without a token', 'user-77', { erasure_token: '' }, /fill in the setting "API Token V2, for User Deletion"/i],
  ['without a user id', null, {}, /names none/],
] as const)('%s nothing is sent, and that is said', async (_name, userId, more, text) => {
  expect((await thrownBy(Promise.resolve(erase(userId, more)))).message).toMatch(text)
  expect(server.received).toHaveLength(0)
})

test('the keys of events are nothing to a deletion', async () => {
  expect(await erase('user-77', { s2s_token: '', dev_key: '' })).toEqual({ outcome: 'requested', apps: 3 })
})

test('a token that no header can carry is told as such, not tried for ever', async () => {
  const { message, status } = await thrownBy(Promise.resolve(erase('user-77', { erasure_token: 'v2\ntoken' })))
  expect(message).toMatch(/"API Token V2, for User Deletion" has spaces or other characters/)
  expect([status, message.includes('v2\ntoken')]).toEqual([401, false])
  expect(server.take()).toEqual([])
})
