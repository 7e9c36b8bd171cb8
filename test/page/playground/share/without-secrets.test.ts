import { parseConfigurationText } from '../../../../src/configuration/parse-configuration-text'
import { exampleConfiguration } from '../../../../src/page/playground/example-configuration'
import { withoutSecrets } from '../../../../src/page/playground/share/without-secrets'

function stripped(text: string) {
  const shareable = withoutSecrets(text)
  if (!shareable.ok) throw new Error('it could not be read')
  return shareable
}

const secrets = {
  s2s_token: 'Q-s2s',
  dev_key: 'Q-dev',
  api_token: 'Q-api',
  s2s_tokn: 'Q-mistyped',
  apps: [{ app_id: 'id123456789', key: 'Q-own', secret: 'Q-unknown' }],
  memory: { store: 'postgres', url: 'postgres://user:Q-password@db.example.com/x', hash_key: 'Q-hash' },
  object_storage_config: {
    storage_type: 'S3',
    s3_bucket_name: 'bucket',
    s3_bucket_region: 'eu-west-1',
    access_key_id: 'Q-id',
    secret_access_key: 'Q-access',
  },
  endpoints: { all: 'https://user:Q-proxy@proxy.example.com' },
}

test('no key, token or password stays, under whatever name, and each is named', () => {
  const { text, replaced, removed } = stripped(JSON.stringify(secrets))
  expect(text).not.toContain('Q-')
  expect(replaced).toEqual([
    ...['s2s_token', 'dev_key', 'api_token', 'apps[0].key', 'memory.url', 'memory.hash_key'],
    ...['object_storage_config.access_key_id', 'object_storage_config.secret_access_key'],
  ])
  expect(removed).toEqual([
    ...['an unknown key', 'an unknown key in apps[0]'],
    'user, password and query in endpoints.all',
  ])
})

test('it can still be used, and means the same otherwise', () => {
  const { s2s_tokn: _, apps, ...rest } = secrets
  const [{ app_id, key }] = apps as [(typeof apps)[number]]
  const good = { ...rest, apps: [{ app_id, key }], endpoints: {}, late_events: 'reject' }
  const parsed = parseConfigurationText(stripped(JSON.stringify(good)).text)
  expect(parsed).toMatchObject({ ok: true, configuration: { late_events: 'reject', apps: [{ key: 'any-token' }] } })
})

test('comments of YAML go, too; names of environment variables say nothing and stay', () => {
  const { text, replaced } = stripped(
    '# the old one: Q-old\ns2s_token: Q-new\ndev_key: $' + '{DEV_KEY} # Q-old\napps: []\n',
  )
  expect(JSON.parse(text)).toEqual({ s2s_token: 'any-token', dev_key: '$' + '{DEV_KEY}', apps: [] })
  expect(replaced).toEqual(['s2s_token'])
})

test('where nothing has to go, it stays as it was written', () => {
  expect(stripped(exampleConfiguration)).toEqual({ ok: true, text: exampleConfiguration, replaced: [], removed: [] })
})

test.each(['{"s2s_token": "Q-s2s"', 's2s_token', '', '[1'])('what cannot be read is not passed on: %j', (text) => {
  expect(withoutSecrets(text)).toEqual({ ok: false })
})

test.each([
  [
    'a key that is known elsewhere',
    { apps: [{ app_id: 'id123456789', name: 'Q-1', url: 'Q-2', store: { key: 'Q-3' } }] },
  ],
  ['a password with a slash', { endpoints: { all: 'https://u:pa/Q-1@example.com' } }],
  ['a password with an @', { endpoints: { all: 'https://u:p@Q-1@example.com/x' } }],
  ['a password with a ? or #', { endpoints: { all: 'https://u:p?Q-1#Q-2@example.com' } }],
  ['a query', { endpoints: { all: 'https://example.com/x?token=Q-1' } }],
  ['a query with an @', { endpoints: { all: 'https://example.com/?token=a@Q-1' } }],
  ['a fragment', { endpoints: { all: 'https://example.com/#Q-1' } }],
  ['an object in place of a text', { late_events: { key: 'Q-1' }, apps: { s2s: 'Q-2' } }],
  ['a text in place of an object', { memory: 'Q-1', apps: 'Q-2', streams: ['Q-3'] }],
  ['a list in place of a text', { late_events: ['Q-1'] }],
  ['__proto__', JSON.parse('{"__proto__": {"s2s_token": "Q-1"}}')],
])('%s gives nothing away', (_, configuration) => {
  const { text, removed } = stripped(JSON.stringify(configuration))
  expect(text).not.toContain('Q-')
  expect(removed).not.toEqual([])
})

test.each([
  ['comments', '# Q-1\n- stream: orders # Q-2\n  event_name: af_purchase\n'],
  ['unknown keys', '- stream: orders\n  event_name: af_purchase\n  token: Q-1\n'],
  ['keys', 's2s_token: Q-1\nstreams: [{stream: orders, event_name: af_purchase}]\n'],
])('the text of a mapping is passed on without its %s', (_, mapping) => {
  const { text } = stripped(JSON.stringify({ apps: [{ app_id: 'id123456789' }], mapping }))
  expect(text).not.toContain('Q-')
  const bare = JSON.parse(JSON.parse(text).mapping)
  expect(Array.isArray(bare) ? bare : bare.streams).toEqual([{ stream: 'orders', event_name: 'af_purchase' }])
})

test('a mapping that cannot be read goes, one that says nothing else stays as it is written', () => {
  const broken = stripped(JSON.stringify({ mapping: '- stream: "Q-1' }))
  expect(broken).toMatchObject({ text: '{}\n', removed: ['the text of mapping, which cannot be read'] })
  const plain = JSON.stringify({ mapping: '[ { "stream": "orders" } ]' })
  expect(stripped(plain)).toMatchObject({ text: plain, removed: [] })
})

test.each(['{ # Q-1\n "apps": [] }', '{"s2s_token": "Q-1", "s2s_token": "any-token"}'])(
  'what JSON does not say is not passed on: %s',
  (text) => {
    const shareable = withoutSecrets(text)
    if (shareable.ok) expect(shareable.text).not.toContain('Q-')
  },
)
