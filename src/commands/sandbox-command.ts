import { mkdir } from 'node:fs/promises'
import { completeAppId } from '../../spec/appsflyer/events/app-id'
import type { Given } from '../console/arguments/parse-arguments'
import { loadConfiguration } from '../console/inputs/load-configuration'
import { stopOnSignals } from '../console/send/stop-on-signals'
import { safeText } from '../console/terminal/safe-text'
import { Unusable } from '../console/unusable'
import type { SandboxOptions } from '../sandbox/options'
import type { WrittenFiles } from '../sandbox/raw-data/data-locker'
import { startSandbox } from '../sandbox/server/start-sandbox'
import { errorCode } from '../storage/error-code'
import { readPort, readShare, readWhole } from './read-number'

/** `sandbox`: serves until a signal comes. */
export async function sandboxCommand(given: Given): Promise<number> {
  const stop = stopOnSignals(process)
  const port = readPort('--port', given.text('port')) ?? 8080
  const folder = given.text('data-locker')
  const known = await readKnownApps(given)
  if (folder !== undefined) await makeFolder(folder)
  const sandbox = await startSandbox({ port, ...known, ...readRawDataOptions(given) }).catch((error: unknown) => {
    throw new Unusable(describeStartError(port, error))
  })
  process.stdout.write(`The sandbox takes events at ${sandbox.url}\n`)
  if (process.stdout.isTTY) process.stdout.write(greeting(sandbox.url, sandbox.port))
  await stop.requested
  const written = await sandbox.close().catch((error: unknown) => {
    throw new Unusable(describeFolderError(folder ?? '', error))
  })
  if (written !== undefined) process.stdout.write(describeWritten(written))
  return 0
}

/** The apps that exist, and which keys are good for them: those of a configuration, so that none stands in the list of processes. */
async function readKnownApps(given: Given): Promise<Pick<SandboxOptions, 'apps' | 'apiToken' | 'timeZones'>> {
  const path = given.text('config')
  if (path === undefined) return {}
  const configuration = await loadConfiguration(path, process)
  const apps = configuration.apps.map((app) => ({ ...app, id: completeAppId(app.platform, app.app_id) }))
  const zones = apps.flatMap((app) => ('time_zone' in app ? [[app.id, app.time_zone] as const] : []))
  return {
    apps: apps.map(({ id, key }) => ({ appId: id, key })),
    timeZones: Object.fromEntries(zones),
    ...(configuration.api_token !== undefined && { apiToken: configuration.api_token }),
  }
}

function readRawDataOptions(given: Given): SandboxOptions {
  const organic = readShare('--organic', given.text('organic'))
  const retargeting = readShare('--retargeting', given.text('retargeting'))
  const app = readWhole('--pull-quota', given.text('pull-quota'), 0, 1_000_000)
  const dataLockerFolder = given.text('data-locker')
  return {
    ...(organic !== undefined && { organic }),
    ...(retargeting !== undefined && { retargeting }),
    ...(app !== undefined && { pullQuota: { app } }),
    ...(dataLockerFolder !== undefined && { dataLockerFolder }),
  }
}

/** Before anything arrives that could not be written in the end. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new Unusable(describeFolderError(folder, error))
  })
}

function describeFolderError(folder: string, error: unknown): string {
  return `The folder ${safeText(folder)} for Data Locker's files cannot be written to (${errorCode(error) ?? 'unknown error'}).`
}

function describeWritten({ files, rows, gone }: WrittenFiles): string {
  const lost =
    gone === 0
      ? ''
      : `The rows of ${counted(gone, 'request')} are missing: these had left the inbox before they could be written.\n`
  return `Data Locker: ${counted(rows, 'row')} in ${counted(files, 'file')}, written at the end.\n${lost}`
}

function describeStartError(port: number, error: unknown): string {
  if (error instanceof RangeError) return error.message
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

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
