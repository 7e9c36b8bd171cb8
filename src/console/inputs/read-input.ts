import type { InputRecord } from '../../core/domain/record'
import { isObject, type JsonObject, own } from '../../json/json'
import { parseJsonLine } from '../../json/parse-json-line'

/** What one entry of an events file says. */
export type Entry =
  | { readonly kind: 'record'; readonly record: InputRecord; readonly shape: Shape }
  /** An Airbyte message that carries no record, such as a STATE. */
  | { readonly kind: 'other_message' }
  | { readonly kind: 'blank' }
  /** `why` is a sentence that quotes nothing; `text` what stands there, of a line that was too long its beginning. */
  | { readonly kind: 'unreadable'; readonly why: string; readonly text: string }

/** How a record stood in the file. */
type Shape = 'json' | 'csv' | 'airbyte' | 'rejected'

const otherMessages = new Set(['STATE', 'TRACE', 'LOG', 'CONTROL', 'SPEC', 'CATALOG', 'CONNECTION_STATUS'])

/** Reads a line as an Airbyte RECORD message (a rejected record is one too), or as a Segment event or a row as it stands. */
export function readInput(line: string): Entry {
  if (line.trim() === '') return { kind: 'blank' }
  let value: unknown
  try {
    value = parseJsonLine(line)
  } catch {
    return { kind: 'unreadable', why: 'The line is not JSON.', text: line }
  }
  if (!isObject(value)) return plain(value)
  const type = own(value, 'type')
  if (typeof type === 'string' && otherMessages.has(type)) return { kind: 'other_message' }
  const message = type === 'RECORD' ? own(value, 'record') : undefined
  if (!isObject(message)) return plain(value)
  const stream = own(message, 'stream')
  const namespace = own(message, 'namespace')
  const letter = own(value, 'dead_letter')
  return {
    kind: 'record',
    shape: isObject(letter) ? 'rejected' : 'airbyte',
    record: {
      data: own(message, 'data'),
      ...(typeof stream === 'string' && { stream }),
      ...(typeof namespace === 'string' && namespace !== '' && { namespace }),
      ...(isObject(letter) && ofLetter(letter)),
    },
  }
}

/** What `reconcile` says of a record that AppsFlyer accepted and has not recorded: it is the same delivery again. */
function ofLetter(letter: JsonObject): Partial<InputRecord> {
  const primaryKey = own(letter, 'primary_key')
  return {
    ...(own(letter, 'code') === 'missing' && { isResent: true }),
    ...(isPaths(primaryKey) && { primaryKey }),
  }
}

function isPaths(value: unknown): value is readonly (readonly string[])[] {
  return (
    Array.isArray(value) && value.every((path) => Array.isArray(path) && path.every((name) => typeof name === 'string'))
  )
}

function plain(data: unknown): Entry {
  return { kind: 'record', shape: 'json', record: { data } }
}
