import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { validate } from '../../../src/console/setup/validate'
import { expectGolden, widest } from '../golden'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'validate-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function told(content: unknown, { strict = false, environment = {} } = {}) {
  const path = join(folder, 'shop.yaml')
  writeFileSync(path, content instanceof Buffer || typeof content === 'string' ? content : stringify(content))
  const printed = { stdout: '', stderr: '' }
  const isGood = await validate(path, {
    environment,
    strict,
    stdout: { write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
  })
  const short = (text: string) => text.replaceAll(path, 'shop.yaml')
  return { isGood, stdout: short(printed.stdout), stderr: short(printed.stderr) }
}

const good = {
  s2s_token: 'SECRET-token',
  dev_key: 'SECRET-dev-key',
  apps: [
    { app_id: '123456789' },
    { app_id: 'com.example.app', api_version: 'v2' },
    { app_id: 'website-www.example.com', time_zone: 'Europe/Berlin', key: 'SECRET-own' },
  ],
  streams: [{ stream: 'orders' }, { stream: 'renewals' }, { stream: 'audit_log', send_as: 'skip' }],
  endpoints: { mobile_v2: 'http://127.0.0.1:8080', web: 'https://proxy.example.com/af' },
}

test('what is configured is told when all is well, and no secret', async () => {
  const { isGood, stdout, stderr } = await told(good)
  expectGolden('validate', stdout)
  expect([isGood, stderr, stdout.includes('SECRET')]).toEqual([true, '', false])
})

test.each([
  [{ rejected_records: { storage: 'file', folder: '/var/rejected' } }, 'into the folder /var/rejected'],
  [
    {
      object_storage_config: {
        storage_type: 'S3',
        s3_bucket_name: 'bad',
        bucket_path: 'af',
        access_key_id: 'SECRET',
        secret_access_key: 'SECRET',
      },
    },
    'into the bucket bad/af',
  ],
  [{}, 'counted and logged, not kept'],
])('where rejected records go is told: %j', async (more, expected) => {
  const { stdout } = await told({ ...good, ...more })
  expect(stdout).toMatch(new RegExp(`^rejected records +${expected}$`, 'm'))
  expect(stdout).not.toContain('SECRET')
})

test('that AppsFlyer measures the revenue of the stores is told where it does', async () => {
  const { stdout } = await told({ ...good, store_revenue_measured_by_appsflyer: true })
  expect(stdout).toMatch(/^store revenue +measured by AppsFlyer \(ROI360\)/m)
  expect(widest(stdout)).toBeLessThanOrEqual(80)
  expect((await told(good)).stdout).not.toContain('ROI360')
})

test('all mistakes are told at once, warnings after them', async () => {
  const { isGood, stdout, stderr } = await told({
    s2s_token: '**********',
    apps: [{ app_id: 'my app' }, { app_id: 'id1' }, { app_id: 'id1' }, { app_id: 'id2', api_version: 'v2' }],
    streams: [{ stream: 'orders', columns: [{ column: 'total', field: 'reveneu' }] }],
    stream: [],
    rejected_records: { storage: 'file', folder: `\${REJECTED_FOLDER}` },
  })
  expectGolden('validate-mistakes', stderr)
  expect([isGood, stdout, widest(stderr) <= 80]).toEqual([false, '', true])
})

describe('warnings', () => {
  const odd = { ...good, delivry: {}, endpoints: { all: 'http://gateway.example.com' } }

  test('are told, and the configuration can be used', async () => {
    const { isGood, stdout, stderr } = await told(odd)
    expect(isGood).toBe(true)
    expect(stdout).toContain('can be used')
    expect(stderr).toContain('has warnings:')
    expect(stderr).toMatch(/delivry +is no key, did you mean delivery\?/)
    expect(stderr).toMatch(/endpoints\.all +is plain http to another host/)
  })

  test('are mistakes with --strict', async () => {
    const { isGood, stdout, stderr } = await told(odd, { strict: true })
    expect([isGood, stdout]).toEqual([false, ''])
    expect(stderr).toContain('cannot be used:')
    expect(stderr).toContain('delivry')
    expect((await told(good, { strict: true })).isGood).toBe(true)
  })
})

test.each<[string, string | Buffer, string]>([
  ['Latin-1', Buffer.from('s2s_token: t # Größe', 'latin1'), 'is not in UTF-8'],
  ['10 MB', Buffer.alloc(10_000_000, 'a: b\n'), 'has more than 1 MB'],
  ['nothing', '', 'is empty'],
  ['broken YAML', 'apps: [', 'is neither JSON nor YAML'],
])('a file that is no configuration (%s) is told in one sentence', async (_, content, expected) => {
  const { isGood, stderr } = await told(content)
  expect(isGood).toBe(false)
  expect(stderr.replaceAll('\n', ' ')).toMatch(new RegExp(`^The configuration shop\\.yaml ${expected}.*\\. $`))
})

test('a file that is not there cannot be judged', async () => {
  const screen = { stdout: { write: () => true }, stderr: { write: () => true } }
  const job = { environment: {}, strict: false, ...screen }
  await expect(validate(join(folder, 'missing.yaml'), job)).rejects.toThrow(/^There is no such file/)
})

test('a name that a terminal would obey is written out, and a long id has a line of its own', async () => {
  const long = `com.${'example.'.repeat(10)}app`
  const { stdout } = await told({ ...good, apps: [{ app_id: long }], streams: [{ stream: 'a\u001b[2Jb' }] })
  expect(stdout).toContain('a\\u001b[2Jb')
  expect(stdout).toContain(`\n${long}\n  Android  v3  to AppsFlyer\n`)
})
