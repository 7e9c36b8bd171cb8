import {
  codes,
  goodMobile,
  goodVisit,
  goodWebEvent,
  newest,
  postMobile,
  postWeb,
  talk,
  useSandbox,
} from '../talk-to-sandbox'

const open = useSandbox()

describe('mobile answers as AppsFlyer does', () => {
  it.each<[string, unknown, number, string, string | null]>([
    ['a good body', goodMobile, 200, 'OK', null],
    ['no body', '', 400, 'Payload is missing or failed to parse', 'unparsable_payload'],
    ['no JSON', '{"appsflyer_id"', 400, 'Payload is missing or failed to parse', 'unparsable_payload'],
    ['several events', [goodMobile, goodMobile], 400, 'Payload is missing or failed to parse', 'unparsable_payload'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 400, 'Payload is missing or failed to parse', 'unparsable_payload'],
    [
      'no appsflyer_id',
      { ...goodMobile, appsflyer_id: undefined },
      400,
      'appsflyer_id is a mandatory field',
      'missing_appsflyer_id',
    ],
    [
      'an empty appsflyer_id',
      { ...goodMobile, appsflyer_id: '' },
      400,
      'appsflyer_id is a mandatory field',
      'missing_appsflyer_id',
    ],
    ['no eventName', { ...goodMobile, eventName: undefined }, 400, 'Bad request', 'missing_eventName'],
    ['no eventValue', { ...goodMobile, eventValue: undefined }, 400, 'Bad request', 'missing_eventValue'],
    [
      'more than 1 KB',
      { ...goodMobile, custom_data: JSON.stringify('x'.repeat(1_024)) },
      400,
      'Bad request',
      'body_too_large',
    ],
    ['deep nesting', `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`, 400, 'Bad request', 'nested_too_deeply'],
  ])('%s', async (_name, body, status, text, code) => {
    const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
    const answer = await postMobile(open.url, 'id123456789', payload)
    expect([answer.status, answer.text]).toEqual([status, text])
    const arrival = newest(open.sandbox)
    expect(arrival).toMatchObject({ verdict: code === null ? 'recorded' : 'refused', status, answer: text })
    expect(codes(arrival.reasons)).toEqual(code === null ? [] : [code])
  })

  it.each([
    ['a missing key', { authentication: '' }, 'Failed to Authenticate', 'no_key'],
    [
      'another content type',
      { 'content-type': 'text/plain' },
      'Payload is missing or failed to parse',
      'wrong_content_type',
    ],
  ])('%s', async (_name, headers, text, code) => {
    const answer = await postMobile(open.url, 'id1', goodMobile, headers)
    expect([answer.status, answer.text]).toEqual([400, text])
    expect(codes(newest(open.sandbox).reasons)).toEqual([code])
  })

  it('takes a content type with a charset', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' }
    expect((await postMobile(open.url, 'id1', goodMobile, headers)).status).toBe(200)
  })

  it('refuses a broken app id', async () => {
    expect((await postMobile(open.url, '%E0%A4%A', goodMobile)).text).toBe('Bad request')
    expect((await postMobile(open.url, '', goodMobile)).text).toBe('Bad request')
  })
})

describe('the web answers as AppsFlyer does', () => {
  it.each<['inapps' | 'visits', string, unknown, number, readonly (string | null)[]]>([
    ['inapps', 'a good event', goodWebEvent, 202, []],
    ['visits', 'a good visit', goodVisit, 202, []],
    ['inapps', 'no JSON', 'x', 400, [null]],
    ['inapps', 'no name and no user', { event_url: 'https://example.com' }, 400, ['event_name', 'user_id']],
    ['inapps', 'a bad field beside an unknown one', { ...goodWebEvent, x: 1, ip: 'x' }, 400, ['ip']],
    ['visits', 'no event_url', { ...goodVisit, event_url: undefined }, 400, ['event_url']],
    ['inapps', 'deep nesting', `{"event_value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400, [null]],
  ])('%s: %s', async (kind, _name, body, status, fields) => {
    const payload = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await postWeb(open.url, kind, 'website-www.example.com', payload)
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/json')
    const { reasons, verdict } = newest(open.sandbox)
    expect(reasons.map(({ field }) => field)).toEqual(fields)
    expect(verdict).toBe(status === 202 ? 'recorded' : 'refused')
  })

  it('accepts with status, message and messageId', async () => {
    const { text } = await postWeb(open.url, 'inapps', 'w', goodWebEvent)
    expect(JSON.parse(text)).toEqual({
      status: 'accepted',
      message: 'Request accepted',
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it.each([
    ['no key', { authorization: 'Bearer ' }, 401],
    ['a key without Bearer', { authorization: 'secret-key' }, 401],
    ['another content type', { 'content-type': 'text/plain' }, 415],
  ])('%s', async (_name, headers, status) => {
    expect((await postWeb(open.url, 'inapps', 'w', goodWebEvent, headers)).status).toBe(status)
  })
})

describe('addresses that AppsFlyer does not have', () => {
  it('keeps a POST to a wrong path, which explains a missing event', async () => {
    const answer = await talk(open.url, '/inappevents/id1?key=secret-key', { method: 'POST', body: goodMobile })
    expect(answer.status).toBe(404)
    expect(newest(open.sandbox)).toMatchObject({ endpoint: 'unknown', path: '/inappevents/id1', verdict: 'refused' })
  })

  it.each(['/favicon.ico', '/inappevent/id1'])('does not keep a GET of %s', async (path) => {
    expect([404, 405]).toContain((await talk(open.url, path)).status)
    expect(open.sandbox.inbox.summary().total).toBe(0)
  })

  it('says which method an endpoint takes', async () => {
    const answer = await talk(open.url, '/inappevent/id1', { method: 'PUT', body: goodMobile })
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'POST'])
  })
})

describe('v2 and v3 on one path', () => {
  it.each([
    ['mobile_v2', { ...goodMobile, ua: undefined, af_events_api: 'true' }],
    ['mobile_v3', goodMobile],
  ])('%s', async (endpoint, body) => {
    await postMobile(open.url, 'id1', body)
    expect(newest(open.sandbox)).toMatchObject({ endpoint, verdict: 'recorded', reasons: [], notes: [] })
  })
})

it('answers 413 to a body above 2 MiB, announced or not, and keeps none of it', async () => {
  const body = 'x'.repeat(2_097_153)
  expect((await postMobile(open.url, 'id1', body)).status).toBe(413)
  const chunked = await postMobile(open.url, 'id1', body, { 'transfer-encoding': 'chunked' })
  expect(chunked.status).toBe(413)
  expect(newest(open.sandbox)).toMatchObject({ verdict: 'refused', status: 413, body: '' })
  expect((await postMobile(open.url, 'id1', goodMobile)).status).toBe(200)
})
