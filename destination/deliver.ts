import { APIError, type InputField, InvalidAuthenticationError, type RequestClient } from '@segment/actions-core'
import type { EventKind } from '../src/core/domain/event'
import { type Finding, finding } from '../src/core/domain/finding'
import type { Request } from '../src/core/domain/request'
import { planFor } from '../src/core/mapping/plan'
import { prepareEvent } from '../src/core/prepare'
import type { Connection } from './connection'
import { errorForAnswer, errorForFindings, type SegmentError } from './errors'
import type { Settings } from './generated-types'
import { classify, post } from './post'
import { readMapping } from './read-mapping'
import { type EventPayload, readPayload } from './read-payload'
import { readSettings } from './read-settings'

/** What became of one event. Nothing in it holds a key or a value of the event. */
export type Delivered =
  | {
      readonly outcome: 'accepted'
      readonly status: number
      readonly request: Request
      readonly findings: readonly Finding[]
    }
  | { readonly outcome: 'skipped'; readonly findings: readonly Finding[] }
  | { readonly outcome: 'failed'; readonly error: SegmentError; readonly request?: Request }

/** What all events of one call share. */
export interface Delivery {
  readonly kind: EventKind
  readonly fields: Readonly<Record<string, InputField>>
  readonly settings: Settings
  readonly mapping: unknown
  readonly connection: Connection
}

/**
 * Sends what a payload says, once. An event that cannot be sent is told of, not thrown for: not even a bug may fail the
 * other events of its batch, or be tried again and again.
 */
export async function deliver(request: RequestClient, payload: EventPayload, delivery: Delivery): Promise<Delivered> {
  try {
    return await deliverOnce(request, payload, delivery)
  } catch {
    return { outcome: 'failed', error: new APIError('The destination failed at this event: please report it.', 400) }
  }
}

async function deliverOnce(request: RequestClient, payload: EventPayload, delivery: Delivery): Promise<Delivered> {
  const { kind, fields, connection, mapping } = delivery
  const settings = readSettings(delivery.settings, connection.endpoints)
  if (!settings.ok) return { outcome: 'failed', error: new InvalidAuthenticationError(settings.message) }
  const raw = readPayload(payload, kind, readMapping(mapping, fields))
  if (typeof raw === 'string') return { outcome: 'skipped', findings: [finding(raw, null)] }
  const plan = planFor(settings.configuration)
  const prepared = prepareEvent(raw, plan.streams.get(kind), plan, connection.now())
  if (prepared.outcome === 'skip') return { outcome: 'skipped', findings: prepared.findings }
  if (prepared.request === null) return { outcome: 'failed', error: errorForFindings(prepared.findings) }
  const answer = await post(request, prepared.request)
  const status = 'failure' in answer ? undefined : answer.status
  const error = errorForAnswer(classify(answer), status)
  if (error !== undefined) return { outcome: 'failed', error, request: prepared.request }
  return { outcome: 'accepted', status: status ?? 200, request: prepared.request, findings: prepared.findings }
}
