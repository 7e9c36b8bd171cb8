import { gunzipSync } from 'node:zlib'
import type { DeadLetter } from '../../../src/delivery/dead-letters/dead-letter'
import type { Run } from '../../../src/delivery/dead-letters/object-name'

export const run: Run = { jobId: '42', startedAtMs: Date.UTC(2024, 0, 15, 12), mark: 'abcd1234' }

export function rejected(changes: Partial<DeadLetter> = {}): DeadLetter {
  return {
    stream: { name: 'orders' },
    lineNumber: 7,
    data: { order: 1, note: 'Grüße' },
    stage: 'prepare',
    code: 'missing_appsflyer_id',
    message: 'No AppsFlyer id.',
    rejectedAtMs: Date.UTC(2024, 0, 15, 12, 30),
    attempts: 0,
    ...changes,
  }
}

/** The lines of a gzipped NDJSON, parsed. */
export function linesOf(gzipped: Buffer): readonly ReturnType<typeof JSON.parse>[] {
  const lines = gunzipSync(gzipped).toString().split('\n')
  if (lines.pop() !== '') throw new Error('the last line has no end')
  return lines.map((line) => JSON.parse(line))
}

/** How `rejected()` stands in a file. */
export const kept = (data: unknown, stream: object = { stream: 'orders' }) => ({
  type: 'RECORD',
  record: { ...stream, data, emitted_at: Date.UTC(2024, 0, 15, 12, 30) },
  dead_letter: {
    stage: 'prepare',
    code: 'missing_appsflyer_id',
    message: 'No AppsFlyer id.',
    line: 7,
    attempts: 0,
    rejected_at: '2024-01-15T12:30:00.000Z',
  },
})
