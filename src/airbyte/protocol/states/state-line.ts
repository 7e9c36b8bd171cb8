import { findMember } from './json-text'

/** What became of a stream's records since its previous state. A skipped record counts in `recordCount`. */
export interface DestinationStats {
  readonly recordCount: number
  readonly rejectedRecordCount: number
}

/**
 * The STATE line as it came in, with `destinationStats` put into its `state`. Nothing else changes, not even spelling:
 * the platform's integer `id`, unknown properties and 64-bit integers survive. `line` must be a JSON object whose
 * `state` is an object.
 */
export function withDestinationStats(line: string, stats: DestinationStats): string {
  const text = line.trim()
  const state = findMember(text, 0, 'state')
  if (state === undefined) throw new TypeError('a STATE line without a state')
  const json = `{"recordCount":${stats.recordCount},"rejectedRecordCount":${stats.rejectedRecordCount}}`
  const present = findMember(text, state.start, 'destinationStats')
  if (present !== undefined) return text.slice(0, present.start) + json + text.slice(present.end)
  const closing = state.end - 1
  const isEmpty = text.slice(state.start + 1, closing).trim() === ''
  return `${text.slice(0, closing)}${isEmpty ? '' : ','}"destinationStats":${json}${text.slice(closing)}`
}
