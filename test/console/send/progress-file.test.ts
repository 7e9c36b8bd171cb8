import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Progress, readProgress, writeProgress } from '../../../src/console/send/progress-file'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const progress = (settled: Progress['settled']): Progress => ({
  appsflyer_destination_progress: 2,
  input: { name: 'events.ndjson', format: 'lines' },
  servers: { web: 'https://example.com' },
  apps: ['android com.example.app'],
  settled,
  settled_sha256: 'ab',
  finished: false,
  written_at: '2024-01-15T12:00:00.000Z',
})

test('what was written is read, and nothing is left beside it', async () => {
  const path = join(folder, 'progress')
  await writeProgress(path, progress([[1, 5]]))
  await writeProgress(path, progress([[1, 7]]))
  expect(await readProgress(path)).toEqual(progress([[1, 7]]))
  expect(readdirSync(folder)).toEqual(['progress'])
})

describe('where no second file can be written', () => {
  // Stands for a full disk, which a test cannot have everywhere.
  const forbid = (path: string) => mkdirSync(`${path}.tmp`)

  test('the new one goes over the old one', async () => {
    const path = join(folder, 'progress')
    await writeProgress(path, progress(Array.from({ length: 3_000 }, (_, index) => [3 * index + 1, 3 * index + 2])))
    forbid(path)
    await writeProgress(path, progress([[1, 7]]))
    expect(await readProgress(path)).toEqual(progress([[1, 7]]))
  })

  test('one that has no room in the old one leaves it as it is', async () => {
    const path = join(folder, 'progress')
    writeFileSync(path, JSON.stringify(progress([[1, 5]])))
    forbid(path)
    await expect(writeProgress(path, progress([[1, 7]]))).rejects.toThrow('EISDIR')
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(progress([[1, 5]]))
  })
})
