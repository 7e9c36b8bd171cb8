import type { CatalogStream } from '../../../spec/airbyte/configured-catalog'
import type { Finding } from '../../core/domain/finding'
import type { InputRecord } from '../../core/domain/record'
import type { Request } from '../../core/domain/request'
import type { Prepared } from '../../core/prepare'
import { type RecordMessage, streamKey, type UnreadableRecord } from '../protocol/messages/read-message'
import type { Rejection } from './rejection'

/** What is to be done with a record. */
export type Triage =
  | { readonly action: 'send'; readonly request: Request; readonly findings: readonly Finding[] }
  | { readonly action: 'skip'; readonly code: string }
  | ({ readonly action: 'reject' } & Rejection)

/** Decides by the message, the streams of the catalog (by their keys), and what `prepare` makes of the record. */
export function triage(
  message: RecordMessage,
  catalog: ReadonlyMap<string, CatalogStream>,
  prepare: (record: InputRecord) => Prepared,
): Triage {
  if (message.kind === 'unreadable_record') return reject('read', message.code, unreadable[message.code])
  const stream = catalog.get(streamKey(message.stream))
  if (stream === undefined) {
    return reject('read', 'unknown_stream', 'The configured catalog has no such stream.')
  }
  if (message.kind === 'empty_record') return reject('read', 'record_without_data', 'The RECORD has no data object.')
  const { outcome, request, findings } = prepare(inputRecord(stream, message.data))
  // The finding that stopped a record is the last one.
  if (outcome === 'skip') return { action: 'skip', code: findings.at(-1)?.code ?? 'skipped' }
  if (outcome === 'send' && request !== null) return { action: 'send', request, findings }
  const reason = findings.find(({ severity }) => severity === 'reject')
  return reject('prepare', reason?.code ?? 'rejected', reason?.message ?? 'The record cannot be sent.')
}

const unreadable: Readonly<Record<UnreadableRecord['code'], string>> = {
  line_not_json: 'The RECORD line is no JSON: it was cut off, or damaged on its way.',
  line_not_utf8: 'The RECORD line is not UTF-8, so its texts cannot be told. Let the source write UTF-8.',
  line_too_long: 'The RECORD line is longer than a line may be. Of its text the beginning is kept.',
}

function reject(stage: Rejection['stage'], code: string, message: string): Triage {
  return { action: 'reject', stage, code, message }
}

function inputRecord({ name, namespace, primaryKey }: CatalogStream, data: unknown): InputRecord {
  return {
    stream: name,
    data,
    ...(namespace === undefined ? {} : { namespace }),
    ...(primaryKey === undefined ? {} : { primaryKey }),
  }
}
