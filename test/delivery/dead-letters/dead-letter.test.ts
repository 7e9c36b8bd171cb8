import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DeadLetter, deadLetterLine } from '../../../src/delivery/dead-letters/dead-letter'
import { DeadLetterFileError, deadLetterFile } from '../../../src/delivery/dead-letters/dead-letter-file'

const letter: DeadLetter = {
  stream: { name: 'orders', namespace: 'shop' },
  lineNumber: 7,
  data: { order: 1, note: 'äöü\n"quoted"' },
  stage: 'delivery',
  code: 'poison',
  message: 'Failed 8 times while others passed.',
  rejectedAtMs: Date.parse('2024-05-01T12:00:10Z'),
  attempts: 8,
  firstAttemptAtMs: Date.parse('2024-05-01T12:00:00Z'),
  lastAttemptAtMs: Date.parse('2024-05-01T12:00:09Z'),
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dead-letters-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function linesOf(path: string): unknown[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

test('a line is a RECORD message that can be read again, with what became of it beside the record', async () => {
  const path = join(folder, 'rejected.ndjson')
  const file = deadLetterFile(path)
  file.add(letter)
  await file.flush()
  expect(linesOf(path)).toEqual([
    {
      type: 'RECORD',
      record: { stream: 'orders', namespace: 'shop', data: letter.data, emitted_at: letter.rejectedAtMs },
      dead_letter: {
        stage: 'delivery',
        code: 'poison',
        message: 'Failed 8 times while others passed.',
        line: 7,
        attempts: 8,
        rejected_at: '2024-05-01T12:00:10.000Z',
        first_attempt_at: '2024-05-01T12:00:00.000Z',
        last_attempt_at: '2024-05-01T12:00:09.000Z',
      },
    },
  ])
  await file.close()
})

test('every letter is in the file after a flush, in order, whatever flushes overlap; a second run appends', async () => {
  const path = join(folder, 'rejected.ndjson')
  for (const run of [0, 1]) {
    const file = deadLetterFile(path)
    const flushes: Promise<void>[] = []
    for (let index = 0; index < 1_000; index += 1) {
      file.add({ ...letter, lineNumber: run * 1_000 + index })
      if (index % 100 === 0) flushes.push(file.flush())
    }
    await Promise.all(flushes)
    await file.flush()
    const expected = Array.from({ length: (run + 1) * 1_000 }, (_, index) => index)
    expect(linesOf(path)).toMatchObject(expected.map((line) => ({ dead_letter: { line } })))
    await file.close()
  }
  expect(statSync(path).mode & 0o077).toBe(0)
})

test('is ready only when most of what was added is written', async () => {
  const path = join(folder, 'rejected.ndjson')
  const file = deadLetterFile(path)
  const big = { ...letter, data: 'x'.repeat(100_000) }
  for (let index = 0; index < 100; index += 1) file.add(big)
  await file.ready()
  expect(statSync(path).size).toBeGreaterThan(8_000_000)
  await file.close()
  expect(linesOf(path)).toHaveLength(100)
})

test('a flush that comes while it is being closed fails nothing', async () => {
  for (let turn = 0; turn < 20; turn += 1) {
    const file = deadLetterFile(join(folder, `${turn}.ndjson`))
    file.add(letter)
    let isClosed = false
    const closing = file.close().then(() => {
      isClosed = true
    })
    const flushes: Promise<void>[] = []
    while (!isClosed) {
      flushes.push(file.flush())
      await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all([closing, ...flushes])
    expect(linesOf(join(folder, `${turn}.ndjson`))).toHaveLength(1)
  }
})

test('a last line that was torn, wherever, is cut off: its record comes again', async () => {
  const path = join(folder, 'rejected.ndjson')
  const whole = deadLetterLine(letter)
  const bytes = Buffer.from(whole)
  for (let length = 1; length < bytes.length - 1; length += 1) {
    writeFileSync(path, Buffer.concat([bytes, bytes.subarray(0, length)]))
    const file = deadLetterFile(path)
    file.add({ ...letter, lineNumber: 8 })
    await file.close()
    expect(readFileSync(path, 'utf8')).toBe(whole + deadLetterLine({ ...letter, lineNumber: 8 }))
  }
})

test.each([
  ['is whole', deadLetterLine(letter).trimEnd()],
  ['someone broke by hand', deadLetterLine(letter).trimEnd().replace('"data":', '"data"')],
])('a last line without an end that %s stays', async (_, last) => {
  const path = join(folder, 'rejected.ndjson')
  writeFileSync(path, last)
  const file = deadLetterFile(path)
  file.add(letter)
  await file.close()
  expect(readFileSync(path, 'utf8')).toBe(`${last}\n${deadLetterLine(letter)}`)
})

/** The disk takes so many more bytes. */
async function fillDisk(room: number): Promise<void> {
  const handle = await open(join(folder, 'any'), 'w')
  const prototype: FileHandle = Object.getPrototypeOf(handle)
  await handle.close()
  const write = prototype.write as (bytes: Buffer, at: number, length: number) => Promise<{ bytesWritten: number }>
  let left = room
  jest.spyOn(prototype, 'write').mockImplementation(async function (this: FileHandle, bytes: unknown, at: unknown) {
    if (left === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
    const length = Math.min(left, (bytes as Buffer).length - Number(at))
    left -= length
    return write.call(this, bytes as Buffer, Number(at), length) as never
  })
}

function openFiles(): readonly string[] {
  return readdirSync('/proc/self/fd').map((descriptor) => {
    try {
      return readlinkSync(join('/proc/self/fd', descriptor))
    } catch {
      return ''
    }
  })
}

test('where the disk is full, only what was flushed before stays: the rest is added again, and nothing twice', async () => {
  const path = join(folder, 'rejected.ndjson')
  const file = deadLetterFile(path)
  file.add(letter)
  await file.flush()
  const [before, line] = [readFileSync(path, 'utf8'), deadLetterLine(letter)]
  await fillDisk(Math.floor(line.length * 2.5))
  for (let count = 0; count < 5; count += 1) file.add(letter)
  await expect(file.flush()).rejects.toThrow('ENOSPC')
  expect(readFileSync(path, 'utf8')).toBe(before)
  if (process.platform === 'linux') expect(openFiles()).not.toContain(path)
  await expect(file.close()).rejects.toThrow('ENOSPC')
  jest.restoreAllMocks()
})

test('what another process appended meanwhile is not taken back', async () => {
  const path = join(folder, 'rejected.ndjson')
  const file = deadLetterFile(path)
  file.add(letter)
  await file.flush()
  appendFileSync(path, deadLetterLine({ ...letter, lineNumber: 99 }))
  await fillDisk(10)
  file.add(letter)
  await expect(file.flush()).rejects.toThrow('ENOSPC')
  expect(readFileSync(path, 'utf8')).toContain('"line":99')
  jest.restoreAllMocks()
})

// Windows does not remove a file that is open.
const where = process.platform === 'win32' ? test.skip : test

where('a file that is removed meanwhile keeps nothing, and says so', async () => {
  const path = join(folder, 'rejected.ndjson')
  const file = deadLetterFile(path)
  file.add(letter)
  await file.flush()
  rmSync(path)
  file.add(letter)
  await expect(file.flush()).rejects.toThrow(/rejected\.ndjson was removed while rejected records were written to it\./)
  await expect(file.close()).rejects.toThrow(DeadLetterFileError)
})

where('a file that is moved meanwhile keeps what is written to it', async () => {
  const file = deadLetterFile(join(folder, 'rejected.ndjson'))
  file.add(letter)
  await file.flush()
  renameSync(join(folder, 'rejected.ndjson'), join(folder, 'moved.ndjson'))
  file.add(letter)
  await file.close()
  expect(linesOf(join(folder, 'moved.ndjson'))).toHaveLength(2)
})

test('a record nested 10,000 deep is kept as it is', async () => {
  const path = join(folder, 'rejected.ndjson')
  const nested = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`
  const file = deadLetterFile(path)
  file.add({ ...letter, data: JSON.parse(nested) })
  await file.close()
  expect(readFileSync(path, 'utf8').includes(`"data":${nested},`)).toBe(true)
})

test('nothing is created while there is nothing to write', async () => {
  const path = join(folder, 'rejected.ndjson')
  const file = deadLetterFile(path)
  await file.flush()
  await file.close()
  expect(() => statSync(path)).toThrow('ENOENT')
})

test('a file that cannot be written says so, once and for all', async () => {
  const file = deadLetterFile(join(folder, 'missing', 'rejected.ndjson'))
  file.add(letter)
  await expect(file.flush()).rejects.toThrow(DeadLetterFileError)
  await expect(file.ready()).rejects.toThrow(DeadLetterFileError)
  await expect(file.flush()).rejects.toThrow(/Cannot write the rejected records to .*rejected.ndjson \(ENOENT\)/)
})
