import { mobileV3 } from '../../../spec/appsflyer/events/mobile-v3'
import { Faults } from '../../../src/sandbox/faults/faults'
import { parseFaults } from '../../../src/sandbox/faults/parse-faults'
import { codes, goodMobile, goodVisit, newest, postMobile, postWeb, talk, useSandbox } from '../talk-to-sandbox'

const delaysMs: number[] = []
const open = useSandbox({
  sleep: async (delayMs) => {
    delaysMs.push(delayMs)
  },
})

async function put(faults: object): Promise<{ status: number; json: unknown }> {
  const { status, text } = await talk(open.url, '/sandbox/api/faults', { method: 'PUT', body: faults })
  return { status, json: JSON.parse(text) }
}

const post = () => postMobile(open.url, 'id1', goodMobile)

it('answers as it was told, for the next requests, and then as ever', async () => {
  await put({ status: 503, body: 'busy', retryAfterSeconds: 7, requests: 2 })
  const answers = [await post(), await post(), await post()]
  expect(answers.map(({ status, text }) => [status, text])).toEqual([
    [503, 'busy'],
    [503, 'busy'],
    [200, 'OK'],
  ])
  expect(answers[0]?.headers['retry-after']).toBe('7')
  expect(open.sandbox.inbox.summary()).toMatchObject({
    verdicts: { recorded: 1, refused: 2 },
    reasons: [{ name: 'fault', count: 2 }],
  })
  expect(open.sandbox.faults.list()).toEqual([])
})

it('resets the connection', async () => {
  open.sandbox.faults.set({ reset: true, requests: 1 })
  await expect(post()).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(newest(open.sandbox)).toMatchObject({ verdict: 'refused', status: null, fault: true })
  expect((await post()).status).toBe(200)
})

it('delays, and answers as ever', async () => {
  delaysMs.length = 0
  open.sandbox.faults.set({ latencyMs: 250, requests: 1 })
  expect((await post()).text).toBe('OK')
  await post()
  expect(delaysMs).toEqual([250])
  expect(open.sandbox.inbox.summary().verdicts.recorded).toBe(2)
})

it('can lose the answer only: the event is in', async () => {
  open.sandbox.faults.set({ status: 504, afterProcessing: true })
  expect((await post()).status).toBe(504)
  expect(newest(open.sandbox)).toMatchObject({ verdict: 'recorded', status: 504, fault: true })
})

it('can say 200 and lose the event', async () => {
  open.sandbox.faults.set({ status: 200 })
  expect((await post()).status).toBe(200)
  const arrival = newest(open.sandbox)
  expect([arrival.verdict, codes(arrival.reasons)]).toEqual(['silently_dropped', ['fault']])
})

it.each([
  ['lost', 'event_lost'],
  ['blocked', 'event_blocked'],
] as const)('can accept an event and have it %s', async (fate, code) => {
  await put({ [fate]: true })
  const good = await post()
  expect([good.status, good.text]).toEqual([200, 'OK'])
  expect(newest(open.sandbox)).toMatchObject({ verdict: 'silently_dropped', status: 200, fault: true })
  expect(codes(newest(open.sandbox).reasons)).toEqual([code])
  expect((await postMobile(open.url, 'id1', 'not json')).status).toBe(400)
  expect(newest(open.sandbox)).toMatchObject({ verdict: 'refused' })
  await postMobile(open.url, '42', goodMobile)
  expect(codes(newest(open.sandbox).reasons)).toEqual(['ios_app_id_without_prefix'])
  await postMobile(open.url, 'id1', mobileV3.probe.body)
  expect(newest(open.sandbox)).toMatchObject({ verdict: 'probe', reasons: [] })
})

it('a spoiled question about a key loses nothing', async () => {
  open.sandbox.faults.set({ status: 503, requests: 1 })
  expect((await postMobile(open.url, 'id1', mobileV3.probe.body)).status).toBe(503)
  const { verdict, reasons, notes } = newest(open.sandbox)
  expect([verdict, codes(reasons), codes(notes)]).toEqual(['probe', [], ['fault']])
})

it('can hit one endpoint or one app', async () => {
  open.sandbox.faults.set({ status: 500, endpoint: 'web_visit' }, { status: 429, app: 'id2' })
  const statuses = [
    await post(),
    await postMobile(open.url, 'id2', goodMobile),
    await postWeb(open.url, 'visits', 'w', goodVisit),
  ]
  expect(statuses.map(({ status }) => status)).toEqual([200, 429, 500])
})

it('is shown, set and cleared over HTTP', async () => {
  const faults = [{ status: 503, probability: 0.5, requests: 10 }, { latencyMs: 5 }]
  expect(await put(faults)).toEqual({ status: 200, json: { faults } })
  await post()
  const shown = await talk(open.url, '/sandbox/api/faults')
  expect(JSON.parse(shown.text)).toEqual({ faults: [{ ...faults[0], requests: 9 }, faults[1]] })
  expect((await talk(open.url, '/sandbox/api/faults', { method: 'DELETE' })).text).toBe('{"faults":[]}\n')
  expect(open.sandbox.faults.list()).toEqual([])
})

it('keeps the faults that are set when new ones are wrong', async () => {
  open.sandbox.faults.set({ status: 503 })
  expect((await put([{ status: 429 }, { status: 99 }])).json).toEqual({
    error: 'Fault 2: status takes a status from 200 to 599.',
  })
  expect(open.sandbox.faults.list()).toEqual([{ status: 503 }])
})

it('touches neither the API nor the greeting', async () => {
  open.sandbox.faults.set({ reset: true })
  expect((await talk(open.url, '/')).status).toBe(200)
  expect((await talk(open.url, '/sandbox/api/summary')).status).toBe(200)
})

describe('probability', () => {
  const draws = [0, 0.29, 0.3, 0.99]
  it.each([
    [0, [false, false, false, false]],
    [0.3, [true, true, false, false]],
    [1, [true, true, true, true]],
  ])('%d', (probability, expected) => {
    const faults = new Faults(() => draws[drawn++ % draws.length] ?? 0)
    let drawn = 0
    faults.set({ status: 500, probability })
    expect(draws.map(() => faults.next('mobile_v3', 'id1') !== undefined)).toEqual(expected)
  })

  it('counts the requests it met, hit or not, and leaves those it missed to the next fault', () => {
    const faults = new Faults(() => 0.5)
    faults.set({ status: 500, probability: 0.1, requests: 2 }, { status: 503 })
    expect([1, 2, 3].map(() => faults.next('mobile_v3', null)?.status)).toEqual([503, 503, 503])
    expect(faults.list()).toEqual([{ status: 503 }])
  })
})

describe('parseFaults refuses', () => {
  it.each<[unknown, string]>([
    [undefined, 'object'],
    [1, 'object'],
    [[[]], 'object'],
    [{}, 'at least one'],
    [{ probability: 1 }, 'at least one'],
    [{ lost: 1 }, 'lost takes'],
    [{ lost: true, blocked: true }, 'only latencyMs'],
    [{ lost: true, status: 200 }, 'only latencyMs'],
    [{ blocked: true, reset: true }, 'only latencyMs'],
    [{ blocked: true, afterProcessing: true }, 'only latencyMs'],
    [{ status: '503' }, 'status takes'],
    [{ status: 100 }, 'status takes'],
    [{ status: 503, probability: 1.1 }, 'probability takes'],
    [{ status: 503, probability: Number.NaN }, 'probability takes'],
    [{ latencyMs: -1 }, 'latencyMs takes'],
    [{ latencyMs: 1.5 }, 'latencyMs takes'],
    [{ status: 503, requests: 0 }, 'requests takes'],
    [{ status: 503, endpoint: 'mobile' }, 'endpoint takes'],
    [{ status: 503, body: {} }, 'body takes'],
    [{ reset: 'yes' }, 'reset takes'],
    [{ status: 503, latency: 1 }, 'no field "latency"'],
    [JSON.parse('{"status":503,"__proto__":1}'), 'no field "__proto__"'],
    [Array.from({ length: 101 }, () => ({ status: 503 })), 'at most 100'],
  ])('%j', (value, words) => {
    expect(parseFaults(value)).toEqual({ error: expect.stringContaining(words) })
  })

  it('nothing of this', () => {
    const fault = { status: 503, body: '', latencyMs: 0, retryAfterSeconds: 1, reset: false, probability: 0, app: 'x' }
    expect(parseFaults({ ...fault, endpoint: null })).toEqual({ faults: [fault] })
    expect(parseFaults([])).toEqual({ faults: [] })
  })
})
