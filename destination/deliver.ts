import {
  type InputField,
  InvalidAuthenticationError,
  type Logger,
  PayloadValidationError,
  type RequestClient,
} from '@segment/actions-core'
import { isForDevices, type SentAs } from '../spec/appsflyer/events/platforms'
import type { EventKind } from '../src/core/domain/event'
import { type FindingCode, finding } from '../src/core/domain/finding'
import type { Prepared } from '../src/core/domain/prepared'
import { type Plan, planFor } from '../src/core/mapping/plan'
import { prepareEvent } from '../src/core/prepare'
import { otherPlatformIn, platformNamedIn } from '../src/core/reading/other-platform'
import { platformOf } from '../src/core/reading/platform'
import type { RawEvent } from '../src/core/reading/raw-event'
import type { Connection } from './connection'
import { errorForAnswer, errorForFindings } from './errors'
import type { Settings } from './generated-types'
import { classify, post } from './post'
import { prepareUserId } from './prepare-user-id'
import { type Decisions, readMapping } from './read-mapping'
import { type EventPayload, isOfWeb, readPayload, withIdfv } from './read-payload'
import { readSettings } from './read-settings'
import { acceptedBy, type Delivered, failedWith, skippedFor } from './result'
import { sentAs } from './send-as'
import { unexpectedError } from './unexpected'

/** What all events of one call share. */
export interface Delivery {
  readonly kind: SentAs
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
  const { fields, connection } = delivery
  const settings = readSettings(delivery.settings, connection.endpoints)
  if (!settings.ok) return failedWith(new InvalidAuthenticationError(settings.message))
  const mapping = readMapping(delivery.mapping, fields)
  const plan = planFor(settings.configuration)
  const prepared =
    delivery.kind === 'identify'
      ? prepareUserId(payload, mapping, plan, connection.now())
      : prepareFor(delivery.kind, settings.takesIdfv ? withIdfv(payload) : payload, mapping, plan, connection.now())
  if (prepared instanceof PayloadValidationError) return failedWith(prepared)
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

/** What becomes of a payload of the action for this kind of event. An error where it is of another action. */
function prepareFor(
  action: EventKind,
  payload: EventPayload,
  mapping: Decisions,
  plan: Plan,
  nowMs: number,
): Prepared | PayloadValidationError {
  const kind = action === 'mobile_event' ? sentAs(payload.send_as) : action
  if (kind === undefined)
    return new PayloadValidationError('The field Send As takes first_open and session: empty it for an in-app event.')
  const raw = readPayload(payload, kind, mapping)
  if (typeof raw === 'string') return skip(raw)
  // Openings are for devices alone: in a workspace without such an app nobody asked for them.
  if ((kind === 'first_open' || kind === 'session') && !plan.hasDevices) return skip(whyNoOpening(raw))
  return misfitOf(raw, kind, plan) ?? prepareEvent(raw, plan.streams.get(kind), plan, nowMs)
}

/** Of a phone or a website there is none at all. */
function whyNoOpening({ fields, systems }: RawEvent): FindingCode {
  const named = platformNamedIn([fields.platform, ...systems])
  const isDevice = named !== undefined && named !== 'unreadable' && isForDevices(named)
  return isDevice ? 'no_app_for_platform' : 'opening_of_no_device'
}

function skip(code: FindingCode): Prepared {
  return { outcome: 'skip', request: null, findings: [finding(code, null)] }
}

/** A row goes out by one action, however many mappings it meets: by that of its platform, where a column names one. */
function misfitOf({ call, fields }: RawEvent, kind: EventKind, { apps }: Plan): PayloadValidationError | undefined {
  if (call !== 'row') return undefined
  const known = apps.map(({ platform }) => platform)
  const platform = otherPlatformIn([fields.platform], () => ['web_pba', ...known]) ?? platformOf(fields.platform)
  const isWeb = platform === 'web' || platform === 'web_pba'
  if (platform === undefined || platform === 'unreadable' || isWeb === isOfWeb(kind)) return undefined
  const [said, wanted] = isWeb ? ['web', 'Send Web Event'] : ['an app’s', 'Send Mobile Event']
  return new PayloadValidationError(
    `The platform of the row is ${said}, and this action is not for it: nothing was sent here. Map such rows to ${wanted}, and keep them out of this mapping.`,
  )
}
