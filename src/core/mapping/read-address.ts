import { httpUrl } from '../../../spec/appsflyer/events/fields'
import { limits } from '../../../spec/appsflyer/events/limits'
import type { CleanText } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { shorten } from '../person/clean-text'
import { keyKind } from '../person/personal-keys'
import { holdsSensitiveValue } from '../person/sensitive-values'
import type { FieldReader } from '../reading/field-reader'
import { readIp } from './read-ip'

export interface Origin {
  readonly ip: string | undefined
  readonly userAgent: CleanText | undefined
}

/** The device's address and user agent. Mobile takes IPv4 alone; v2 of it takes no user agent. */
export function readOrigin(
  fields: FieldReader,
  endpoint: 'mobile_v2' | 'mobile_v3' | 'web_event' | 'web_visit',
  findings: Finding[],
): Origin {
  const isMobile = endpoint === 'mobile_v2' || endpoint === 'mobile_v3'
  const ip = readIp(fields, isMobile)
  const given = endpoint === 'mobile_v2' ? undefined : fields.clean('user_agent')
  const userAgent = isMobile || given === undefined ? given : shorten(given, limits.webUserAgentLength)
  if (ip !== undefined && (userAgent !== undefined || endpoint === 'mobile_v2')) return { ip, userAgent }
  const isExplained = findings.some(({ code }) => ipCodes.has(code))
  const missing = [
    ...(ip === undefined && !isExplained ? ['ip'] : []),
    ...(userAgent === undefined && endpoint !== 'mobile_v2' ? ['user_agent'] : []),
  ]
  if (missing.length > 0) findings.push(finding('missing_ip_or_user_agent', missing.join(', ')))
  return { ip, userAgent }
}

const ipCodes: ReadonlySet<string> = new Set(['ipv6_dropped', 'private_ip_dropped', 'invalid_ip_dropped'])

/**
 * The page's address as the URL standard writes it, without user name and password, and without personal data. A visit
 * cannot do without one; for an event an unusable one costs itself.
 */
export function readUrl(fields: FieldReader, isRequired: boolean): CleanText | undefined {
  const text = fields.text('event_url')
  if (text === undefined) return undefined
  const address = writtenOut(text)
  if (address !== undefined && address !== text && !isTrifle(text, address)) fields.note('url_mended', 'event_url')
  const url = address === undefined ? undefined : redactedAddress(fields, 'event_url', address)
  if (url !== undefined && httpUrl.safeParse(url).success) return url
  const told = isRequired ? finding('invalid_event_url', 'event_url') : leftOut
  fields.findings.push(told)
  return undefined
}

const leftOut = finding('invalid_event_url', 'event_url', 'It was left out.', 'degrade')

/** The page before; what is no web address (an app's, say) stays as it is written. */
export function readReferrer(fields: FieldReader): CleanText | undefined {
  const text = fields.text('http_referrer')
  const address = text === undefined ? undefined : writtenOut(text)
  if (address !== undefined) return redactedAddress(fields, 'http_referrer', address)
  return text === undefined ? undefined : fields.redacted('http_referrer', text)
}

/** An address without personal data: what stands in its query under a personal name goes, too. */
function redactedAddress(fields: FieldReader, name: 'event_url' | 'http_referrer', address: string) {
  const url = new URL(address)
  const personal = [...url.searchParams].filter(
    ([key, value]) => keyKind(key) === 'personal' || holdsSensitiveValue(value, key),
  )
  if (personal.length === 0) return fields.redacted(name, address)
  for (const [key] of personal) url.searchParams.set(key, 'removed')
  fields.note('personal_data_removed', name, 'It was replaced by "removed".')
  return fields.redacted(name, url.href)
}

/** WHATWG URL: percent-encoded where it has to be, host in lower case. Undefined for what is no http or https address. */
function writtenOut(text: string): string | undefined {
  // Longer ones are refused anyway.
  if (text.length > limits.urlLength || !/^https?:\/\//i.test(text)) return undefined
  const url = parsed(text)
  if (url === undefined || url.hostname === '') return undefined
  url.username = ''
  url.password = ''
  return url.href
}

/** Not URL.canParse: in Node 20 and 22 it refuses hosts with umlauts once it has been called some thousand times. */
function parsed(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** A host's case and the slash behind it change nothing. */
function isTrifle(text: string, address: string): boolean {
  return address.toLowerCase() === text.toLowerCase() || address.toLowerCase() === `${text.toLowerCase()}/`
}
