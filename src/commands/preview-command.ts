import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Given } from '../console/arguments/parse-arguments'
import { describeFileError } from '../console/inputs/describe-file-error'
import { loadConfiguration } from '../console/inputs/load-configuration'
import { openEvents } from '../console/inputs/open-events'
import { requireWritable } from '../console/inputs/require-writable'
import { type PreviewJob, preview } from '../console/preview/preview'
import { previewPage } from '../console/preview/preview-page'
import { styleFor, widthFor } from '../console/terminal/style'
import { Unusable } from '../console/unusable'
import { existingMemory } from '../wiring/memory'
import { exitCodes } from './exit-codes'
import { greetKeyboard } from './greet-keyboard'
import { readWhole } from './read-number'

const mostRecords = 1_000_000_000

/** `preview`, and `send --dry-run`. */
export async function previewCommand(given: Given): Promise<number> {
  const { stdin, stdout, env } = process
  const only = readOnly(given.text('only'))
  if (only !== undefined && given.has('summary'))
    throw new Unusable('--summary shows no record, so --only has nothing to choose from: leave one of them out.')
  const limit = given.has('summary') ? 0 : readWhole('--limit', given.text('limit'), 0, mostRecords)
  const pagePath = given.text('html')
  await requireWritable(pagePath)
  const configuration = await loadConfiguration(given.text('config') ?? '', process)
  greetKeyboard(given)
  const { input, mapping, read } = await openEvents(given, configuration, stdin)
  const look = given.has('json') ? null : { style: styleFor(stdout, env), width: widthFor(stdout) }
  const warnings = () => mapping.warnings()
  const memory = await existingMemory(configuration)
  const job: PreviewJob = {
    configuration,
    look,
    memory,
    warnings,
    ...(only !== undefined && { only }),
    ...(limit !== undefined && { limit }),
  }
  const totals = await preview(read(), stdout, job, Date.now)
  input.close()
  await memory?.close()
  // The lines for programs hold records alone.
  if (look === null) for (const warning of warnings()) process.stderr.write(`${warning}\n`)
  if (pagePath !== undefined) {
    const made = new Date().toISOString().slice(0, 10)
    const page = previewPage(totals, { input: basename(input.name), made, warnings: warnings() })
    await writeFile(pagePath, page).catch((error: unknown) => {
      throw new Unusable(describeFileError(pagePath, error))
    })
  }
  return totals.outcomes.reject > 0 ? exitCodes.someRejected : exitCodes.fine
}

function readOnly(value: string | undefined): PreviewJob['only'] {
  if (value === undefined || value === 'rejected' || value === 'degraded' || value === 'skipped') return value
  throw new Unusable('--only takes rejected, degraded or skipped.')
}
