import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireKeeping } from '../../../src/console/inputs/kind-of-file'
import { requireWritable } from '../../../src/console/inputs/require-writable'
import { startMetrics } from '../../../src/console/reports/serve-metrics'
import { deadLetterFile } from '../../../src/delivery/dead-letters/dead-letter-file'
import { rejected } from '../../delivery/dead-letters/letters'

const onUnix = process.platform === 'win32' ? describe.skip : describe

onUnix('what is no file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kind-of-file-'))
  const at = (name: string) => join(folder, name)
  const server = createServer()
  beforeAll(async () => {
    execFileSync('mkfifo', [at('pipe')])
    writeFileSync(at('file'), '')
    server.listen(at('socket'))
    await once(server, 'listening')
  })
  afterAll(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const others = [
    ['a pipe', at('pipe')],
    ['a socket', at('socket')],
    ['a directory', folder],
    ['a device', '/dev/zero'],
  ] as const

  test.each(others)('%s keeps no rejected records, no progress and no metrics', async (kind, path) => {
    const said = `${path} is ${kind}, not a file. `
    await expect(requireKeeping(path, undefined)).rejects.toThrow(
      `${said}Rejected records have to be kept: name a file with --rejected.`,
    )
    await expect(requireKeeping(undefined, path)).rejects.toThrow(
      `${said}Name a file with --progress, or keep no progress with --no-progress.`,
    )
    const before = statSync(path).ino
    await expect(
      startMetrics(
        { path },
        () => undefined,
        () => () => undefined,
      ),
    ).rejects.toThrow(`${said}A file of metrics is replaced`)
    expect(statSync(path).ino).toBe(before)
    expect(existsSync(`${path}.tmp`)).toBe(false)
  })

  test('a file is one, and so will be what is not there yet', async () => {
    for (const name of ['file', 'later']) await requireKeeping(at(name), at(name))
  })

  test('nowhere is a place for rejected records, and none for the progress: it would be replaced', async () => {
    await requireKeeping('/dev/null', undefined)
    await expect(requireKeeping(undefined, '/dev/null')).rejects.toThrow('/dev/null is a device')
    const file = deadLetterFile('/dev/null')
    file.add(rejected())
    await file.flush()
    await file.close()
  })

  test('a pipe takes what is written once; a socket takes nothing', async () => {
    await requireWritable(at('pipe'))
    await expect(requireWritable(at('socket'))).rejects.toThrow('This is a socket, not a file')
  })
})
