import { open } from 'node:fs/promises'
import type { ParsedConfiguration, Reading } from '../../spec/configuration/parse-configuration'
import { parseConfigurationText } from './parse-configuration-text'

/** A configuration has some kilobytes; a bigger file is another one, events as a rule. */
const mostBytes = 1_048_576

/** The configuration in a file, or in a pipe. Rejects with the system's error when it cannot be read. */
export async function readConfigurationFile(
  path: string,
  reading: Pick<Reading, 'environment'>,
): Promise<ParsedConfiguration> {
  const bytes = await readAtMost(path, mostBytes + 1)
  if (bytes.length > mostBytes) return failed('has more than 1 MB: it is another file, of events perhaps')
  const text = decode(bytes)
  if (text === undefined) return failed('is not in UTF-8 (Latin-1 or UTF-16 perhaps): save it as UTF-8')
  return parseConfigurationText(text, reading)
}

async function readAtMost(path: string, most: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of file.createReadStream({ end: most - 1, autoClose: false })) {
      chunks.push(chunk)
      length += chunk.length
    }
    return Buffer.concat(chunks, length)
  } finally {
    await file.close()
  }
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function failed(message: string): ParsedConfiguration {
  return { ok: false, problems: [{ path: '', message }], warnings: [] }
}
