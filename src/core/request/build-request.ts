import { contracts } from '../../../spec/appsflyer/events/contracts'
import { limits } from '../../../spec/appsflyer/events/limits'
import type { CleanValues, Event } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import type { Request } from '../domain/request'
import { findLongValues } from './find-long-values'
import { describeFitted, fitEvent, type Scale } from './fit-event'
import { type RequestDelivery, type Target, toRequest, withKeyIn } from './target'
import { tellDelivery } from './tell-delivery'
import { deviceEntryLength, deviceValuesLength, toDeviceBody } from './to-device-body'
import { mobileEntryBytes, toMobileBody } from './to-mobile-body'
import { pbaEntryBytes, toPbaEventBody, toPbaIdentityBody } from './to-pba-body'
import { toWebEventBody, toWebVisitBody, webEntryBytes } from './to-web-body'
import { utf8Bytes } from './utf8-bytes'

/** Which delivery a request is, and whether AppsFlyer is told so. */
interface Delivery extends RequestDelivery {
  readonly isTold: boolean
}

/** An event as its body is written: trimmed where it had to be. */
interface Written {
  readonly event: Event
  readonly values: CleanValues
  readonly body: string
}

/** The request for an event, trimmed to what the endpoint takes. Undefined, with a finding, when it cannot be made to fit. */
export function buildRequest(
  event: Event,
  target: Target,
  findings: Finding[],
  delivery?: Delivery,
): Request | undefined {
  const written = delivery?.isTold ? writeTelling(event, target, findings, delivery.id) : write(event, target, findings)
  if (written === undefined) return undefined
  const { values, body } = written
  // No value is longer than the whole.
  const mayBeLong = body.length > limits.eventValueLength && contracts[target.endpoint].maxValuesLength === undefined
  if (mayBeLong) findLongValues(values, findings)
  return toRequest(target, body, delivery)
}

/** With the delivery id, where there is room for it when all else has its place. */
function writeTelling(event: Event, target: Target, findings: Finding[], id: string): Written | undefined {
  const telling = tellDelivery(event, id)
  if (telling !== undefined) {
    const whole = writeWhole(telling, target, event.values)
    if (whole !== undefined) return whole
    // On the web it takes the place of another id.
    if (telling.kind !== 'mobile_event') return write(telling, target, findings)
  }
  const written = write(event, target, findings)
  if (written === undefined) return undefined
  const fitted = tellDelivery(written.event, id)
  const told = telling && fitted && writeWhole(fitted, target, written.values)
  if (told !== undefined) return told
  const why = telling === undefined ? 'The record has a did of its own there.' : 'There was no room for it.'
  findings.push(finding('delivery_id_left_out', 'custom_data', why))
  return written
}

function write(event: Event, target: Target, findings: Finding[]): Written | undefined {
  const whole = writeWhole(event, target, event.values)
  if (whole !== undefined) return whole
  const { maxBodyBytes, maxValuesLength } = contracts[target.endpoint]
  const fitted = fitEvent(event, scaleOf(target))
  if (fitted === undefined) {
    const limit =
      maxValuesLength === undefined ? `${maxBodyBytes} bytes` : `${maxValuesLength} characters of event values`
    findings.push(finding('body_too_large', null, `The limit is ${limit}.`))
    return undefined
  }
  findings.push(finding('event_values_trimmed', 'event_values', describeFitted(fitted)))
  return { event: fitted.event, values: fitted.values, body: toBody(fitted.event, target, fitted.values) }
}

/** Undefined where it is larger than the endpoint takes. */
function writeWhole(event: Event, target: Target, values: CleanValues): Written | undefined {
  const body = toBody(event, target, values)
  const { maxBodyBytes, maxValuesLength } = contracts[target.endpoint]
  const isWhole =
    maxValuesLength === undefined ? isWithin(body, maxBodyBytes) : deviceValuesLength(values) <= maxValuesLength
  return isWhole ? { event, values, body } : undefined
}

/** How bodies for an endpoint are weighed. */
export function scaleOf(target: Target): Scale {
  const { maxBodyBytes, maxValuesLength, family } = contracts[target.endpoint]
  if (maxValuesLength !== undefined) {
    return {
      maxBytes: maxValuesLength,
      bodyBytes: (_event, values) => deviceValuesLength(values),
      entryBytes: deviceEntryLength,
    }
  }
  return {
    maxBytes: maxBodyBytes,
    bodyBytes: (event, values) => utf8Bytes(toBody(event, target, values)),
    entryBytes: entryBytes[family],
  }
}

const entryBytes = {
  mobile: mobileEntryBytes,
  web: webEntryBytes,
  pba: pbaEntryBytes,
  devices: deviceEntryLength,
} as const

function toBody(event: Event, target: Target, values: CleanValues): string {
  return withKeyIn(bodyWithoutKey(event, target, values), target)
}

function bodyWithoutKey(event: Event, { endpoint }: Target, values: CleanValues): string {
  switch (event.kind) {
    case 'mobile_event':
      return toMobileBody(event, endpoint === 'mobile_v2' ? 'mobile_v2' : 'mobile_v3', values)
    case 'web_event':
      return toWebEventBody(event, values)
    case 'web_visit':
      return toWebVisitBody(event, values)
    case 'pba_event':
      return toPbaEventBody(event, values)
    case 'pba_identity':
      return toPbaIdentityBody(event, values)
    case 'device_event':
      return toDeviceBody(event, values)
  }
}

/** A UTF-16 unit takes three bytes in UTF-8 at the most: short texts need no counting. */
function isWithin(text: string, maxBytes: number): boolean {
  return text.length * 3 <= maxBytes || utf8Bytes(text) <= maxBytes
}
