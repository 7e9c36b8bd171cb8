import type { CatalogStream } from '../../../spec/airbyte/configured-catalog'
import type { Finding } from '../../core/domain/finding'
import type { InputRecord } from '../../core/domain/record'
import type { Request } from '../../core/domain/request'
import type { Prepared } from '../../core/prepare'
import { type RecordMessage, streamKey, type UnreadableRecord } from '../protocol/messages/read-message'
import type { Rejection } from './rejection'

interface WithFindings {
  readonly findings: readonly Finding[]
}

/** What is to be done with a record. */
export type Triage =
  | ({ readonly action: 'send'; readonly request: Request; readonly more: readonly Request[] } & WithFindings)
  | { readonly action: 'skip'; readonly code: string }
  | ({ readonly action: 'reject' } & Rejection)

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

export function triage({ outcome, request, more = [], findings }: Prepared): Triage {
  // The finding that stopped a record is the last one.
  if (outcome === 'skip') return { action: 'skip', code: findings.at(-1)?.code ?? 'skipped' }
  if (outcome === 'send' && request !== null) return { action: 'send', request, more, findings }
  const reason = findings.find(({ severity }) => severity === 'reject')
  return {
    action: 'reject',
    ...reject('prepare', reason?.code ?? 'rejected', reason?.message ?? 'The record cannot be sent.'),
  }
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
