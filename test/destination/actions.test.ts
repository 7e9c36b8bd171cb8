import { createTestEvent, createTestIntegration, type JSONObject } from '@segment/actions-core'
import nock from 'nock'
import { appsflyerDestination } from '../../destination/definition'
import { bodySchemas } from '../../spec/appsflyer/bodies/body-schemas'
import type { Endpoint } from '../../spec/appsflyer/events/contract'
import { contracts } from '../../spec/appsflyer/events/contracts'
import { fieldNames, fields } from '../../spec/configuration/fields'
import type { Field } from '../../spec/configuration/fields/field'
import { nowMs, settings } from './workspace'

/** Segment's own test machinery against AppsFlyer's own addresses; what is pinned is also checked against the contracts. */

const definition = appsflyerDestination({ now: () => nowMs })
const integration = createTestIntegration(definition)

beforeAll(() => nock.disableNetConnect())
afterEach(() => nock.cleanAll())
afterAll(() => nock.restore())

interface Caught {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: JSONObject
}

/** Answers as AppsFlyer does, at every address it has, and keeps what came. */
function catchRequests(): Caught[] {
  const caught: Caught[] = []
  for (const { baseUrl, acceptedStatus } of Object.values(contracts)) {
    nock(baseUrl)
      .persist()
      .post(/.*/)
      .reply(function (uri, body) {
        caught.push({ url: baseUrl + uri, headers: { ...this.req.headers }, body: body as JSONObject })
        return [acceptedStatus, 'OK']
      })
  }
  return caught
}

const ios = {
  event_name: 'Order Completed',
  event_time: '2026-03-14T09:30:00.123Z',
  platform: 'ios',
  operating_system: 'iOS',
  os_version: '17.4.1',
  appsflyer_id: '1415211453000-6513894',
  customer_user_id: 'u-1',
  idfa: 'dd0d7c6d-2e1f-4b4b-9a3c-7d9a7bb1a111',
  idfv: 'aebe52e7-03ee-455a-b3c4-e57283966239',
  att_status: 'authorized',
  ip: '203.0.113.7',
  user_agent: 'Example/1.0',
  revenue: '48.50',
  currency: 'eur',
  products: [{ product_id: 'p1', quantity: 2, price: '20' }],
  event_values: { order_id: 'A-1' },
  email: 'john_smith@gmail.com',
  app_version: '2.1',
  app_type: 'app_clip',
  bundle_identifier: 'com.example.app',
  fb_login_id: '123',
  consent_data: { manual: { gdpr_applies: 'false', ad_user_data_enabled: true, ad_personalization_enabled: true } },
  sharing_filter: ['a_int'],
  custom_data: { tier: 'gold' },
}

const android = {
  event_name: 'level_up',
  platform: 'android',
  appsflyer_id: '1415211453000-6513894',
  advertising_id: '9C9A82FB-D5DE-4CD1-90C3-527441C11828',
  oaid: '1fe9a970-efbb-29e0-0bdd-f5dbbf751ab5',
  amazon_aid: 'amazon-1',
  imei: 'AA-BBBBBB-CCCCCC-D',
  app_set_id: { scope: '1', id: 'f47ac10b-58cc-4372-a567-0e02b2c3d479' },
  ad_tracking_enabled: 'true',
  app_store: 'GooglePlay',
  phone: '(213) 373-4253',
  country: 'US',
  first_name_hashed: 'ab'.repeat(32),
  event_values_json: '{"level":5}',
}

const web = {
  event_name: 'Level-Up',
  event_time: '2026-03-14T09:30:00.123Z',
  customer_user_id: 'u-1',
  appsflyer_id: '1415211453000-6513894',
  revenue: 12,
  currency: 'USD',
  products: [{ sku: 's1' }],
  event_values: { method: 'email', plan: 'gold' },
  event_url: 'https://www.example.com/welcome',
  http_referrer: 'https://www.example.com/',
  dedup_id: 'm-1',
  ip: '2001:db8::1',
  user_agent: 'Mozilla/5.0',
  ad_tracking_enabled: 'true',
  email: 'john_smith@gmail.com',
  phone: '+12133734253',
  first_name: 'John',
  last_name: 'Smith',
}

const { event_name, revenue, currency, products, ...visit } = web

const table: readonly (readonly [string, string, JSONObject, Endpoint, Record<string, string>])[] = [
  ['all fields of iOS', 'mobileEvent', ios, 'mobile_v3', { authentication: 's2s-token' }],
  ['all fields of Android', 'mobileEvent', android, 'mobile_v2', { authentication: 'dev-key' }],
  ['all fields of an event', 'webEvent', web, 'web_event', { authorization: 'Bearer s2s-token' }],
  ['all fields of a visit', 'webVisit', visit, 'web_visit', { authorization: 'Bearer s2s-token' }],
  [
    'all fields',
    'pbaUserId',
    { customer_user_id: 'u-1', appsflyer_id: '9999999-f848-4963-a091-568f0bf9a361' },
    'pba_setcuid',
    {},
  ],
  [
    'required fields',
    'mobileEvent',
    { event_name: 'a', appsflyer_id: '1415211453000-6513894', platform: 'ios' },
    'mobile_v3',
    {},
  ],
  ['required fields', 'webEvent', { event_name: 'a', customer_user_id: 'u-1' }, 'web_event', {}],
  ['required fields', 'webVisit', { event_url: 'https://www.example.com/', customer_user_id: 'u-1' }, 'web_visit', {}],
]

test.each(table)('%s of %s', async (_name, action, mapping, endpoint, headers) => {
  const caught = catchRequests()
  const bundle = { pba_bundle_id: 'shop', pba_web_dev_key: 'web-dev-key' }
  const responses = await integration.testAction(action, { mapping, settings: { ...settings, ...bundle } })
  expect(responses.map(({ status }) => status)).toEqual([contracts[endpoint].acceptedStatus])
  expect(caught).toHaveLength(1)
  const [request] = caught
  expect(request?.headers).toMatchObject({ 'content-type': 'application/json', ...headers })
  expect(bodySchemas[endpoint].safeParse(request?.body).error).toBeUndefined()
  expect({ url: request?.url, body: request?.body }).toMatchSnapshot()
})

/** What needs no line of the table above: it has no rules of its own, and stands in the body under its name. */
const plainFields = fieldNames.flatMap((name) => {
  const { read, mobile, only }: Field = fields[name]
  return read === 'own' || mobile === undefined ? [] : [{ name, mobile, platform: only ?? 'ios' }]
})

test.each(plainFields)('$name stands in the body of mobileEvent as $mobile', async ({ name, mobile, platform }) => {
  const caught = catchRequests()
  const mapping = { event_name: 'a', appsflyer_id: '1415211453000-6513894', platform, [name]: 'Some-1' }
  await integration.testAction('mobileEvent', { mapping, settings: { ...settings } })
  const [request] = caught
  expect(request?.body).toMatchObject({ [mobile]: 'Some-1' })
  expect(bodySchemas[platform === 'ios' ? 'mobile_v3' : 'mobile_v2'].safeParse(request?.body).error).toBeUndefined()
})

test('the table above leaves out no field', () => {
  const inTable = (action: string) =>
    new Set(table.filter((line) => line[1] === action).flatMap((line) => Object.keys(line[2])))
  const notOfTheEvent = [
    'call',
    'row_change',
    'external_ids',
    'other_appsflyer_id',
    'screen_name',
    'app_id',
    'revenue_unit',
    // Of PCs, consoles and TVs (more-apps.test.ts).
    'send_as',
    'device_ids',
    'device_model',
    'dedup_id',
  ]
  const otherForms = [/_json$/, /_hashed$/, /^enable_batching$/, /^batch_size$/]
  for (const [action, { fields }] of Object.entries(definition.actions)) {
    const open = Object.keys(fields).filter(
      (name) =>
        !notOfTheEvent.includes(name) && !otherForms.some((form) => form.test(name)) && !inTable(action).has(name),
    )
    const plain = action === 'mobileEvent' ? plainFields.map(({ name }): string => name) : []
    const shared = [...plain, 'event_time', 'customer_user_id', 'last_name', 'first_name', 'country', 'phone', 'email']
    expect(open.filter((name) => !shared.includes(name))).toEqual([])
  }
})

test('with no mapping at all the event is refused with what is missing', async () => {
  // An identify call that says nothing is no error.
  const actions = Object.keys(definition.actions).filter((name) => name !== 'pbaUserId')
  for (const action of actions) {
    await expect(integration.testAction(action, { mapping: {}, settings: { ...settings } })).rejects.toThrow(
      /Nothing readable says which app|No user/,
    )
  }
})

const library = { library: { name: 'analytics.js', version: '2.0' } }
const refused: readonly (readonly [string, Parameters<typeof createTestEvent>[0], RegExp])[] = [
  ['webEvent', { type: 'track', event: '' }, /Map the field Event Name/],
  ['mobileEvent', { type: 'track', event: 'a', context: { ...library, device: { type: 'ios' } } }, /^No AppsFlyer ID/],
  ['webVisit', { type: 'page', context: library }, /map the field Page URL/],
]
test.each(refused)('what %s cannot do without is told by its field', async (action, event, text) => {
  const sent = integration.testAction(action, {
    event: createTestEvent(event),
    settings: { ...settings },
    useDefaultMappings: true,
  })
  await expect(sent).rejects.toThrow(text)
})

test("Segment's batch machinery gets a result for each event", async () => {
  catchRequests()
  const events = [createTestEvent({ type: 'page' }), createTestEvent({ type: 'page', userId: null })]
  await integration.testBatchAction('webVisit', { events, settings: { ...settings }, useDefaultMappings: true })
  expect(integration.results[0]?.multistatus?.map(({ status }) => status)).toEqual([202, 400])
})
