import type { Contract, Endpoint } from '../../../spec/appsflyer/events/contract'
import { contracts, endpointUrl } from '../../../spec/appsflyer/events/contracts'
import type { Arrival } from '../../sandbox/inbox/arrival'
import { contractOf } from './event-endpoint'

/** A request as somebody would send it. */
export interface Sendable {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const masked = '••••'
/** Headers that every client sets by itself. */
const ownOfClients =
  /^(host|connection|content-length|accept|accept-encoding|accept-language|user-agent|origin|referer|sec-.*|x-sandbox-.*|transfer-encoding|expect|cookie|keep-alive|pragma|cache-control|te)$/

/** The command that sends a request again; a key is a placeholder, since the sandbox keeps none. */
export function toCurl({ method, path, headers, body }: Arrival, origin: string): string {
  const lines = [`curl ${quoted(origin + path)}`]
  if (method !== 'POST') lines.push(`-X ${quoted(method)}`)
  for (const [name, value] of Object.entries(headers)) {
    if (ownOfClients.test(name)) continue
    lines.push(`-H ${quoted(`${name}: ${value === masked ? placeholderOf(name, path) : value}`)}`)
  }
  if (body !== '') lines.push(`--data-raw ${quoted(body.replaceAll(`"${masked}"`, '"YOUR_KEY"'))}`)
  return lines.join(' \\\n  ')
}

/** Within single quotes a shell reads nothing, but for the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function placeholderOf(header: string, path: string): string {
  if (header !== 'authorization') return 'YOUR_KEY'
  return path.includes('/app/web/') ? 'Bearer YOUR_KEY' : 'HMAC_SHA256_OF_THE_BODY'
}

/** The endpoints that a request can be tried at, beside its own. */
export function replayTargets({ appId, endpoint }: Pick<Arrival, 'appId' | 'endpoint'>): readonly Endpoint[] {
  const own = contractOf(endpoint)
  if (appId === null || own === undefined) return []
  const hasPlatform = own.family === 'devices'
  // A platform is part of the address of devices alone.
  return endpointsListed.filter((name) => (contracts[name].family === 'devices') === hasPlatform)
}

const endpointsListed = Object.values(contracts).map(({ endpoint }) => endpoint)

/** The key that the page sends: the sandbox keeps none that it could send again. */
const pageKey = 'sent-by-the-page'

/** The same body at an endpoint. */
export function replayAt(endpoint: Endpoint, appId: string, body: string): Sendable {
  const contract = contracts[endpoint]
  const path = endpointUrl(contract, appId, 'http://sandbox').slice('http://sandbox'.length)
  return { path, headers: headersFor(contract), body: withMarkOfV2(withKey(body, contract), endpoint) }
}

function headersFor({ key }: Contract): Record<string, string> {
  if (key.in === 'body') return {}
  // Where the sandbox has no list of apps, any signature of the right form is good.
  return { [key.name]: key.in === 'header' ? key.prefix + pageKey : '0'.repeat(64) }
}

/** Keys in a body are masked in the inbox. A body that lacks its key gets none: that is what it would be refused for. */
function withKey(body: string, { key }: Contract): string {
  const unmasked = body.replaceAll(`"${masked}"`, `"${pageKey}"`)
  if (key.in !== 'body' || unmasked.includes(`"${key.name}"`)) return unmasked
  return inserted(unmasked, key.name, pageKey)
}

const markOfV2 = /"af_events_api"\s{0,9}:\s{0,9}(?:"[^"]{0,20}"|true|false)\s{0,9},?\s{0,9}/

/** v2 and v3 of the mobile API share their address; this member tells them apart. */
function withMarkOfV2(body: string, endpoint: Endpoint): string {
  if (endpoint === 'mobile_v2') return markOfV2.test(body) ? body : inserted(body, 'af_events_api', 'true')
  return endpoint === 'mobile_v3' ? body.replace(markOfV2, '').replace(/,\s{0,9}\}\s{0,9}$/, '}') : body
}

/** As text, so that no number is written anew. */
function inserted(body: string, name: string, value: string): string {
  return body.replace(/^\s{0,9}\{(\s{0,9}\}?)/, (_, rest: string) => {
    const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`
    return rest.includes('}') ? `{${member}}` : `{${member},`
  })
}
