import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deadLetterFile } from '../../../src/delivery/dead-letters/dead-letter-file'
import { done } from '../../storage/disk-order'
import { rejected } from './letters'

jest.mock('node:fs/promises', () =>
  jest.requireActual<typeof import('../../storage/disk-order')>('../../storage/disk-order').notingPromises(),
)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'letters-'))
  done.length = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const onFolders = process.platform === 'win32' ? test.skip : test

onFolders('a letter is on the disk, and so is the entry of its new file, before a flush has ended', async () => {
  const file = deadLetterFile(join(folder, 'rejected.ndjson'))
  const ofFolder = folder.slice(folder.lastIndexOf('/') + 1)
  file.add(rejected())
  await file.flush()
  const opened = [`sync ${ofFolder}`, `close ${ofFolder}`]
  expect(done).toEqual([...opened, 'write rejected.ndjson', 'sync rejected.ndjson'])
  file.add(rejected())
  await file.close()
  const closed = ['write rejected.ndjson', 'sync rejected.ndjson', 'close rejected.ndjson']
  expect(done.slice(4)).toEqual(closed)
})
