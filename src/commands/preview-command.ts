import type { Given } from '../console/arguments/parse-arguments'
import { loadConfiguration } from '../console/inputs/load-configuration'
import { openEvents } from '../console/inputs/open-events'
import { type PreviewJob, preview } from '../console/preview/preview'
import { styleFor, widthFor } from '../console/terminal/style'
import { Unusable } from '../console/unusable'
import { exitCodes } from './exit-codes'
import { greetKeyboard } from './greet-keyboard'
import { existingMemory } from './memory'
import { readWhole } from './read-number'

const mostRecords = 1_000_000_000

/** `preview`, and `send --dry-run`. */
export async function previewCommand(given: Given): Promise<number> {
  const { stdin, stdout, env } = process
  const only = readOnly(given.text('only'))
  const limit = given.has('summary') ? 0 : readWhole('--limit', given.text('limit'), 0, mostRecords)
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
  const { outcomes } = await preview(read(), stdout, job, Date.now)
  input.close()
  await memory?.close()
  // The lines for programs hold records alone.
  if (look === null) for (const warning of warnings()) process.stderr.write(`${warning}\n`)
  return outcomes.reject > 0 ? exitCodes.someRejected : exitCodes.fine
}

function readOnly(value: string | undefined): PreviewJob['only'] {
  if (value === undefined || value === 'rejected' || value === 'degraded') return value
  throw new Unusable('--only takes rejected or degraded.')
}
