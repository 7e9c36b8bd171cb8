import { createHmac } from 'node:crypto'
import { codes, newest, talk, useSandbox } from '../talk-to-sandbox'

const open = useSandbox({
  apps: [
    { appId: 'steam-480', key: 'old-key' },
    { appId: 'steam-480', key: 'new-key' },
    { appId: 'roku-1', key: 'other' },
  ],
  blockedAppIds: ['roku-1'],
})
const signed = (text: string, key = 'new-key') => createHmac('sha256', key).update(text).digest('hex')
const body = {
  ip: '203.0.113.7',
  device_model: 'Deck',
  device_ids: [{ type: 'steamid', value: '1' }],
  event_name: 'level_finished',
}
const { event_name: _name, ...opening } = body

function post(path: string, text: string, authorization: string | undefined) {
  const headers = { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) }
  return talk(open.url, `/v1.0/s2s/${path}`, { method: 'POST', headers, body: text })
}
const send = (json: object, call = 'inapp', key?: string) => {
  const text = JSON.stringify(json)
  return post(`${call}/app/steam/480`, text, signed(text, key))
}

test.each([
  ['inapp', body, 'device_inapp'],
  ['first_open', opening, 'device_first_open'],
  ['session', opening, 'device_session'],
])('%s is recorded, signed with either key', async (call, json, endpoint) => {
  for (const key of ['old-key', 'new-key']) {
    expect(await send(json, call, key)).toMatchObject({ status: 202, text: '' })
    const { verdict, notes, ...rest } = newest(open.sandbox)
    expect([verdict, notes]).toEqual(['recorded', []])
    expect(rest).toMatchObject({ endpoint, appId: 'steam-480' })
    expect(JSON.stringify(rest.headers)).not.toContain(signed(JSON.stringify(json), key))
  }
})

test.each<[string, string | undefined, string]>([
  ['no signature', undefined, 'no_signature'],
  ['one in upper case', signed(JSON.stringify(body)).toUpperCase(), 'no_signature'],
  ['one by another key', signed(JSON.stringify(body), 'wrong'), 'wrong_signature'],
  ['one of the same JSON with blanks', signed(JSON.stringify(body, null, 1)), 'wrong_signature'],
])('%s gets 401', async (_label, authorization, code) => {
  expect((await post('inapp/app/steam/480', JSON.stringify(body), authorization)).status).toBe(401)
  expect(codes(newest(open.sandbox).reasons)).toEqual([code])
})

test('an unknown app gets 401, a blocked one 403, an unknown platform 400', async () => {
  const text = JSON.stringify(body)
  expect((await post('inapp/app/steam/1', text, signed(text))).status).toBe(401)
  expect((await post('inapp/app/roku/1', text, signed(text, 'other'))).status).toBe(403)
  expect((await post('inapp/app/gameboy/1', text, signed(text))).status).toBe(401)
})

test.each<[string, object, string]>([
  ['no address', { ip: undefined }, 'ip'],
  ['no id', { device_ids: undefined }, 'device_ids'],
  ['no name', { event_name: undefined }, 'event_name'],
  ['parameters that are no text', { event_custom_parameters: {} }, 'event_custom_parameters'],
])('%s gets 400', async (_label, change, field) => {
  expect((await send({ ...body, ...change })).status).toBe(400)
  expect(newest(open.sandbox).reasons.map((reason) => reason.field)).toContain(field)
})

test.each<[string, object, string]>([
  ['a purchase without revenue', { event_name: 'af_purchase' }, 'purchase_without_revenue'],
  ['revenue among the parameters', { event_custom_parameters: '{"af_revenue":1}' }, 'revenue_outside_event_parameters'],
  ['revenue without a currency', { event_parameters: { af_revenue: 1 } }, 'revenue_without_currency'],
])('%s is recorded with losses', async (_label, change, code) => {
  await send({ ...body, ...change })
  expect(newest(open.sandbox).verdict).toBe('recorded_with_losses')
  expect(codes(newest(open.sandbox).reasons)).toEqual([code])
})

test('a session without an id of the device is recorded, with a note', async () => {
  await send({ ip: body.ip, device_model: body.device_model }, 'session')
  expect(newest(open.sandbox).verdict).toBe('recorded')
  expect(codes(newest(open.sandbox).notes)).toEqual(['missing_device_id'])
})

test('after 96 hours an event is stamped with its arrival, and a question is told from a session', async () => {
  const noon = newestTime()
  await send({ ...body, timestamp: (await noon) - 96 * 3_600_000 - 1 })
  expect(codes(newest(open.sandbox).notes)).toEqual(['late_event'])
  await send({ user_agent: 'connection_check' }, 'session')
  expect(newest(open.sandbox)).toMatchObject({ verdict: 'probe', status: 400 })
})

async function newestTime(): Promise<number> {
  await send(body)
  return newest(open.sandbox).receivedAtMs
}
