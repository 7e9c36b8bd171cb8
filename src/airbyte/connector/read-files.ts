import { readFile } from 'node:fs/promises'
import { type CatalogStream, parseCatalogText } from '../../../spec/airbyte/configured-catalog'
import type { Configuration } from '../../../spec/configuration/configuration'
import type { Environment } from '../../../spec/configuration/reading/environment'
import { describeProblems, describeWarnings } from '../../../spec/files/problem'
import { readConfigurationFile } from '../../configuration/read-configuration-file'
import { errorCode } from '../../storage/error-code'

/** What a file held, or what is wrong with it, in words for the user. */
export type Loaded<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string }

/** A configuration, and what in it has no effect: for the log. */
export interface LoadedConfiguration {
  readonly configuration: Configuration
  readonly warnings: readonly string[]
  /** The same as one text under a heading; empty where there are none. */
  readonly warningsText: string
}

/** `environment` has the variables that `${NAME}` may name; undefined where Airbyte runs us. */
export async function readConfiguration(
  path: string,
  environment: Environment | undefined,
): Promise<Loaded<LoadedConfiguration>> {
  const what = environment === undefined ? 'The configuration' : `The configuration ${path}`
  try {
    const parsed = await readConfigurationFile(path, environment === undefined ? {} : { environment })
    const warnings = parsed.warnings.map((warning) => describeProblems(what, [warning]))
    const warningsText = describeWarnings(parsed.warnings)
    if (parsed.ok) return { ok: true, value: { configuration: parsed.configuration, warnings, warningsText } }
    return { ok: false, message: [describeProblems(what, parsed.problems), warningsText].filter(Boolean).join('\n') }
  } catch (error) {
    return { ok: false, message: cannotRead('The configuration', path, error) }
  }
}

export async function readCatalog(path: string): Promise<Loaded<readonly CatalogStream[]>> {
  const text = await readText('The catalog', path)
  if (!text.ok) return text
  const parsed = parseCatalogText(text.value)
  if (parsed.ok) return { ok: true, value: parsed.streams }
  return { ok: false, message: describeProblems('The catalog', parsed.problems) }
}

async function readText(what: string, path: string): Promise<Loaded<string>> {
  try {
    return { ok: true, value: await readFile(path, 'utf8') }
  } catch (error) {
    return { ok: false, message: cannotRead(what, path, error) }
  }
}

function cannotRead(what: string, path: string, error: unknown): string {
  const code = errorCode(error)
  if (code === undefined) throw error
  return `${what} cannot be read from ${path} (${code}).`
}
