import { kindOfServer } from '../../../spec/configuration/kind-of-server'
import { parseConfiguration } from '../../../spec/configuration/parse-configuration'

function warningsFor(endpoints: object): readonly string[] {
  const apps = [{ platform: 'android', app_id: 'com.example.app', key: 'k' }]
  const parsed = parseConfiguration({ apps, endpoints })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.warnings.map(({ path, message }) => `${path} ${message}`)
}

test.each([
  ['http://gateway.example.com', 1],
  ['http://10.0.0.7:8080', 1],
  ['http://localhost.example.com', 1],
  ['http://127.example.com', 1],
  ['https://gateway.example.com', 0],
  ['http://127.0.0.1:8080', 0],
  ['http://127.9.9.9', 0],
  ['http://localhost:8080', 0],
  ['http://sandbox.localhost', 0],
  ['http://[::1]:8080', 0],
])('%s: %i warnings', (address, count) => {
  const warnings = warningsFor({ web: address })
  expect(warnings).toHaveLength(count)
  if (count > 0) expect(warnings[0]).toMatch(/^endpoints\.web is plain http to another host: .*unencrypted/)
})

test('a warning does not wait until the rest is right', () => {
  const endpoints = { web: 'http://gateway.example.com', all: 'ftp://x', mobile_v3: 'no address' }
  const { warnings } = parseConfiguration({ apps: [], endpoints })
  expect(warnings.map(({ path }) => path)).toEqual(['endpoints.web'])
})

test('endpoints.all is warned about once, by its name', () => {
  expect(warningsFor({ all: 'http://gateway.example.com' })).toEqual([
    expect.stringMatching(/^endpoints\.all is plain/),
  ])
})

test.each([
  ['https://api3.appsflyer.com/inappevent/id1', 'appsflyer'],
  ['https://appsflyer.com', 'appsflyer'],
  ['https://notappsflyer.com', 'other'],
  ['https://appsflyer.com.example.com', 'other'],
  ['http://127.0.0.1:8080', 'local'],
  ['http://10.0.0.7', 'other'],
  ['http://0.0.0.0:8080', 'local'],
  ['http://[::]:8080', 'local'],
  ['http://[::ffff:127.0.0.1]:8080', 'local'],
  ['http://[::ffff:127.255.0.9]', 'local'],
  ['http://[::ffff:0.0.0.0]', 'local'],
  ['http://[::ffff:10.0.0.7]', 'other'],
  ['http://[::2]', 'other'],
  ['http://localhost.:8080', 'local'],
])('%s is a server of kind %s', (address, kind) => {
  expect(kindOfServer(address)).toBe(kind)
})

const apps = [{ app_id: 'com.example.app', key: 'k' }]
const storage = (s3_endpoint: string | undefined) => ({
  apps,
  object_storage_config: {
    storage_type: 'S3',
    s3_bucket_name: 'b',
    s3_bucket_region: 'eu-west-1',
    bucket_path: 'rejected',
    ...(s3_endpoint && { s3_endpoint }),
  },
})

test.each([
  ['http://minio:9000', ['object_storage_config.s3_endpoint']],
  ['http://127.0.0.1:9000', []],
  ['https://minio.example.com', []],
  [undefined, []],
])('a bucket at %s: warnings at %j', (address, paths) => {
  const parsed = parseConfiguration(storage(address))
  expect(parsed).toMatchObject({ ok: true })
  expect(parsed.warnings.map(({ path }) => path)).toEqual(paths)
})

test.each(['https://user@minio:9000', 'https://user:SECRET@minio:9000'])('%s is no address of a bucket', (address) => {
  const parsed = parseConfiguration(storage(address))
  expect(parsed).toMatchObject({
    ok: false,
    problems: [{ message: expect.stringContaining('must hold no user and no password: keys stand in access_key_id') }],
  })
  expect(JSON.stringify(parsed)).not.toContain('SECRET')
})
