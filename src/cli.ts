import { basename } from 'node:path'
import { runCheck, runDiscover, runSpec, type Terminal } from './airbyte/connector/commands'
import { ConfigurationError, failureOf } from './airbyte/protocol/failures'
import { checkCommand } from './commands/check-command'
import { postFor } from './commands/delivery'
import { exitCodes } from './commands/exit-codes'
import { initCommand } from './commands/init-command'
import { previewCommand } from './commands/preview-command'
import { tryRejectedStoreFor } from './commands/rejected-records'
import { sandboxCommand } from './commands/sandbox-command'
import { sendCommand } from './commands/send-command'
import { validateCommand } from './commands/validate-command'
import { writeCommand } from './commands/write-command'
import { describeRefusal, type Given, parseArguments } from './console/arguments/parse-arguments'
import { commandHelp, usage } from './console/arguments/usage'
import { fitted } from './console/terminal/wrap-text'
import { Unusable } from './console/unusable'
import { userAgent } from './version'

/** The package's other name is Airbyte's: there, a configuration is a form, and must not read the container's environment. */
const isRunByAirbyte = basename(process.argv[1] ?? '') === 'destination-appsflyer'

const terminal: Terminal = {
  stdout: process.stdout,
  now: Date.now,
  environment: isRunByAirbyte ? undefined : process.env,
}

const run: Readonly<Record<string, (given: Given) => Promise<number>>> = {
  init: initCommand,
  validate: (given) => validateCommand(given, terminal.environment),
  spec: () => runSpec(terminal),
  check: (given) =>
    isRunByAirbyte || given.has('airbyte')
      ? runCheck(given.text('config') ?? '', terminal, postFor, tryRejectedStoreFor)
      : checkCommand(given, terminal.environment),
  discover: (given) => runDiscover(given.text('config') ?? '', terminal),
  write: (given) => writeCommand(given, terminal),
  preview: previewCommand,
  send: sendCommand,
  sandbox: sandboxCommand,
}

async function main(argv: readonly string[]): Promise<number> {
  const typed = parseArguments(argv)
  if (typed.kind === 'help') {
    process.stdout.write(typed.command === undefined ? usage() : commandHelp(typed.command))
    return exitCodes.fine
  }
  if (typed.kind === 'version') {
    process.stdout.write(`${userAgent.replace('/', ' ')}\n`)
    return exitCodes.fine
  }
  const command = typed.kind === 'run' ? run[typed.command] : undefined
  if (typed.kind === 'run' && command !== undefined) return command(typed.given)
  process.stderr.write(describeRefusal(typed.kind === 'refused' ? typed : { message: 'There is no such command.' }))
  return exitCodes.unusable
}

/** Ends once everything is written: a pipe takes 64 KB at once, and what waits behind would be cut off. */
async function end(exitCode: number): Promise<void> {
  await Promise.all([process.stdout, process.stderr].map(written))
  process.exit(exitCode)
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
    if (error instanceof Unusable || error instanceof ConfigurationError) {
      process.stderr.write(`${fitted(error.message)}\n`)
      return end(exitCodes.unusable)
    }
    // An unexpected error may quote a record: only its name and its stack are told.
    const { stackTrace } = failureOf(error)
    process.stderr.write(`This is a bug of appsflyer-destination, please report it:\n${stackTrace}\n`)
    return end(exitCodes.failed)
  },
)
