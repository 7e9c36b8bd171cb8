import { isObject, type JsonObject, own } from '../../../json/json'
import { parseJsonLine } from '../../../json/parse-json-line'
import type { Line } from './line-splitter'

/** A stream as Airbyte names it. */
export interface StreamName {
  readonly name: string
  readonly namespace?: string
}

/** What a state covers: the records of one stream, or (GLOBAL, LEGACY) of all. */
type StateScope = StreamName | 'all'

/** What one line of input says. */
export type Message =
  | { readonly kind: 'record'; readonly lineNumber: number; readonly stream: StreamName; readonly data: JsonObject }
  | { readonly kind: 'state'; readonly lineNumber: number; readonly scope: StateScope; readonly text: string }
  /** A RECORD whose stream is known, but that holds no data: it is settled as rejected. */
  | { readonly kind: 'empty_record'; readonly lineNumber: number; readonly stream: StreamName }
  /** TRACE, CONTROL, LOG, an unknown type, a blank line: nothing to do. */
  | { readonly kind: 'other' }
  /** No message, and no telling what stream it was of. `why` never quotes the line. */
  | { readonly kind: 'broken'; readonly lineNumber: number; readonly why: string }

export type RecordMessage = Extract<Message, { readonly kind: 'record' | 'empty_record' }>

const other: Message = { kind: 'other' }

/** Reads one line as an Airbyte message. Every line has an answer; nothing is thrown. */
export function readMessage(line: Line): Message {
  const { number: lineNumber, text } = line
  if (text === null) return { kind: 'broken', lineNumber, why: 'is longer than a line may be' }
  let message: unknown
  try {
    message = parseJsonLine(text)
  } catch {
    return text.trim() === '' ? other : { kind: 'broken', lineNumber, why: 'is not JSON' }
  }
  const type = isObject(message) ? own(message, 'type') : undefined
  if (!isObject(message) || typeof type !== 'string') {
    return { kind: 'broken', lineNumber, why: 'is JSON but no Airbyte message: it has no type' }
  }
  if (type === 'RECORD') return readRecord(own(message, 'record'), lineNumber)
  if (type === 'STATE') return readState(own(message, 'state'), lineNumber, text)
  return other
}

function readRecord(record: unknown, lineNumber: number): Message {
  const stream = isObject(record) ? streamName(own(record, 'stream'), own(record, 'namespace')) : undefined
  if (!isObject(record) || stream === undefined) {
    return { kind: 'broken', lineNumber, why: 'is a RECORD that names no stream' }
  }
  const data = own(record, 'data')
  return isObject(data) ? { kind: 'record', lineNumber, stream, data } : { kind: 'empty_record', lineNumber, stream }
}

function readState(state: unknown, lineNumber: number, text: string): Message {
  if (!isObject(state)) return { kind: 'broken', lineNumber, why: 'is a STATE without a state' }
  // GLOBAL, LEGACY, no type at all, or one that is still to be invented: covering all records is always safe.
  if (own(state, 'type') !== 'STREAM') return { kind: 'state', lineNumber, scope: 'all', text }
  const stream = own(state, 'stream')
  const descriptor = isObject(stream) ? own(stream, 'stream_descriptor') : undefined
  const scope = isObject(descriptor) ? streamName(own(descriptor, 'name'), own(descriptor, 'namespace')) : undefined
  if (scope === undefined) return { kind: 'broken', lineNumber, why: 'is a STREAM state that names no stream' }
  return { kind: 'state', lineNumber, scope, text }
}

function streamName(name: unknown, namespace: unknown): StreamName | undefined {
  if (typeof name !== 'string' || name === '') return undefined
  return typeof namespace === 'string' && namespace !== '' ? { name, namespace } : { name }
}

/** Text that is equal for equal streams: two streams of one name in two namespaces are two streams. */
export function streamKey({ name, namespace }: StreamName): string {
  return namespace === undefined ? name : `${namespace}\u0000${name}`
}

/** A stream as a person reads it. */
export function showStream({ name, namespace }: StreamName): string {
  return namespace === undefined ? name : `${namespace}.${name}`
}
