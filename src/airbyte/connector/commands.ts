import type { Readable } from 'node:stream'
import { destinationCatalog } from '../../../spec/airbyte/destination-catalog'
import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import { platforms } from '../../../spec/appsflyer/events/platforms'
import type { App, Configuration } from '../../../spec/configuration/configuration'
import { keepsRejected } from '../../delivery/dead-letters/configured-store'
import type { DeadLetters } from '../../delivery/dead-letters/dead-letters'
import type { Ledger } from '../../ledger/ledger'
import type { Memory } from '../../memory/memory'
import type { After } from '../../memory/waiting-room'
import { endingAt, endingLimits } from '../../run/ending'
import { warnOfUnkept } from '../../run/refusals'
import type { Engine } from '../../run/run-ports'
import { Tally } from '../../run/tally'
import type { Every } from '../../run/timers'
import type { StorageError } from '../../storage/storage-error'
import { ConfigurationError } from '../protocol/failures'
import { MessageWriter } from '../protocol/messages/message-writer'
import { connectionStatus, type Failure, logMessage, traceError } from '../protocol/messages/messages'
import { answer } from './answer'
import { failureFrom } from './failures'
import { fitCatalog } from './fit-catalog'
import type { Post, Prepare } from './ports'
import { readCatalog, readConfiguration } from './read-files'
import type { ExitCode, Terminal } from './terminal'
import { describeTriedMemory, type TriedMemory } from './tried-memory'
import { type TriedApp, tryApps } from './try-apps'
import { tryErasures } from './try-erasures'
import { write } from './write'
import { defaultWriteLimits, type WriteLimits } from './write-job'
import { type WriteReport, writeReport } from './write-report'

/**
 * `check`: whether AppsFlyer takes each app's key, without recording anything, and whether rejected records can be kept
 * (`tryStore` resolves to what is wrong). FAILED is exit code 0 too.
 */
export async function runCheck(
  configPath: string,
  terminal: Terminal,
  createPost: (configuration: Configuration) => Post,
  tryStore: (configuration: Configuration) => Promise<{ readonly message: string } | undefined>,
  tryMemory: (configuration: Configuration) => Promise<TriedMemory | undefined> = async () => undefined,
): Promise<ExitCode> {
  return answer(terminal, async () => {
    const loaded = await readConfiguration(configPath, terminal.environment)
    if (!loaded.ok) return connectionStatus('FAILED', loaded.message)
    const { configuration, warningsText } = loaded.value
    const post = tryPost(createPost, configuration)
    if (post instanceof ConfigurationError) return connectionStatus('FAILED', post.message)
    const [problem, memory, results, erasures] = await Promise.all([
      tryStore(configuration),
      tryMemory(configuration),
      tryApps(configuration, post),
      tryErasures(configuration, post, terminal.now()),
    ])
    const bad = results.filter(({ isGood }) => !isGood)
    const isGood = bad.length === 0 && problem === undefined && memory?.isGood !== false && erasures?.isGood !== false
    const lines = [
      ...describeTried(isGood ? results : bad),
      ...(erasures === undefined ? [] : [`Erasures: ${erasures.message}`]),
      ...(problem === undefined ? [] : [problem.message]),
      ...(memory === undefined ? [] : [`Memory: ${describeTriedMemory(memory)}`]),
    ]
    return connectionStatus(isGood ? 'SUCCEEDED' : 'FAILED', [...lines, warningsText].filter(Boolean).join('\n'))
  })
}

/** What is the same of several apps is said once. */
function describeTried(results: readonly TriedApp[]): readonly string[] {
  const apps = new Map<string, string[]>()
  for (const { app, message } of results) apps.set(message, [...(apps.get(message) ?? []), showApp(app)])
  return [...apps].map(([message, names]) => `${names.join(', ')}: ${message}`)
}

function tryPost(createPost: (configuration: Configuration) => Post, configuration: Configuration) {
  try {
    return createPost(configuration)
  } catch (error) {
    if (error instanceof ConfigurationError) return error
    throw error
  }
}

/** `discover`: the objects that data activation can send to, as far as the configured apps take them. */
export async function runDiscover(configPath: string, terminal: Terminal): Promise<ExitCode> {
  return answer(terminal, async () => {
    const loaded = await readConfiguration(configPath, terminal.environment)
    if (!loaded.ok) return { type: 'config_error', message: loaded.message }
    return { type: 'DESTINATION_CATALOG', destination_catalog: destinationCatalog(loaded.value.configuration) }
  })
}

export interface WriteCommand extends Terminal {
  readonly configPath: string
  readonly catalogPath: string
  readonly stdin: Readable
  readonly prepare: Prepare
  readonly createEngine: (configuration: Configuration) => Engine
  readonly createRejectedStore: (configuration: Configuration) => DeadLetters
  /** Rejects with a StorageError when it cannot be kept; undefined where none is configured. */
  readonly openLedger?: (configuration: Configuration) => Promise<Ledger | undefined>
  /** Resolves to what is wrong with it, if anything. */
  readonly tryStore?: (configuration: Configuration) => Promise<StorageError | undefined>
  /** Rejects with a MemoryError when it cannot be used; undefined where none is configured. */
  readonly openMemory?: (configuration: Configuration) => Promise<Memory | undefined>
  readonly every: Every
  readonly after: After
  /** Ends the sync early but well: a signal to the process. */
  readonly stop?: AbortSignal
  readonly limits?: Partial<WriteLimits>
}

/** `write`: sends the records of stdin. The report's `exitCode` is the process's, unless a signal stopped it. */
export async function runWrite(command: WriteCommand): Promise<WriteReport> {
  const startedAtMs = command.now()
  const writer = new MessageWriter(command.stdout)
  const limits = { ...endingLimits, closeMs: 0, leastCloseMs: 1_000 }
  const ending = endingAt(command.stop, limits, command.after, command.now)
  const failed = async (failure: Failure): Promise<WriteReport> => {
    writer.write(traceError(failure, command.now()))
    await ending.closing(writer.flushed())
    const durationMs = command.now() - startedAtMs
    const none = { brokenLineCount: 0, unkeptCount: 0, remembers: false, stateCount: 0, echoedStateCount: 0 }
    return writeReport(new Tally().counts(), 0, { ...none, durationMs, failure, exitCode: 1 })
  }
  try {
    const loaded = await readConfiguration(command.configPath, command.environment)
    const streams = await readCatalog(command.catalogPath)
    if (!loaded.ok) return failed({ type: 'config_error', message: loaded.message })
    if (!streams.ok) return failed({ type: 'config_error', message: streams.message })
    const fitted = fitCatalog(loaded.value.configuration, streams.value)
    const unkept = warnOfUnkept(
      fitted.configuration,
      keepsRejected(fitted.configuration),
      'A place for rejected records (rejected_records, or object_storage_config)',
    )
    const warnings = [...loaded.value.warnings, ...fitted.warnings, ...unkept]
    for (const warning of warnings) writer.write(logMessage('WARN', warning))
    const job = {
      configuration: fitted.configuration,
      streams: streams.value,
      limits: { ...defaultWriteLimits, ...command.limits },
    }
    const memory = await command.openMemory?.(fitted.configuration)
    for (const warning of memory?.warnings ?? []) writer.write(logMessage('WARN', warning))
    const ledger = await command.openLedger?.(fitted.configuration)
    const engine = command.createEngine(fitted.configuration)
    const rejectedStore = command.createRejectedStore(fitted.configuration)
    const tryStore = async () => command.tryStore?.(fitted.configuration)
    const report = await write(job, { ...command, writer, engine, rejectedStore, tryStore, memory, ledger })
    // What its states cover is kept already.
    await ending.closing(memory?.close().catch(() => undefined) ?? Promise.resolve())
    await ending.closing(writer.flushed())
    return report
  } catch (error) {
    return failed(failureFrom(error))
  }
}

function showApp({ platform, app_id }: App): string {
  return `${platforms[platform].title} app ${completeAppId(platform, app_id)}`
}
