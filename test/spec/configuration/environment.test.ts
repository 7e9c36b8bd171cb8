import { z } from 'zod'
import { configurationSchema } from '../../../spec/configuration/configuration'
import { parseConfiguration } from '../../../spec/configuration/parse-configuration'
import { environmentPlaces } from '../../../spec/configuration/reading/environment'

const name = (variable: string) => `\${${variable}}`
const environment = { TOKEN: 'secret-token', SERVER: 'http://127.0.0.1:8080', FOLDER: '/var/rejected', EMPTY: '' }
const apps = [{ app_id: 'id1' }]

function parse(value: object, withEnvironment = true) {
  return parseConfiguration({ apps, ...value }, withEnvironment ? { environment } : {})
}

function problemsOf(value: object, withEnvironment = true) {
  const parsed = parse(value, withEnvironment)
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path} ${message}`)
}

test('secrets, addresses and paths may name environment variables', () => {
  const parsed = parse({
    s2s_token: name('TOKEN'),
    endpoints: { all: name('SERVER') },
    rejected_records: { storage: 'file', folder: `${name('FOLDER')}/today` },
  })
  expect(parsed).toMatchObject({
    ok: true,
    configuration: {
      apps: [{ key: 'secret-token' }],
      endpoints: { web: 'http://127.0.0.1:8080' },
      rejected_records: { folder: '/var/rejected/today' },
    },
  })
})

test('$$ is a dollar, and so is one alone', () => {
  expect(parse({ s2s_token: 'a$$b$c' })).toMatchObject({ configuration: { apps: [{ key: 'a$b$c' }] } })
})

test('nothing else may: what goes into events is never read from the environment', () => {
  const streams = [
    { stream: name('TOKEN'), event_name: name('TOKEN'), constants: [{ field: 'country', value: name('TOKEN') }] },
  ]
  const parsed = parse({ s2s_token: 't', streams })
  expect(parsed).toMatchObject({
    ok: true,
    configuration: { streams: [{ stream: name('TOKEN'), event_name: name('TOKEN') }] },
  })
  expect(JSON.stringify(parsed)).not.toContain('secret-token')
})

test.each([
  ['unset', name('NOBODY'), 's2s_token names the environment variable NOBODY, which is not set'],
  ['inherited', name('toString'), 's2s_token names the environment variable toString, which is not set'],
  ['empty', name('EMPTY'), 's2s_token names the environment variable EMPTY, which is empty'],
  [
    'no name',
    name('A B'),
    `s2s_token has a \${ that begins no environment variable: write \${NAME}, or $$ for a dollar`,
  ],
  ['open', `x\${TOKEN`, `s2s_token has a \${ that begins no environment variable: write \${NAME}, or $$ for a dollar`],
])('a variable that is %s is named', (_, s2s_token, expected) => {
  expect(problemsOf({ s2s_token })).toEqual([expected])
})

test('where Airbyte runs us, no variable is read, and its name is no secret', () => {
  expect(problemsOf({ s2s_token: name('TOKEN') }, false)).toEqual([
    `s2s_token is the name of an environment variable (\${…}), and none is read here: paste the S2S token of the account`,
  ])
  expect(parse({ s2s_token: 'a$$b' }, false)).toMatchObject({ configuration: { apps: [{ key: 'a$$b' }] } })
})

test.each<[string, object]>([
  ['s2s_token', { s2s_token: `pre${name('HOME')}` }],
  ['endpoints.all', { s2s_token: 't', endpoints: { all: `http://127.0.0.1/${name('X')}` } }],
  ['rejected_records.folder', { s2s_token: 't', rejected_records: { storage: 'file', folder: `/a/${name('X')}` } }],
  ...[{ bucket_path: name('X') }, { s3_endpoint: `http://127.0.0.1/${name('X')}` }].map((part): [string, object] => [
    `object_storage_config.${Object.keys(part)}`,
    { s2s_token: 't', object_storage_config: { storage_type: 'S3', s3_bucket_name: 'b', ...part } },
  ]),
])('there, one within %s is refused, not sent as it is', (path, value) => {
  expect(problemsOf(value, false)).toEqual([
    `${path} has a \${…}, and environment variables are not read here: give the value itself`,
  ])
})

test('every secret and every address may', () => {
  const found: string[] = []
  const walk = (schema: z.core.JSONSchema.BaseSchema, path: string) => {
    if (schema['airbyte_secret'] === true || schema.format === 'uri') found.push(path)
    for (const part of [schema, ...(schema.oneOf ?? [])]) {
      for (const [key, property] of Object.entries((typeof part === 'object' && part.properties) || {})) {
        if (typeof property === 'object') walk(property, path === '' ? key : `${path}.${key}`)
      }
    }
    if (typeof schema.items === 'object' && !Array.isArray(schema.items)) walk(schema.items, `${path}[0]`)
  }
  walk(z.toJSONSchema(configurationSchema, { target: 'draft-7', io: 'input' }), '')
  expect(found).toEqual(expect.arrayContaining(['s2s_token', 'apps[0].key', 'endpoints.all']))
  expect(found.filter((path) => !environmentPlaces.some((place) => place.test(path)))).toEqual([])
})
