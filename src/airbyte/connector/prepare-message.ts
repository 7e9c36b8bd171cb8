import type { CatalogStream } from '../../../spec/airbyte/configured-catalog'
import { streamKey } from '../../../spec/airbyte/stream-name'
import type { Prepared } from '../../core/domain/prepared'
import type { InputRecord } from '../../core/domain/record'
import { type UnreadLineCode, unreadLines } from '../../core/domain/unread-line'
import type { Rejection } from '../../run/host'
import type { RecordMessage } from '../protocol/messages/read-message'

/** What `prepare` makes of a message's record, by the streams of the catalog (by their keys); a rejection where it holds none. */
export function prepareMessage(
  message: RecordMessage,
  catalog: ReadonlyMap<string, CatalogStream>,
  prepare: (record: InputRecord) => Prepared,
): Prepared | Rejection {
  if (message.kind === 'unreadable_record') return unread(message.code)
  const stream = catalog.get(streamKey(message.stream))
  if (stream === undefined) return unread('unknown_stream')
  if (message.kind === 'empty_record') return unread('record_without_data')
  return prepare(inputRecord(stream, message.data))
}

function unread(code: UnreadLineCode): Rejection {
  return { stage: 'read', code, message: unreadLines[code].message }
}

/** A record of a stream, as the core takes it. */
export function inputRecord(
  { name, namespace, primaryKey }: Pick<CatalogStream, 'name' | 'namespace' | 'primaryKey'>,
  data: unknown,
): InputRecord {
  return {
    stream: name,
    data,
    ...(namespace === undefined ? {} : { namespace }),
    ...(primaryKey === undefined ? {} : { primaryKey }),
  }
}
