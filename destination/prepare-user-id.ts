import type { FieldName } from '../spec/configuration/fields'
import { type Finding, finding } from '../src/core/domain/finding'
import { chooseApp } from '../src/core/mapping/choose-app'
import { startMapping } from '../src/core/mapping/mapping'
import type { Plan } from '../src/core/mapping/plan'
import { toPbaIdentity } from '../src/core/mapping/to-pba-event'
import { type Prepared, unlessIncomplete } from '../src/core/prepare'
import { externalId } from '../src/core/reading/external-id'
import { FieldReader } from '../src/core/reading/field-reader'
import { firstSet } from '../src/core/reading/places'
import type { RawEvent } from '../src/core/reading/raw-event'
import { buildRequest } from '../src/core/request/build-request'
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
  const choice = chooseApp(raw, fields, undefined, { ...plan, apps })
  if ('code' in choice) {
    if (choice.code === 'unknown_app') return nothing('reject', choice)
    return nothing('skip', finding('incomplete_identity', 'appsflyer_id', 'This one is of an app’s install.'))
  }
  const event = toPbaIdentity(startMapping(raw, fields, undefined, choice, plan, nowMs, undefined))
  const target = choice.app.targets.identify
  const request = event && target && buildRequest(event, target, fields.findings, undefined)
  return request === undefined
    ? unlessIncomplete({ outcome: 'reject', request: null, findings: fields.findings })
    : { outcome: 'send', request, findings: fields.findings }
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
