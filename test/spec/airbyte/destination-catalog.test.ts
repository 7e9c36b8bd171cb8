import { destinationCatalog } from '../../../spec/airbyte/destination-catalog'
import type { StreamMapping } from '../../../spec/configuration/configuration'
import { prepare } from '../../../src/core/prepare'
import { readRow } from '../../../src/core/reading/read-row'
import { configurationOf } from '../../configuration-of'

const ios = { app_id: 'id1' }
const android = { app_id: 'com.example.app' }
const web = { app_id: 'website-a' }
const configure = (apps: readonly object[], streams: readonly object[] = []) =>
  configurationOf({ s2s_token: 't', apps, streams })
const operations = JSON.parse(JSON.stringify(destinationCatalog(configure([ios, web])))).operations

test('one operation per kind of event, each an append', () => {
  expect(
    operations.map((operation: { object_name: string; sync_mode: string }) => [
      operation.object_name,
      operation.sync_mode,
    ]),
  ).toEqual([
    ['mobile_event', 'append'],
    ['web_event', 'append'],
    ['web_visit', 'append'],
  ])
})

test.each([0, 1, 2])('operation %i: every column has title, description and type, and required ones exist', (index) => {
  const { properties, required } = operations[index].json_schema
  for (const property of Object.values(properties)) {
    expect(property).toEqual(
      expect.objectContaining({ title: expect.any(String), description: expect.any(String), type: expect.anything() }),
    )
  }
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(required))
})

test('each kind has the columns it can carry', () => {
  const [mobile, event, visit] = operations.map((operation: { json_schema: { properties: object } }) =>
    Object.keys(operation.json_schema.properties),
  )
  expect(mobile).toEqual(expect.arrayContaining(['event_name', 'idfa', 'revenue', 'email', 'consent_data']))
  expect(mobile).not.toContain('event_url')
  expect(event).toEqual(expect.arrayContaining(['event_name', 'revenue', 'event_url', 'dedup_id']))
  expect(event).not.toContain('idfa')
  expect(visit).toContain('event_url')
  expect(visit).not.toEqual(expect.arrayContaining(['revenue']))
  expect(visit).not.toContain('event_name')
})

test('texts that people read: sentences, no two titles alike, nothing too long for a form', () => {
  for (const { json_schema: schema } of operations) {
    const columns: readonly { title: string; description: string }[] = Object.values(schema.properties)
    const titles = columns.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
    for (const { title, description } of [schema, ...columns]) {
      expect(title).toMatch(/^[A-Z].{1,30}$/)
      expect(description).toMatch(/^\S.*\.$/)
      expect(description.length).toBeLessThan(200)
    }
  }
})

test('only required columns must have a value', () => {
  for (const { json_schema: schema } of operations) {
    const properties: Readonly<Record<string, { type: unknown }>> = schema.properties
    const neverNull = Object.keys(properties).filter((name) => typeof properties[name]?.type === 'string')
    expect(neverNull.sort()).toEqual([...schema.required].sort())
  }
})

test('every column means the field of its name, whatever else the row holds', () => {
  for (const { json_schema: schema } of operations) {
    for (const name of Object.keys(schema.properties)) {
      expect(readRow({ [name]: 'x', other: 'y' }, new Set())).toMatchObject({ fields: { [name]: 'x' } })
    }
  }
})

describe('what is required knows the configuration', () => {
  const requiredOf = (apps: readonly object[], streams: readonly object[] = []) =>
    Object.fromEntries(
      destinationCatalog(configure(apps, streams)).operations.map(({ object_name, json_schema }) => [
        object_name,
        json_schema['required'],
      ]),
    )
  const mobile = ['event_name', 'appsflyer_id']

  test('only what some app takes is offered', () => {
    expect(requiredOf([ios])).toEqual({ mobile_event: mobile })
    expect(requiredOf([web])).toEqual({ web_event: ['event_name'], web_visit: ['event_url'] })
  })

  test.each<[string, readonly object[], object]>([
    ['one mobile app and a website', [ios, web], { mobile_event: mobile, web_event: ['event_name'] }],
    ['one app of each platform', [ios, android], { mobile_event: [...mobile, 'platform'] }],
    ['two apps of one platform', [ios, { app_id: 'id2' }, android], { mobile_event: [...mobile, 'app_id'] }],
    [
      'two websites',
      [web, { app_id: 'website-b' }],
      { web_event: ['event_name', 'app_id'], web_visit: ['event_url', 'app_id'] },
    ],
  ])('the app is to be named where several could be meant: %s', (_, apps, expected) => {
    expect(requiredOf(apps)).toMatchObject(expected)
  })

  const orders = { stream: 'orders', send_as: 'mobile_event' } satisfies Partial<StreamMapping>
  test.each<[string, readonly object[], readonly string[]]>([
    ['event_name', [{ ...orders, event_name: 'af_purchase' }], ['appsflyer_id', 'app_id']],
    [
      'a column for it',
      [{ ...orders, columns: [{ column: 'what', field: 'event_name' }] }],
      ['appsflyer_id', 'app_id'],
    ],
    [
      'a constant for the AppsFlyer id',
      [{ ...orders, constants: [{ field: 'appsflyer_id', value: 'x' }] }],
      ['event_name', 'app_id'],
    ],
    ['event_name for one stream of two', [{ ...orders, event_name: 'x' }, { stream: 'users' }], [...mobile, 'app_id']],
    [
      'event_name for all that can be mobile events',
      [
        { ...orders, event_name: 'x' },
        { stream: 'users', event_name: 'y' },
        { stream: 'log', send_as: 'skip' },
      ],
      ['appsflyer_id', 'app_id'],
    ],
    [
      'event_name for a stream of a website',
      [{ stream: 'site', event_name: 'foo', app_id: 'website-a' }],
      [...mobile, 'app_id'],
    ],
    // Streams that nobody mapped are sent, too, and have nothing else that tells their app.
    ['app_id', [{ ...orders, app_id: 'id1' }], [...mobile, 'app_id']],
    ['a column for the app', [{ ...orders, columns: [{ column: 'app', field: 'app_id' }] }], [...mobile, 'app_id']],
    ['a name for a stream of the web', [{ stream: 's', send_as: 'web_event', event_name: 'x' }], [...mobile, 'app_id']],
    ['nothing', [], [...mobile, 'app_id']],
  ])('what the configuration has is not asked for: %s', (_, streams, expected) => {
    expect(requiredOf([ios, { app_id: 'id2' }, web], streams)['mobile_event']).toEqual(expected)
  })

  test("a mapped stream's app and event name are not those of the others", () => {
    const site = { stream: 'site', event_name: 'foo', app_id: 'website-a' }
    const apps = [ios, android, web]
    expect(requiredOf(apps, [site])['mobile_event']).toEqual([...mobile, 'platform'])
    const data = { event_name: 'af_purchase', appsflyer_id: '1415211453000-6513894', platform: 'android' }
    const configuration = configure(apps, [site, { stream: 'other', send_as: 'mobile_event' }])
    expect(prepare({ data, stream: 'other' }, configuration, Date.now()).outcome).toBe('send')
  })

  test.each<[string, readonly object[], Readonly<Record<string, string>>]>([
    ['one app', [ios], {}],
    ['one of each platform', [ios, android, web], { platform: 'android' }],
    ['two of one platform', [ios, { app_id: 'id2' }, web], { app_id: 'id2' }],
    ['two websites', [ios, web, { app_id: 'website-b' }], { app_id: 'website-b' }],
  ])('a row with the required columns alone is sent: %s', (_, apps, naming) => {
    const values: Readonly<Record<string, string>> = {
      event_name: 'af_purchase',
      appsflyer_id: '1415211453000-6513894',
      event_url: 'https://www.example.com/',
      ...naming,
    }
    for (const { object_name, json_schema } of destinationCatalog(configure(apps)).operations) {
      const { required } = json_schema as { required: readonly string[] }
      const row = Object.fromEntries(required.map((field) => [field, values[field] ?? null]))
      // A web record is known by either id, which a schema without anyOf cannot say.
      const data = object_name === 'mobile_event' ? row : { ...row, customer_user_id: 'u-1' }
      const configuration = configure(apps, [{ stream: 's', send_as: object_name }])
      expect([object_name, prepare({ data, stream: 's' }, configuration, Date.now()).outcome]).toEqual([
        object_name,
        'send',
      ])
    }
  })
})
