import fc from 'fast-check'
import { getCountries } from 'libphonenumber-js'
import { z } from 'zod'
import { configurationSchema } from '../../../spec/configuration/configuration'
import { parseConfiguration } from '../../../spec/configuration/parse-configuration'
import { describeProblems } from '../../../spec/files/problem'
import { parseConfigurationText } from '../../../src/configuration/parse-configuration-text'
import { configurationOf } from '../../configuration-of'

const ios = { platform: 'ios', app_id: 'id123456789', key: 'ios-key' }
const android = { platform: 'android', app_id: 'com.example.app', key: 'android-key' }
const s3 = { storage_type: 'S3', s3_bucket_name: 'b', access_key_id: 'a', secret_access_key: 's' }
const web = { platform: 'web', app_id: 'website-www.example.com', key: 'web-key' }

function problemsOf(value: unknown) {
  const parsed = parseConfiguration(value)
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path} ${message}`)
}

test('apps alone are a configuration; the rest has defaults', () => {
  expect(configurationOf({ apps: [ios, web] })).toEqual({
    apps: [
      { ...ios, api_version: 'v3' },
      { ...web, time_zone: 'UTC' },
    ],
    streams: [],
    event_names: { style: 'appsflyer', rename: [] },
    defaults: {},
    privacy: {
      opted_out_users: 'strip_ids',
      sharing_filter: [],
      personal_data_in_event_values: 'remove',
      event_values: ['all'],
    },
    revenue_from: 'revenue',
    store_revenue_measured_by_appsflyer: false,
    unreadable_lines: 'fail',
    late_events: 'send',
    delivery: {
      max_requests_per_second: 1000,
      max_in_flight: 256,
      max_attempts: 8,
      request_timeout_seconds: 10,
      give_up_after_seconds: 300,
      on_wrong_key: 'stop',
    },
    rejected_records: { storage: 'none' },
    object_storage_config: { storage_type: 'None' },
    ledger: { storage: 'none' },
    custom_data: { delivery_id: 'auto' },
    memory: { store: 'none' },
    endpoints: {},
  })
})

test('null anywhere means not set', () => {
  const nothing = {
    streams: null,
    event_names: null,
    defaults: { phone_country: null, currency: null },
    privacy: { opted_out_users: null, sharing_filter: null, personal_data_in_event_values: null, event_values: null },
    revenue_from: null,
    late_events: null,
    delivery: { max_requests_per_second: null, max_in_flight: null, max_attempts: null, request_timeout_seconds: null },
    rejected_records: null,
    object_storage_config: null,
    endpoints: { mobile_v2: null, mobile_v3: null, web: null },
  }
  const apps = [{ ...ios, api_version: null }, { ...web, time_zone: null }, null]
  expect(configurationOf({ apps, ...nothing })).toEqual(configurationOf({ apps: [ios, web] }))
  const stream = {
    stream: 'orders',
    send_as: null,
    event_name: null,
    app_id: null,
    columns: null,
    event_values: null,
    constants: null,
    where: null,
    time_zone: null,
  }
  expect(configurationOf({ apps: [ios], streams: [stream] }).streams).toEqual([
    { stream: 'orders', send_as: 'auto', columns: [], event_values: [], constants: [], where: [] },
  ])
})

test('an empty entry of a list counts where a place is told', () => {
  const given = {
    apps: [null, ios, null, { ...ios }, { ...web, app_id: '' }],
    streams: [
      null,
      { stream: 'a', columns: [null, { column: 'c', field: 'e-mail' }] },
      null,
      { stream: 'a', app_id: 'id9' },
    ],
    mapping: JSON.stringify([null, { stream: 'm', columns: [null, { column: 'c' }], colour: 'red' }]),
  }
  const { warnings, ...parsed } = parseConfiguration(given)
  const problems = parsed.ok ? [] : parsed.problems
  expect(problems.map(({ path, message }) => `${path} ${message}`)).toEqual([
    expect.stringMatching(/^apps\[4\]\.app_id is empty/),
    expect.stringMatching(/^streams\[1\]\.columns\[1\]\.field is not known/),
    expect.stringMatching(/^apps\[3\]\.app_id is the same as apps\[1\]\.app_id/),
    expect.stringMatching(/^mapping\[1\]\.columns\[1\]\.field /),
    expect.stringMatching(/^streams\[3\]\.stream is the same as streams\[1\]\.stream/),
  ])
  expect(warnings.map(({ path }) => path)).toEqual(['mapping[1].colour'])
  const twice = parseConfiguration({ apps: [ios], streams: [null, { stream: 'a' }, null, { stream: 'a' }] })
  expect(twice).toMatchObject({
    problems: [{ path: 'streams[3].stream', message: expect.stringContaining('the same as streams[1].stream') }],
  })
})

test('an unknown key is told without a value, too: of one without a blank after its colon nothing is shown behind it', () => {
  const { warnings } = parseConfiguration({
    apps: [{ ...ios, 'api_version:v2': null, 'key:SECRET': null }],
    privacy: { 'opted_out_users:skip': null },
    defaults: { curency: null },
    streams: [{ stream: 's', colour: null }],
  })
  expect(warnings.map(({ path, message }) => `${path} ${message}`)).toEqual([
    expect.stringMatching(/^apps\[0\]\.api_version has no blank after its colon/),
    expect.stringMatching(/^apps\[0\]\.key has no blank after its colon/),
    expect.stringMatching(/^privacy\.opted_out_users has no blank after its colon/),
    expect.stringMatching(/^defaults\.curency is no key, did you mean currency/),
    expect.stringMatching(/^streams\[0\]\.colour is not a key/),
  ])
})

test('the nearest app is looked for a few times alone, however many ids are wrong', () => {
  const streams = Array.from({ length: 60 }, (_, index) => ({ stream: `s${index}`, app_id: 'com.example.ap' }))
  const problems = problemsOf({ apps: [{ app_id: 'com.example.app', key: 'k' }], streams })
  expect(problems).toHaveLength(60)
  expect(problems.filter((text) => text.includes('did you mean com.example.app?'))).toHaveLength(20)
})

test.each<[number, boolean]>([
  [9007199254740991, true],
  [-12, true],
  [10.99, true],
  [0.000123, true],
  [2 ** 53, false],
  [1e21, false],
  [1.2345678901234567, false],
])('a value to compare with that is the number %d: %p', (value, isFine) => {
  const found = problemsOf({ apps: [ios], streams: [{ stream: 's', where: [{ column: 'c', not_in: ['x', value] }] }] })
  const place = 'streams[0].where[0].not_in[1]'
  expect(found).toEqual(isFine ? [] : [`${place} has more digits than a number keeps: put it in quotes`])
})

test.each(['http://127.0.0.1/?a=b', 'http://127.0.0.1/#x', 'http://127.0.0.1?'])(
  '%s is no address to add paths to',
  (address) => {
    const bucket = { storage_type: 'S3', s3_bucket_name: 'b', s3_endpoint: address }
    expect(problemsOf({ apps: [ios], endpoints: { web: address }, object_storage_config: bucket })).toEqual([
      'object_storage_config.s3_endpoint must hold no ? and no #: bucket and path are added at its end',
      'endpoints.web must hold no ? and no #: the path of each app is added at its end',
    ])
  },
)

test.each<[unknown, readonly string[]]>([
  ['all', ['all']],
  [[' all '], ['all']],
  [['a_int, b_int'], ['a_int', 'b_int']],
  ['a_int;b_int,\n', ['a_int', 'b_int']],
  [
    ['Apple Search Ads', 'c_int'],
    ['Apple Search Ads', 'c_int'],
  ],
])('sharing_filter %j is %j', (sharing_filter, expected) => {
  expect(configurationOf({ apps: [ios], privacy: { sharing_filter } }).privacy.sharing_filter).toEqual(expected)
})

test('a partner id with a blank within is refused', () => {
  expect(problemsOf({ apps: [ios], privacy: { sharing_filter: ['a_int', 'b c'] } })).toEqual([
    'privacy.sharing_filter[1] has a blank, which no partner id has: put a comma between two',
  ])
})

test('unknown keys have no effect', () => {
  expect(configurationOf({ apps: [{ ...ios, note: 'x' }], extra: { deep: null } })).toEqual(
    configurationOf({ apps: [ios] }),
  )
})

test('values are mended where there is one way to mend them', () => {
  const configuration = configurationOf({
    apps: [{ ...ios, app_id: ' 123456789 ', key: ' ios-key\n' }],
    streams: [{ stream: 'orders', app_id: 'id123456789' }],
    defaults: { phone_country: 'us', currency: 'usd' },
    privacy: { sharing_filter: 'all' },
  })
  expect(configuration.apps[0]).toMatchObject({ app_id: '123456789', key: 'ios-key' })
  expect(configuration.defaults).toEqual({ phone_country: 'US', currency: 'USD' })
  expect(configuration.privacy.sharing_filter).toEqual(['all'])
})

test('nulls within conditions and columns mean not set; bare numbers and booleans may be compared with', () => {
  const columns = [{ column: 'cost', field: 'revenue', unit: null }, null]
  const where = [{ column: 'a', is: true, is_not: null, in: null, not_in: [null, 1, 'x'], is_set: null }, null]
  expect(configurationOf({ apps: [ios], streams: [{ stream: 's', columns, where }] }).streams[0]).toMatchObject({
    columns: [{ column: 'cost', field: 'revenue' }],
    where: [{ column: 'a', is: 'true', not_in: ['1', 'x'] }],
  })
})

test("the word null of a form is a null, except where a row's value may be it", () => {
  const word = 'null'
  const where = [{ column: 'a', is: word }]
  const constants = [{ field: 'country', value: word }]
  const configuration = configurationOf({
    s2s_token: 'token',
    dev_key: word,
    api_token: word,
    mapping: word,
    apps: [
      { app_id: 'id1', key: word },
      { app_id: 'website-www.example.com', time_zone: word },
    ],
    streams: [{ stream: 's', event_name: word, app_id: word, time_zone: word, where, constants }],
    defaults: { currency: word, phone_country: word },
    endpoints: { all: word, web: word },
    object_storage_config: {
      storage_type: 'S3',
      s3_bucket_name: 'b',
      access_key_id: word,
      secret_access_key: word,
      role_arn: word,
      s3_endpoint: word,
      bucket_path: word,
    },
  })
  expect(configuration.apps).toMatchObject([{ key: 'token' }, { time_zone: 'UTC' }])
  expect(configuration.streams).toEqual([
    { stream: 's', send_as: 'auto', columns: [], event_values: [], constants, where },
  ])
  expect([configuration.api_token, configuration.defaults, configuration.endpoints]).toEqual([undefined, {}, {}])
  expect(configuration.object_storage_config).toEqual({
    storage_type: 'S3',
    s3_bucket_name: 'b',
    s3_bucket_region: 'us-east-1',
    bucket_path: '',
  })
})

/** A value to be filled in, its members by their schemas. */
interface Schema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
}

/** The paths of all texts and choices that may be left out, with 0 for the first entry of a list. */
function optionalTexts(
  schema: Schema,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  const { properties = {}, required = [], items, oneOf = [] } = schema
  return [
    ...oneOf.flatMap((variant) => optionalTexts(variant, path)),
    ...(items === undefined ? [] : optionalTexts(items, [...path, 0])),
    ...Object.entries(properties).flatMap(([key, member]) => {
      const isText = member.type === 'string' || (member.enum !== undefined && member.const === undefined)
      return isText && !required.includes(key) ? [[...path, key]] : optionalTexts(member, [...path, key])
    }),
  ]
}

const optional = optionalTexts(z.toJSONSchema(configurationSchema, { target: 'draft-7', io: 'input' }) as Schema)
  // There an empty text is a slip: a row with nothing there is told by is_set.
  .filter((path) => path[2] !== 'where')

test('there are some', () => {
  expect(optional.length).toBeGreaterThan(30)
  expect(optional.map((path) => path.join('.'))).toEqual(
    expect.arrayContaining(['dev_key', 'apps.0.api_version', 'defaults.currency', 'object_storage_config.role_arn']),
  )
})

test.each(optional.map((path) => [path.join('.'), path] as const))('an empty %s is not set', (_, path) => {
  const stored = (more: object) => ({ storage_type: 'S3', s3_bucket_name: 'b', ...more })
  const withAll = (blank: string | undefined) => {
    const value: Record<string, unknown> = {
      s2s_token: 'k',
      apps: [{ app_id: 'id1', key: 'k' }],
      streams: [{ stream: 's', columns: [{ column: 'c', field: 'revenue' }], event_values: [{ name: 'n' }] }],
      event_names: {},
      object_storage_config: stored({}),
      memory: { store: 'sqlite', path: 'memory.db' },
      ledger: { storage: 's3', s3_bucket_name: 'b' },
    }
    let at: Record<string | number, unknown> = value
    for (const part of path.slice(0, -1)) {
      at[part] ??= {}
      at = at[part] as Record<string | number, unknown>
    }
    // Of the two one is given.
    if (path.includes('event_values')) at[path.at(-1) === 'column' ? 'value' : 'column'] = 'given'
    else (value['streams'] as Record<string, unknown>[])[0] = { ...(value['streams'] as object[])[0], event_values: [] }
    if (blank !== undefined) at[path.at(-1) ?? ''] = blank
    return value
  }
  for (const blank of ['', ' ']) expect(configurationOf(withAll(blank))).toEqual(configurationOf(withAll(undefined)))
})

test('an empty text in mapping is not set either', () => {
  const streams = [{ stream: 's', send_as: '', event_name: '', time_zone: ' ' }]
  expect(configurationOf({ apps: [ios], mapping: JSON.stringify(streams) }).streams).toEqual(
    configurationOf({ apps: [ios], streams: [{ stream: 's' }] }).streams,
  )
})

test('a key that needs a value is missing where a form has made the word null of it', () => {
  expect(problemsOf({ s2s_token: 'null', apps: [{ app_id: 'id1' }] })).toEqual([
    expect.stringMatching(/^s2s_token is missing/),
  ])
})

test('the event values that go out may be one word', () => {
  const { privacy } = configurationOf({ apps: [ios], privacy: { event_values: 'mapped_only' } })
  expect(privacy.event_values).toEqual(['mapped_only'])
})

test('two apps of one platform are fine', () => {
  expect(problemsOf({ apps: [ios, { ...ios, app_id: 'id987654321' }] })).toEqual([])
})

test.each<[string, unknown, readonly string[]]>([
  ['no apps key', {}, ['apps is missing: it must be a list: [{app_id: …}]']],
  ['null apps', { apps: null }, ['apps is missing: it must be a list: [{app_id: …}]']],
  ['no apps', { apps: [] }, ['apps is empty: configure at least one app']],
  ['apps no list', { apps: ios }, ['apps must be a list: [{app_id: …}]']],
  [
    'lists that are none',
    {
      apps: [ios],
      streams: [{ stream: 's', columns: {}, event_values: 1, constants: 'x', where: {}, send_as: 'skip' }],
      event_names: { rename: {} },
      privacy: { sharing_filter: {} },
    },
    [
      'streams[0].columns must be a list: [{column: …, field: …}]',
      'streams[0].event_values must be a list: [{name: …, column: …}]',
      'streams[0].constants must be a list: [{field: …, value: …}]',
      'streams[0].where must be a list: [{column: …, is: …}]',
      'event_names.rename must be a list: [{from: …, to: …}]',
      'privacy.sharing_filter must be a list: […]',
    ],
  ],
  ['app no object', { apps: ['x'] }, ['apps[0] must be an object']],
  [
    'platform',
    { apps: [{ ...ios, platform: 'gameboy' }] },
    [
      'apps[0].platform must be one of ios, android, windows, web, web_pba, roku, smartcast, tizen, webos, playstation, vidaa, steam, quest, battlenet, epic, switch, xbox, nativepc, vega',
    ],
  ],
  [
    'empty key',
    { apps: [{ ...ios, key: '  ' }] },
    [expect.stringMatching(/^s2s_token is missing, and apps\[0\] needs it/)],
  ],
  ['numeric key', { apps: [{ ...ios, key: 5 }] }, ['apps[0].key must be text: put it in quotes']],
  [
    'key with a line break',
    { apps: [{ ...ios, key: 'a\nb' }] },
    [
      'apps[0].key has spaces or other characters that a key cannot have: leave it out, and give s2s_token, or dev_key for v2',
    ],
  ],
  [
    'iOS app id',
    { apps: [{ ...ios, app_id: 'com.example' }] },
    ['apps[0].app_id is not an iOS app id, which is id and digits, such as id123456789'],
  ],
  ['API version', { apps: [{ ...ios, api_version: 'v9' }] }, ['apps[0].api_version must be one of v3, v2']],
  [
    'time zone',
    { apps: [{ ...web, time_zone: 'Mars/Base' }] },
    ['apps[0].time_zone is not a time zone: give an IANA name, such as America/New_York'],
  ],
  [
    'same app',
    { apps: [ios, android, { ...ios, app_id: '123456789' }] },
    ['apps[2].app_id is the same as apps[0].app_id: list each app once'],
  ],
  [
    'unknown app of a stream',
    { apps: [ios], streams: [{ stream: 's', app_id: 'id5' }] },
    ['streams[0].app_id is none of the configured apps: add it to apps, or correct it'],
  ],
  [
    'stream twice',
    { apps: [ios], streams: [{ stream: 's' }, { stream: 's' }] },
    ['streams[1].stream is the same as streams[0].stream: list each stream once'],
  ],
  [
    'web event to a mobile app',
    { apps: [ios], streams: [{ stream: 's', app_id: ios.app_id, send_as: 'web_event' }] },
    ['streams[0].send_as is web_event, which apps[0] (ios) cannot take: change send_as or app_id'],
  ],
  [
    'mobile event to a web app',
    { apps: [ios, web], streams: [{ stream: 's', app_id: web.app_id, send_as: 'mobile_event' }] },
    ['streams[0].send_as is mobile_event, which apps[1] (web) cannot take: change send_as or app_id'],
  ],
  [
    'unit of a field that is no amount',
    { apps: [ios], streams: [{ stream: 's', columns: [{ column: 'c', field: 'email', unit: 'cents' }] }] },
    ['streams[0].columns[0].unit is for the field revenue alone'],
  ],
  [
    'conditions without a test',
    {
      apps: [ios],
      streams: [{ stream: 's', where: [{ column: 'c' }, { column: 'c', is: null }, { column: 'c', in: [] }] }],
    },
    [0, 1, 2].map((index) => `streams[0].where[${index}] has no test: give is, is_not, in, not_in or is_set`),
  ],
  [
    'condition on an object',
    { apps: [ios], streams: [{ stream: 's', where: [{ column: 'c', is: {} }] }] },
    ['streams[0].where[0].is must be text'],
  ],
  [
    'time zone of a stream',
    { apps: [ios], streams: [{ stream: 's', time_zone: 'Mars/Base' }] },
    ['streams[0].time_zone is not a time zone: give an IANA name, such as America/New_York'],
  ],
  [
    'a word among names of event values',
    { apps: [ios], privacy: { event_values: ['plan', 'all'] } },
    ['privacy.event_values[1] is all, which cannot be combined with names: keep it, or the names'],
  ],
  [
    'all among partners',
    { apps: [ios], privacy: { sharing_filter: ['All', 'x_int'] } },
    ['privacy.sharing_filter[0] is all, which cannot be combined with names: keep it, or the names'],
  ],
  [
    'an event that is renamed twice',
    {
      apps: [ios],
      event_names: {
        rename: [
          { from: 'Trial Began', to: 'a' },
          { from: 'trial_began', to: 'b' },
        ],
      },
    },
    ['event_names.rename[1].from is the same as event_names.rename[0].from: rename each event once'],
  ],
  [
    'a kind of event that no app takes',
    {
      apps: [ios],
      streams: [
        { stream: 'a', send_as: 'web_event' },
        { stream: 'b', send_as: 'mobile_event' },
      ],
    },
    ['streams[0].send_as is web_event, and apps has no web app: add one, or change send_as'],
  ],
  [
    'constants that nobody can read',
    {
      apps: [ios],
      streams: [
        {
          stream: 's',
          constants: [
            { field: 'currency', value: 'Euro' },
            { field: 'platform', value: 'windows' },
            { field: 'ip', value: 'foo' },
            { field: 'revenue', value: '12,5' },
            { field: 'event_time', value: 'gestern' },
            { field: 'ad_tracking_enabled', value: 'perhaps' },
          ],
        },
      ],
    },
    [
      'must be three letters, such as EUR',
      'must be ios, android or web',
      'must be an IP address, such as 203.0.113.7',
      'must be a plain amount, such as 12.50',
      'must be a time, such as 2026-03-14 09:30:00',
      'must be true or false',
    ].map((message, index) => `streams[0].constants[${index}].value ${message}`),
  ],
  [
    'a country that is not one of ISO',
    { apps: [ios], defaults: { phone_country: 'uk' } },
    ['defaults.phone_country is not an ISO 3166 country code: use GB'],
  ],
  [
    'no country at all',
    { apps: [ios], defaults: { phone_country: 'XX' } },
    ['defaults.phone_country is not an ISO 3166 country code, such as US'],
  ],
  [
    'the address of a website for its id',
    { s2s_token: 't', apps: [{ app_id: 'www.example.com' }] },
    [
      'apps[0].app_id is the address of a website, not its id: AppsFlyer has the id under My apps, such as website-www.example.com',
    ],
  ],
  ['revenue from', { apps: [ios], revenue_from: 'tax' }, ['revenue_from must be one of revenue, total']],
  ['stream without a name', { apps: [ios], streams: [{}] }, ['streams[0].stream is missing: it must be text']],
  ['late events', { apps: [ios], late_events: 'maybe' }, ['late_events must be one of send, reject']],
  [
    'currency',
    { apps: [ios], defaults: { currency: 'dollars' } },
    ['defaults.currency must be three letters, such as USD'],
  ],
  ['in flight', { apps: [ios], delivery: { max_in_flight: 0 } }, ['delivery.max_in_flight must be at least 1']],
  ['attempts', { apps: [ios], delivery: { max_attempts: 1e6 } }, ['delivery.max_attempts must be at most 100']],
  [
    'a password in an endpoint',
    { apps: [ios], endpoints: { web: 'https://user:SECRET@gateway.example.com' } },
    ['endpoints.web must hold no user and no password: keys stand in apps, and those of a proxy in HTTPS_PROXY'],
  ],
  [
    'half a second',
    { apps: [ios], delivery: { request_timeout_seconds: 0.5 } },
    ['delivery.request_timeout_seconds must be a whole number'],
  ],
  [
    'storage',
    { apps: [ios], rejected_records: { storage: 'tape' } },
    ['rejected_records.storage must be one of none, file'],
  ],
  [
    'file without a folder',
    { apps: [ios], rejected_records: { storage: 'file' } },
    ['rejected_records.folder is missing: it must be text'],
  ],
  [
    'S3 with half of its keys',
    {
      apps: [ios],
      object_storage_config: { storage_type: 'S3', s3_bucket_name: 'b', secret_access_key: 's' },
    },
    ['object_storage_config.access_key_id is missing: give both keys, or neither for a role'],
  ],
  [
    'a role that is none',
    { apps: [ios], object_storage_config: { storage_type: 'S3', s3_bucket_name: 'b', role_arn: 'admin' } },
    ['object_storage_config.role_arn is not a role, which looks like arn:aws:iam::123456789012:role/rejected'],
  ],
  [
    'two places for rejected records',
    { apps: [ios], rejected_records: { storage: 'file', folder: 'x' }, object_storage_config: s3 },
    ['rejected_records.storage must be none when object_storage_config is set: keep one'],
  ],
  [
    'an event value of nothing',
    { apps: [ios], streams: [{ stream: 's', event_values: [{ name: 'a' }] }] },
    ['streams[0].event_values[0] needs either a column or a value'],
  ],
  [
    'an event value of two',
    { apps: [ios], streams: [{ stream: 's', event_values: [{ name: 'a', column: 'b', value: 'c' }] }] },
    ['streams[0].event_values[0] needs either a column or a value'],
  ],
  [
    'an event value twice',
    {
      apps: [ios],
      streams: [
        {
          stream: 's',
          event_values: [
            { name: 'a', column: 'b' },
            { name: 'a', value: 'c' },
          ],
        },
      ],
    },
    ['streams[0].event_values[1].name is the same as streams[0].event_values[0].name: list each name once'],
  ],
  [
    'a field from a column and a constant',
    {
      apps: [ios],
      streams: [
        {
          stream: 's',
          columns: [{ column: 'c', field: 'currency' }],
          constants: [
            { field: 'currency', value: 'EUR' },
            { field: 'currency', value: 'USD' },
          ],
        },
      ],
    },
    [
      'streams[0].constants[0].field is set by streams[0].columns[0] too: keep one of the two',
      'streams[0].constants[1].field is the same as streams[0].constants[0].field',
    ],
  ],
  ['endpoint', { apps: [ios], endpoints: { web: 'ftp://x' } }, ['endpoints.web must be an http or https address']],
  ['no object', [], [' must be an object']],
])('a clear problem: %s', (_, value, expected) => {
  expect(problemsOf(value)).toEqual(expected)
})

test('a field that does not exist comes with the nearest one', () => {
  const [problem] = problemsOf({
    apps: [ios],
    streams: [{ stream: 's', columns: [{ column: 'c', field: 'Reveneu' }] }],
  })
  expect(problem).toBe('streams[0].columns[0].field is not known, did you mean revenue?')
  const [other] = problemsOf({ apps: [ios], streams: [{ stream: 's', columns: [{ column: 'c', field: 'xyzzy' }] }] })
  expect(other).not.toContain('did you mean')
})

test('all problems are told at once, and none holds a value', () => {
  const bad = {
    apps: [
      { ...ios, key: 'SECRET WITH BLANK' },
      { ...web, time_zone: 'SECRETZONE' },
    ],
    late_events: 'SECRET',
  }
  const problems = problemsOf(bad)
  expect(problems).toHaveLength(3)
  expect(problems.join()).not.toContain('SECRET')
})

/** Beside each of these something else is wrong, in the same entry or in the one that it is compared with. */
test.each<[string, object, readonly string[]]>([
  [
    'an app twice, with a bad platform',
    { apps: [ios, { app_id: ios.app_id, platform: 'gameboy', key: 'k' }] },
    [
      'apps[1].platform must be one of ios, android, windows, web, web_pba, roku, smartcast, tizen, webos, playstation, vidaa, steam, quest, battlenet, epic, switch, xbox, nativepc, vega',
      'apps[1].app_id is the same as apps[0].app_id: list each app once',
    ],
  ],
  [
    'an app without a secret, with a bad time zone',
    { apps: [{ app_id: web.app_id, time_zone: 'Mars/Base' }] },
    [expect.stringMatching(/^apps\[0\]\.time_zone is not a time zone/), expect.stringMatching(/^s2s_token is missing/)],
  ],
  [
    'a stream twice, of an app that is not there, with a bad field',
    {
      apps: [ios, { app_id: 'my app' }],
      streams: [{ stream: 's' }, { stream: 's', app_id: 'com.nope', columns: [{ column: 'c', field: 'no' }] }],
    },
    [
      expect.stringMatching(/^streams\[1\]\.columns\[0\]\.field must be one of/),
      expect.stringMatching(/^apps\[1\]\.app_id is of no known form/),
      'streams[1].stream is the same as streams[0].stream: list each stream once',
      'streams[1].app_id is none of the configured apps: add it to apps, or correct it',
    ],
  ],
  [
    'event values and fields of a stream without a name',
    {
      apps: [ios],
      streams: [
        {
          columns: [{ column: '', field: 'currency' }],
          event_values: [{ name: 'a' }, { name: 'a', column: 5 }, { column: 'c', value: 'v' }],
          constants: [{ field: 'currency' }],
        },
      ],
    },
    [
      'streams[0].stream is missing: it must be text',
      'streams[0].columns[0].column is empty',
      'streams[0].event_values[1].column must be text: put it in quotes',
      'streams[0].event_values[2].name is missing: it must be text',
      'streams[0].constants[0].value is missing: it must be text',
      'streams[0].event_values[0] needs either a column or a value',
      'streams[0].event_values[1].name is the same as streams[0].event_values[0].name: list each name once',
      'streams[0].event_values[2] needs either a column or a value',
      'streams[0].constants[0].field is set by streams[0].columns[0] too: keep one of the two',
    ],
  ],
  [
    'a condition without anything',
    { apps: [ios], streams: [{ stream: 's', where: [{}] }] },
    [
      'streams[0].where[0].column is missing: it must be text',
      'streams[0].where[0] has no test: give is, is_not, in, not_in or is_set',
    ],
  ],
  [
    'half of the keys of a bucket without a name',
    { apps: [ios], object_storage_config: { storage_type: 'S3', access_key_id: 'a' } },
    [
      'object_storage_config.s3_bucket_name is missing: it must be text',
      'object_storage_config.secret_access_key is missing: give both keys, or neither for a role',
    ],
  ],
])('nothing hides behind another mistake: %s', (_, value, expected) => {
  expect(problemsOf(value)).toEqual(expected)
})

test.each(['$APPSFLYER_S2S_TOKEN', '%TOKEN%', '{{ token }}', `\${{ secrets.TOKEN }}`])(
  '%s is no token',
  (s2s_token) => {
    expect(problemsOf({ s2s_token, apps: [{ app_id: 'id1' }] })).toEqual([
      expect.stringMatching(/^s2s_token is the name of a variable .*not its value/),
    ])
  },
)

test('constants that can be read are taken, and what is odd of a currency is a warning', () => {
  const constants = [
    { field: 'currency', value: 'xxq' },
    { field: 'platform', value: 'iOS' },
    { field: 'ip', value: '2001:db8::1' },
    { field: 'revenue', value: '-.5' },
    { field: 'event_time', value: '1773480600' },
    { field: 'gdpr_applies', value: 'FALSE' },
  ]
  const parsed = parseConfiguration({
    apps: [ios],
    defaults: { currency: 'XXQ', phone_country: 'XK' },
    streams: [{ stream: 's', constants }],
  })
  expect(parsed.ok).toBe(true)
  expect(parsed.warnings).toEqual(
    ['defaults.currency', 'streams[0].constants[0].value'].map((path) => ({
      path,
      message: "is not in AppsFlyer's list of currencies: check its three letters",
    })),
  )
})

test('every country whose phone numbers can be read may be the default', () => {
  for (const phone_country of getCountries()) {
    expect(configurationOf({ apps: [ios], defaults: { phone_country } }).defaults).toEqual({ phone_country })
  }
})

test('an app whose id is not right yet may be the one of a stream', () => {
  const streams = [{ stream: 's', app_id: 'com.example.app' }]
  expect(problemsOf({ apps: [{ app_id: 'com example app' }], streams })).toEqual([
    expect.stringMatching(/^apps\[0\]\.app_id is of no known form/),
  ])
  expect(problemsOf({ apps: [{ ...ios, app_id: '<app id>' }], streams })).toEqual([
    expect.stringMatching(/^apps\[0\]\.app_id is a placeholder/),
  ])
})

const objectWanted = 'The configuration must be an object, such as {"s2s_token": …, "apps": [{"app_id": …}]}.'

test.each([
  ['', 'The configuration is empty: it must hold JSON or YAML.'],
  [' \n', 'The configuration is empty: it must hold JSON or YAML.'],
  ['# all of it\n# in comments\n', 'The configuration is empty: it must hold JSON or YAML.'],
  ['[]', objectWanted],
  ['null', objectWanted],
  ['"text"', objectWanted],
])('a file that holds %j', (text, expected) => {
  const parsed = parseConfigurationText(text)
  expect(parsed.ok ? '' : describeProblems('The configuration', parsed.problems)).toBe(expected)
})

test('a file that is not JSON: never its text, since a key may stand there', () => {
  const parsed = parseConfigurationText('{"apps": [{"key": "SECRET"')
  const message = parsed.ok ? '' : describeProblems('The configuration', parsed.problems)
  expect(message).toMatch(/^The configuration is not JSON: check /)
  expect(message).not.toContain('SECRET')
})

test('a byte order mark does no harm', () => {
  expect(parseConfigurationText(`\uFEFF${JSON.stringify({ apps: [ios] })}`).ok).toBe(true)
})

test('any JSON value has an answer, and no answer repeats a text of it', () => {
  const value = fc.anything({ key: fc.constantFrom('apps', 'streams', 'key', 'platform', 'delivery', 'columns') })
  const withText = fc
    .tuple(value, fc.uuid())
    .map(([json, mark]) => ({ json: { apps: [{ platform: mark }], streams: json, late_events: mark }, mark }))
  fc.assert(
    fc.property(withText, ({ json, mark }) => {
      expect(problemsOf(json).join()).not.toContain(mark)
    }),
  )
})
