import type { DeadLetter } from './dead-letter'

/** One run, as far as names go. */
export interface Run {
  /** The platform's job; several attempts of one job share it. */
  readonly jobId: string
  readonly startedAtMs: number
  /** Tells two runs apart that start in the same millisecond. */
  readonly mark: string
}

/** The longest name of a folder or file that every file system takes, in characters of one byte. */
const longestName = 120

/**
 * Where one batch of a stream's rejected records goes: `{job id}/{namespace}/{stream}/{start of the run}-{mark}-{number}.ndjson.gz`.
 * No two batches of any runs share a name, so that a second attempt overwrites nothing.
 */
export function objectName(run: Run, stream: DeadLetter['stream'], number: number): string {
  const { name = 'no_stream', namespace } = stream ?? {}
  const started = new Date(run.startedAtMs).toISOString().replace(/[-:.]/g, '')
  const file = `${started}-${run.mark}-${String(number).padStart(6, '0')}.ndjson.gz`
  return [run.jobId, ...(namespace === undefined ? [] : [namespace]), name].map(safePart).concat(file).join('/')
}

/** Letters, digits, dots, dashes and underscores stay; no part leads out of its folder. */
function safePart(part: string): string {
  return part
    .slice(0, longestName)
    .replace(/[^A-Za-z0-9._-]/g, '_')
    .replace(/^\.+/, (dots) => '_'.repeat(dots.length))
}
