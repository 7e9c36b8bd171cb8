import { readFile } from 'node:fs/promises'
import { type CatalogStream, parseCatalogText } from '../../../spec/airbyte/configured-catalog'
import type { Configuration } from '../../../spec/configuration/configuration'
import { parseConfigurationText } from '../../../spec/configuration/parse-configuration'
import { describeProblems } from '../../../spec/files/problem'
import { errorCode } from '../protocol/error-code'

/** What a file held, or what is wrong with it, in words for the user. */
export type Loaded<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string }

export async function readConfiguration(path: string): Promise<Loaded<Configuration>> {
  const text = await readText('The configuration', path)
  if (!text.ok) return text
  const parsed = parseConfigurationText(text.value)
  if (parsed.ok) return { ok: true, value: parsed.configuration }
  return { ok: false, message: describeProblems('The configuration', parsed.problems) }
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
    return { ok: false, message: `${what} cannot be read from ${path} (${errorCode(error) ?? 'unknown error'}).` }
  }
}
