import { basename } from 'node:path'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Terminal } from './airbyte/connector/terminal'
import { ConfigurationError, failureOf } from './airbyte/protocol/failures'
import { exitCodes } from './commands/exit-codes'
import { describeRefusal, type Given, parseArguments } from './console/arguments/parse-arguments'
import { refuseOverwriting } from './console/arguments/refuse-overwriting'
import { commandHelp, usage } from './console/arguments/usage'
import { exitOfSignal, stoppedBySignal } from './console/exit-of-signal'
import { stopOnSignals } from './console/send/stop-on-signals'
import { fitted } from './console/terminal/wrap-text'
import { Unusable } from './console/unusable'
import { MemoryError } from './memory/store'
import { errorCode } from './storage/error-code'
import { userAgent } from './version'

/** The package's other name is Airbyte's: there, a configuration is a form, and must not read the container's environment. */
const isRunByAirbyte = basename(process.argv[1] ?? '') === 'destination-appsflyer'

const terminal: Terminal = {
  stdout: process.stdout,
  now: Date.now,
  environment: isRunByAirbyte ? undefined : process.env,
}

/** Each loads what it needs when it runs: Airbyte starts the process anew for every command. */
const run: Readonly<Record<string, (given: Given) => Promise<number>>> = {
  init: async (given) => (await import('./commands/init-command.js')).initCommand(given),
  validate: async (given) =>
    (await import('./commands/validate-command.js')).validateCommand(given, terminal.environment),
  spec: async () => (await import('./commands/spec-command.js')).specCommand(terminal),
  check: async (given) => {
    if (isRunByAirbyte || given.has('airbyte'))
      return (await import('./commands/airbyte-commands.js')).airbyteCheckCommand(given, terminal)
    return (await import('./commands/check-command.js')).checkCommand(given, terminal.environment)
  },
  discover: async (given) => (await import('./commands/airbyte-commands.js')).discoverCommand(given, terminal),
  write: async (given) => {
    // Before all that it needs is loaded: a signal that comes meanwhile ends it well, too.
    const lastWords = { say: () => 'A second signal ended the sync before it began.' }
    const stop = stopOnSignals(process, lastWords)
    return (await import('./commands/write-command.js')).writeCommand(given, terminal, stop, lastWords)
  },
  preview: async (given) => (await import('./commands/preview-command.js')).previewCommand(given),
  send: async (given) => (await import('./commands/send-command.js')).sendCommand(given),
  'ids learn': async (given) => (await import('./commands/ids-learn-command.js')).idsLearnCommand(given),
  'ids look-up': async (given) => (await import('./commands/ids-command.js')).idsLookUpCommand(given),
  'ids forget': async (given) => (await import('./commands/ids-command.js')).idsForgetCommand(given),
  'ids stats': async (given) => (await import('./commands/ids-command.js')).idsStatsCommand(given),
  reconcile: async (given) => (await import('./commands/reconcile-command.js')).reconcileCommand(given),
  erase: async (given) => (await import('./commands/erase-command.js')).eraseCommand(given),
  completion: async (given) => (await import('./commands/completion-command.js')).completionCommand(given),
  demo: async (given) => (await import('./commands/demo-command.js')).demoCommand(given),
  sandbox: async (given) => (await import('./commands/sandbox-command.js')).sandboxCommand(given),
}

async function main(argv: readonly string[]): Promise<number> {
  const typed = parseArguments(argv)
  if (typed.kind === 'help') {
    process.stdout.write(typed.command === undefined ? usage(typed.group) : commandHelp(typed.command))
    return exitCodes.fine
  }
  if (typed.kind === 'version') {
    process.stdout.write(`${userAgent.replace('/', ' ')}\n`)
    return exitCodes.fine
  }
  const command = typed.kind === 'run' ? run[typed.command.name] : undefined
  if (typed.kind === 'run' && command !== undefined) {
    refuseOverwriting(typed.command, typed.given)
    return command(typed.given)
  }
  process.stderr.write(describeRefusal(typed.kind === 'refused' ? typed : { message: 'There is no such command.' }))
  return exitCodes.unusable
}

/** Why something printed is lost; a reader that has gone wanted no more. */
let lostBy: string | undefined
process.stdout.on('error', (error) => {
  const code = errorCode(error)
  if (code !== 'EPIPE') lostBy ??= code ?? 'unknown error'
})
// There is no other place to say so.
process.stderr.on('error', () => undefined)

/** So long what is printed may still find its reader after a signal. */
const patienceMs = 1_000

/** Ends once everything is written: a pipe takes 64 KB at once, and what waits behind would be cut off. */
async function end(exitCode: number): Promise<void> {
  const isOfSignal = exitCode > stoppedBySignal
  const isWritten = Promise.all([process.stdout, process.stderr].map(written))
  // Whoever stopped it waits for the end, and the reader may be the one who does not read.
  await Promise.race([isWritten, ...(isOfSignal ? [sleep(patienceMs)] : [])])
  // A stream tells of its errors a tick later.
  await nextTurn()
  if (lostBy !== undefined) process.stderr.write(`What is printed could not be written (${lostBy}).\n`)
  if (isOfSignal) exitOfSignal(exitCode)
  process.exit(lostBy !== undefined && exitCode === exitCodes.fine ? exitCodes.failed : exitCode)
}

function written(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.writableLength === 0) return Promise.resolve()
  return new Promise((resolve) => {
    // A reader that has gone takes nothing more.
    stream.once('error', resolve)
    stream.write('', () => resolve())
  })
}

main(process.argv.slice(2)).then(
  (exitCode) => end(exitCode),
  (error: unknown) => {
    if (error instanceof Unusable || error instanceof ConfigurationError || error instanceof MemoryError) {
      process.stderr.write(`${fitted(error.message)}\n`)
      const mayPass = error instanceof MemoryError && error.failureType === 'transient_error'
      return end(mayPass ? exitCodes.failed : exitCodes.unusable)
    }
    // An unexpected error may quote a record: only its name and its stack are told.
    const { stackTrace } = failureOf(error)
    process.stderr.write(`This is a bug of appsflyer-destination, please report it:\n${stackTrace}\n`)
    return end(exitCodes.failed)
  },
)
