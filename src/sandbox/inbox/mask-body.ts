import type { KeyPlace } from '../../../spec/appsflyer/events/contract'
import { contracts } from '../../../spec/appsflyer/events/contracts'

/** Members that carry a key, in any endpoint. */
const names = Object.values(contracts).flatMap(({ key }: { readonly key: KeyPlace }) =>
  key.in === 'body' ? [key.name] : [],
)
const keyMembers = new RegExp(`("(?:${[...new Set(names)].join('|')})"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'g')

/** The body to keep: a key in it is replaced by dots, so that the inbox can be shown and exported. */
export function maskBody(body: string): string {
  return body.replace(keyMembers, '$1"••••"')
}
