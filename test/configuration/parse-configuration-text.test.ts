import { stringify } from 'yaml'
import { parseConfigurationText } from '../../src/configuration/parse-configuration-text'
import { configurationOf } from '../configuration-of'

const streams = [
  {
    stream: 'orders',
    send_as: 'mobile_event',
    event_name: 'af_purchase',
    columns: [{ column: 'order_total', field: 'revenue', unit: 'minor' }],
    constants: [{ field: 'currency', value: 'EUR' }],
    where: [{ column: 'environment', is_not: 'SANDBOX' }],
  },
  { stream: 'audit_log', send_as: 'skip' },
]
const account = { s2s_token: 'token', apps: [{ app_id: 'id123456789' }, { app_id: 'com.example.app' }] }

function problemsOf(text: string) {
  const parsed = parseConfigurationText(text)
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path} ${message}`.trim())
}
const withMapping = (mapping: unknown) => JSON.stringify({ ...account, mapping })

test('YAML says the same as JSON', () => {
  const value = { ...account, streams, defaults: { phone_country: 'NO' } }
  const expected = { ok: true, configuration: configurationOf(value), warnings: [] }
  expect(parseConfigurationText(JSON.stringify(value))).toEqual(expected)
  expect(parseConfigurationText(stringify(value))).toEqual(expected)
})

test('YAML as people write it: numbers for ids, no quotes, comments, NO for Norway', () => {
  const text = `# our account
s2s_token: abc
apps:
  - app_id: 123456789   # iOS
  - app_id: website-www.example.com
    time_zone: Europe/Oslo
defaults:
  phone_country: NO
`
  expect(parseConfigurationText(text)).toMatchObject({
    ok: true,
    configuration: {
      apps: [{ platform: 'ios', app_id: '123456789' }, { platform: 'web' }],
      defaults: { phone_country: 'NO' },
    },
    warnings: [],
  })
})

test.each([
  ['JSON', JSON.stringify(streams)],
  ['JSON over lines', JSON.stringify(streams, null, 2)],
  ['YAML', stringify(streams)],
  ['an object with streams, as a configuration has them', JSON.stringify({ streams })],
  ['nulls for what is not set', JSON.stringify(streams.map((stream) => ({ ...stream, app_id: null })))],
])('mapping as text is the same as streams: %s', (_, mapping) => {
  const parsed = parseConfigurationText(withMapping(mapping))
  expect(parsed).toEqual({ ok: true, configuration: configurationOf({ ...account, streams }), warnings: [] })
})

test('mapping and streams may share the work, but no stream', () => {
  const both = (mapping: readonly object[]) => JSON.stringify({ ...account, streams, mapping: JSON.stringify(mapping) })
  expect(parseConfigurationText(both([{ stream: 'visits' }]))).toMatchObject({
    ok: true,
    configuration: { streams: [{ stream: 'orders' }, { stream: 'audit_log' }, { stream: 'visits' }] },
  })
  expect(problemsOf(both([{ stream: 'orders' }]))).toEqual([
    'mapping[0].stream is the same as streams[0].stream: list each stream once',
  ])
})

test.each<[string, unknown, string]>([
  ['broken JSON', '[{"stream": "orders",]', 'mapping is not JSON: check line 1, column 22'],
  ['broken YAML', 'orders:\n  - a: b\n c: "d', 'mapping is neither JSON nor YAML: check line 3, column 1'],
  [
    'a sentence',
    'send the orders',
    'mapping must be a list of streams, such as [{"stream": "orders", "event_name": "af_purchase"}]',
  ],
  [
    'an object',
    '{"orders": {}}',
    'mapping must be a list of streams, such as [{"stream": "orders", "event_name": "af_purchase"}]',
  ],
  ['a list in a file', [{ stream: 'orders' }], 'mapping must be text: a list goes into streams'],
  [
    'a wrong field',
    '- stream: orders\n  columns: [{column: a, field: e-mail}]',
    'mapping[0].columns[0].field is not known, did you mean email?',
  ],
  ['a stream without a name', '- send_as: skip', 'mapping[0].stream is missing: it must be text'],
])('a mapping that is wrong: %s', (_, mapping, expected) => {
  expect(problemsOf(withMapping(mapping))).toEqual([expected])
})

test('an unknown key within mapping is told with its place', () => {
  const parsed = parseConfigurationText(withMapping('- stream: orders\n  eventname: x'))
  expect(parsed.warnings).toEqual([
    {
      path: 'mapping[0].eventname',
      message: 'is no key, did you mean event_name? It has no effect',
    },
  ])
})

test.each<[string, string, RegExp]>([
  ['empty', ' \n', /^is empty/],
  ['a list', '- a', /^must be an object/],
  ['a sentence', 'SECRET words', /^must be an object/],
  ['a key twice', 's2s_token: SECRET\ns2s_token: SECRET', /^has a key twice: check line 2/],
  ['a key twice in JSON', '{"a": {\n\t"b": "SECRET",\n\t"b": "SECRET"}}', /^has a key twice: check line 3/],
  ['tabs', 'apps:\n\t- app_id: SECRET', /^is indented with a tab.*: check line 2/],
  ['two documents', 'a: SECRET\n---\nb: SECRET', /^holds more than one document/],
  [
    'a reference to nothing',
    's2s_token: *SECRET',
    /^has a value that begins with \*.*: put it in quotes, line 1, column 12$/,
  ],
  [
    'braces of a template',
    's2s_token: {{ SECRET }}',
    /^has braces or brackets.*: put the value in quotes, line 1, column 13$/,
  ],
  ['an object as a key', 'apps:\n  - ? {key: SECRET}\n', /^has braces or brackets.*, line 2, column 7$/],
  ['a list as a key', 'apps:\n  ? [SECRET]\n  : x', /^has braces or brackets.*, line 2, column 5$/],
  [
    'a key that refers to an object',
    'a: &a {key: SECRET}\nb:\n  *a : x',
    /^has braces or brackets.*, line 3, column 3$/,
  ],
  [
    'a tag',
    's2s_token: !secret SECRET',
    /^has a tag \(!…\) that means nothing here: put the value in quotes, line 1, column 12$/,
  ],
  ['open quotes', 'a: "SECRET', /^is neither JSON nor YAML: check line 1/],
  ['a billion laughs', laughs(), /^refers to its own parts too often/],
  ['a thousand levels of JSON', `{"a":${'['.repeat(1_000)}${']'.repeat(1_000)}}`, /^has too many levels$/],
  ['a hundred levels of YAML', `a: ${'['.repeat(100)}${']'.repeat(100)}`, /^has too many levels$/],
])('a text that is no configuration: %s', (_, text, expected) => {
  const [problem = ''] = problemsOf(text)
  expect(problem).toMatch(expected)
  expect(problem).not.toContain('SECRET')
})

test('a mask without quotes is a mask, though YAML has another use for its sign', () => {
  expect(problemsOf('s2s_token: **********\napps: [{app_id: id1}]')).toEqual([
    expect.stringMatching(/^s2s_token is a mask/),
  ])
})

test('references of YAML work', () => {
  const text =
    's2s_token: t\napps: [{app_id: id1}]\nstreams: [{stream: a, columns: &c [{column: x, field: email}]}, {stream: b, columns: *c}]'
  expect(parseConfigurationText(text)).toMatchObject({
    ok: true,
    configuration: { streams: [{}, { columns: [{ column: 'x', field: 'email' }] }] },
  })
})

function laughs(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let level = 1; level < 10; level++) {
    lines.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    )
  }
  return lines.join('\n')
}
