import { writeFile } from 'node:fs/promises'
import { describeCutOff, describeUnread } from '../airbyte/connector/describe-report'
import { runWrite } from '../airbyte/connector/run-write'
import type { Terminal } from '../airbyte/connector/terminal'
import { lastLimits, reportLimits } from '../airbyte/connector/write-job'
import type { WriteReport } from '../airbyte/connector/write-report'
import { readerHasGone, stoppedFromOutside } from '../airbyte/protocol/failures'
import type { Given } from '../console/arguments/parse-arguments'
import { isAtFiles } from '../console/exit-of-signal'
import { describeFileError } from '../console/inputs/describe-file-error'
import { requireWritable } from '../console/inputs/require-writable'
import { startMetrics } from '../console/reports/serve-metrics'
import type { LastWords, Stop } from '../console/send/stop-on-signals'
import { fitted } from '../console/terminal/wrap-text'
import { prepare } from '../core/prepare'
import type { DeliveryEngine } from '../delivery/engine/engine'
import { type Ending, endingAt } from '../run/ending'
import { afterDelay, everyInterval } from '../run/timers'
import { engineFor } from '../wiring/delivery'
import { memoryForRun } from '../wiring/memory'
import { ledgerFor, rejectedStoreFor, tryStoresFor } from '../wiring/stores'
import { exitCodes } from './exit-codes'
import { readMetricsOptions } from './read-metrics-options'

/** `write`: the Airbyte protocol on stdin and stdout. */
export async function writeCommand(
  given: Given,
  terminal: Terminal,
  stop: Stop,
  lastWords: LastWords,
): Promise<number> {
  await requireWritable(given.text('report'))
  let engine: DeliveryEngine | undefined
  const metrics = await startMetrics(readMetricsOptions(given), () => engine?.snapshot(), everyInterval)
  const ended = await runWrite({
    ...terminal,
    configPath: given.text('config') ?? '',
    catalogPath: given.text('catalog') ?? '',
    stdin: process.stdin,
    prepare,
    createEngine: (configuration) => {
      engine = engineFor(configuration)
      return engine
    },
    createRejectedStore: (configuration) => rejectedStoreFor(configuration, stop.signal),
    openLedger: (configuration) => ledgerFor(configuration, null, stop.signal),
    tryStore: tryStoresFor,
    openMemory: memoryForRun,
    every: everyInterval,
    after: afterDelay,
    follow: (soFar) => {
      lastWords.say = () => describeCutOff(soFar())
    },
    stop: stop.signal,
  })
  // Whoever reads the log reads no more.
  if (ended.failure === readerHasGone) process.stderr.write(`${fitted(describeUnread(ended))}\n`)
  await endingAt(stop.signal, lastLimits, afterDelay, Date.now).closing(metrics.close())
  // A signal that came too late to stop anything changes nothing.
  const exitCode = ended.failure === stoppedFromOutside ? (stop.exitCode() ?? ended.exitCode) : ended.exitCode
  const ending = endingAt(stop.signal, reportLimits, afterDelay, Date.now)
  const isWritten = await writeReport(given.text('report'), { ...ended, exitCode }, ending)
  // What hangs holds up an exit of its own, so that it ends by the signal.
  const hangs = isAtFiles() ? stop.exitCode() : undefined
  return hangs ?? (isWritten || exitCode !== exitCodes.fine ? exitCode : exitCodes.failed)
}

/** False where it could not be written, which is said. */
async function writeReport(path: string | undefined, report: WriteReport, ending: Ending): Promise<boolean> {
  if (path === undefined) return true
  try {
    if (await ending.closing(writeFile(path, `${JSON.stringify(report, null, 2)}\n`))) return true
    process.stderr.write('The report could not be written in time.\n')
  } catch (error) {
    process.stderr.write(`${fitted(`The report could not be written. ${describeFileError(path, error)}`)}\n`)
  }
  return false
}
