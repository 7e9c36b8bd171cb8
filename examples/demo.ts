import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { WriteReport } from '../src/airbyte/connector/write-report'
import { describeDemo, inShort, type SandboxSummary } from './describe-demo'
import { shopMessages } from './shop'

/** Of the project or of the installed package: this stands in dist/examples. */
const projectFolder = join(__dirname, '..', '..')
const command = join(projectFolder, 'bin', 'appsflyer-destination')

/**
 * The example shop's day through the real command into the sandbox, each in a process of its own: what a data engineer
 * would run, only that nothing leaves this machine. Resolves to the exit code.
 */
export async function demo(showsPage: boolean): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'appsflyer-demo-'))
  const locker = join(folder, 'data-locker')
  const sandbox = startSandbox(locker)
  const end = (exitCode: number) => () => {
    sandbox.kill()
    rmSync(folder, { recursive: true, force: true })
    process.exit(exitCode)
  }
  const [onInterrupt, onTerm] = [end(130), end(143)]
  process.on('SIGINT', onInterrupt).on('SIGTERM', onTerm)
  try {
    const url = await sandboxUrl(sandbox)
    const configuration = await writeConfiguration(folder, url)
    await setFaults(url)
    const { exitCode, stateCount, protocolOnly } = await runWrite(configuration, join(folder, 'report.json'))
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as WriteReport
    const summary = (await (await fetch(`${url}/sandbox/api/summary`)).json()) as SandboxSummary
    process.stdout.write(describeDemo({ report, summary, stateCount, protocolOnly }))
    const isProven = await reconcile(url, configuration, locker)
    process.stdout.write(
      `\n${inShort(report)}\n\n  docs/proof.md leads to the same with your own events.\n  --open shows what arrived, and its raw data.\n\n`,
    )
    process.off('SIGINT', onInterrupt)
    if (showsPage) await showPage(url)
    return isProven ? exitCode : 1
  } finally {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onTerm)
    sandbox.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Shows the sandbox's page with what arrived, until the demo is interrupted. */
async function showPage(url: string): Promise<void> {
  const [program = '', ...args] = browserCommands[process.platform] ?? ['xdg-open']
  spawn(program, [...args, url], { stdio: 'ignore' }).on('error', () => undefined)
  process.stdout.write(`  What arrived is at ${url} until you press Ctrl-C.\n\n`)
  await once(process, 'SIGINT')
}

const browserCommands: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start'],
}

function startSandbox(locker: string) {
  const options = ['--port', '0', '--data-locker', locker]
  return spawn(process.execPath, [command, 'sandbox', ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
}

/** What goes wrong behind AppsFlyer's 200: of a hundred events of apps a few are lost, blocked, unpaid, or recorded twice. */
async function setFaults(url: string): Promise<void> {
  const ofApps = [
    { lost: true, probability: 0.01 },
    { blocked: true, probability: 0.01 },
    { unpaid: true, probability: 0.03 },
    { reset: true, afterProcessing: true, probability: 0.01 },
  ]
  const faults = ofApps.map((fault) => ({ ...fault, endpoint: 'mobile_v3' }))
  await fetch(`${url}/sandbox/api/faults`, { method: 'PUT', body: JSON.stringify(faults) })
}

/** So long raw data may take until an event is in it, and two hours more. */
const settledMs = 28 * 3_600_000
const dayMs = 86_400_000

/** AppsFlyer's raw data against the ledger, as of the day after. Resolves to whether that could be done. */
async function reconcile(url: string, configuration: string, locker: string): Promise<boolean> {
  await fetch(`${url}/sandbox/api/data-locker`, { method: 'POST' })
  const now = Date.now()
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  process.stdout.write("  A day later: AppsFlyer's raw data against the ledger of what it accepted.\n\n")
  const args = ['reconcile', '--config', configuration, '--pull', '--from', day(now - 6 * dayMs), '--to', day(now)]
  const options = ['--raw', locker, '--now', new Date(now + settledMs).toISOString()]
  const child = spawn(process.execPath, [command, ...args, ...options], { stdio: ['ignore', 'inherit', 'inherit'] })
  const [exitCode] = await once(child, 'exit')
  // 4: something is missing, as it should be here.
  return exitCode === 0 || exitCode === 4
}

async function sandboxUrl(sandbox: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  for await (const line of createInterface({ input: sandbox.stdout })) {
    const url = /http:\/\/\S+/.exec(line)
    if (url !== null) return url[0]
  }
  throw new Error('The sandbox did not start.')
}

/** The example configuration with the sandbox's address. */
async function writeConfiguration(folder: string, url: string): Promise<string> {
  const example = JSON.parse(await readFile(join(projectFolder, 'examples', 'configuration.json'), 'utf8')) as object
  const path = join(folder, 'configuration.json')
  const ledger = { storage: 'file', folder: join(folder, 'ledger') }
  await writeFile(path, JSON.stringify({ ...example, api_token: 'example-api-token', ledger, endpoints: { all: url } }))
  return path
}

interface Written {
  readonly exitCode: number
  /** STATE messages on stdout. */
  readonly stateCount: number
  /** Whether stdout held nothing but messages. */
  readonly protocolOnly: boolean
}

async function runWrite(configuration: string, reportPath: string): Promise<Written> {
  const catalog = join(projectFolder, 'examples', 'catalog.json')
  const options = ['--config', configuration, '--catalog', catalog, '--report', reportPath]
  const write = spawn(process.execPath, [command, 'write', ...options], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = once(write, 'exit')
  // A command that ends early closes its input: its exit code tells more than the broken pipe.
  const fed = pipeline(Readable.from(linesOf(shopMessages(Date.now()))), write.stdin).catch(() => undefined)
  let stateCount = 0
  let protocolOnly = true
  for await (const line of createInterface({ input: write.stdout })) {
    if (!line.startsWith('{"type":')) protocolOnly = false
    if (line.startsWith('{"type":"STATE"')) stateCount++
  }
  const [exitCode] = await exited
  await fed
  return { exitCode: Number(exitCode ?? 1), stateCount, protocolOnly }
}

function* linesOf(messages: Iterable<string>): Generator<string> {
  for (const message of messages) yield `${message}\n`
}
