import {
  type InputField,
  InvalidAuthenticationError,
  type Logger,
  PayloadValidationError,
  type RequestClient,
} from '@segment/actions-core'
import type { EventKind } from '../src/core/domain/event'
import { finding } from '../src/core/domain/finding'
import { type Plan, planFor } from '../src/core/mapping/plan'
import { prepareEvent } from '../src/core/prepare'
import { otherPlatformIn } from '../src/core/reading/other-platform'
import { platformOf } from '../src/core/reading/platform'
import type { RawEvent } from '../src/core/reading/raw-event'
import type { Connection } from './connection'
import { errorForAnswer, errorForFindings } from './errors'
import type { Settings } from './generated-types'
import { classify, post } from './post'
import { readMapping } from './read-mapping'
import { type EventPayload, isOfWeb, readPayload, withIdfv } from './read-payload'
import { readSettings } from './read-settings'
import { acceptedBy, type Delivered, failedWith, skippedFor } from './result'
import { unexpectedError } from './unexpected'

/** What all events of one call share. */
export interface Delivery {
  readonly kind: EventKind
  readonly fields: Readonly<Record<string, InputField>>
  readonly settings: Settings
  readonly mapping: unknown
  readonly connection: Connection
  readonly logger: Logger | undefined
}

/**
 * Sends what a payload says, once. An event that cannot be sent is told of, not thrown for: not even a bug may fail the
 * other events of its batch. What failed by a bug is tried again by Segment, and not lost.
 */
export async function deliver(request: RequestClient, payload: EventPayload, delivery: Delivery): Promise<Delivered> {
  try {
    return await deliverOnce(request, payload, delivery)
  } catch (thrown) {
    return failedWith(unexpectedError(thrown, delivery.logger))
  }
}

async function deliverOnce(request: RequestClient, payload: EventPayload, delivery: Delivery): Promise<Delivered> {
  const { kind, fields, connection, mapping } = delivery
  const settings = readSettings(delivery.settings, connection.endpoints)
  if (!settings.ok) return failedWith(new InvalidAuthenticationError(settings.message))
  const known = settings.takesIdfv && kind === 'mobile_event' ? withIdfv(payload) : payload
  const raw = readPayload(known, kind, readMapping(mapping, fields))
  if (typeof raw === 'string') return skippedFor([finding(raw, null)])
  const plan = planFor(settings.configuration)
  const misfit = misfitOf(raw, kind, plan)
  if (misfit !== undefined) return failedWith(misfit)
  const prepared = prepareEvent(raw, plan.streams.get(kind), plan, connection.now())
  if (prepared.outcome === 'skip') return skippedFor(prepared.findings)
  if (prepared.request === null) return failedWith(errorForFindings(prepared.findings))
  const answer = await post(request, prepared.request)
  const status = 'failure' in answer ? undefined : answer.status
  const error = errorForAnswer(
    classify(answer, prepared.request.endpoint === 'erasure' ? undefined : prepared.request.endpoint),
    status,
  )
  if (error !== undefined) return failedWith(error, prepared.request)
  return acceptedBy(status ?? 200, prepared.request, prepared.findings)
}

/** A row goes out by one action, however many mappings it meets: by that of its platform, where a column names one. */
function misfitOf({ call, fields }: RawEvent, kind: EventKind, { apps }: Plan): PayloadValidationError | undefined {
  if (call !== 'row') return undefined
  const known = apps.map(({ platform }) => platform)
  const platform = otherPlatformIn([fields.platform], known) ?? platformOf(fields.platform)
  if (platform === undefined || platform === 'unreadable' || (platform === 'web') === isOfWeb(kind)) return undefined
  const [said, wanted] = platform === 'web' ? ['web', 'Send Web Event'] : ['an app’s', 'Send Mobile Event']
  return new PayloadValidationError(
    `The platform of the row is ${said}, and this action is not for it: nothing was sent here. Map such rows to ${wanted}, and keep them out of this mapping.`,
  )
}
