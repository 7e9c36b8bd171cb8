import { contracts } from '../../../spec/appsflyer/events/contracts'
import type { CleanValues, Event } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import type { Request } from '../domain/request'
import { describeFitted, findLongValues, fitValues, type Scale } from './fit-values'
import type { Target } from './target'
import { mobileEntryBytes, toMobileBody } from './to-mobile-body'
import { toWebBody, webEntryBytes } from './to-web-body'
import { utf8Bytes } from './utf8-bytes'

/**
 * The request for an event, trimmed to what the endpoint takes: its event values first, then the context that AppsFlyer
 * can do without. Undefined, with a finding, when it cannot be made to fit.
 */
export function buildRequest(event: Event, target: Target, findings: Finding[]): Request | undefined {
  const { maxBodyBytes } = contracts[target.endpoint]
  const body = JSON.stringify(toBody(event, target, event.values))
  if (bytesAtMost(body) <= maxBodyBytes || utf8Bytes(body) <= maxBodyBytes) {
    findLongValues(event.values, findings)
    return toRequest(target, body)
  }
  for (const lighter of withLessContext(event)) {
    const fitted = fitValues(lighter.event.values, scaleOf(lighter.event, target, maxBodyBytes))
    if (fitted === undefined) continue
    const all = { ...fitted, dropped: [...fitted.dropped, ...lighter.dropped] }
    findings.push(finding('event_values_trimmed', 'event_values', describeFitted(all)))
    findLongValues(fitted.values, findings)
    return toRequest(target, JSON.stringify(toBody(lighter.event, target, fitted.values)))
  }
  findings.push(finding('body_too_large', null, `The limit is ${maxBodyBytes} bytes.`))
  return undefined
}

interface Lighter {
  readonly event: Event
  readonly dropped: readonly string[]
}

/** Five hashes and a browser's user agent alone can fill 1 KB: a purchase must not be lost for its context. */
function withLessContext(event: Event): readonly Lighter[] {
  const whole = { event, dropped: [] }
  if (event.kind !== 'mobile_event') return [whole]
  const withoutApp = { ...event, appVersion: undefined, appStore: undefined }
  const withoutAgent = { ...withoutApp, userAgent: undefined }
  const apps = [...(event.appVersion ? ['app_version'] : []), ...(event.appStore ? ['app_store'] : [])]
  const agents = event.userAgent ? ['user_agent'] : []
  return [whole, { event: withoutApp, dropped: apps }, { event: withoutAgent, dropped: [...apps, ...agents] }]
}

function scaleOf(event: Event, target: Target, maxBytes: number): Scale {
  return {
    maxBytes,
    bodyBytes: (values) => utf8Bytes(JSON.stringify(toBody(event, target, values))),
    entryBytes: event.kind === 'mobile_event' ? mobileEntryBytes : webEntryBytes,
  }
}

/** Spelled out: a spread costs a microsecond, and this is done for every record. */
function toRequest({ endpoint, appId, method, url, headers }: Target, body: string): Request {
  return { endpoint, appId, method, url, headers, body }
}

function toBody(event: Event, { endpoint }: Target, values: CleanValues): unknown {
  if (event.kind !== 'mobile_event') return toWebBody(event, values)
  return toMobileBody(event, endpoint === 'mobile_v2' ? 'mobile_v2' : 'mobile_v3', values)
}

/** A UTF-16 unit takes three bytes in UTF-8 at the most: short texts need no counting. */
function bytesAtMost(text: string): number {
  return text.length * 3
}
