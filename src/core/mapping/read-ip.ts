import type { Json } from '../../json/json'
import type { FieldReader } from '../reading/field-reader'
import { asStructure, asText } from '../reading/values'

const ipv4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/
/** So many addresses of a forwarded list are looked at. */
const mostAddresses = 20
const longestList = 2_000

/**
 * The device's address: the first public one of a list as proxies write it, without its port. Mobile takes IPv4 alone
 * (mobile v3 OpenAPI, ip). Private, loopback and unspecified addresses are a server's or nobody's.
 */
export function readIp(fields: FieldReader, takesV4Alone: boolean): string | undefined {
  const text = listed(fields.value('ip')) ?? fields.text('ip')
  if (text === undefined) return undefined
  if (ipv4.test(text) && !isPrivateV4(text)) return text
  const addresses = text
    .slice(0, longestList)
    .split(/[\s,;]+/)
    .filter(Boolean)
    .slice(0, mostAddresses)
    .map(parseAddress)
  const open = addresses.filter((address) => address?.isPrivate === false)
  const usable = open.find((address) => address?.version === 4) ?? (takesV4Alone ? undefined : open[0])
  // A list's first public address is the client's; on the web it may be IPv6.
  const chosen = takesV4Alone ? usable : open[0]
  if (chosen !== undefined) return chosen.text
  if (open.length > 0) fields.note('ipv6_dropped', 'ip')
  else if (addresses.some((address) => address !== undefined)) fields.note('private_ip_dropped', 'ip')
  else fields.note('invalid_ip_dropped', 'ip')
  return undefined
}

function listed(value: Json | undefined): string | undefined {
  const list = typeof value === 'string' && !value.includes('"') ? undefined : asStructure(value)
  return Array.isArray(list) ? list.map((entry: Json) => asText(entry) ?? '').join(',') : undefined
}

interface Address {
  readonly text: string
  readonly version: 4 | 6
  readonly isPrivate: boolean
}

function parseAddress(part: string): Address | undefined {
  const bare = part
    .replace(/^"?for="?/i, '')
    .replace(/^["']|["']$/g, '')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/, '$1')
    .replace(/^\[([^\]]*)\](:\d{1,5})?$/, '$1')
    .replace(/%.*/s, '')
    .replace(/^(\d+\.\d+\.\d+\.\d+)\/\d{1,2}$/, '$1')
  if (ipv4.test(bare)) return { text: bare, version: 4, isPrivate: isPrivateV4(bare) }
  const groups = parseV6(bare)
  if (groups === undefined) return undefined
  const embedded = embeddedV4(groups)
  if (embedded !== undefined) return { text: embedded, version: 4, isPrivate: isPrivateV4(embedded) }
  return { text: bare.toLowerCase(), version: 6, isPrivate: isPrivateV6(groups) }
}

/** Not a device's on the internet: RFC 1918, 6598, 3927, 1122, 2544, 5771, 1112, 6890. */
function isPrivateV4(text: string): boolean {
  const first = octetAt(text, 0)
  const second = octetAt(text, text.indexOf('.') + 1)
  if (first === 0 || first === 10 || first === 127 || first >= 224) return true
  if (first === 100) return second >= 64 && second <= 127
  if (first === 169) return second === 254
  if (first === 172) return second >= 16 && second <= 31
  if (first === 192) return second === 168 || text.startsWith('192.0.0.')
  return first === 198 && (second === 18 || second === 19)
}

/** The number up to the next point. */
function octetAt(text: string, start: number): number {
  let octet = 0
  for (let index = start; index < text.length && text.charCodeAt(index) !== point; index++)
    octet = octet * 10 + text.charCodeAt(index) - digit0
  return octet
}

const [point, digit0] = [0x2e, 0x30]

/** Eight groups of 16 bits (RFC 4291); undefined when the text is no IPv6 address. */
function parseV6(text: string): readonly number[] | undefined {
  if (!text.includes(':') || text.length > 45) return undefined
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  let hex = text
  if (tail !== null) {
    const [, before = '', quad = ''] = tail
    if (!ipv4.test(quad)) return undefined
    const [a = 0, b = 0, c = 0, d = 0] = quad.split('.').map(Number)
    hex = `${before}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
  }
  const halves = hex.split('::')
  if (halves.length > 2) return undefined
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - left.length - right.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...left, ...Array.from({ length: missing }, () => '0'), ...right]
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined
}

/** An IPv4 address in IPv6 form: mapped or compatible (RFC 4291, 2.5.5) or translated (RFC 6052). */
function embeddedV4(groups: readonly number[]): string | undefined {
  const [a, b, c, d, e, f, high = 0, low = 0] = groups
  const isZero = [c, d, e].every((group) => group === 0)
  const isMapped = a === 0 && b === 0 && isZero && f === 0xffff
  const isTranslated = a === 0x64 && b === 0xff9b && isZero && f === 0
  const isCompatible = a === 0 && b === 0 && isZero && f === 0
  return isMapped || isTranslated || isCompatible ? [high >> 8, high & 255, low >> 8, low & 255].join('.') : undefined
}

/** Nobody's on the internet: whatever is no global unicast address (RFC 4291, 2.4: 2000::/3), and 6to4 of a private one (RFC 3056). */
function isPrivateV6(groups: readonly number[]): boolean {
  const [first = 0, second = 0, third = 0] = groups
  if (first === 0x2002) return isPrivateV4([second >> 8, second & 255, third >> 8, third & 255].join('.'))
  return (first & 0xe000) !== 0x2000
}
