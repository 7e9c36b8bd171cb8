import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { putFile } from '../../src/storage/put-file'

const kept = { what: 'the rejected records', setting: 'rejected_records' }
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rejected-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('makes the folders, keeps the bytes, for its owner only, and leaves nothing else', async () => {
  const deep = join(folder, 'new', 'place')
  await putFile(deep, kept)('42/orders/a.ndjson.gz', Buffer.from('bytes'))
  const path = join(deep, '42/orders/a.ndjson.gz')
  expect(readFileSync(path, 'utf8')).toBe('bytes')
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(existsSync(`${path}.part`)).toBe(false)
})

test('a folder that is a file is a matter of configuration', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  await expect(putFile(file, kept)('a.gz', Buffer.from('x'))).rejects.toMatchObject({
    name: 'StorageError',
    failureType: 'config_error',
    message: `Cannot write the rejected records to the folder ${file} (EEXIST). Check rejected_records.folder, its rights and its space.`,
  })
})

const onLinux = process.platform === 'linux' ? test : test.skip
onLinux('a folder that the system does not let be made is told, and not tried for ever', async () => {
  await expect(putFile('/proc/rejected/deep', kept)('a.gz', Buffer.from('x'))).rejects.toMatchObject({
    failureType: 'config_error',
    message: expect.stringContaining('/proc/rejected/deep (ENOENT)'),
  })
})

// The superuser may write anywhere.
const asUser = process.getuid?.() === 0 ? test.skip : test
asUser('a folder without the right to write is a matter of configuration', async () => {
  const locked = join(folder, 'locked')
  mkdirSync(locked)
  chmodSync(locked, 0o500)
  await expect(putFile(locked, kept)('a.gz', Buffer.from('x'))).rejects.toMatchObject({ failureType: 'config_error' })
})
