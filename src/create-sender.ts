import type { Configuration } from '../spec/configuration/configuration'
import { type ParsedConfiguration, parseConfiguration } from '../spec/configuration/parse-configuration'
import type { Environment } from '../spec/configuration/reading/environment'
import { describeProblems, type Problem } from '../spec/files/problem'
import { parseText } from './configuration/parse-text'
import { keepsRejected } from './delivery/dead-letters/configured-store'
import { noDeadLetters } from './delivery/dead-letters/dead-letters'
import { warnOfUnkept } from './run/refusals'
import { afterDelay } from './run/timers'
import { SenderConfigurationError } from './sender/configuration-error'
import { QueueingSender, type Sender } from './sender/sender'
import { readOptions, type SenderOptions } from './sender/sender-options'
import { Session } from './sender/session'
import { telling } from './sender/telling'
import { sendingFor } from './wiring/delivery'
import { memoryForRun } from './wiring/memory'
import { ledgerFor, rejectedStoreFor } from './wiring/stores'

/** What is in flight when the time for closing is over. */
const stopGraceMs = 500

/**
 * A sender for a backend. `configuration` is what stands in `appsflyer.yaml`, as an object. Throws one SenderConfigurationError that
 * lists everything that is wrong with it, or with the options.
 */
export function createSender(configuration: unknown, options: SenderOptions = {}): Sender {
  const { limits, ...ofOptions } = readOptions(options)
  const parsed = parse(configuration, options?.environment ?? process.env)
  const told = [...ofOptions.warnings, ...parsed.warnings]
  const problems = [...ofOptions.problems, ...(parsed.ok ? [] : parsed.problems)]
  if (!parsed.ok || problems.length > 0) throw new SenderConfigurationError(problems, told)
  const warnOfNode = (message: string) => process.emitWarning(message)
  const onWarning = telling(options.onWarning ?? warnOfNode, warnOfNode)
  const warnings = [
    ...told.map((warning) => describeProblems('The configuration', [warning])),
    ...warnOfUnkept(
      parsed.configuration,
      keepsRejected(parsed.configuration),
      'A place for rejected records (rejected_records, or object_storage_config)',
    ),
  ]
  for (const warning of warnings) onWarning(warning)
  const ports = {
    configuration: parsed.configuration,
    keepEveryMs: limits.keepEveryMs,
    warn: onWarning,
    now: Date.now,
    after: afterDelay,
  }
  return new QueueingSender({
    openSession: async () => new Session(await openParts(parsed.configuration, onWarning), ports),
    limits,
    warnings,
    now: Date.now,
    after: afterDelay,
  })
}

/** A caller's object may be what no file can hold. */
function parse(configuration: unknown, environment: Environment): ParsedConfiguration {
  try {
    return parseConfiguration(configuration, { environment, parseText })
  } catch (error) {
    if (!(error instanceof RangeError) && isReadable(configuration)) throw error
    return { ok: false, problems: [noConfiguration], warnings: [] }
  }
}

function isReadable(configuration: unknown): boolean {
  try {
    return JSON.stringify(configuration) !== undefined
  } catch {
    return false
  }
}

const noConfiguration: Problem = {
  path: '',
  message: 'cannot be read: it refers to itself, is nested thousands of levels deep, or a getter of it throws',
}

async function openParts(configuration: Configuration, warn: (message: string) => void) {
  const { engine, close: closeConnections } = sendingFor(configuration, { stopGraceMs })
  const stop = new AbortController()
  const memory = await memoryForRun(configuration).catch((error: unknown) => {
    closeConnections()
    throw error
  })
  const close = async () => {
    stop.abort()
    closeConnections()
    await memory?.close()
  }
  for (const warning of memory?.warnings ?? []) warn(warning)
  try {
    const ledger = await ledgerFor(configuration, null, stop.signal)
    const rejected = keepsRejected(configuration) ? rejectedStoreFor(configuration, stop.signal) : noDeadLetters
    return { engine, memory, ledger, rejected, close }
  } catch (error) {
    await close().catch(() => undefined)
    throw error
  }
}
