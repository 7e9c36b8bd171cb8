// The real `write`, without its rate ceiling: args are origin, connections, catalog and configuration files.
import { Writable } from 'node:stream'
import { runWrite } from '../src/airbyte/connector/run-write'
import { prepare } from '../src/core/prepare'
import { noDeadLetters } from '../src/delivery/dead-letters/dead-letters'
import { afterDelay, everyInterval } from '../src/run/timers'
import { engineFor } from '../src/wiring/delivery'
import { memoryFor } from '../src/wiring/memory'
import { ledgerFor } from '../src/wiring/stores'
import { tellMeasured } from './run-child'

const [configPath = '', catalogPath = ''] = process.argv.slice(2)
const stdout = new Writable({ write: (_chunk, _encoding, done) => done() })

tellMeasured(async () => {
  const report = await runWrite({
    stdout,
    now: Date.now,
    configPath,
    catalogPath,
    stdin: process.stdin,
    prepare,
    createEngine: (configuration) =>
      engineFor(configuration, { maxRequestsPerSecond: Number.POSITIVE_INFINITY, ramp: 'none' }),
    createRejectedStore: () => noDeadLetters,
    openMemory: memoryFor,
    openLedger: (configuration) => ledgerFor(configuration, null, new AbortController().signal),
    every: everyInterval,
    after: afterDelay,
  })
  if (report.outcomes.accepted !== report.recordCount) throw new Error('the bench lost records')
  return report.recordCount
}).catch(fail)

function fail(error: unknown): void {
  console.error(error)
  process.exit(1)
}
