import { writeFile } from 'node:fs/promises'
import { runWrite } from '../airbyte/connector/commands'
import type { Terminal } from '../airbyte/connector/terminal'
import { stoppedFromOutside } from '../airbyte/protocol/failures'
import type { Given } from '../console/arguments/parse-arguments'
import { requireWritable } from '../console/inputs/require-writable'
import { startMetrics } from '../console/reports/serve-metrics'
import { stopOnSignals } from '../console/send/stop-on-signals'
import { prepare } from '../core/prepare'
import type { DeliveryEngine } from '../delivery/engine/engine'
import { afterDelay, everyInterval } from '../run/timers'
import { engineFor } from '../wiring/delivery'
import { memoryForRun } from '../wiring/memory'
import { ledgerFor, rejectedStoreFor, tryStoresFor } from '../wiring/stores'
import { readMetricsOptions } from './read-metrics-options'

/** `write`: the Airbyte protocol on stdin and stdout. */
export async function writeCommand(given: Given, terminal: Terminal): Promise<number> {
  await requireWritable(given.text('report'))
  let engine: DeliveryEngine | undefined
  const metrics = await startMetrics(readMetricsOptions(given), () => engine?.snapshot(), everyInterval)
  const stop = stopOnSignals(process)
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
    stop: stop.signal,
  })
  await metrics.close()
  // A signal that came too late to stop anything changes nothing.
  const exitCode = ended.failure === stoppedFromOutside ? (stop.exitCode() ?? ended.exitCode) : ended.exitCode
  const report = { ...ended, exitCode }
  const reportPath = given.text('report')
  if (reportPath !== undefined) await writeFile(reportPath, `${JSON.stringify(report, null, 2)}\n`)
  return exitCode
}
