import { type JsonObject, own } from '../../json/json'
import { integrationOf } from './integration'
import { objectAt } from './places'
import { columnsNamed } from './read-row'
import { segmentCallOf } from './read-segment-event'
import { isSet } from './values'

/**
 * The row in a call by which Segment's Reverse ETL hands one over: a track call named by how the row changed, without a
 * library or a device, its columns as properties. The user id is the row's primary key and the time that of the sync, so
 * neither counts; the message id does. Undefined for every other record: one of its columns must name the event.
 */
export function syncedRow(data: JsonObject): JsonObject | 'deleted_row' | undefined {
  const change = data['event']
  if (change !== 'new' && change !== 'updated' && change !== 'deleted') return undefined
  const context = objectAt(data, 'context')
  if (segmentCallOf(data) !== 'track' || isSet(context['library']) || isSet(context['device'])) return undefined
  const row = objectAt(data, 'properties')
  if (columnsNamed(row, 'event_name').length === 0 || integrationOf(data).isExcluded) return undefined
  if (change === 'deleted') return 'deleted_row'
  const messageId = own(data, 'messageId')
  const hasOwn = !isSet(messageId) || columnsNamed(row, 'dedup_id').length > 0
  return hasOwn ? row : { ...row, message_id: messageId ?? null }
}
