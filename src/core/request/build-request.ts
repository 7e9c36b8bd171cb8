import { contracts } from '../../../spec/appsflyer/events/contracts'
import type { CleanValues, Event } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import type { Request } from '../domain/request'
import { findLongValues } from './find-long-values'
import { describeFitted, fitEvent, type Scale } from './fit-event'
import { type Target, toRequest, withKeyIn } from './target'
import { deviceEntryLength, deviceValuesLength, toDeviceBody } from './to-device-body'
import { mobileEntryBytes, toMobileBody } from './to-mobile-body'
import { pbaEntryBytes, toPbaBody } from './to-pba-body'
import { toWebBody, webEntryBytes } from './to-web-body'
import { utf8Bytes } from './utf8-bytes'

/** The request for an event, trimmed to what the endpoint takes. Undefined, with a finding, when it cannot be made to fit. */
export function buildRequest(event: Event, target: Target, findings: Finding[]): Request | undefined {
  const { maxBodyBytes, maxValuesLength } = contracts[target.endpoint]
  const body = toBody(event, target, event.values)
  const fits =
    maxValuesLength === undefined
      ? bytesAtMost(body) <= maxBodyBytes || utf8Bytes(body) <= maxBodyBytes
      : deviceValuesLength(event.values) <= maxValuesLength
  if (fits) {
    if (maxValuesLength === undefined) findLongValues(event.values, findings)
    return toRequest(target, body)
  }
  const fitted = fitEvent(event, scaleOf(target))
  if (fitted === undefined) {
    const limit =
      maxValuesLength === undefined ? `${maxBodyBytes} bytes` : `${maxValuesLength} characters of event values`
    findings.push(finding('body_too_large', null, `The limit is ${limit}.`))
    return undefined
  }
  findings.push(finding('event_values_trimmed', 'event_values', describeFitted(fitted)))
  if (maxValuesLength === undefined) findLongValues(fitted.values, findings)
  return toRequest(target, toBody(fitted.event, target, fitted.values))
}

function scaleOf(target: Target): Scale {
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
    case 'pba_event':
    case 'pba_identity':
      return JSON.stringify(toPbaBody(event, values))
    case 'device_event':
      return JSON.stringify(toDeviceBody(event, values))
    default:
      return JSON.stringify(toWebBody(event, values))
  }
}

/** A UTF-16 unit takes three bytes in UTF-8 at the most: short texts need no counting. */
function bytesAtMost(text: string): number {
  return text.length * 3
}
