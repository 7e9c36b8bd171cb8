import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runSpec } from '../airbyte/connector/run-spec'
import type { Terminal } from '../airbyte/connector/terminal'
import { errorCode } from '../storage/error-code'

/** Written by tools/build.mjs, since zod takes longer to load than Node to start. */
const builtPath = join(__dirname, '../../spec/airbyte/connector-specification.json')

/** `spec`. */
export function specCommand(terminal: Terminal): Promise<number> {
  return runSpec(terminal, readSpecification)
}

/** The specification as built; made on the spot where nothing was, as from a bundle. */
async function readSpecification(): Promise<object> {
  try {
    return JSON.parse(await readFile(builtPath, 'utf8'))
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    const { connectorSpecification } = await import('../../spec/airbyte/connector-specification.js')
    return connectorSpecification()
  }
}
