import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfigurationFile } from '../../src/configuration/read-configuration-file'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'configuration-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(content: string | Buffer) {
  const path = join(folder, 'configuration')
  writeFileSync(path, content)
  const parsed = await readConfigurationFile(path, {})
  return parsed.ok ? 'fine' : parsed.problems.map(({ path, message }) => `${path} ${message}`.trim())
}

const good = '{"s2s_token": "t", "apps": [{"app_id": "id1"}]}'

test('a file in UTF-8, with a byte order mark or without', async () => {
  expect(await read(good)).toBe('fine')
  expect(await read(`\uFEFF${good}`)).toBe('fine')
  expect(await read(`\uFEFFs2s_token: t\napps: [{app_id: id1}]`)).toBe('fine')
})

test.each([
  ['Latin-1', Buffer.from('{"s2s_token": "t", "apps": [{"app_id": "id1"}], "note": "Größe"}', 'latin1')],
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, 'utf16le')])],
])('a file in %s', async (_, content) => {
  expect(await read(content)).toEqual(['is not in UTF-8 (Latin-1 or UTF-16 perhaps): save it as UTF-8'])
})

test('a file of 10 MB is another file, and is not read to its end', async () => {
  expect(await read(Buffer.alloc(10_000_000, '{"type":"track"}\n'))).toEqual([
    'has more than 1 MB: it is another file, of events perhaps',
  ])
})

test('a pipe will do', async () => {
  const path = join(folder, 'pipe')
  expect(spawnSync('mkfifo', [path]).status).toBe(0)
  const [parsed] = await Promise.all([
    readConfigurationFile(path, {}),
    new Promise((resolve) => setImmediate(() => resolve(writeFileSync(path, good)))),
  ])
  expect(parsed.ok).toBe(true)
})

test("a file that is not there is the system's error", async () => {
  await expect(readConfigurationFile(join(folder, 'missing'), {})).rejects.toMatchObject({ code: 'ENOENT' })
})
