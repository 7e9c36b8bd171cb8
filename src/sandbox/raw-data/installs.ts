import type { RawColumn } from '../../../spec/appsflyer/raw-data/columns'

/** How an install came about: by itself, by an ad, or by an ad and, since then, brought back by another (re-engagement). */
export type InstallKind = 'organic' | 'non_organic' | 'retargeting'

/** Which installs are of a kind: a share from 0 to 1, or the AppsFlyer ids themselves. */
export type WhichInstalls = number | readonly string[]

/** What is made up of an install. */
export interface Install {
  readonly kind: InstallKind
  /** The columns of the ad that led to it; none of an organic install. */
  readonly ad: AdColumns
  /** Those of the ad that brought the user back, of retargeting alone. */
  readonly reengagement: AdColumns
}
type AdColumns = { readonly [name in RawColumn]?: string }

const usualOrganic = 0.2
const usualRetargeting = 0.1

/**
 * The installs behind the AppsFlyer ids: made up, and always the same for an id. Throws a RangeError for a share outside
 * 0 to 1, for shares of more than 1 together, and for an id of both kinds.
 */
export class Installs {
  readonly #organic: WhichInstalls
  readonly #retargeting: WhichInstalls
  readonly #kinds = new Map<string, InstallKind>()

  /** Of what is left out it takes the usual share, or what the other leaves of it. */
  constructor(askedOrganic?: WhichInstalls, askedRetargeting?: WhichInstalls) {
    const organic = askedOrganic ?? Math.min(usualOrganic, 1 - shareOf(askedRetargeting))
    const retargeting = askedRetargeting ?? Math.min(usualRetargeting, 1 - shareOf(askedOrganic))
    const shares = [shareOf(organic), shareOf(retargeting)]
    if (shares.some((share) => !(share >= 0 && share <= 1)) || shares.reduce((sum, share) => sum + share) > 1)
      throw new RangeError(
        'The shares of organic installs and of retargeting go from 0 to 1, and are not above 1 together.',
      )
    this.#organic = organic
    this.#retargeting = retargeting
    for (const id of typeof retargeting === 'number' ? [] : retargeting) this.#kinds.set(id, 'retargeting')
    for (const id of typeof organic === 'number' ? [] : organic) {
      if (this.#kinds.has(id))
        throw new RangeError(
          'An AppsFlyer id is in the list of organic installs or in that of retargeting, not in both.',
        )
      this.#kinds.set(id, 'organic')
    }
  }

  /** The install of an id; `eventMs` is when an event of it happened, which the install cannot follow. */
  of(id: string, eventMs: number): Install {
    const hash = hashOf(id)
    const kind = this.#kinds.get(id) ?? this.#kindBy(hash / 2 ** 32)
    if (kind === 'organic') return { kind, ad: {}, reengagement: {} }
    const installMs = installMsOf(id, hash, eventMs)
    const ad = { ...adOf(hash, installMs), install_time: toSeconds(installMs) }
    if (kind === 'non_organic') return { kind, ad, reengagement: {} }
    // Within the window of 30 days in which the event counts for the later ad, too.
    const touchMs = Math.max(installMs, eventMs - (hash % 30) * dayMs)
    return { kind, ad, reengagement: { ...adOf(hash >>> 3, touchMs), install_time: toSeconds(touchMs) } }
  }

  #kindBy(draw: number): InstallKind {
    if (draw < shareOf(this.#organic)) return 'organic'
    return draw >= 1 - shareOf(this.#retargeting) ? 'retargeting' : 'non_organic'
  }
}

/** Of the installs that are in no list. */
function shareOf(which: WhichInstalls | undefined): number {
  return typeof which === 'number' ? which : 0
}

const dayMs = 86_400_000
const mediaSources = ['googleadwords_int', 'Facebook Ads', 'tiktokglobal_int', 'applovin_int'] as const
const campaigns = ['spring_sale', 'brand_search', 'lookalike_buyers', 'video_prospecting'] as const

function adOf(hash: number, touchMs: number): AdColumns {
  return {
    media_source: mediaSources[hash % mediaSources.length] ?? '',
    campaign: campaigns[(hash >>> 8) % campaigns.length] ?? '',
    attributed_touch_type: 'click',
    attributed_touch_time: toSeconds(touchMs - 60_000 * (1 + (hash % 60))),
  }
}

/** An id begins with the milliseconds of its install; where it does not, some day of 2024. */
function installMsOf(id: string, hash: number, eventMs: number): number {
  const ms = Number(/^\d{13}(?=-)/.exec(id)?.[0] ?? Number.NaN)
  return ms <= eventMs ? ms : Math.min(eventMs, Date.UTC(2024, 0, 1) + (hash % 366) * dayMs)
}

/** A moment as raw data has it: UTC, whole seconds. */
export function toSeconds(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
}

/** 32 bits, the same for an id in every run (FNV-1a, and the last mixing of MurmurHash3, since similar ids follow each other). */
function hashOf(id: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
