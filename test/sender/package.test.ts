import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Sandbox, startSandbox } from '../../src/sandbox'

/** The built package as its users have it: in their node_modules, by its name. */
const root = join(__dirname, '../..')
let folder: string
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
  folder = mkdtempSync(join(tmpdir(), 'consumer-'))
  mkdirSync(join(folder, 'node_modules', '@types'), { recursive: true })
  symlinkSync(root, join(folder, 'node_modules', 'appsflyer-destination'))
  symlinkSync(join(root, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'))
  writeFileSync(join(folder, 'package.json'), '{"name":"consumer"}')
})
afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs a file of the consumer; rejects with what it printed where it fails. */
async function run(name: string, text: string): Promise<string> {
  writeFileSync(join(folder, name), text)
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, name)], { cwd: folder })
  return stdout.trim()
}

const use = () => `
  const sender = createSender({
    s2s_token: 'token', apps: [{ app_id: 'com.example.app' }], endpoints: { all: '${sandbox.url}' },
  })
  sender.send({ data: { event_name: 'af_login', appsflyer_id: '1700000000000-1234567890' } }).then(async ({ outcome }) => {
    await sender.close()
    console.log(outcome, sender.stats.accepted)
  })`

test.each([
  ['an ES module', 'consumer.mjs', "import { createSender } from 'appsflyer-destination'"],
  ['CommonJS', 'consumer.cjs', "const { createSender } = require('appsflyer-destination')"],
])('%s sends, and its process ends by itself', async (_kind, name, imports) => {
  expect(await run(name, imports + use())).toBe('accepted 1')
})

test('the sandbox has a name of its own, and is not loaded by those that send', async () => {
  const text = `
    const { startSandbox } = require('appsflyer-destination/sandbox')
    const names = Object.keys(require('appsflyer-destination'))
    startSandbox().then(async (sandbox) => {
      const { status } = await fetch(sandbox.url)
      await sandbox.close()
      console.log(status, names.includes('createSender'), names.includes('startSandbox'))
    })`
  expect(await run('sandbox.cjs', text)).toBe('200 true false')
})

const typed = `
import { type Sandbox, type SandboxOptions, startSandbox } from 'appsflyer-destination/sandbox'
export const start = (options: SandboxOptions): Promise<Sandbox> => startSandbox(options)
import { createSender, SenderConfigurationError, type SendResult, type Sender, type SenderOptions, type SenderStats } from 'appsflyer-destination'
const options: SenderOptions = { closeWithinMs: 5_000, onWarning: (message: string) => console.warn(message) }
export const sender: Sender = createSender({ s2s_token: 'token' }, options)
export async function send(data: object): Promise<string> {
  await sender.ready()
  const result: SendResult = await sender.send({ stream: 'orders', data, primaryKey: [['id']] })
  const stats: SenderStats = sender.stats
  if (result.outcome === 'not_settled') return result.code
  const { code, severity, field, message } = result.findings[0] ?? {}
  // @ts-expect-error There is no such outcome: AppsFlyer never says that it recorded an event.
  if (result.outcome === 'delivered') return message ?? ''
  // @ts-expect-error A record has its content in \`data\`.
  await sender.send({ event: 'Order Completed' })
  return [code, severity, field, stats.byCode['late_event'], new SenderConfigurationError([], []).problems.length].join()
}
`

test.each(['typescript', 'typescript-5.5'])(
  'its types fit both kinds of consumers, by %s',
  async (compiler) => {
    for (const name of ['typed.mts', 'typed.cts']) writeFileSync(join(folder, name), typed)
    const compilerOptions = {
      ...{ strict: true, noEmit: true, module: 'node16', moduleResolution: 'node16', target: 'es2022' },
      ...{ types: ['node'], skipLibCheck: true },
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['typed.mts', 'typed.cts'] }))
    const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), 'bin/tsc')
    const failed = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).then(
      () => '',
      ({ stdout }: { stdout: string }) => stdout,
    )
    expect(failed).toBe('')
  },
  60_000,
)
