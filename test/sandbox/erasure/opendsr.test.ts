import { type Sandbox, startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { talk } from '../talk-to-sandbox'

const token = 'SECRET-api-token'
let nowMs = Date.UTC(2026, 2, 14)
let sandbox: Sandbox
beforeAll(async () => {
  const apps = ['id123456789', 'com.example.app', 'steam-480'].map((appId) => ({ appId, key: 'k' }))
  sandbox = await startSandbox({ apps, apiToken: token, now: () => nowMs })
})
afterAll(() => sandbox.close())

let number = 0
const uuid = () => `142257af-e358-436a-a9db-${String(++number).padStart(12, '0')}`
const identity = (value = `user-${number}`, type = 'customer_user_id') => ({
  identity_type: type,
  identity_value: value,
  identity_format: 'raw',
})
const erasure = (more: object = {}) => ({
  subject_request_id: uuid(),
  subject_request_type: 'erasure',
  submitted_time: '2026-03-14T12:00:00.000Z',
  api_version: '0.1',
  subject_identities: [identity()],
  property_id: 'com.example.app',
  ...more,
})

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const all = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers }
  const text = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const answer = await talk(sandbox.url, `/api/gdpr/v1/${path}`, { method, headers: all, ...text })
  const isJson = String(answer.headers['content-type']).startsWith('application/json')
  return { status: answer.status, told: isJson ? JSON.parse(answer.text) : answer.text }
}

test.each(['opendsr_requests', 'stub'])(
  '%s takes a request, and its status goes on with the clock',
  async (resource) => {
    const request = erasure()
    const id = request.subject_request_id
    const taken = await ask('POST', resource, request)
    expect(taken.status).toBe(201)
    expect(Object.keys(taken.told).sort()).toEqual([
      ...['encoded_request', 'expected_completion_time', 'info', 'original_request_id', 'received_time'],
      'subject_request_id',
    ])
    const status = async () => (await ask('GET', `${resource}/${id}`)).told.request_status
    expect(await status()).toBe('pending')
    nowMs += 10_000
    expect(await status()).toBe('in-progress')
    expect(await ask('DELETE', `${resource}/${id}`)).toMatchObject({ status: 400, told: { af_gdpr_code: 'e211' } })
    nowMs += 20_000
    expect(await status()).toBe('completed')
  },
)

test('the stub and the real one know nothing of each other', async () => {
  const request = erasure()
  await ask('POST', 'stub', request)
  expect((await ask('GET', `opendsr_requests/${request.subject_request_id}`)).told.error.af_gdpr_code).toBe('e214')
  expect((await ask('POST', 'opendsr_requests', request)).status).toBe(201)
})

test('a pending request can be cancelled, and its identity asked for anew', async () => {
  const request = erasure()
  await ask('POST', 'opendsr_requests', request)
  const again = { ...request, subject_request_id: uuid() }
  expect((await ask('POST', 'opendsr_requests', again)).told.error.af_gdpr_code).toBe('e215')
  expect((await ask('DELETE', `opendsr_requests/${request.subject_request_id}`)).status).toBe(202)
  expect((await ask('GET', `opendsr_requests/${request.subject_request_id}`)).told.request_status).toBe('canceled')
  expect((await ask('POST', 'opendsr_requests', again)).status).toBe(201)
  expect((await ask('DELETE', `opendsr_requests/${uuid()}`)).told).toMatchObject({ af_gdpr_code: 'e214' })
})

test('a repeat is e213', async () => {
  const request = erasure()
  await ask('POST', 'opendsr_requests', request)
  expect((await ask('POST', 'opendsr_requests', request)).told.error).toMatchObject({ code: 400, af_gdpr_code: 'e213' })
})

test.each([
  ['e312', { api_version: '1.0' }],
  ['e313', { subject_request_id: '142257af-e358-136a-a9db-2937b6e440b1' }],
  ['e314', { submitted_time: 'yesterday' }],
  ['e315', { status_callback_urls: Array(4).fill('https://example.com/') }],
  ['e316', { status_callback_urls: ['example'] }],
  ['e317', { property_id: 'not an app' }],
  ['e318', { subject_identities: [identity('u', 'email')] }],
  ['e319', { property_id: 'steam-480', subject_identities: [identity('u', 'idfv')] }],
  ['e322', { subject_request_type: 'delete' }],
  ['e323', { subject_identities: 'user' }],
  ['e323', { subject_identities: [{ identity_type: 'idfv' }] }],
  ['e324', { subject_identities: [] }],
  ['e325', { subject_identities: [identity('00000000-0000-0000-0000-000000000000', 'idfv')] }],
  ['e411', { property_id: 'com.other.app' }],
])('%s, wrapped, for %j', async (code, more) => {
  const { status, told } = await ask('POST', 'opendsr_requests', erasure(more))
  expect([status, told.error.af_gdpr_code]).toEqual([400, code])
})

test('what is no JSON is e326, and another content type e311', async () => {
  expect((await ask('POST', 'opendsr_requests', '{')).told.error.af_gdpr_code).toBe('e326')
  const plain = { 'content-type': 'text/plain' }
  expect((await ask('POST', 'opendsr_requests', erasure(), plain)).told.error.af_gdpr_code).toBe('e311')
})

test('another token is 401, for everything', async () => {
  const headers = { authorization: 'Bearer other' }
  expect((await ask('POST', 'opendsr_requests', erasure(), headers)).status).toBe(401)
  expect((await ask('GET', 'discovery', undefined, headers)).status).toBe(401)
})

test('a batch: what is good is taken, what is not is told by its id, and the statuses come as a list', async () => {
  const [good, bad] = [erasure({ property_id: 'left.to.meta' }), erasure({ subject_request_type: 'delete' })]
  const meta = { property_id: 'com.example.app', api_version: '0.1' }
  const { status, told } = await ask('POST', 'opendsr_requests/batch', { meta, requests: [good, bad] })
  expect(status).toBe(201)
  expect(told.responses).toHaveLength(1)
  expect(told.errors).toMatchObject([{ subject_request_id: bad.subject_request_id, error: { af_gdpr_code: 'e322' } }])
  const statuses = await ask('GET', `opendsr_requests/batch/${told.batch_id}`)
  expect(statuses.told).toMatchObject([{ subject_request_id: good.subject_request_id, request_status: 'pending' }])
})

test.each([
  [
    'e415',
    () =>
      [erasure(), erasure()].map((one) => ({ ...one, subject_request_id: uuid().replace(/\d{12}$/, '000000000000') })),
  ],
  [
    'e416',
    () => [erasure({ subject_identities: [identity('same')] }), erasure({ subject_identities: [identity('same')] })],
  ],
  ['e417', () => [erasure(), erasure({ property_id: 'id123456789' })]],
  ['e414', () => Array.from({ length: 1_001 }, () => erasure())],
])('%s refuses a batch as a whole, unwrapped', async (code, requests) => {
  const { status, told } = await ask('POST', 'opendsr_requests/batch', { requests: requests() })
  expect([status, told.af_gdpr_code]).toEqual([400, code])
})

test('discovery names the types, under both resources', async () => {
  for (const path of ['discovery', 'stub/discovery']) {
    const { status, told } = await ask('GET', path)
    expect([status, told.api_version, told.supported_identities.length]).toEqual([200, '0.1', 7])
  }
})

test.each(['id123456789', 'com.example.app', '9NBLGGH4NNS1', 'website-www.example.com', 'steam-480', 'roku-151908'])(
  'an app of each kind has a form that is taken: %s',
  async (property_id) => {
    // One that is in no list here is refused for that alone.
    const { told } = await ask('POST', 'stub', erasure({ property_id }))
    expect([undefined, 'e411']).toContain(told.error?.af_gdpr_code)
  },
)

describe('the inbox lists who is to be erased', () => {
  const newest = () => {
    const [arrival] = sandbox.inbox.page({ filter: {}, limit: 1 }).arrivals
    if (arrival === undefined) throw new Error('the inbox is empty')
    return arrival
  }
  beforeEach(() => sandbox.inbox.clear())

  test('as asked for, never as recorded, with no token and no row of raw data', async () => {
    const request = erasure()
    await ask('POST', 'opendsr_requests', request)
    expect(newest()).toMatchObject({
      ...{ endpoint: 'erasure', verdict: 'asked_to_erase', appId: 'com.example.app', eventName: null, status: 201 },
      ...{ reasons: [], notes: [], body: JSON.stringify(request) },
    })
    expect(JSON.stringify(newest())).not.toContain(token)
    expect(sandbox.inbox.summary()).toMatchObject({
      verdicts: { asked_to_erase: 1, recorded: 0 },
      endpoints: { erasure: 1 },
    })
    const rows = await talk(sandbox.url, '/sandbox/api/raw-data')
    expect(JSON.parse(rows.text).rows).toEqual([])
    const listed = await talk(sandbox.url, '/sandbox/api/requests?endpoint=erasure&verdict=asked_to_erase')
    expect(JSON.parse(listed.text).requests).toHaveLength(1)
  })

  test('with the reason of a refusal, and a wrong token', async () => {
    await ask('POST', 'opendsr_requests', erasure({ property_id: 'com.other.app' }))
    expect(newest()).toMatchObject({
      verdict: 'refused',
      appId: 'com.other.app',
      reasons: [{ code: 'erasure_refused', field: 'e411', loses: 'event' }],
    })
    await ask('POST', 'opendsr_requests', erasure(), { authorization: 'Bearer other' })
    expect(newest()).toMatchObject({ verdict: 'refused', status: 401, reasons: [{ code: 'wrong_token' }] })
  })

  test('a batch as one line, with a note of what was not taken; the stub is told apart', async () => {
    const requests = [erasure(), erasure({ subject_request_type: 'delete' })]
    await ask('POST', 'stub/batch', { meta: { property_id: 'com.example.app', api_version: '0.1' }, requests })
    expect(newest()).toMatchObject({
      verdict: 'asked_to_erase',
      appId: 'com.example.app',
      notes: [{ code: 'erasure_stub' }, { code: 'erasure_refused', field: 'e322' }],
    })
    await ask('POST', 'opendsr_requests/batch', { requests: [erasure({ subject_request_type: 'delete' })] })
    expect(newest().verdict).toBe('refused')
  })

  test('who asks for a status, or takes a request back, is not listed', async () => {
    const request = erasure()
    await ask('POST', 'opendsr_requests', request)
    await ask('GET', `opendsr_requests/${request.subject_request_id}`)
    await ask('DELETE', `opendsr_requests/${request.subject_request_id}`)
    await ask('GET', 'discovery')
    expect(sandbox.inbox.summary().total).toBe(1)
  })
})
