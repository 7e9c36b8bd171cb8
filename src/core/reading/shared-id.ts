import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import type { AppPlatform } from '../../../spec/appsflyer/events/platforms'

interface App {
  readonly id: string
  readonly platform: AppPlatform
}

const mostNamed = 5

/** The apps of several stores whose ids are this one without their prefixes (`480`); none where it names one of them whole, or one alone. */
export function appsSharing<Planned extends App>(appId: string, apps: readonly Planned[]): readonly Planned[] {
  const sharing = apps.filter(({ id, platform }) => id === completeAppId(platform, appId))
  const hasOneAlone = new Set(sharing.map(({ id }) => id)).size < 2
  return hasOneAlone || sharing.some(({ id }) => id === appId) ? [] : sharing
}

/** Which ids a record could give in place of the one that they share. */
export function choicesOf(apps: readonly App[]): string {
  const ids = [...new Set(apps.map(({ id }) => id))].slice(0, mostNamed)
  return `Its app_id is that of ${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}: send one of these, or their platform.`
}
