import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { lockProgress } from '../../../src/console/send/progress-lock'

let folder: string
let progress: string
let lock: string
let beats: (() => void)[]
const every = (_intervalMs: number, beat: () => void) => {
  beats.push(beat)
  return () => undefined
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
  progress = join(folder, 'events.ndjson.progress')
  lock = `${progress}.lock`
  beats = []
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A lock as another process would have written it, so many seconds ago. */
async function lockOf(owner: Readonly<Record<string, unknown>>, secondsAgo = 0): Promise<void> {
  const own = await lockProgress(progress, every)
  const written = { ...JSON.parse(readFileSync(lock, 'utf8')), ...owner }
  await own.release()
  writeFileSync(lock, JSON.stringify(written))
  const at = Date.now() / 1_000 - secondsAgo
  utimesSync(lock, at, at)
}

/** The number of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid
}

const elsewhere = { process: 1, host: `not-${hostname()}` }

test('a process of this host that lives is at work, however old its lock', async () => {
  await lockOf({ process: process.ppid }, 3_600)
  await expect(lockProgress(progress, every)).rejects.toThrow(`process ${process.ppid} is sending this already`)
  await expect(lockProgress(progress, every)).rejects.toThrow(`remove ${lock}`)
})

test('what a killed process of this host left is taken over at once', async () => {
  await lockOf({ process: deadProcess() })
  const own = await lockProgress(progress, every)
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ process: process.pid, host: hostname() })
  await own.release()
  expect(readdirSync(folder)).toEqual([])
})

test.each([
  ['another host', elsewhere],
  ['a container of the same name', { process: deadProcess(), processes: 'pid:[1]' }],
])('a lock of %s counts while it is written, and says what to do', async (_, owner) => {
  await lockOf(owner)
  await expect(lockProgress(progress, every)).rejects.toThrow(
    /is sending this already.* 30 seconds more, then --resume/,
  )
  expect(readdirSync(folder)).toEqual(['events.ndjson.progress.lock'])
  utimesSync(lock, Date.now() / 1_000 - 31, Date.now() / 1_000 - 31)
  const own = await lockProgress(progress, every)
  await own.release()
  expect(readdirSync(folder)).toEqual([])
})

test('one that is just being written counts, too', async () => {
  writeFileSync(lock, '')
  await expect(lockProgress(progress, every)).rejects.toThrow('another process is sending this already')
})

test('who holds it writes it again and again', async () => {
  const own = await lockProgress(progress, every)
  const text = readFileSync(lock, 'utf8')
  utimesSync(lock, 1, 1)
  writeFileSync(lock, '{}')
  for (const beat of beats) beat()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(readFileSync(lock, 'utf8')).toBe(text)
  await own.release()
})

test('one that was taken over meanwhile is not taken away from its new holder', async () => {
  const own = await lockProgress(progress, every)
  rmSync(lock)
  writeFileSync(lock, 'of another')
  await own.release()
  expect(readFileSync(lock, 'utf8')).toBe('of another')
})

test('where no lock can be written, it says so', async () => {
  await expect(lockProgress(join(folder, 'gone', 'progress'), every)).rejects.toThrow(
    /Progress cannot be kept.*--no-progress/,
  )
})
