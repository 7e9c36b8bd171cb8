import type { Configuration } from '../spec/configuration/configuration'
import { parseConfiguration } from '../spec/configuration/parse-configuration'
import type { Environment } from '../spec/configuration/reading/environment'
import { describeProblems } from '../spec/files/problem'
import { keepsRejected } from './airbyte/connector/create-rejected-store'
import { afterDelay } from './airbyte/connector/ports'
import { sendingFor } from './commands/delivery'
import { memoryForRun } from './commands/memory'
import { ledgerFor, rejectedStoreFor } from './commands/stores'
import { parseText } from './configuration/parse-text'
import { noDeadLetters } from './delivery/dead-letters/dead-letters'
import { warnOfUnkept } from './run/refusals'
import { SenderConfigurationError } from './sender/configuration-error'
import { QueueingSender, type Sender } from './sender/sender'
import { Session } from './sender/session'

export interface SenderOptions {
  /** What `${NAME}` in the configuration may name: `process.env`, unless it is given. */
  readonly environment?: Environment
  /** So many records may wait for their end: 10,000. Beyond, `send` resolves at once with `queue_full`. */
  readonly maxWaitingRecords?: number
  /** The same in characters of their JSON: 64 Mi. */
  readonly maxWaitingCharacters?: number
  /** How long `close` may take: 10 seconds. */
  readonly closeWithinMs?: number
  /** Between two writes of the ledger or of rejected records: a second. Each is a file, or an object in a bucket. */
  readonly keepEveryMs?: number
  /** After a key was refused, a server given up, or a store failed: half a minute until it is tried again. */
  readonly tryAgainMs?: number
  /** Takes what people should know: a warning of Node's, unless it is given. */
  readonly onWarning?: (message: string) => void
}

const usual = {
  maxWaitingRecords: 10_000,
  maxWaitingCharacters: 64 * 1_048_576,
  closeWithinMs: 10_000,
  keepEveryMs: 1_000,
  tryAgainMs: 30_000,
}
/** What is in flight when the time for closing is over. */
const stopGraceMs = 500

/**
 * A sender for a backend. `configuration` is what stands in `appsflyer.yaml`, as an object. Throws one SenderConfigurationError that
 * lists everything that is wrong with it.
 */
export function createSender(configuration: unknown, options: SenderOptions = {}): Sender {
  const { environment = process.env, onWarning = (message: string) => process.emitWarning(message), ...given } = options
  const limits = { ...usual, ...given }
  const parsed = parseConfiguration(configuration, { environment, parseText })
  if (!parsed.ok) throw new SenderConfigurationError(parsed.problems, parsed.warnings)
  const warnings = [
    ...parsed.warnings.map((warning) => describeProblems('The configuration', [warning])),
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

async function openParts(configuration: Configuration, warn: (message: string) => void) {
  const { engine, close } = sendingFor(configuration, { stopGraceMs })
  const stop = new AbortController()
  const memory = await memoryForRun(configuration)
  for (const warning of memory?.warnings ?? []) warn(warning)
  const ledger = await ledgerFor(configuration, null, stop.signal)
  const rejected = keepsRejected(configuration) ? rejectedStoreFor(configuration, stop.signal) : noDeadLetters
  return {
    engine,
    memory,
    ledger,
    rejected,
    close: async () => {
      close()
      await memory?.close()
    },
  }
}
