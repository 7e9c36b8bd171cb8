import { httpUrl, mobileIp, webIp } from '../../../spec/appsflyer/events/fields'
import { limits } from '../../../spec/appsflyer/events/limits'
import type { CleanText } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { shorten } from '../person/clean-text'
import type { FieldReader } from '../reading/field-reader'

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
  const ip = readIp(fields.text('ip'), isMobile, findings)
  const given = endpoint === 'mobile_v2' ? undefined : fields.clean('user_agent')
  const userAgent = isMobile || given === undefined ? given : shorten(given, limits.webUserAgentLength)
  const isExplained = findings.some(({ code }) => code === 'ipv6_dropped')
  const missing = [
    ...(ip === undefined && !isExplained ? ['ip'] : []),
    ...(userAgent === undefined && endpoint !== 'mobile_v2' ? ['user_agent'] : []),
  ]
  if (missing.length > 0) findings.push(finding('missing_ip_or_user_agent', missing.join(', ')))
  return { ip, userAgent }
}

const mappedIPv4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

function readIp(text: string | undefined, isMobile: boolean, findings: Finding[]): string | undefined {
  if (text === undefined) return undefined
  const address = mappedIPv4.exec(text)?.[1] ?? text
  if (mobileIp.safeParse(address).success) return address
  if (!webIp.safeParse(address).success) return undefined
  if (!isMobile) return address
  findings.push(finding('ipv6_dropped', 'ip'))
  return undefined
}

/** The page's address; a finding, and undefined, when it is none. */
export function readUrl(fields: FieldReader, findings: Finding[]): CleanText | undefined {
  const url = fields.redacted('event_url')
  if (url === undefined || httpUrl.safeParse(url).success) return url
  findings.push(finding('invalid_event_url', 'event_url'))
  return undefined
}
