import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { WriteReport } from '../src/airbyte/connector/write-report'
import { describeDemo, type SandboxSummary } from './describe-demo'
import { shopMessages } from './shop'

/**
 * The example shop's day through the real command into the sandbox, each in a process of its own: what a data engineer
 * would run, only that nothing leaves this machine.
 */
const projectFolder = join(__dirname, '..', '..')
const command = join(projectFolder, 'bin', 'appsflyer-destination')

async function demo(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'appsflyer-demo-'))
  const sandbox = startSandbox()
  try {
    const url = await sandboxUrl(sandbox)
    const configuration = await writeConfiguration(folder, url)
    const { exitCode, stateCount, protocolOnly } = await runWrite(configuration, join(folder, 'report.json'))
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as WriteReport
    const summary = (await (await fetch(`${url}/sandbox/api/summary`)).json()) as SandboxSummary
    process.stdout.write(describeDemo({ report, summary, stateCount, protocolOnly }))
    if (process.argv.includes('--open')) await showPage(url)
    return exitCode
  } finally {
    sandbox.kill()
    await rm(folder, { recursive: true })
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

function startSandbox() {
  return spawn(process.execPath, [command, 'sandbox', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
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
  await writeFile(path, JSON.stringify({ ...example, endpoints: { all: url } }))
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

demo().then(
  (exitCode) => {
    process.exitCode = exitCode
  },
  (error: unknown) => {
    console.error(error)
    process.exitCode = 1
  },
)
