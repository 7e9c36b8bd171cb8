import { request } from 'node:http'
import { goodMobile, noonMs, postMobile, talk, useSandbox } from '../talk-to-sandbox'

const open = useSandbox()

async function get(path: string): Promise<{ status: number; json: unknown }> {
  const { status, text } = await talk(open.url, `/sandbox/api/${path}`)
  return { status, json: JSON.parse(text) }
}

async function sendThree(): Promise<void> {
  await postMobile(open.url, 'id1', goodMobile)
  await postMobile(open.url, '1', { ...goodMobile, eventName: 'a b' })
  await postMobile(open.url, 'id1', '')
}

it('greets and names the endpoints', async () => {
  const { status, text } = await talk(open.url, '/')
  expect(status).toBe(200)
  for (const part of ['/inappevent/', '/v2.0/s2s/visits/', '/sandbox/api/summary']) expect(text).toContain(part)
})

it('sums up', async () => {
  await sendThree()
  const { json } = await get('summary')
  expect(json).toEqual(JSON.parse(JSON.stringify(open.sandbox.inbox.summary())))
  expect(json).toMatchObject({
    total: 3,
    kept: 3,
    verdicts: { recorded: 1, recorded_with_losses: 0, silently_dropped: 1, refused: 1, probe: 0, asked_to_erase: 0 },
  })
})

it('lists what arrived, newest first, without bodies and headers', async () => {
  await sendThree()
  const { json } = await get('requests?limit=2')
  expect(json).toMatchObject({ requests: [{ status: 400 }, { eventName: 'a b' }], next: expect.any(Number) })
  expect(JSON.stringify(json)).not.toContain('"headers"')
  expect(await get('requests?event=a%20b&verdict=silently_dropped&text=')).toMatchObject({
    status: 200,
    json: { requests: [{ appId: '1', reasons: [{ code: 'ios_app_id_without_prefix' }] }], next: null },
  })
})

it('shows one request whole', async () => {
  await postMobile(open.url, 'id1', goodMobile)
  const id = open.sandbox.inbox.summary().newestId
  const { json } = await get(`requests/${id}`)
  expect(json).toMatchObject({
    id,
    receivedAtMs: noonMs,
    endpoint: 'mobile_v3',
    verdict: 'recorded',
    body: JSON.stringify(goodMobile),
    headers: { authentication: '••••', 'content-type': 'application/json' },
  })
})

it('forgets', async () => {
  await sendThree()
  const { status, text } = await talk(open.url, '/sandbox/api/requests', { method: 'DELETE' })
  expect([status, JSON.parse(text).total]).toEqual([200, 0])
  expect(open.sandbox.inbox.summary().kept).toBe(0)
})

it('exports NDJSON, oldest first, filtered', async () => {
  await sendThree()
  for (let n = 0; n < 500; n++) open.sandbox.inbox.add(arrivalOf)
  const lines = async (query: string) => {
    const { text, headers } = await talk(open.url, `/sandbox/api/export${query}`)
    expect(headers['content-type']).toBe('application/x-ndjson')
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line))
  }
  expect((await lines('')).map(({ id }) => id)).toEqual([...open.sandbox.inbox.all({})].map(({ id }) => id))
  expect(await lines('?verdict=refused')).toMatchObject([{ status: 400, body: '' }])
})

function arrivalOf(id: number) {
  const [first] = open.sandbox.inbox.all({})
  if (first === undefined) throw new Error('empty')
  return { ...first, id, body: 'x'.repeat(2_000) }
}

it('lets an export go that nobody reads to the end', async () => {
  await sendThree()
  for (let n = 0; n < 5_000; n++) open.sandbox.inbox.add(arrivalOf)
  await new Promise<void>((resolve, reject) => {
    const outgoing = request(`${open.url}/sandbox/api/export`, { agent: false }, (response) => {
      response.once('data', () => {
        response.destroy()
        resolve()
      })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
  expect((await get('summary')).status).toBe(200)
})

describe('says what is wrong', () => {
  it.each([
    ['requests?limit=0', 400, 'limit'],
    ['requests?limit=1001', 400, 'limit'],
    ['requests?limit=x', 400, 'limit'],
    ['requests?before=-1', 400, 'before'],
    ['requests?verdict=lost', 400, 'verdict'],
    ['requests?endpoint=mobile', 400, 'endpoint'],
    ['requests?page=2', 400, 'parameter'],
    [`requests?text=${'x'.repeat(201)}`, 400, 'text'],
    ['export?verdict=lost', 400, 'verdict'],
    ['requests/0', 404, 'no such request'],
    ['requests/x', 404, 'no such request'],
    ['requests/1/2', 404, 'nothing'],
    ['summary/1', 404, 'nothing'],
    ['', 404, 'nothing'],
    ['constructor', 404, 'nothing'],
  ])('%s', async (path, status, word) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    expect(answer.json).toEqual({ error: expect.stringContaining(word) })
  })

  it('for a method', async () => {
    const answer = await talk(open.url, '/sandbox/api/requests', { method: 'POST' })
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, DELETE'])
  })
})
