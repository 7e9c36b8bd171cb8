import type { StreamName } from '../../../../spec/airbyte/stream-name'
import { isObject, type JsonObject, own } from '../../../json/json'
import { parseJsonLine } from '../../../json/parse-json-line'
import type { Line } from './line-splitter'
import { recordHead } from './record-head'

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
  /** A line that was a RECORD, as far as it can be told, and cannot be read. */
  | UnreadableRecord
  /**
   * No message that can be used, and no record that can be settled. `why` never quotes the line. `mayBeRecord`: nothing
   * tells that it was not a record, so no later state may go out as if it were settled.
   */
  | { readonly kind: 'broken'; readonly lineNumber: number; readonly why: string; readonly mayBeRecord: boolean }

export interface UnreadableRecord {
  readonly kind: 'unreadable_record'
  readonly lineNumber: number
  /** What the line says of its stream; `namespace` undefined where it does not come to it. */
  readonly claimed: { readonly name: string; readonly namespace: string | null | undefined }
  /** The line as it stands, with U+FFFD for what is not UTF-8; of one that was too long, its beginning. */
  readonly text: string
  readonly code: 'line_not_json' | 'line_not_utf8' | 'line_too_long'
}

/** A record of a stream that is known, whether or not it can be read. */
export type RecordMessage =
  | Extract<Message, { readonly kind: 'record' | 'empty_record' }>
  | (UnreadableRecord & { readonly stream: StreamName })

const other: Message = { kind: 'other' }

/** Reads one line as an Airbyte message. Every line has an answer; nothing is thrown. */
export function readMessage(line: Line): Message {
  const { number: lineNumber, text } = line
  if (text === null) return readHead(line.head, lineNumber, 'line_too_long')
  const message = readText(text, lineNumber)
  return line.isUtf8 === false ? withoutItsTexts(message, text) : message
}

function readText(text: string, lineNumber: number): Message {
  let message: unknown
  try {
    message = parseJsonLine(text)
  } catch {
    return text.trim() === '' ? other : readHead(text, lineNumber, 'line_not_json')
  }
  const type = isObject(message) ? own(message, 'type') : undefined
  if (!isObject(message) || typeof type !== 'string') {
    return { kind: 'broken', lineNumber, why: 'is JSON but no Airbyte message: it has no type', mayBeRecord: true }
  }
  if (type === 'RECORD') return readRecord(own(message, 'record'), lineNumber)
  if (type === 'STATE') return readState(own(message, 'state'), lineNumber, text)
  return other
}

const whys: Readonly<Record<UnreadableRecord['code'], string>> = {
  line_not_json: 'is not JSON',
  line_not_utf8: 'is not UTF-8',
  line_too_long: 'is longer than a line may be',
}

/** What a line that is not UTF-8 says: its texts may be wrong, so nothing of it is sent, and no state is given back. */
function withoutItsTexts(message: Message, text: string): Message {
  if (message.kind === 'other') return message
  const { lineNumber } = message
  const claimed = message.kind === 'unreadable_record' ? message.claimed : claimOf(message)
  if (claimed === undefined || `${claimed.name}${claimed.namespace}`.includes('\uFFFD')) {
    const mayBeRecord = message.kind === 'broken' ? message.mayBeRecord : message.kind !== 'state'
    return { kind: 'broken', lineNumber, why: whys.line_not_utf8, mayBeRecord }
  }
  return { kind: 'unreadable_record', lineNumber, claimed, text, code: 'line_not_utf8' }
}

function claimOf(message: Message): UnreadableRecord['claimed'] | undefined {
  if (message.kind !== 'record' && message.kind !== 'empty_record') return undefined
  const { name, namespace = null } = message.stream
  return { name, namespace }
}

/** What can be told of a line that cannot be parsed. */
function readHead(text: string, lineNumber: number, code: UnreadableRecord['code']): Message {
  const { type, stream: name, namespace } = recordHead(text)
  const mayBeRecord = type === undefined || type === 'RECORD'
  if (!mayBeRecord || name === undefined || name === '') {
    return { kind: 'broken', lineNumber, why: whys[code], mayBeRecord }
  }
  return { kind: 'unreadable_record', lineNumber, claimed: { name, namespace }, text, code }
}

/**
 * The stream of an unreadable record: as it says, or, where the line ends before its namespace, the only one of that name
 * in the catalog. Undefined where it may be one of several.
 */
export function streamOf({ claimed }: UnreadableRecord, catalog: Iterable<StreamName>): StreamName | undefined {
  const { name, namespace } = claimed
  if (namespace !== undefined) return streamName(name, namespace)
  const [first, ...others] = [...catalog].filter((stream) => stream.name === name)
  if (others.length > 0) return undefined
  return first === undefined ? { name } : streamName(first.name, first.namespace)
}

function readRecord(record: unknown, lineNumber: number): Message {
  const stream = isObject(record) ? streamName(own(record, 'stream'), own(record, 'namespace')) : undefined
  if (!isObject(record) || stream === undefined) {
    return { kind: 'broken', lineNumber, why: 'is a RECORD that names no stream', mayBeRecord: true }
  }
  const data = own(record, 'data')
  return isObject(data) ? { kind: 'record', lineNumber, stream, data } : { kind: 'empty_record', lineNumber, stream }
}

function readState(state: unknown, lineNumber: number, text: string): Message {
  if (!isObject(state)) return { kind: 'broken', lineNumber, why: 'is a STATE without a state', mayBeRecord: false }
  // GLOBAL, LEGACY, no type at all, or one that is still to be invented: covering all records is always safe.
  if (own(state, 'type') !== 'STREAM') return { kind: 'state', lineNumber, scope: 'all', text }
  const stream = own(state, 'stream')
  const descriptor = isObject(stream) ? own(stream, 'stream_descriptor') : undefined
  const scope = isObject(descriptor) ? streamName(own(descriptor, 'name'), own(descriptor, 'namespace')) : undefined
  if (scope === undefined) {
    return { kind: 'broken', lineNumber, why: 'is a STREAM state that names no stream', mayBeRecord: false }
  }
  return { kind: 'state', lineNumber, scope, text }
}

function streamName(name: unknown, namespace: unknown): StreamName | undefined {
  if (typeof name !== 'string' || name === '') return undefined
  return typeof namespace === 'string' && namespace !== '' ? { name, namespace } : { name }
}
