import type { Endpoint } from '../../../spec/appsflyer/events/contract'
import { contracts } from '../../../spec/appsflyer/events/contracts'
import { limits } from '../../../spec/appsflyer/events/limits'
import type { CleanText } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { urlIn, withoutSecretQuery } from '../person/address-query'
import { madeOf, shorten } from '../person/clean-text'
import type { FieldReader } from '../reading/field-reader'
import { readIp } from './read-ip'

export interface Origin {
  readonly ip: string | undefined
  readonly user_agent: CleanText | undefined
}

/** The device's address and user agent. Some endpoints take IPv4 alone, some no user agent. */
export function readOrigin(fields: FieldReader, endpoint: Endpoint, findings: Finding[]): Origin {
  const { family, ip: takes, takesUserAgent } = contracts[endpoint]
  const ip = readIp(fields, takes === 'ipv4')
  const given = takesUserAgent ? fields.clean('user_agent') : undefined
  const userAgent = family === 'mobile' || given === undefined ? given : shorten(given, limits.webUserAgentLength)
  if (ip !== undefined && (userAgent !== undefined || !takesUserAgent)) return { ip, user_agent: userAgent }
  const isExplained = findings.some(({ code }) => ipCodes.has(code))
  const lacksIp = ip === undefined && !isExplained
  const lacksUserAgent = userAgent === undefined && takesUserAgent
  const missing = lacksIp && lacksUserAgent ? 'ip, user_agent' : lacksIp ? 'ip' : 'user_agent'
  if (lacksIp || lacksUserAgent) findings.push(finding('missing_ip_or_user_agent', missing))
  return { ip, user_agent: userAgent }
}

const ipCodes: ReadonlySet<string> = new Set(['ipv6_dropped', 'private_ip_dropped', 'invalid_ip_dropped'])

/**
 * The page's address as the URL standard writes it and RFC 3986 allows, without user name and password, and without
 * personal data. A visit cannot do without one; for an event an unusable one costs itself.
 */
export function readUrl(fields: FieldReader, isRequired: boolean): CleanText | undefined {
  const text = fields.text('event_url')
  if (text === undefined) return undefined
  const address = writtenOut(text)
  const written = address === undefined ? text : percentEncoded(address)
  if (written !== text && !isTrifle(text, written)) fields.note('url_mended', 'event_url')
  const url = address === undefined ? undefined : redactedAddress('event_url', address, fields)
  if (url !== undefined && isWebAddress(url)) return url
  const told = isRequired ? finding('invalid_event_url', 'event_url') : leftOut
  fields.findings.push(told)
  return undefined
}

const leftOut = finding('invalid_event_url', 'event_url', 'It was left out.', 'degrade')

/** The page before; what is no web address (an app's, say) stays as it is written. */
export function readReferrer(fields: FieldReader): CleanText | undefined {
  const text = fields.text('http_referrer')
  if (text === undefined) return undefined
  const address = writtenOut(text)
  return address === undefined
    ? fields.redacted('http_referrer', text)
    : redactedAddress('http_referrer', address, fields)
}

/**
 * An address without personal data: what stands in its query under a personal name goes, too. Percent-encoded afterwards:
 * redaction may cut an escape in two, and encoding adds nothing to a clean text.
 */
function redactedAddress(name: 'event_url' | 'http_referrer', address: string, fields: FieldReader) {
  const clean = fields.redacted(name, withoutPersonalQuery(name, address, fields))
  return clean === undefined ? undefined : madeOf(clean, percentEncoded)
}

function withoutPersonalQuery(name: 'event_url' | 'http_referrer', address: string, fields: FieldReader): string {
  const clean = withoutSecretQuery(address)
  if (clean === undefined) return address
  fields.note('personal_data_removed', name, 'It was replaced by "removed".')
  return clean
}

/** WHATWG URL: percent-encoded where it has to be, host in lower case. Undefined for what is no http or https address. */
function writtenOut(text: string): string | undefined {
  // Longer ones are refused anyway.
  if (text.length > limits.urlLength || !/^https?:\/\//i.test(text)) return undefined
  const url = urlIn(text)
  if (url === undefined || !host.test(url.hostname)) return undefined
  url.username = ''
  url.password = ''
  return url.href
}

/** Redaction may have left less than an address, percent-encoding more than AppsFlyer takes (S2S API for Web Attribution, event_url). */
function isWebAddress(text: string): boolean {
  return text.length <= limits.urlLength && /^https?:\/\/./i.test(text) && (urlIn(text)?.hostname ?? '') !== ''
}

/** RFC 3986, section 3.2.2; the URL standard takes more: braces, say. */
const host = /^(?:[\w.~!$&'()*+,;=-]+|\[[\da-f:]+\])$/i

/** Percent-encodes what the URL standard leaves as it is behind the host, and RFC 3986 does not know. */
function percentEncoded(address: string): string {
  const [all = '', origin = '', path = ''] = parts.exec(address) ?? []
  if (origin === '') return address
  return origin + path.replace(refused, encode) + address.slice(all.length).replace(refusedInFragment, encode)
}

const encode = (character: string) => encodeURIComponent(character)
const parts = /^(https?:\/\/[^/?#]*)([^#]*)/
/** Brackets, braces, bars and the like, and a percent sign that begins no escape. */
const refused = /[[\]\\^`{|}]|%(?![\da-f]{2})/gi
const refusedInFragment = new RegExp(`${refused.source}|(?<=.)#`, 'gis')

/** A host's case and the slash behind it change nothing. */
function isTrifle(text: string, address: string): boolean {
  return address.toLowerCase() === text.toLowerCase() || address.toLowerCase() === `${text.toLowerCase()}/`
}
