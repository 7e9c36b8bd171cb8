import type { JSONObject } from '@segment/actions-core'
import { secrets, thrownBy } from './deliveries'
import { LocalServer } from './local-server'
import { destinationAt, settings } from './workspace'

const server = new LocalServer()
beforeAll(() => server.open())
afterAll(() => server.close())
beforeEach(() => {
  server.take()
  server.reply = () => ({ status: 201, body: '{"subject_request_id":"x"}', type: 'application/json' })
})

function erase(userId: string | null, more: JSONObject = {}) {
  const given = { ...settings, erasure_token: 'v2-token', ...more } as JSONObject
  return destinationAt(server.url).onDelete?.({ type: 'delete', userId, anonymousId: 'anon' }, given)
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
    subject_request_id: '7b2c1b7e-55ac-4a3c-9c4b-0d8f1a2b3c4d',
    subject_request_type: 'erasure',
    submitted_time: '2026-03-14T12:00:00.000Z',
    subject_identities: [{ identity_type: 'customer_user_id', identity_value: 'user-77', identity_format: 'raw' }],
    property_id: 'id123456789',
  })
  const apps = others.map(({ body }) => JSON.parse(body).property_id)
  expect(apps.sort()).toEqual(['com.example.app', 'website-www.example.com'])
})

test.each(['e213', 'e215'])('a request that is open already is no failure (%s)', async (code) => {
  server.reply = () => refusal(code)
  expect(await erase('user-77')).toMatchObject({ outcome: 'requested' })
})

const failures: readonly (readonly [string, { status: number; body: string }, number, RegExp])[] = [
  ['a refusal', refusal('e411'), 400, /OpenDSR code e411/],
  ['a wrong token', { status: 401, body: '' }, 401, /401/],
  ['too many requests', { status: 429, body: '' }, 429, /429/],
  ["AppsFlyer's own trouble", { status: 500, body: '' }, 500, /500/],
]
test.each(failures)('%s is told, with nothing of the user', async (_name, reply, status, text) => {
  server.reply = () => reply
  const error = await thrownBy(Promise.resolve(erase('user-77')))
  expect(error.status).toBe(status)
  expect(error.message).toMatch(text)
  for (const secret of [...secrets, 'v2-token']) expect(error.message).not.toContain(secret)
})

test('one app that fails fails the deletion, so that it is not thought done', async () => {
  server.reply = ({ body }) => (body.includes('com.example.app') ? refusal('e411') : { status: 201, body: '{}' })
  expect((await thrownBy(Promise.resolve(erase('user-77')))).message).toMatch(/e411/)
})

test.each([
  ['without a token', 'user-77', { erasure_token: '' }, /fill in the API token V2/],
  ['without a user id', null, {}, /names none/],
] as const)('%s nothing is sent, and that is said', async (_name, userId, more, text) => {
  expect((await thrownBy(Promise.resolve(erase(userId, more)))).message).toMatch(text)
  expect(server.received).toHaveLength(0)
})
