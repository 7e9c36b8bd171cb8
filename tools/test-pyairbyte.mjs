// Drives the connector with a real client of the protocol: PyAirbyte with airbyte-source-faker, into the sandbox. Needs
// Python 3.10 to 3.12 and PyPI; without them it says so and succeeds.
import './build.mjs'
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './run.mjs'

/** Each in an environment of its own: they want different versions of the same packages. */
const packages = { client: 'airbyte==0.71.3', faker: 'airbyte-source-faker==7.2.1' }
const cache = `${root}node_modules/.cache/pyairbyte`
const installLimitMs = 420_000
const runLimitMs = 300_000

function skip(reason) {
  console.log(`PyAirbyte SKIPPED: ${reason}.`)
  process.exit(0)
}

function findPython() {
  const isFit = 'import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info < (3, 13))'
  const names = ['python3.11', 'python3.12', 'python3.10', 'python3']
  return names.find((name) => spawnSync(name, ['-c', isFit]).status === 0)
}

/** Installs a package once; resolves to the folder of its commands. */
async function install(python, name, requirement) {
  const folder = join(cache, requirement.replace('==', '-'))
  const done = join(folder, 'complete')
  if (existsSync(done)) return join(folder, 'bin')
  console.log(`Installing ${requirement} …`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  const venv = spawnSync(python, ['-m', 'venv', folder])
  if (venv.status !== 0) skip('this Python makes no virtual environment')
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1', requirement]
  const pip = await finished(join(folder, 'bin/python'), args, { stdio: 'ignore', timeout: installLimitMs })
  if (pip.code !== 0) skip(`PyPI does not give ${name} (${requirement}) in time`)
  writeFileSync(done, '')
  return join(folder, 'bin')
}

/** Ends when the process does, so that the sandbox in this one can answer meanwhile. */
function finished(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, options)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => resolve({ code, output }))
  })
}

const python = findPython()
if (python === undefined) skip('PyAirbyte needs Python 3.10 to 3.12')
const [client, faker] = await Promise.all(
  Object.entries(packages).map(([name, requirement]) => install(python, name, requirement)),
)

const { startSandbox } = createRequire(import.meta.url)('../dist/src/sandbox/server/start-sandbox.js')
const sandbox = await startSandbox({ apps: [{ appId: 'com.example.app', key: 'key' }] })
const folder = mkdtempSync(join(tmpdir(), 'pyairbyte-'))
const arguments_ = [`${root}bin/destination-appsflyer`, join(faker, 'source-faker'), sandbox.url]
const { code, output } = await finished(join(client, 'python'), [`${root}tools/pyairbyte/sync.py`, ...arguments_], {
  cwd: folder,
  timeout: runLimitMs,
  env: { ...process.env, AIRBYTE_OFFLINE_MODE: '1', DO_NOT_TRACK: '1', AIRBYTE_LOGGING_ROOT: join(folder, 'logs') },
})
await sandbox.close()
rmSync(folder, { recursive: true, force: true })
const line = /^.*RESULTS (\{.*\})\s*$/m.exec(output)
if (code !== 0 || line === null) {
  console.error(output)
  throw new Error(`PyAirbyte ended with exit code ${code}`)
}

const told = JSON.parse(line[1])
const states = ['products', 'purchases', 'users']
// The faker makes as many purchases as users, and up to 100 products, which are skipped.
const processed = (users) => 2 * users + Math.min(users, 100)
const arrived = new Map()
for (const { eventName, body, verdict } of sandbox.inbox.all({})) {
  if (verdict === 'refused' || verdict === 'probe') continue
  const key = `${eventName} ${JSON.parse(JSON.parse(body).eventValue).row}`
  arrived.set(key, (arrived.get(key) ?? 0) + 1)
}
/** Each of the three syncs sends the rows from 1 on. */
const expected = new Map()
for (const users of [150, 120, 80]) {
  for (let row = 1; row <= users; row += 1) {
    for (const event of ['af_complete_registration', 'af_purchase']) {
      expected.set(`${event} ${row}`, (expected.get(`${event} ${row}`) ?? 0) + 1)
    }
  }
}

const checks = {
  'check succeeds': () => assert.equal(told.check, 'succeeded'),
  'check of an empty key fails': () => assert.equal(told.check_bad, 'AirbyteConnectorCheckFailedError'),
  'discover answers in the protocol': () => assert.deepEqual(told.discover, ['mobile_event']),
  'write without a cache': () =>
    assert.deepEqual(told.without_cache, { processed: processed(150), states, counted: true }),
  'write again from the state sends nothing': () => assert.equal(told.again.processed, 0),
  'write through a cache': () =>
    assert.deepEqual([told.with_cache.processed, told.with_cache.states], [processed(120), states]),
  'write of what was read before': () => assert.equal(told.read_first.processed, processed(80)),
  'a wrong key fails the write': () => assert.equal(told.wrong_key, 'AirbyteConnectorWriteError'),
  'every row arrived, once for each sync': () => assert.deepEqual(arrived, expected),
}
let failed = 0
for (const [name, check] of Object.entries(checks)) {
  try {
    check()
    console.log(`  ✓ ${name}`)
  } catch (error) {
    failed += 1
    console.log(`  ✗ ${name}\n${error.message}`)
  }
}
console.log(`PyAirbyte: ${Object.keys(checks).length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
