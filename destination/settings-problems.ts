import { completeAppId } from '../spec/appsflyer/events/app-id'
import { readAppId } from '../spec/appsflyer/events/platform-of-id'
import { whyNoCountry } from '../spec/configuration/phone-countries'
import { whyNoSecret } from '../spec/configuration/placeholder'
import { isPlaceholder } from '../src/core/reading/values'
import type { Settings } from './generated-types'
import { settings as definitions } from './settings'
import { appsOf, platformInstead, type SettingsApp, type SettingsPlatform } from './settings-apps'
import { moreAppProblems, moreAppsOf } from './settings-more-apps'
import { filled, partnersOf, partsOf, timeZoneOf } from './settings-values'

const platformWords: Readonly<Record<SettingsPlatform, string>> = { ios: 'an iOS', android: 'an Android', web: 'a web' }

/** Everything that is wrong with settings that are to be saved, a sentence each, by their labels. */
export function settingsProblems(settings: Settings): readonly string[] {
  const apps = appsOf(settings)
  return once([
    ...appProblems(settings),
    ...moreAppProblems(settings),
    ...apps.flatMap(forgottenId),
    ...apps.flatMap(wrongId),
    ...listedTwice(apps),
    ...unusableKeys(settings, ['s2s_token', 'dev_key', 'erasure_token']),
    ...wrongFormats(settings),
  ])
}

/** Of these, what keeps an app's events from being sent at all. */
export function appProblems(settings: Settings): readonly string[] {
  const apps = appsOf(settings)
  const isMissing = apps.every(({ id }) => id === '') && moreAppsOf(settings).every(({ app }) => app === undefined)
  // Beside other apps one that cannot be used costs their events nothing.
  const ofMore = isMissing ? moreAppProblems(settings) : []
  return once([
    ...(isMissing && ofMore.length === 0
      ? [`No app is configured: fill in the ${label('s2s_token')} and the id of at least one app.`]
      : []),
    ...ofMore,
    ...apps.flatMap(misplacedId),
    ...apps.filter(isNoId).flatMap(wrongId),
    ...missingKeys(apps),
    ...unusableKeys(
      settings,
      apps.map(({ keySetting }) => keySetting),
    ),
  ])
}

function forgottenId({ platform, setting, id, apiVersion }: SettingsApp): readonly string[] {
  if (id !== '') return []
  const hasOwn = platform !== 'web' && apiVersion === 'v2'
  const mend = hasOwn ? 'clear the key' : `the ${label('s2s_token')}, which replaces it`
  return [`${label(setting)} is empty, but a key is saved for it: fill in the id, or ${mend}.`]
}

function misplacedId(app: SettingsApp): readonly string[] {
  const instead = platformInstead(app)
  if (instead === undefined) return []
  return [`${label(app.setting)} is the id of ${platformWords[instead]} app: move it to ${label(`${instead}_app_id`)}.`]
}

/** What stands between two ids, or around one: no id of any platform has it. */
const noSuchId = /[\s,;]|:\/\//

/** An id that can be no app of its setting: AppsFlyer may answer 200 to it, and record nothing. */
function isNoId({ platform, id }: SettingsApp): boolean {
  const read = readAppId(id)
  const isOthers = platform === 'ios' && read.kind === 'known' && read.platform !== 'ios'
  return read.kind === 'store' || noSuchId.test(id) || isNoValue(id) || isOthers
}

/** What a form, a script or an export writes where there is no text. */
function isNoValue(id: string): boolean {
  return /^(true|false)$/i.test(id) || isPlaceholder(id)
}

/** Why no request may name an app: its id can be none. */
export function whyNoId(app: SettingsApp): string | undefined {
  return isNoId(app) ? wrongId(app)[0] : undefined
}

function wrongId(app: SettingsApp): readonly string[] {
  const { platform, setting, id } = app
  if (id === '' || platformInstead(app) !== undefined) return []
  const read = readAppId(id)
  if (read.kind === 'store') {
    return [
      `${label(setting)} is the id of an app for ${read.store}: only apps for iOS and Android and websites can be sent to.`,
    ]
  }
  if (platform === 'web' && id.includes('.') && !/^website-/i.test(id)) {
    return [
      `${label(setting)} holds the address of a website, not its id: AppsFlyer has the id under My apps, such as website-www.example.com.`,
    ]
  }
  if (noSuchId.test(id))
    return [
      `${label(setting)} is not an app id, with a blank, a comma, a semicolon or an address in it: give the id of one app alone.`,
    ]
  const isKnown = platform === 'ios' ? read.kind === 'known' && read.platform === 'ios' : !isNoValue(id)
  return isKnown ? [] : [`${label(setting)} is not ${form[platform]}.`]
}

const form: Readonly<Record<SettingsPlatform, string>> = {
  ios: 'an iOS app id, which is id and digits, such as id123456789',
  android: 'the package name of an Android app, such as com.example.app',
  web: 'the id of a website, such as website-www.example.com',
}

function listedTwice(apps: readonly SettingsApp[]): readonly string[] {
  const first = new Map<string, SettingsApp>()
  return apps.flatMap((app) => {
    const id = completeAppId(app.platform, app.id.toLowerCase())
    const other = first.get(id)
    if (other === undefined) first.set(id, app)
    if (other === undefined || id === '') return []
    if (other.setting === app.setting) return [`${label(app.setting)} lists ${id} twice.`]
    return [`${label(app.setting)} is the same as ${label(other.setting)}: list each app once.`]
  })
}

function missingKeys(apps: readonly SettingsApp[]): readonly string[] {
  const where = {
    s2s_token: 'an admin finds it in AppsFlyer under Security center, Manage AppsFlyer tokens, type S2S',
    dev_key: 'it is in the settings of the app in AppsFlyer',
  }
  return (['s2s_token', 'dev_key'] as const).flatMap((setting) => {
    const lacking = apps.filter(({ key, keySetting }) => key === undefined && keySetting === setting)
    if (lacking.length === 0) return []
    const need = lacking.length === 1 ? 'needs it' : 'need it'
    const why = setting === 'dev_key' ? `${need} for API version v2` : need
    return [`${label(setting)} is missing, and ${lacking.map(({ id }) => id).join(', ')} ${why}: ${where[setting]}.`]
  })
}

type KeySetting = SettingsApp['keySetting'] | 'erasure_token'

function unusableKeys(settings: Settings, among: readonly KeySetting[]): readonly string[] {
  return among.flatMap((setting) => {
    const key = filled(settings[setting])
    const why = key === undefined ? undefined : whyNoSecret(key)
    if (why === undefined) return []
    const isShared = setting === 's2s_token' || setting === 'dev_key' || setting === 'erasure_token'
    const instead = `leave it out, and give ${label('s2s_token')}, or ${label('dev_key')} for v2`
    return [`${label(setting)} ${why}: ${isShared ? 'paste it anew' : instead}.`]
  })
}

function wrongFormats(settings: Settings): readonly string[] {
  const currency = filled(settings.default_currency)
  const country = filled(settings.default_phone_country)?.toUpperCase()
  const timeZone = filled(settings.web_time_zone)
  const whyCountry = country === undefined ? undefined : whyNoCountry(country)
  const hasZone = timeZone === undefined || timeZoneOf(timeZone) !== undefined
  return [
    ...(currency === undefined || /^[A-Za-z]{3}$/.test(currency)
      ? []
      : [`${label('default_currency')} must be three letters, such as USD.`]),
    ...(whyCountry === undefined ? [] : [`${label('default_phone_country')} ${whyCountry}.`]),
    ...(hasZone ? [] : [`${label('web_time_zone')} is not a time zone: give an IANA name, such as America/New_York.`]),
    ...wrongPartners(settings.sharing_filter),
  ]
}

/** The one partner whose id has blanks (mobile v3 OpenAPI, sharing_filter). */
const withBlanks = /^apple search ads$/i

function wrongPartners(given: string | undefined): readonly string[] {
  const named = partsOf((given ?? '').replace(/;/g, ','))
  if (named.length > 1 && partnersOf(given)[0] === 'all') {
    return [`${label('sharing_filter')} is all, which cannot be combined with names: keep it, or the names.`]
  }
  if (named.every((partner) => !/\s/.test(partner) || withBlanks.test(partner))) return []
  return [`${label('sharing_filter')} has a blank, which no partner id has: put a comma between two.`]
}

function label(setting: string): string {
  return definitions[setting]?.label ?? setting
}

function once(sentences: readonly string[]): readonly string[] {
  return [...new Set(sentences)]
}
