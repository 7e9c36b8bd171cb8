import type { RejectedRecord } from './rejected-store'

/**
 * A rejected record as one line of NDJSON: its columns as they came in, and beside them why it was rejected. Columns of
 * the same names give way.
 */
export function rejectedLine({ data, code, message, rejectedAtMs }: RejectedRecord): string {
  return `${JSON.stringify({
    ...data,
    rejected_code: code,
    rejected_message: message,
    rejected_at: new Date(rejectedAtMs).toISOString(),
  })}\n`
}
