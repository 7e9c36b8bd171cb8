import type { Readable } from 'node:stream'
import type { Configuration } from '../../../spec/configuration/configuration'
import { keepsRejected } from '../../delivery/dead-letters/configured-store'
import type { DeadLetters } from '../../delivery/dead-letters/dead-letters'
import type { Ledger } from '../../ledger/ledger'
import type { Memory } from '../../memory/memory'
import type { After } from '../../memory/waiting-room'
import { endingAt } from '../../run/ending'
import { warnOfUnkept } from '../../run/refusals'
import type { Engine } from '../../run/run-ports'
import { Tally } from '../../run/tally'
import type { Every } from '../../run/timers'
import type { StorageError } from '../../storage/storage-error'
import { stoppedFromOutside } from '../protocol/failures'
import { MessageWriter } from '../protocol/messages/message-writer'
import { type Failure, logMessage, traceError } from '../protocol/messages/messages'
import { failureFrom } from './failures'
import { fitCatalog } from './fit-catalog'
import type { Prepare } from './ports'
import { readCatalog, readConfiguration } from './read-files'
import type { Terminal } from './terminal'
import { write } from './write'
import { defaultWriteLimits, lastLimits, type WriteJob, type WriteLimits, type WritePorts } from './write-job'
import { type WriteReport, writeReport } from './write-report'

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
  /** Is handed what tells the counts so far, when the sync begins. */
  readonly follow?: (soFar: () => WriteReport) => void
  /** Ends the sync early but well: a signal to the process. */
  readonly stop?: AbortSignal
  readonly limits?: Partial<WriteLimits>
}

/** A sync that can begin. */
interface Started {
  readonly job: WriteJob
  readonly ports: WritePorts
}

/** `write`: sends the records of stdin. The report's `exitCode` is the process's, unless a signal stopped it. */
export async function runWrite(command: WriteCommand): Promise<WriteReport> {
  const { now, after, stop } = command
  const startedAtMs = now()
  const writer = new MessageWriter(command.stdout)
  const ending = endingAt(stop, lastLimits, after, now)
  const failed = async (failure: Failure): Promise<WriteReport> => {
    const isStopped = failure === stoppedFromOutside
    writer.write(
      isStopped ? logMessage('INFO', `${failure.message} Nothing was sent.`) : traceError(failure, command.now()),
    )
    await ending.closing(writer.flushed())
    const none = { brokenLineCount: 0, unkeptCount: 0, remembers: false, stateCount: 0, echoedStateCount: 0 }
    return writeReport(new Tally().counts(), 0, { ...none, durationMs: now() - startedAtMs, failure, exitCode: 1 })
  }
  try {
    const starting = start(command, writer)
    // A disk, or a store, that does not answer: a signal is not to wait for it.
    if (!(await ending.closing(starting))) return failed(stoppedFromOutside)
    const started = await starting
    if ('type' in started) return failed(started)
    const report = await write(started.job, started.ports)
    // What its states cover is kept already.
    await ending.closing(started.ports.memory?.close().catch(() => undefined) ?? Promise.resolve())
    await ending.closing(writer.flushed())
    return report
  } catch (error) {
    return failed(failureFrom(error))
  }
}

async function start(command: WriteCommand, writer: MessageWriter): Promise<Started | Failure> {
  const loaded = await readConfiguration(command.configPath, command.environment)
  const streams = await readCatalog(command.catalogPath)
  if (!loaded.ok) return { type: 'config_error', message: loaded.message }
  if (!streams.ok) return { type: 'config_error', message: streams.message }
  const { configuration, warnings } = fitCatalog(loaded.value.configuration, streams.value)
  const unkept = warnOfUnkept(
    configuration,
    keepsRejected(configuration),
    'A place for rejected records (rejected_records, or object_storage_config)',
  )
  for (const warning of [...loaded.value.warnings, ...warnings, ...unkept]) writer.write(logMessage('WARN', warning))
  const memory = await command.openMemory?.(configuration)
  for (const warning of memory?.warnings ?? []) writer.write(logMessage('WARN', warning))
  const ledger = await command.openLedger?.(configuration)
  const engine = command.createEngine(configuration)
  const rejectedStore = command.createRejectedStore(configuration)
  const tryStore = async () => command.tryStore?.(configuration)
  return {
    job: { configuration, streams: streams.value, limits: { ...defaultWriteLimits, ...command.limits } },
    ports: { ...command, writer, engine, rejectedStore, tryStore, memory, ledger },
  }
}
