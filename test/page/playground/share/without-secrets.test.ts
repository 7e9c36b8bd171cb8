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
  expect(removed).toEqual(['an unknown key', 'an unknown key in apps[0]'])
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
