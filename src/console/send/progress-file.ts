import { open, readFile, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { errorCode } from '../../storage/error-code'
import { syncFolder } from '../../storage/sync-folder'
import { describeFileError } from '../inputs/describe-file-error'
import { Unusable } from '../unusable'

const wholeNumber = z.int().nonnegative()

/** What a progress file holds: which input, sent where, and which of its entries are settled. */
const progressSchema = z.object({
  appsflyer_destination_progress: z.literal(2),
  input: z.object({
    name: z.string(),
    format: z.enum(['lines', 'values', 'csv']),
  }),
  /** The servers' addresses: what was sent to a sandbox has not been sent to AppsFlyer. */
  servers: z.record(z.string(), z.string()),
  /** The apps, by platform and id: what one of them has got, another has not. */
  apps: z.array(z.string()),
  /** Ranges of entry numbers, both ends included; the number of an entry is its line where each line holds one JSON. */
  settled: z.array(z.tuple([wholeNumber, wholeNumber])),
  /** What became of the settled records, by all sends since the first; absent in files of before it was counted. */
  outcomes: z
    .object({
      accepted: wholeNumber,
      rejected: wholeNumber,
      skipped: wholeNumber,
      rejected_by_code: z.record(z.string(), wholeNumber),
    })
    .optional(),
  /** The SHA-256 of all entries up to the last one that is settled: an input that was changed there is another one. */
  settled_sha256: z.string(),
  /** Whether the input was read to its end and everything in it is settled. */
  finished: z.boolean(),
  written_at: z.string(),
})

export type Progress = z.infer<typeof progressSchema>
export type Outcomes = NonNullable<Progress['outcomes']>

/** What the file holds; undefined when there is none. Throws Unusable when it is something else. */
export async function readProgress(path: string): Promise<Progress | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new Unusable(describeFileError(path, error))
  }
  const parsed = progressSchema.safeParse(parsedJson(text))
  if (parsed.success) return parsed.data
  throw new Unusable(`${path} is not a progress file: name another one with --progress, or remove it.`)
}

/** A progress file is a multiple of this long, so that the next one nearly always finds room in it. */
const stepBytes = 16_384

/**
 * Puts the new file in the place of the old one, on the disk: after a crash there is the one or the other, whole. Where a
 * second file cannot be written it goes over the old one: a full disk must not cost what was settled.
 */
export async function writeProgress(path: string, progress: Progress): Promise<void> {
  const text = JSON.stringify(progress)
  const bytes = Buffer.from(`${text.padEnd(Math.ceil((text.length + 1) / stepBytes) * stepBytes - 1)}\n`)
  try {
    await replaceFile(path, bytes)
  } catch (error) {
    if (!(await isWrittenOver(path, bytes))) throw error
  }
}

/** Writes within the room that the old file has, or not at all. */
async function isWrittenOver(path: string, bytes: Buffer): Promise<boolean> {
  try {
    const file = await open(path, 'r+')
    try {
      const { size } = await file.stat()
      if (size < bytes.length) return false
      await file.writeFile(bytes)
      await file.truncate(bytes.length)
      await file.sync()
      return true
    } finally {
      await file.close()
    }
  } catch {
    return false
  }
}

async function replaceFile(path: string, bytes: Buffer): Promise<void> {
  const temporary = `${path}.tmp`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    throw error
  } finally {
    await file.close()
  }
  await rename(temporary, path)
  await syncFolder(dirname(path))
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
