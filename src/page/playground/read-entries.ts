import { parseJsonFile } from '../../../spec/files/parse-json-file'
import { parseJsonLine } from '../../json/parse-json-line'

/** What was pasted, cut into the lines that `preview` would read. */
export type Entries =
  | { readonly ok: true; readonly lines: readonly string[] }
  /** Continues "The input": "is not JSON: check line 3, column 7". */
  | { readonly ok: false; readonly problem: string }

/** One JSON document over any number of lines, a JSON list of them, or one document a line. */
export function readEntries(text: string): Entries {
  const whole = parsed(text)
  if (Array.isArray(whole)) return { ok: true, lines: whole.map((value) => JSON.stringify(value)) }
  if (whole !== undefined) return { ok: true, lines: [text] }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const [first, ...others] = lines
  if (first === undefined) return { ok: true, lines: [] }
  if (others.length > 0 && parsed(first) !== undefined) return { ok: true, lines }
  const file = parseJsonFile(text)
  return { ok: false, problem: file.ok ? 'is not JSON' : file.problem.message }
}

function parsed(text: string): unknown {
  try {
    return parseJsonLine(text)
  } catch {
    return undefined
  }
}
