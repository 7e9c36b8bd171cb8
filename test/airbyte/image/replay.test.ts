import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '../../../src/sandbox/server/start-sandbox'
import { pairsOf, readDockerfile, root } from './read-dockerfile'
import { type ReplayedImage, replayDockerfile } from './replay-dockerfile'

/** The Dockerfile's steps in an empty folder, then the connector out of what they leave, as Airbyte starts it. */

// Below node_modules, where the packages for building are linked; those for running are installed in the image itself.
mkdirSync(join(root, 'node_modules/.cache'), { recursive: true })
const place = mkdtempSync(join(root, 'node_modules/.cache/image-'))
const image = replayed()
const inImage = image.problem === undefined ? test : test.skip
if (image.problem !== undefined) {
  process.stderr.write(`SKIPPED: the steps of the image cannot be replayed: ${image.problem}.\n`)
}

function replayed(): ReplayedImage {
  try {
    return replayDockerfile(place)
  } catch (error) {
    rmSync(place, { recursive: true, force: true })
    throw error
  }
}

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(async () => {
  await sandbox.close()
  rmSync(place, { recursive: true, force: true })
})

/** As the platform does it: the entry point out of the environment, evaluated by sh. */
async function airbyte(args: string, stdin = '') {
  const stages = readDockerfile()
  const { AIRBYTE_ENTRYPOINT: entrypoint = '' } = pairsOf(stages.at(-1) ?? stages[0], 'ENV')
  const here = entrypoint
    .replace('/usr/local/bin/node', process.execPath)
    .replace('/airbyte/', `${join(image.folder, 'airbyte')}/`)
  // No other environment: nothing of this machine may help it.
  const child = spawn('/bin/sh', ['-c', `eval "$AIRBYTE_ENTRYPOINT ${args}"`], {
    cwd: join(image.folder, 'airbyte'),
    env: { AIRBYTE_ENTRYPOINT: here },
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  child.stdin.end(stdin)
  const exitCode = await new Promise((resolve) => child.on('close', resolve))
  const messages = output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { exitCode, errors, messages }
}

function file(name: string, content: unknown): string {
  writeFileSync(join(image.folder, 'airbyte', name), JSON.stringify(content))
  return name
}

function config() {
  const { url } = sandbox
  return file('config.json', {
    s2s_token: 'k',
    apps: [{ app_id: 'com.example.app' }],
    endpoints: { all: url },
  })
}

/** Packages of libsql's and of pg's own. */
const brought = /^(@libsql|@neon-rs|detect-libc|pg-.*|pgpass|postgres-.*|split2|xtend)$/

inImage('holds the packages for running and nothing of those for building', () => {
  const code = join(image.folder, 'airbyte/integration_code')
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const wanted = Object.keys({ ...dependencies, ...optionalDependencies }).map((name) => name.split('/')[0])
  const packages = readdirSync(join(code, 'node_modules')).filter((name) => !name.startsWith('.'))
  // What those bring with them stands beside them.
  expect(packages.filter((name) => !brought.test(name)).sort()).toEqual([...new Set(wanted)].sort())
  expect(readdirSync(code).sort()).toEqual(['bin', 'dist', 'node_modules', 'package.json'])
  expect(readdirSync(join(code, 'dist')).sort()).toEqual(['spec', 'src'])
})

inImage('spec', async () => {
  expect(await airbyte('spec')).toMatchObject({ exitCode: 0, errors: '', messages: [{ type: 'SPEC' }] })
})

inImage('check', async () => {
  const status = { type: 'CONNECTION_STATUS', connectionStatus: { status: 'SUCCEEDED' } }
  expect(await airbyte(`check --config ${config()}`)).toMatchObject({ exitCode: 0, errors: '', messages: [status] })
})

inImage('write', async () => {
  const catalog = file('catalog.txt', { streams: [{ stream: { name: 'orders' }, destination_sync_mode: 'append' }] })
  const data = { event_name: 'af_purchase', appsflyer_id: '1700000000000-1234567890', revenue: 5, currency: 'USD' }
  const phone = { phone: '030 123456', country: 'DE' }
  const input = [
    { type: 'RECORD', record: { stream: 'orders', data: { ...data, ...phone }, emitted_at: 1 } },
    {
      type: 'STATE',
      state: { type: 'STREAM', stream: { stream_descriptor: { name: 'orders' }, stream_state: {} }, id: 7 },
    },
  ]
  const lines = input.map((message) => `${JSON.stringify(message)}\n`).join('')
  const { exitCode, errors, messages } = await airbyte(`write --config ${config()} --catalog ${catalog}`, lines)
  expect([exitCode, errors]).toEqual([0, ''])
  const states = messages.filter(({ type }) => type === 'STATE')
  expect(states).toMatchObject([{ state: { id: 7, destinationStats: { recordCount: 1, rejectedRecordCount: 0 } } }])
  const [arrival] = sandbox.inbox.page({ filter: { event: 'af_purchase' }, limit: 1 }).arrivals
  expect(arrival).toMatchObject({ verdict: 'recorded', appId: 'com.example.app' })
  expect(arrival?.headers['user-agent']).toMatch(/^appsflyer-destination\/\d/)
})
