import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { putFile, putNewFile } from '../../src/storage/put-file'
import { done } from './disk-order'

jest.mock('node:fs/promises', () => jest.requireActual<typeof import('./disk-order')>('./disk-order').notingPromises())

const kept = { what: 'the rejected records', setting: 'rejected_records' }
let top = ''
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'order-'))
  done.length = 0
})
afterEach(() => rmSync(top, { recursive: true, force: true }))

const onFolders = process.platform === 'win32' ? test.skip : test

onFolders.each([
  [putFile, 'rename to a.gz'],
  [putNewFile, 'link to a.gz'],
])('%p: the bytes are on the disk before the name, and the name before it counts', async (put, naming) => {
  await put(join(top, 'rejected'), kept)('orders/a.gz', Buffer.from('bytes'))
  expect(done).toEqual([
    'writeFile a.gz.part',
    'sync a.gz.part',
    'close a.gz.part',
    naming,
    'sync orders',
    'close orders',
    'sync rejected',
    'close rejected',
  ])
})
