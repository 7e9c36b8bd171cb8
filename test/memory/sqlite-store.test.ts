import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import Database from 'libsql'
import type { Store } from '../../src/memory/store'
import { openStore } from '../../src/memory/stores/open-store'
import { openSqliteStore } from '../../src/memory/stores/sqlite-store'

const root = join(__dirname, '../..')
const now = () => 1_700_000_000_000
const hasSqlite3 = spawnSync('sqlite3', ['--version']).status === 0
if (!hasSqlite3) process.stderr.write('SKIPPED: reading the memory with sqlite3, which is not installed.\n')

let folder: string
let file: string
let opened: Store[] = []
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'memory-'))
  file = join(folder, 'memory.db')
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const store of opened) await store.close()
  opened = []
  rmSync(folder, { recursive: true })
})

async function open(path = file, busySeconds?: number): Promise<Store> {
  const store = await openSqliteStore(path, now, busySeconds)
  opened.push(store)
  return store
}

const configError = (message: RegExp) => ({
  name: 'MemoryError',
  failureType: 'config_error',
  message: expect.stringMatching(message),
})
const transient = (message: RegExp) => ({ ...configError(message), failureType: 'transient_error' })

/** A process that opens the store and runs this. */
function inProcess(script: string): ChildProcess {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const built = mkdtempSync(join(cache, 'memory-'))
  const outfile = join(built, 'store.js')
  const entry = 'src/memory/stores/open-store.ts'
  const options = { entryPoints: [entry], outfile, bundle: true, platform: 'node', packages: 'external' }
  // In a process of its own: esbuild does not take the globals that Jest gives a test.
  const build = `require('esbuild').buildSync(${JSON.stringify(options)})`
  const { status, stderr } = spawnSync(process.execPath, ['-e', build], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`esbuild failed: ${stderr}`)
  const program = `const { openStore } = require(${JSON.stringify(outfile)})
    require('node:fs').rmSync(${JSON.stringify(built)}, { recursive: true })
    const run = async (store) => { ${script} }
    openStore({ store: 'sqlite', path: ${JSON.stringify(file)} }, () => ${now()}).then(run)`
  const child = spawn(process.execPath, ['-e', program], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return child
}

test('the file and those beside it are for their owner only, and the folder is made', async () => {
  file = join(folder, 'new', 'deeper', 'memory.db')
  const store = await open()
  await store.write([{ table: 'users', key: 'a', value: '1' }])
  const modes = readdirSync(join(folder, 'new/deeper')).map((name) => {
    return [name, (statSync(join(folder, 'new/deeper', name)).mode & 0o777).toString(8)]
  })
  expect(Object.fromEntries(modes)).toEqual({ 'memory.db': '600', 'memory.db-shm': '600', 'memory.db-wal': '600' })
  expect((statSync(join(folder, 'new')).mode & 0o777).toString(8)).toBe('700')
})

test('a name that looks like an address is a file', async () => {
  const store = await openStore({ store: 'sqlite', path: join(folder, 'a?b=c#d%20.db'), ...settings }, now)
  await store?.close()
  expect(readdirSync(folder)).toContain('a?b=c#d%20.db')
})
const settings = {
  remember_deliveries_days: 15,
  complete_device_ids: false,
  install_delay_seconds: 0,
  on_failure: 'stop' as const,
}

test('where nothing is to be remembered there is no store', async () => {
  expect(await openStore({ store: 'none' }, now)).toBeUndefined()
})

test('what write() said is written outlives kill -9', async () => {
  const child = inProcess(`
    for (let index = 0; ; index += 1) {
      await store.write([{ table: 'users', key: 'k' + index, value: 'v' + index }, { table: 'owners', key: 'k' + index, value: '' }])
      console.log(index)
    }`)
  if (child.stdout === null) throw new Error('no stdout')
  let last = -1
  for await (const line of createInterface(child.stdout)) {
    last = Number(line)
    if (last === 500) child.kill('SIGKILL')
  }
  expect(last).toBeGreaterThanOrEqual(500)
  const keys = Array.from({ length: last + 1 }, (_, index) => `k${index}`)
  const { users, owners } = await (await open()).read({ users: keys, owners: keys })
  expect([...users.values()]).toEqual(keys.map((_, index) => `v${index}`))
  expect(owners.size).toBe(keys.length)
})

test('two processes that count up at once lose no step', async () => {
  const script = `
    for (let step = 0; step < 200; step += 1) {
      await store.update({ users: ['sum'] }, ({ users }) => [{ table: 'users', key: 'sum', value: String(Number(users.get('sum') ?? 0) + 1) }])
    }
    await store.close()`
  const ends = await Promise.all([inProcess(script), inProcess(script)].map((child) => once(child, 'exit')))
  expect(ends).toEqual([
    [0, null],
    [0, null],
  ])
  expect((await (await open()).read({ users: ['sum'] })).users.get('sum')).toBe('400')
})

test('sqlite3 reads it, while it is open', async () => {
  if (!hasSqlite3) return
  const store = await open()
  await store.write([{ table: 'deliveries', key: 'a', value: '{"é":"👍"}', expiresAtMs: 1_800_000_000_000 }])
  const ask = (sql: string) => spawnSync('sqlite3', ['-readonly', file, sql], { encoding: 'utf8' }).stdout.trim()
  expect(ask('SELECT key, value, expires_at, typeof(expires_at) FROM deliveries')).toBe(
    'a|{"é":"👍"}|1800000000000|integer',
  )
  expect(ask("SELECT value FROM meta WHERE key = 'format'")).toBe('1')
  expect(ask('PRAGMA integrity_check')).toBe('ok')
})

test('a file that is no database is refused, and left as it is', async () => {
  for (const content of ['short', 'x'.repeat(10_000)]) {
    writeFileSync(file, content)
    await expect(open()).rejects.toMatchObject(configError(/is no SQLite database, or a damaged one/))
    expect(statSync(file).size).toBe(content.length)
  }
})

test.each(['customers', 'users'])(
  "somebody else's database, with a table %s, is refused and left as it is",
  async (name) => {
    const other = new Database(file)
    other.exec(`CREATE TABLE ${name} (id INTEGER)`)
    other.close()
    const before = readFileSync(file)
    await expect(open()).rejects.toMatchObject(configError(/is a database of something else/))
    expect(readFileSync(file).equals(before)).toBe(true)
  },
)

test('a folder in place of a file, and a file in place of a folder', async () => {
  await expect(open(folder)).rejects.toMatchObject(configError(/is a folder: give a file in it/))
  writeFileSync(file, '')
  await expect(open(join(file, 'memory.db'))).rejects.toMatchObject(configError(/cannot be opened/))
})

test('a folder and a file without rights', async () => {
  chmodSync(folder, 0o755)
  await (await open()).close()
  chmodSync(file, 0o400)
  const isRoot = process.geteuid?.() === 0
  // Root may do anything.
  if (isRoot) process.seteuid?.(65_534)
  else chmodSync(folder, 0o555)
  try {
    await expect(open()).rejects.toMatchObject(configError(/cannot be opened|may not be written/))
    await expect(open(join(folder, 'other.db'))).rejects.toMatchObject(configError(/may not be written by this user/))
    await expect(open(join(folder, 'new/other.db'))).rejects.toMatchObject(
      configError(/may not be written by this user/),
    )
  } finally {
    if (isRoot) process.seteuid?.(0)
    else chmodSync(folder, 0o755)
  }
})

test('a database that another process locks', async () => {
  const store = await open(file, 0.05)
  const other = new Database(file)
  other.exec('BEGIN IMMEDIATE')
  await expect(store.write([{ table: 'users', key: 'a', value: '1' }])).rejects.toMatchObject(transient(/is locked/))
  await expect(store.update({ users: ['a'] }, () => [])).rejects.toMatchObject(transient(/is locked/))
  expect((await store.read({ users: ['a'] })).users.size).toBe(0)
  other.exec('ROLLBACK')
  other.close()
  await store.write([{ table: 'users', key: 'a', value: '1' }])
  expect(await store.count('users')).toBe(1)
})

const small = join(tmpdir(), `memory-full-${process.pid}`)
test('a full disk: nothing of the write is there, and it goes on when there is room', async () => {
  mkdirSync(small)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', small]).status === 0
  if (!mounted) {
    process.stderr.write('SKIPPED: a memory on a full disk, since no file system can be mounted.\n')
    rmSync(small, { recursive: true })
    return
  }
  try {
    const store = await open(join(small, 'memory.db'))
    writeFileSync(join(small, 'other'), Buffer.alloc(700_000))
    const value = 'x'.repeat(1_000)
    const entries = Array.from({ length: 1_000 }, (_, index) => ({ table: 'users' as const, key: `k${index}`, value }))
    const two = [{ table: 'owners' as const, key: 'a', value: '1' }, ...entries]
    await expect(store.write(two)).rejects.toMatchObject(transient(/The disk of .* is full/))
    expect([await store.count('users'), await store.count('owners')]).toEqual([0, 0])
    rmSync(join(small, 'other'))
    await store.write([{ table: 'users', key: 'a', value: '1' }])
    expect(await store.count('users')).toBe(1)
    await store.flush()
    await store.close()
  } finally {
    spawnSync('umount', ['-l', small])
    rmSync(small, { recursive: true, force: true })
  }
})

test('without the package it says which one to install', async () => {
  jest.resetModules()
  jest.doMock('libsql', () => {
    throw new Error("Cannot find module 'libsql'")
  })
  try {
    const again: typeof import('../../src/memory/stores/sqlite-store') = require('../../src/memory/stores/sqlite-store')
    await expect(again.openSqliteStore(file, now)).rejects.toMatchObject(configError(/Run: npm install libsql$/))
  } finally {
    jest.dontMock('libsql')
  }
})
