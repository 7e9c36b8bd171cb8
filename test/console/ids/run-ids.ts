import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { idsForgetCommand, idsLookUpCommand, idsStatsCommand } from '../../../src/commands/ids-command'
import { idsLearnCommand } from '../../../src/commands/ids-learn-command'
import type { IdsPorts } from '../../../src/commands/ids-ports'
import { parseArguments } from '../../../src/console/arguments/parse-arguments'
import { createFetch } from '../../../src/delivery/transport/proxied-fetch'
import { Memory } from '../../../src/memory/memory'
import { MapStore } from '../../memory/map-store'

export const nowMs = Date.UTC(2026, 10, 27, 12)

const commands = {
  'ids learn': idsLearnCommand,
  'ids look-up': idsLookUpCommand,
  'ids forget': idsForgetCommand,
  'ids stats': idsStatsCommand,
}

export const account = {
  s2s_token: 'SECRET-s2s-token',
  api_token: 'SECRET-api-token',
  apps: [
    { app_id: 'id123456789' },
    { app_id: 'com.example.app' },
    { app_id: 'website-www.example.com', time_zone: 'UTC' },
  ],
  memory: { store: 'sqlite', path: 'memory.db' },
}

/** A folder to work in, a memory in this process, and the commands of `ids` on both. */
export class IdsHouse {
  readonly folder = mkdtempSync(join(tmpdir(), 'ids-'))
  readonly store = new MapStore(() => nowMs)
  readonly stop = new AbortController()
  readonly #before = process.cwd()

  constructor() {
    process.chdir(this.folder)
    this.file('c.yaml', JSON.stringify(account))
  }

  file(name: string, text: string | Uint8Array): void {
    writeFileSync(join(this.folder, name), text)
  }

  memory(): Promise<Memory> {
    return Memory.open(this.store, { rememberDeliveriesDays: 15, hashKey: 'key', now: () => nowMs })
  }

  /** What a command prints, run in the folder. Rejects where it throws. */
  async run(args: readonly string[], more: Partial<IdsPorts> & { readonly typed?: string } = {}) {
    const typed = parseArguments([...args, ...(args.includes('--config') ? [] : ['--config', 'c.yaml'])])
    if (typed.kind !== 'run') throw new Error(JSON.stringify(typed))
    const [stdout, stderr] = [new PassThrough(), new PassThrough()]
    const ports: IdsPorts = {
      stdin: Readable.from([more.typed ?? '']),
      stdout,
      stderr: Object.assign(stderr, { isTTY: false }),
      env: {},
      now: () => nowMs,
      openMemory: () => this.memory(),
      openExisting: () => this.memory(),
      createFetch: () => createFetch({}),
      stopOnSignals: () => ({
        signal: this.stop.signal,
        requested: Promise.resolve(),
        exitCode: () => (this.stop.signal.aborted ? 130 : undefined),
      }),
      ...more,
    }
    const exitCode = await commands[typed.command.name as keyof typeof commands](typed.given, ports)
    const text = (stream: PassThrough) => String(stream.read() ?? '')
    const printed = { exitCode, stdout: text(stdout), stderr: text(stderr) }
    if (JSON.stringify(printed).includes('SECRET')) throw new Error('A secret was printed.')
    return printed
  }

  dispose(): void {
    process.chdir(this.#before)
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export const id = (number: number) => `1415211453000-${String(number).padStart(7, '0')}`

/** Raw data as the Pull API writes it. */
export function csv(...rows: readonly Partial<Record<(typeof columns)[number], string>>[]): string {
  const lines = rows.map((row) => columns.map((column) => ({ ...usual, ...row })[column] ?? '').join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}

const columns = [
  ...(['Event Time', 'Event Source', 'AppsFlyer ID', 'Customer User ID', 'App ID', 'Install Time'] as const),
  ...(['IDFA', 'IDFV', 'Advertising ID', 'OS Version'] as const),
] as const

const usual: Partial<Record<(typeof columns)[number], string>> = {
  'Event Time': '2026-11-20 10:11:12',
  'Event Source': 'SDK',
  'AppsFlyer ID': id(1),
  'Customer User ID': 'jane',
  'App ID': 'com.example.app',
  'Install Time': '2026-11-01 00:00:00',
  'Advertising ID': '9c9a82fb-d5de-4cd1-90c3-527441c11828',
  'OS Version': '15',
}
