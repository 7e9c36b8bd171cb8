import type { Given } from '../console/arguments/parse-arguments'
import { stopOnSignals } from '../console/send/stop-on-signals'
import { Unusable } from '../console/unusable'
import { startSandbox } from '../sandbox/server/start-sandbox'
import { errorCode } from '../storage/error-code'
import { readPort } from './read-number'

/** `sandbox`: serves until a signal comes. */
export async function sandboxCommand(given: Given): Promise<number> {
  const stop = stopOnSignals(process)
  const port = readPort('--port', given.text('port')) ?? 8080
  const sandbox = await startSandbox({ port }).catch((error: unknown) => {
    throw new Unusable(describeStartError(port, error))
  })
  process.stdout.write(`The sandbox takes events at ${sandbox.url}\n`)
  if (process.stdout.isTTY) process.stdout.write(greeting(sandbox.url, sandbox.port))
  await stop.requested
  await sandbox.close()
  return 0
}

function describeStartError(port: number, error: unknown): string {
  const code = errorCode(error)
  if (code === 'EADDRINUSE') return `Port ${port} is taken: is a sandbox running already? --port 0 takes any free one.`
  if (code === 'EACCES') return `Port ${port} is not for everyone: choose one above 1023.`
  return `The sandbox cannot listen on port ${port} (${code ?? 'unknown error'}).`
}

function greeting(url: string, port: number): string {
  const example = 'http://127.0.0.1:8080'
  const elsewhere = port === 8080 ? '' : `\nIts "endpoints" say ${example}: put ${url} there.\n`
  return `
Open ${url} in a browser to see what arrives.
Then send it something:

  appsflyer-destination send --config examples/configuration.json \\
    --no-progress examples/events.ndjson
${elsewhere}
Ctrl-C ends it.
`
}
