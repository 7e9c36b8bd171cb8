import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import { type AppPlatform, isSaidBy } from '../../../spec/appsflyer/events/platforms'
import type { SaidAs } from './other-platform'

interface App {
  readonly id: string
  readonly platform: AppPlatform
}

const mostNamed = 5

/** The apps that an id may name, with the prefix of their platform or without it; in its own case first, since a warehouse may have changed it. */
export function appsNamed<Planned extends App>(appId: string, apps: readonly Planned[]): readonly Planned[] {
  const exact = apps.filter(({ id, platform }) => id === completeAppId(platform, appId))
  const lower = appId.toLowerCase()
  return exact.length > 0
    ? exact
    : apps.filter(({ id, platform }) => id.toLowerCase() === completeAppId(platform, lower).toLowerCase())
}

/** The apps of several platforms that share an id, with their prefixes or without (`480`); none where it is that of one alone. */
export function appsSharing<Planned extends App>(appId: string, apps: readonly Planned[]): readonly Planned[] {
  const named = appsNamed(appId, apps)
  return named.length < 2 ? [] : named
}

/**
 * Which of them is meant: the one whose platform the record names, else the one whose whole id it gives. Undefined where neither
 * tells.
 */
export function meantOf<Planned extends App>(
  appId: string,
  sharing: readonly Planned[],
  said: SaidAs | 'unreadable' | undefined,
): Planned | undefined {
  const lower = appId.toLowerCase()
  const [whole, ...more] = sharing.filter(({ id }) => id.toLowerCase() === lower)
  return (
    sharing.find(({ platform }) => platform === said) ??
    sharing.find(({ platform }) => isSaidBy(platform, said)) ??
    (more.length === 0 ? whole : undefined)
  )
}

/** Which ids a record could give in place of the one that they share. */
export function choicesOf(apps: readonly App[]): string {
  const ids = [...new Set(apps.map(({ id }) => id))].slice(0, mostNamed)
  return `Its app_id is that of ${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}: send one of these, or their platform.`
}
