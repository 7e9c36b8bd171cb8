import type { FieldName } from '../spec/configuration/fields'
import { type Finding, finding } from '../src/core/domain/finding'
import type { Prepared } from '../src/core/domain/prepared'
import type { Plan } from '../src/core/mapping/plan'
import { prepareVisitor } from '../src/core/prepare-identity'
import { externalId } from '../src/core/reading/external-id'
import { FieldReader } from '../src/core/reading/field-reader'
import { firstSet } from '../src/core/reading/places'
import type { RawEvent } from '../src/core/reading/raw-event'
import type { Decisions } from './read-mapping'
import { asJson, type EventPayload, isDeletedRow } from './read-payload'

const ids = ['customer_user_id', 'appsflyer_id'] as const satisfies readonly FieldName[]

/**
 * What an identify call says to people-based attribution: which customer user id a visitor has. Most calls say nothing to it, for
 * want of a bundle, of one of the two ids, or of a browser: those are skipped, and no errors.
 */
export function prepareUserId(payload: EventPayload, mapping: Decisions, plan: Plan, nowMs: number): Prepared {
  if (isDeletedRow(payload)) return nothing('skip', finding('deleted_row', null))
  const apps = plan.apps.filter(({ targets }) => targets.identify !== undefined)
  if (apps.length === 0) return nothing('skip', finding('not_an_event', null))
  const raw = readUserId(payload, mapping)
  const fields = new FieldReader(raw.fields)
  const missing = ids.find((id) => !fields.has(id))
  if (missing !== undefined) return nothing('skip', finding('incomplete_identity', missing))
  const prepared = prepareVisitor(raw, fields, { ...plan, apps }, nowMs)
  if (!('code' in prepared)) return prepared
  if (prepared.code === 'unknown_app') return nothing('reject', prepared)
  return nothing('skip', finding('incomplete_identity', 'appsflyer_id', 'This one is of an app’s install.'))
}

/** Of a row Segment's userId is the primary key: it is no user, unless the mapping says so. */
function readUserId({ row_change: change, ...payload }: EventPayload, { changed }: Decisions): RawEvent {
  const isRow = change === 'new' || change === 'updated'
  const isKey = isRow && !changed.has('customer_user_id')
  return {
    call: 'track',
    fields: {
      app_id: payload.app_id,
      appsflyer_id: firstSet(payload.appsflyer_id, externalId(asJson(payload.external_ids))),
      customer_user_id: isKey ? undefined : payload.customer_user_id,
    },
    properties: {},
    used: new Set(),
    systems: [],
    inBrowser: true,
  }
}

function nothing(outcome: 'skip' | 'reject', found: Finding): Prepared {
  return { outcome, request: null, findings: [found] }
}
