import { jsonText } from '../../../json/json-text'
import type { RejectedRecord } from './rejected-store'

/**
 * A rejected record as one line of NDJSON: its columns as they came in, and beside them why it was rejected; instead of
 * the columns the text of a line that could not be read. Columns of the same names give way.
 */
export function rejectedLine({ data, text, code, message, rejectedAtMs }: RejectedRecord): string {
  return `${jsonText({
    ...data,
    ...(text !== undefined && { rejected_text: text }),
    rejected_code: code,
    rejected_message: message,
    rejected_at: new Date(rejectedAtMs).toISOString(),
  })}\n`
}
