import fc from 'fast-check'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import { prepare } from '../../../src/core/prepare'
import { configurationOf } from '../../configuration-of'
import { nowMs, pbaApp, rokuApp } from '../prepare-fixtures'
import {
  amount,
  currency,
  flag,
  ip,
  mostly,
  some,
  time,
  url,
  userAgent,
  userId,
  uuid,
  values,
  version,
  word,
} from './field-values'
import { compile, type JsonSchema, readSchema } from './validators'

/** Thousands of rows for people-based attribution and for devices against AppsFlyer's own schemas (README.md). */

const seed = 20_240_115
/** The soak takes 20,000. */
const recordsOfEach = Number(process.env['FAMILY_RECORDS'] ?? 1_000)

const stream = (send_as: string, app_id: string) => ({ stream: send_as, send_as, app_id })
const configuration = configurationOf({
  apps: [pbaApp, rokuApp],
  streams: [
    stream('web_event', pbaApp.app_id),
    stream('identify', pbaApp.app_id),
    ...['mobile_event', 'first_open', 'session'].map((send_as) => stream(send_as, 'roku-1234')),
  ],
  privacy: { sharing_filter: ['x_int'] },
})

const shared = {
  user_id: mostly(userId),
  event_time: mostly(time),
  ip: mostly(ip),
  user_agent: mostly(userAgent),
  revenue: mostly(amount),
  currency: mostly(currency),
  event_values: mostly(values),
  level: mostly(word),
  order_id: mostly(word),
}
const web = some(
  {
    ...shared,
    event_name: mostly(word),
    appsflyer_id: mostly(uuid),
    http_referrer: mostly(url),
    url: mostly(url),
    email: mostly(word),
  },
  'user_id',
  'event_name',
  'appsflyer_id',
)
const ids = fc.oneof(
  fc.record({ type: fc.constantFrom('rida', 'custom', 'steamid', 'idfa'), value: uuid }).map((id) => [id]),
  fc.record({ rida: uuid, custom: uuid }),
)
const device = some(
  {
    ...shared,
    event_name: mostly(word),
    rida: mostly(uuid),
    device_ids: mostly(ids),
    device_id: mostly(uuid),
    device_model: mostly(fc.oneof(fc.constantFrom('3920X', 'UN55/A (2021)', 'PlayStation®5'), word)),
    os_version: mostly(version),
    app_version: mostly(fc.oneof(version, fc.constantFrom('1.0.5+12', '2.0-beta', 'v3'))),
    is_lat: flag,
    sharing_filter: mostly(fc.constantFrom('all', 'x_int,y_int', ['a_int'])),
    dedup_id: mostly(fc.oneof(fc.uuid(), word)),
  },
  'rida',
  'ip',
  'event_name',
  'device_model',
)

/** AppsFlyer wrote two choices of which `["all"]` fits both, and `oneOf` wants exactly one. */
function withoutDoubleChoice(schema: JsonSchema): JsonSchema {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key !== 'SharingFilter') return value
    const { oneOf: _choices, ...rest } = value as JsonSchema
    return rest
  })
  return JSON.parse(text) as JsonSchema
}

test.each([
  ['pba-event', 'web_event', 'pba_event', web],
  ['pba-setcuid', 'identify', 'pba_setcuid', web],
  ['device-inapp', 'mobile_event', 'device_inapp', device],
  ['device-first-open', 'first_open', 'device_first_open', device],
  ['device-session', 'session', 'device_session', device],
] as const)(`%s: every body of ${recordsOfEach} records is valid (seed ${seed})`, (name, kind, endpoint, rows) => {
  const validate = compile(withoutDoubleChoice(readSchema(name)))
  const broken = new Map<string, string>()
  let sent = 0
  for (const data of fc.sample(rows, { seed, numRuns: recordsOfEach })) {
    const { request, findings } = prepare({ data, stream: kind }, configuration, nowMs)
    if (request === null) continue
    sent++
    expect(request.endpoint).toBe(endpoint)
    expect(Buffer.byteLength(request.body)).toBeLessThanOrEqual(contracts[endpoint].maxBodyBytes)
    if (validate(JSON.parse(request.body))) continue
    const told = findings.map(({ code }) => code)
    for (const { instancePath, message } of validate.errors ?? []) {
      // A code of three letters that is not in AppsFlyer's list goes out, and is told.
      if (/^(\/eventRevenueCurrency)?$/.test(instancePath) && told.includes('unknown_currency')) continue
      broken.set(`${instancePath} ${message}`, request.body)
    }
  }
  expect([...broken]).toEqual([])
  expect(sent).toBeGreaterThan(recordsOfEach / 4)
})
