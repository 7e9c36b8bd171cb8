import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type Progress, writeProgress } from '../../../src/console/send/progress-file'
import { done } from '../../storage/disk-order'

jest.mock('node:fs/promises', () =>
  jest.requireActual<typeof import('../../storage/disk-order')>('../../storage/disk-order').notingPromises(),
)

const onFolders = process.platform === 'win32' ? test.skip : test

onFolders(
  'the new progress is on the disk before it takes the place of the old one, and then its name is',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'progress-'))
    await writeProgress(join(folder, 'a.progress'), {} as Progress)
    rmSync(folder, { recursive: true })
    expect(done).toEqual([
      'writeFile a.progress.tmp',
      'sync a.progress.tmp',
      'close a.progress.tmp',
      'rename to a.progress',
      `sync ${basename(folder)}`,
      `close ${basename(folder)}`,
    ])
  },
)
