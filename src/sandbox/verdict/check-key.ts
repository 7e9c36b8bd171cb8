import { createHmac } from 'node:crypto'
import type { SentBody } from '../../../spec/appsflyer/answers/sent-body'
import { bareIosAppIdPattern } from '../../../spec/appsflyer/events/app-id'
import type { Contract } from '../../../spec/appsflyer/events/contract'
import type { SandboxApp } from '../options'

/** What a key is to an app. */
export type KeyCheck = 'good' | 'no_key' | 'wrong_key' | 'unknown_app' | 'blocked'

/** Which apps and keys exist; undefined `apps` means all. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, ReadonlySet<string>> | undefined
  readonly #blocked: ReadonlySet<string>

  constructor(apps: readonly SandboxApp[] | undefined, blockedAppIds: readonly string[]) {
    this.#keys = apps && keysByApp(apps)
    this.#blocked = new Set(blockedAppIds)
  }

  check(appId: string, credential: Credential): KeyCheck {
    if (!credential.isGiven) return 'no_key'
    const keys = this.#keysOf(appId)
    if (keys === undefined) return 'unknown_app'
    if (keys !== 'any' && ![...keys].some(credential.fits)) return 'wrong_key'
    return this.#blocked.has(appId) ? 'blocked' : 'good'
  }

  #keysOf(appId: string): ReadonlySet<string> | 'any' | undefined {
    if (this.#keys === undefined) return 'any'
    const known = this.#keys.get(appId)
    if (known !== undefined || !bareIosAppIdPattern.test(appId)) return known
    // Digits only is an iOS app without its prefix: AppsFlyer says 200 for it, known or not (mobile v3 OpenAPI, app_id).
    return this.#keys.get(`id${appId}`) ?? 'any'
  }
}

/** What a request shows in place of a password, and whether a key fits it. */
export interface Credential {
  readonly isGiven: boolean
  readonly fits: (key: string) => boolean
}

/** The key in a request's header or in its body, or nothing where it is missing or without its prefix; the signature of its text. */
export function credentialOf(
  { key: place }: Contract,
  header: (name: string) => string | undefined,
  body: SentBody | string,
  text: string | null,
): Credential {
  if (place.in === 'signature') {
    const given = header(place.name) ?? ''
    const isSigned = /^[0-9a-f]{64}$/.test(given)
    return {
      isGiven: isSigned,
      fits: (key) =>
        createHmac('sha256', key)
          .update(text ?? '')
          .digest('hex') === given,
    }
  }
  const given = place.in === 'body' ? memberOf(body, place.name) : keyIn(header(place.name), place.prefix)
  return { isGiven: given !== '', fits: (key) => key === given }
}

function keyIn(header: string | undefined, prefix: string): string {
  if (header === undefined || !header.toLowerCase().startsWith(prefix.toLowerCase())) return ''
  return header.slice(prefix.length).trim()
}

function memberOf(body: SentBody | string, name: string): string {
  const value = typeof body === 'string' ? undefined : body[name]
  return typeof value === 'string' ? value.trim() : ''
}

function keysByApp(apps: readonly SandboxApp[]): ReadonlyMap<string, ReadonlySet<string>> {
  const keys = new Map<string, Set<string>>()
  for (const { appId, key } of apps) keys.set(appId, (keys.get(appId) ?? new Set()).add(key))
  return keys
}
