import type { DevicePlatform } from '../spec/appsflyer/events/device-platforms'
import { readAppId } from '../spec/appsflyer/events/platform-of-id'
import { whyNoSecret } from '../spec/configuration/placeholder'
import type { App } from '../spec/configuration/rules'
import type { Settings } from './generated-types'
import { settings as definitions } from './settings'
import { filled, partsOf } from './settings-values'

/** A brand bundle of people-based attribution, or an app for PCs, consoles and TVs. */
interface MoreApp {
  /** Undefined where no event can be sent to it. */
  readonly app: App | undefined
  readonly keySetting: 'pba_web_dev_key' | 'device_dev_key' | 'dev_key'
  /** Why there is no app, in a sentence. */
  readonly problem?: string
}

/** The apps of the settings beside those for iOS, Android and websites. */
export function moreAppsOf(settings: Settings): readonly MoreApp[] {
  return [...bundlesOf(settings), ...devicesOf(settings)]
}

/** What keeps them from being used. */
export function moreAppProblems(settings: Settings): readonly string[] {
  return moreAppsOf(settings).flatMap(({ problem }) => (problem === undefined ? [] : [problem]))
}

/** Those for PCs, consoles and TVs, whatever is the matter with their key. */
export function deviceAppsOf(
  settings: Settings,
): readonly { readonly id: string; readonly platform: DevicePlatform | undefined; readonly why: string | undefined }[] {
  return partsOf(settings.device_app_id).map((id) => {
    const platform = readDeviceAppId(id)
    return { id, platform, why: platform === undefined ? noDeviceApp() : undefined }
  })
}

function noDeviceApp(): string {
  return `${label('device_app_id')} is not an app id with its prefix, such as steam-480.`
}

function readDeviceAppId(id: string): DevicePlatform | undefined {
  const read = readAppId(id)
  return read.kind === 'store' && /^[A-Za-z0-9.-]+$/.test(id) ? read.store : undefined
}

function bundlesOf(settings: Settings): readonly MoreApp[] {
  const id = filled(settings.pba_bundle_id)
  const key = filled(settings.pba_web_dev_key)
  const keySetting = 'pba_web_dev_key'
  if (id === undefined && key === undefined) return []
  const no = (problem: string) => [{ app: undefined, keySetting, problem } as const]
  if (id === undefined) return no(`${label('pba_bundle_id')} is empty, but ${label(keySetting)} is not: fill it in.`)
  if (key === undefined) return no(`${label(keySetting)} is missing: it is beside the id of the bundle.`)
  if (/[\s,;]|:\/\//.test(id)) return no(`${label('pba_bundle_id')} is not the id of one brand bundle.`)
  const why = whyNoSecret(key)
  if (why !== undefined) return no(`${label(keySetting)} ${why}: paste it anew.`)
  return [{ app: { platform: 'web_pba', app_id: id, key }, keySetting }]
}

function devicesOf(settings: Settings): readonly MoreApp[] {
  const own = filled(settings.device_dev_key)
  const key = own ?? filled(settings.dev_key)
  const keySetting = own === undefined ? 'dev_key' : 'device_dev_key'
  const why = key === undefined ? undefined : whyNoSecret(key)
  return partsOf(settings.device_app_id).map((id) => {
    const no = (problem: string) => ({ app: undefined, keySetting, problem }) as const
    const platform = readDeviceAppId(id)
    if (platform === undefined) return no(noDeviceApp())
    if (key === undefined)
      return no(`${label('device_dev_key')} is missing: it is in the settings of the app in AppsFlyer.`)
    if (why !== undefined) return no(`${label(keySetting)} ${why}: paste it anew.`)
    return { app: { platform, app_id: id, key }, keySetting }
  })
}

function label(setting: string): string {
  return definitions[setting]?.label ?? setting
}
