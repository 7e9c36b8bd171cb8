import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Configuration } from '../../spec/configuration/configuration'
import { MessageWriter } from '../airbyte/protocol/messages/message-writer'
import type { Given } from '../console/arguments/parse-arguments'
import { mobileAppIds } from '../console/ids/mobile-apps'
import { readDays } from '../console/ids/read-days'
import { describeFileError } from '../console/inputs/describe-file-error'
import { loadConfiguration } from '../console/inputs/load-configuration'
import { requireWritable } from '../console/inputs/require-writable'
import { adviseAfterProof } from '../console/reconcile/advise-after-proof'
import { bucketOf, copyPlace, folderFor, mayHoldEvents } from '../console/reconcile/copy-place'
import { fetchReports } from '../console/reconcile/fetch-reports'
import { reconciliationPage } from '../console/reconcile/html-page'
import { findLedger } from '../console/reconcile/ledger-place'
import { showReconciliation, totalsOf } from '../console/reconcile/show-reconciliation'
import { type MissingCount, MissingEntries, writeMissing } from '../console/reconcile/write-missing'
import { styleFor, widthFor } from '../console/terminal/style'
import { Unusable } from '../console/unusable'
import { DeadLetterFileError } from '../delivery/dead-letters/dead-letter-file'
import { createFetch } from '../delivery/transport/proxied-fetch'
import { requireEngine } from '../proof/engine/duck'
import { ProofError } from '../proof/proof-error'
import { type Reconciliation, reconcile } from '../proof/reconcile'
import { PullError } from '../raw-data/pull-error'
import { RawDataError } from '../raw-data/raw-data-error'
import { readIn } from '../storage/place'
import { StorageError } from '../storage/storage-error'
import { tellingProxies } from '../wiring/delivery'
import { s3PortsFor } from '../wiring/stores'
import { exitCodes } from './exit-codes'

/** `reconcile`: what AppsFlyer really recorded of what it accepted. */
export async function reconcileCommand(given: Given): Promise<number> {
  const folders = new Folders()
  try {
    return await reconciled(given, folders)
  } catch (error) {
    if (error instanceof RawDataError) throw new Unusable(error.message)
    if (error instanceof ProofError && error.isUnusable) throw new Unusable(error.message)
    const isTold =
      error instanceof DeadLetterFileError ||
      error instanceof ProofError ||
      error instanceof PullError ||
      error instanceof StorageError
    if (!isTold) throw error
    process.stderr.write(`${error.message}\n`)
    return exitCodes.failed
  } finally {
    folders.remove()
  }
}

async function reconciled(given: Given, folders: Folders): Promise<number> {
  const now = readNow(given.text('now'))
  requireOneSource(given)
  const [missingPath, htmlPath] = [given.text('missing'), given.text('html')]
  await requireWritable(missingPath)
  await requireWritable(htmlPath)
  const configuration = await loadConfiguration(given.text('config') ?? '', process)
  // Before a call of the Pull API is spent.
  await requireEngine()
  const ledger = await findLedger(given.text('ledger'), configuration.ledger, s3PortsFor(configuration), () =>
    folders.make(),
  )
  const warnings: string[] = []
  const raw = [
    ...(given.has('pull') ? await pulled(given, configuration, ledger.folder, now, warnings) : []),
    ...(await named(given, configuration, folders)),
  ]
  const result = await reconcile({
    ledger: ledger.folder,
    raw,
    key: ledger.key,
    now,
    clock: Date.now(),
    onFolder: (folder) => folders.add(folder),
  })
  try {
    const missing = new MissingEntries()
    await printProblems(result, given.has('json'), missingPath === undefined ? undefined : missing)
    const all = { ...result, warnings: [...warnings, ...result.warnings] }
    const job = { path: missingPath ?? '', missing, folder: ledger.folder, configuration, now }
    const written = missingPath === undefined ? undefined : await writeMissing({ ...job, ...withWarnings(all) })
    await printTotals(all, given, written)
    if (htmlPath !== undefined) {
      const [asOf = '', made = ''] = [now, Date.now()].map((ms) => new Date(ms).toISOString().slice(0, 10))
      const page = reconciliationPage(all, { asOf, made, advice: adviseAfterProof(all, missingPath, written) })
      await writeFile(htmlPath, page).catch((error: unknown) => {
        throw new ProofError(describeFileError(htmlPath, error), false)
      })
    }
    return result.verdicts.missing > 0 ? exitCodes.someMissing : exitCodes.fine
  } finally {
    await result.close()
  }
}

function withWarnings(all: Reconciliation & { readonly warnings: string[] }) {
  return {
    ledgerFiles: all.ledgerFiles,
    stdin: process.stdin,
    onWarning: (warning: string) => void all.warnings.push(warning),
  }
}

function requireOneSource(given: Given): void {
  if (given.has('pull')) {
    return
  }
  if (given.files.length === 0)
    throw new Unusable('Name files or folders of raw data with --raw, or ask the Pull API with --pull.')
  for (const option of ['from', 'to', 'pulled'] as const) {
    if (given.text(option) !== undefined) throw new Unusable(`--${option} belongs to --pull.`)
  }
}

/** Fetched from the Pull API, or kept from an earlier run. */
async function pulled(
  given: Given,
  configuration: Configuration,
  ledgerFolder: string,
  now: number,
  warnings: string[],
): Promise<readonly string[]> {
  const { api_token: token, endpoints } = configuration
  if (token === undefined) {
    throw new Unusable(
      'The configuration has no api_token, which the Pull API asks for: an admin finds it in AppsFlyer under Security center, Manage AppsFlyer tokens, type API.',
    )
  }
  const { paths, callCount, keptCount } = await fetchReports({
    appIds: mobileAppIds(configuration),
    days: readDays(given.text('from'), given.text('to'), now),
    folder: given.text('pulled') ?? join(ledgerFolder, 'raw-data'),
    fetch: tellingProxies(() => createFetch(process.env)),
    token,
    baseUrl: endpoints.api,
    nowMs: Date.now,
    onWarning: (warning) => warnings.push(warning),
  })
  process.stderr.write(`${callCount} calls of the Pull API; ${keptCount} reports were here already.\n`)
  return paths
}

/** Files and folders as they are; what is in a bucket is copied first. */
async function named(given: Given, configuration: Configuration, folders: Folders): Promise<readonly string[]> {
  const paths: string[] = []
  for (const [number, address] of given.files.entries()) {
    const bucket = bucketOf(address, process.env)
    if (bucket === undefined) {
      paths.push(address)
      continue
    }
    const folder = folderFor(await folders.make(), number)
    const kept = { what: 'the raw data', setting: 'the address and AWS_REGION' }
    const reader = readIn({ in: 'bucket', bucket }, kept, s3PortsFor(configuration))
    const count = await copyPlace(reader, folder, (name) => mayHoldEvents(name, {}))
    if (count === 0) throw new Unusable(`There is no raw data of in-app events at ${address}.`)
    paths.push(folder)
  }
  return paths
}

function readNow(text: string | undefined): number {
  if (text === undefined) return Date.now()
  const now = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(now)) throw new Unusable('--now takes a time like 2026-11-28T12:00:00Z.')
  return now
}

/** Folders of this run. A join cannot be asked to stop: the process ends, and leaves no hashes and no events behind. */
class Folders {
  readonly #folders: string[] = []

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        this.remove()
        process.exit(128 + constants.signals[signal])
      })
    }
  }

  async make(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'appsflyer-proof-'))
    this.add(folder)
    return folder
  }

  add(folder: string): void {
    this.#folders.push(folder)
  }

  remove(): void {
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true })
  }
}

async function printProblems(result: Reconciliation, isJson: boolean, missing: MissingEntries | undefined) {
  if (!isJson && missing === undefined) return
  const writer = new MessageWriter(process.stdout)
  for await (const problems of result.problems()) {
    for (const problem of problems) {
      if (isJson) writer.writeLine(JSON.stringify(problem))
      if (problem.verdict === 'missing') missing?.add(problem)
    }
    await writer.ready()
  }
  await writer.flushed()
}

async function printTotals(result: Reconciliation, given: Given, written: MissingCount | undefined): Promise<void> {
  const { stdout, env } = process
  const writer = new MessageWriter(stdout)
  const advice = adviseAfterProof(result, given.text('missing'), written)
  const lines = given.has('json')
    ? [JSON.stringify(totalsOf(result))]
    : showReconciliation(result, advice, styleFor(stdout, env), widthFor(stdout))
  for (const line of lines) writer.writeLine(line)
  await writer.flushed()
}
