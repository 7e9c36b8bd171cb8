import { type IdentityType, identityTypesOf } from '../../spec/appsflyer/erasure/opendsr'

/** Whom to erase, by each id that is known, as AppsFlyer has it. */
export type Identities = { readonly [Type in IdentityType]?: string | undefined }

/** One app is asked to erase one user. */
export interface Erasure {
  /** As AppsFlyer has it, with its prefix. */
  readonly appId: string
  readonly platform: string
  readonly identities: readonly Identity[]
  /** The day for which it is asked, UTC, `yyyy-mm-dd`: part of the request's id. */
  readonly day: string
}

export interface Identity {
  readonly type: IdentityType
  readonly value: string
}

const allZeros = /^[0-]+$/

/** The identities that an app of this platform can know, in one order. Blank ones, and device ids of zeros alone, are none. */
export function identitiesFor(platform: string, given: Identities): readonly Identity[] {
  return identityTypesOf(platform).flatMap((type) => {
    const value = given[type]?.trim() ?? ''
    const isNone = value === '' || (type !== 'customer_user_id' && allZeros.test(value))
    return isNone ? [] : [{ type, value }]
  })
}

/** The UTC day of a moment in milliseconds since 1970. */
export function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}
