import { readAppId } from '../spec/appsflyer/events/platform-of-id'
import type { Settings } from './generated-types'
import { filled, partsOf } from './settings-values'

const platforms = ['ios', 'android', 'web'] as const
/** A platform with a setting for the ids of its apps. */
export type SettingsPlatform = (typeof platforms)[number]

/** One app of the settings, as it stands there. */
export interface SettingsApp {
  readonly platform: SettingsPlatform
  /** The setting that its id stands in. */
  readonly setting: 'ios_app_id' | 'android_app_id' | 'web_app_id'
  readonly id: string
  readonly apiVersion: 'v2' | 'v3'
  /** The setting that its key stands in, or should. */
  readonly keySetting: 's2s_token' | 'dev_key' | 'ios_key' | 'android_key' | 'web_key'
  readonly key: string | undefined
}

/** The apps of the settings: several of one platform stand in one setting. A key without an app has the id ''. */
export function appsOf(settings: Settings): readonly SettingsApp[] {
  return platforms.flatMap((platform) => {
    const given = partsOf(settings[`${platform}_app_id`])
    // The prefix is lower case in AppsFlyer.
    const ids = platform === 'ios' ? given.map((id) => id.toLowerCase()) : given
    const key = keyOf(platform, settings)
    const isLeft = ids.length === 0 && key.keySetting.startsWith(platform)
    return (isLeft ? [''] : ids).map((id) => ({
      platform,
      setting: `${platform}_app_id` as const,
      id,
      apiVersion: takesDevKey(platform, settings) ? ('v2' as const) : ('v3' as const),
      ...key,
    }))
  })
}

/**
 * The key of a platform's apps. Of v2 it may be a dev key of the app's own; of the others it is one of earlier days, which
 * the S2S token replaces: Segment shows it no more, so it must not win over what is shown.
 */
function keyOf(platform: SettingsPlatform, settings: Settings): Pick<SettingsApp, 'key' | 'keySetting'> {
  const own = filled(settings[`${platform}_key`])
  const shared = takesDevKey(platform, settings) ? 'dev_key' : 's2s_token'
  const key = filled(settings[shared])
  const countsOwn = own !== undefined && (shared === 'dev_key' || key === undefined)
  return countsOwn ? { key: own, keySetting: `${platform}_key` } : { key, keySetting: shared }
}

function takesDevKey(platform: SettingsPlatform, settings: Settings): boolean {
  return platform !== 'web' && filled(settings[`${platform}_api_version`]) === 'v2'
}

/** The platform that an id's form leaves no doubt about, where it stands in the setting of another. */
export function platformInstead({ platform, id }: SettingsApp): SettingsPlatform | undefined {
  // A package name says nothing where the setting says that it is a website.
  if (!/^((id)?\d+$|website-)/i.test(id)) return undefined
  const read = readAppId(id)
  return read.kind === 'known' && read.platform !== platform ? read.platform : undefined
}
