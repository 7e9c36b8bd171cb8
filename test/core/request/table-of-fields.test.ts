import { membersAt } from '../../../spec/appsflyer/bodies/members'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import { type FieldName, fields, textsOf } from '../../../spec/configuration/fields'
import { androidApp, iosApp, iosRow, pbaApp, rokuApp, rokuRow, type Seen, see, webApp } from '../prepare-fixtures'

/** What the tables say of members and fields is what bodies have. */

const visitor = {
  event_name: 'x',
  event_time: '2024-01-15 10:00:00',
  user_id: 'u',
  appsflyer_id: '9c9a82fb-d5de-4cd1-90c3-527441c11828-p',
  url: 'https://example.com/',
  http_referrer: 'https://example.com/before',
  ip: '203.0.113.7',
  user_agent: 'Example/1.0',
  email: 'jane@example.com',
}

/** A record of each endpoint, and as what it is sent to which app. */
const records = {
  mobile_v3: [iosRow(), 'mobile_event', iosApp.app_id],
  web_event: [visitor, 'web_event', webApp.app_id],
  web_visit: [visitor, 'web_visit', webApp.app_id],
  pba_event: [visitor, 'web_event', pbaApp.app_id],
  pba_setcuid: [visitor, 'identify', pbaApp.app_id],
  device_inapp: [rokuRow(), 'mobile_event', 'roku-1234'],
  device_first_open: [rokuRow(), 'first_open', 'roku-1234'],
  device_session: [rokuRow(), 'session', 'roku-1234'],
} as const
const endpoints = Object.keys(records) as (keyof typeof records)[]

const configuration = {
  apps: [iosApp, androidApp, webApp, pbaApp, rokuApp],
  streams: Object.entries(records).map(([stream, [, send_as, app_id]]) => ({ stream, send_as, app_id })),
}

function seeAt(endpoint: keyof typeof records, columns: object): Seen {
  return see({ ...records[endpoint][0], ...columns }, { configuration, stream: endpoint })
}

test.each(endpoints)('%s: a body has the members of the table, in their order', (endpoint) => {
  const { family } = contracts[endpoint]
  const { request, body } = seeAt(endpoint, { revenue: 48, currency: 'USD', level: 'x', af_level: 3 })
  expect(request?.endpoint).toBe(endpoint)
  const known = membersAt(family, endpoint).map(([name]) => name)
  // What each mobile body has is none of the table.
  const sent = Object.keys(body).filter((name) => family !== 'mobile' || known.includes(name))
  expect(sent).toEqual(known.filter((name) => body[name] !== undefined))
  expect(sent.length).toBeGreaterThan(2)
})

const texts = endpoints.flatMap((endpoint) => {
  const { family } = contracts[endpoint]
  const names: readonly FieldName[] = textsOf(family, endpoint)
  return names.map((name) => [endpoint, name, fields[name][family] ?? ''] as const)
})

test.each(texts)('%s: the text %s is %s in its body', (endpoint, name, member) => {
  const ofAnyForm = '1.2.3'
  expect(seeAt(endpoint, { [name]: ofAnyForm }).body).toMatchObject({ [member]: ofAnyForm })
})
