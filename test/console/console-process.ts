import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildConnector } from '../airbyte/connector/connector-process'

/** The real command as a process of its own, and a folder for its files. */
export interface ConsoleProcess {
  readonly folder: string
  /** Writes a file of the folder, JSON where it is no text, and tells its path. */
  file(name: string, content: unknown): string
  read(name: string): string
  /** `stdout`: the number of an open file that what it prints goes to; a pipe otherwise. */
  start(args: readonly string[], environment?: Readonly<Record<string, string>>, stdout?: number): ChildProcess
  run(args: readonly string[], stdin?: string, environment?: Readonly<Record<string, string>>): Promise<Ended>
  dispose(): void
}

export interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export function buildConsole(): ConsoleProcess {
  const { folder, file, dispose } = buildConnector()
  const start: ConsoleProcess['start'] = (args, environment = {}, stdout) =>
    spawn(process.execPath, [join(folder, 'cli.js'), ...args], {
      cwd: folder,
      stdio: ['pipe', stdout ?? 'pipe', 'pipe'],
      timeout: 60_000,
      env: { ...environment },
    })
  return {
    folder,
    file,
    dispose,
    start,
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    run: async (args, stdin = '', environment) => {
      const child = start(args, environment)
      const ended = endOf(child)
      child.stdin?.on('error', () => undefined)
      child.stdin?.end(stdin)
      return ended
    },
  }
}

/** Reads all that a process prints, until it has ended. */
export async function endOf(child: ChildProcess): Promise<Ended> {
  const printed = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => {
    printed.stdout += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    printed.stderr += chunk.toString()
  })
  const [exitCode] = (await once(child, 'close')) as [number | null]
  return { exitCode, ...printed }
}
