import type { CatalogStream } from '../../../spec/airbyte/configured-catalog'
import { streamKey } from '../../../spec/airbyte/stream-name'
import type { InputRecord } from '../../core/domain/record'
import type { Prepared } from '../../core/prepare'
import type { Rejection } from '../../run/host'
import type { RecordMessage, UnreadableRecord } from '../protocol/messages/read-message'

/** What `prepare` makes of a message's record, by the streams of the catalog (by their keys); a rejection where it holds none. */
export function prepareMessage(
  message: RecordMessage,
  catalog: ReadonlyMap<string, CatalogStream>,
  prepare: (record: InputRecord) => Prepared,
): Prepared | Rejection {
  if (message.kind === 'unreadable_record') return reject('read', message.code, unreadable[message.code])
  const stream = catalog.get(streamKey(message.stream))
  if (stream === undefined) {
    return reject('read', 'unknown_stream', 'The configured catalog has no such stream.')
  }
  if (message.kind === 'empty_record') return reject('read', 'record_without_data', 'The RECORD has no data object.')
  return prepare(inputRecord(stream, message.data))
}

const unreadable: Readonly<Record<UnreadableRecord['code'], string>> = {
  line_not_json: 'The RECORD line is no JSON: it was cut off, or damaged on its way.',
  line_not_utf8: 'The RECORD line is not UTF-8, so its texts cannot be told. Let the source write UTF-8.',
  line_too_long: 'The RECORD line is longer than a line may be. Of its text the beginning is kept.',
}

function reject(stage: Rejection['stage'], code: string, message: string): Rejection {
  return { stage, code, message }
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
