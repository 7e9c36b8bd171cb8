import { streamOf } from '../../core/domain/record'
import type { DeadLetter } from '../../delivery/dead-letters/dead-letter'
import type { Rejection } from '../../run/host'
import { letterOf } from '../../run/letter-of'
import type { Placed } from '../inputs/placed'
import type { Entry } from '../inputs/read-input'

/** The letter of a rejected entry. Of one that is no record, whatever stopped it, the reading did. */
export function letterFor(placed: Placed, rejection: Rejection, rejectedAtMs: number): DeadLetter {
  const { entry, line } = placed
  const stopped = entry.kind === 'record' ? rejection : { ...rejection, stage: 'read' as const }
  return letterOf({ ...contentOf(entry), lineNumber: line }, placed, stopped, rejectedAtMs)
}

function contentOf(entry: Entry): { readonly stream: DeadLetter['stream']; readonly data: unknown } {
  if (entry.kind === 'record') return { stream: streamOf(entry.record), data: entry.record.data }
  return { stream: undefined, data: entry.kind === 'unreadable' ? entry.text : null }
}
