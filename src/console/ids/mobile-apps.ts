import { completeAppId } from '../../../spec/appsflyer/events/app-id'
import { hasInstalls } from '../../../spec/appsflyer/events/platforms'
import type { Configuration } from '../../../spec/configuration/configuration'
import { Unusable } from '../unusable'

/** The apps that a memory can know of, as AppsFlyer knows them: websites have no AppsFlyer ids of devices. Throws Unusable for none. */
export function mobileAppIds({ apps }: Pick<Configuration, 'apps'>): readonly string[] {
  const ids = apps.flatMap(({ platform, app_id }) => (hasInstalls(platform) ? [completeAppId(platform, app_id)] : []))
  if (ids.length > 0) return ids
  throw new Unusable(
    'The configuration has no mobile app, and a memory knows of mobile apps only. Add yours to apps, by their ids.',
  )
}

/** The one of `--app`, undefined where it was not given. An iOS id may lack its prefix. Throws Unusable. */
export function readApp(appIds: readonly string[], given: string | undefined): string | undefined {
  if (given === undefined) return undefined
  const text = given.trim()
  const app = appIds.find((id) => id === text || id === completeAppId('ios', text.toLowerCase()))
  if (app !== undefined) return app
  throw new Unusable(`--app takes a mobile app of the configuration: ${listApps(appIds)}.`)
}

const mostNamed = 10

export function listApps(appIds: readonly string[]): string {
  const rest = appIds.length - mostNamed
  return appIds.slice(0, mostNamed).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}
