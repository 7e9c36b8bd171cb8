import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

/** The connector as a process of its own, built afresh from the source: what Airbyte starts. */
export interface ConnectorProcess {
  /** A folder for files of the test; it goes with `dispose`. */
  readonly folder: string
  /** Writes a file of the folder, JSON where it is no text, and tells its path. */
  file(name: string, content: unknown): string
  run(
    args: readonly string[],
    stdin?: readonly object[] | Readable,
    environment?: Readonly<Record<string, string>>,
  ): Promise<ProcessResult>
  /** Starts it and leaves stdin, stdout and signals to the test. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams
  dispose(): void
}

export interface ProcessResult {
  readonly exitCode: number | null
  /** The messages on stdout; every line must be one. */
  readonly messages: readonly ReturnType<typeof JSON.parse>[]
  readonly stderr: string
}

const root = join(__dirname, '../../..')

/** Builds the command into a folder below node_modules, where its packages are found. */
export function buildConnector(): ConnectorProcess {
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true })
  const folder = mkdtempSync(join(root, 'node_modules/.cache/connector-'))
  const program = join(folder, 'cli.js')
  // By this name it is Airbyte's.
  const airbytes = join(folder, 'destination-appsflyer')
  writeFileSync(airbytes, "require('./cli.js')\n")
  const options = {
    entryPoints: ['src/cli.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    packages: 'external',
  }
  const build = `require('esbuild').buildSync(${JSON.stringify(options)})`
  // In a process of its own: esbuild does not take the globals that Jest gives a test.
  const built = spawnSync(process.execPath, ['-e', build], { cwd: root, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`esbuild failed: ${built.stderr}`)
  return {
    folder,
    file: (name, content) => {
      const path = join(folder, name)
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
      return path
    },
    run: (args, stdin, environment) => runProcess([airbytes, ...args], stdin, environment),
    start: (args) => spawn(process.execPath, [airbytes, ...args], { stdio: 'pipe', timeout: 110_000 }),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function runProcess(
  args: readonly string[],
  stdin: readonly object[] | Readable = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment }
    const child = spawn(process.execPath, args, { stdio: 'pipe', timeout: 110_000, env })
    const output: Buffer[] = []
    const errors: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    // The connector may end before it has read everything.
    child.stdin.on('error', () => undefined)
    child.on('error', reject)
    child.on('close', (exitCode) => {
      const lines = Buffer.concat(output)
        .toString()
        .split('\n')
        .filter((line) => line !== '')
      const stderr = Buffer.concat(errors).toString()
      resolve({ exitCode, messages: lines.map((line) => JSON.parse(line)), stderr })
    })
    if ('pipe' in stdin) stdin.pipe(child.stdin)
    else child.stdin.end(stdin.map((message) => `${JSON.stringify(message)}\n`).join(''))
  })
}
