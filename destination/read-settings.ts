import { completeAppId } from '../spec/appsflyer/events/app-id'
import type { Configuration } from '../spec/configuration/configuration'
import { parseConfiguration } from '../spec/configuration/parse-configuration'
import { readAppId } from '../spec/configuration/reading/platform-of-id'
import type { Problem } from '../spec/files/problem'
import type { Settings } from './generated-types'
import { settings as definitions } from './settings'

export type ReadSettings =
  | {
      readonly ok: true
      readonly configuration: Configuration
      /** For each app of the configuration the label of the setting that its key stands in. */
      readonly keyLabels: readonly string[]
    }
  | { readonly ok: false; readonly message: string }

const platforms = ['ios', 'android', 'web'] as const
type Platform = (typeof platforms)[number]
const platformWords: Readonly<Record<Platform, string>> = { ios: 'iOS', android: 'Android', web: 'web' }

/** One app of the settings: its platform by the setting it stands in, its id, and its key where that is not the account's. */
interface NamedApp {
  readonly platform: Platform
  readonly app_id: string
  readonly key: string | null
}

/** Segment hands over a fresh object for each event, so what was read is found again by its content. */
const known = new Map<string, ReadSettings>()
const knownMost = 50

/** The settings as the configuration that every host of the core has, or what is wrong with them, by the settings' labels. */
export function readSettings(settings: Settings, endpoints: Configuration['endpoints']): ReadSettings {
  const key = JSON.stringify([settings, endpoints])
  let read = known.get(key)
  if (read === undefined) {
    read = parse(settings, endpoints)
    if (known.size >= knownMost) known.clear()
    known.set(key, read)
  }
  return read
}

function parse(settings: Settings, endpoints: Configuration['endpoints']): ReadSettings {
  const apps = platforms.flatMap((platform) => appsOf(platform, settings))
  const wrongIds = apps.map((app) => [...forgottenId(app, settings), ...misplacedId(app)])
  const given = {
    s2s_token: orNull(settings.s2s_token),
    dev_key: orNull(settings.dev_key),
    apps: apps.map((app) => ({
      ...app,
      ...(app.platform === 'web'
        ? { time_zone: orNull(settings.web_time_zone) }
        : { api_version: versionOf(app.platform, settings) }),
    })),
    event_names: { style: orNull(settings.event_names) },
    defaults: { currency: orNull(settings.default_currency), phone_country: orNull(settings.default_phone_country) },
    privacy: {
      opted_out_users: orNull(settings.opted_out_users),
      sharing_filter: orNull(settings.sharing_filter),
    },
    late_events: orNull(settings.late_events),
    // An action is for one kind of event, as a configured stream is.
    streams: (['mobile_event', 'web_event', 'web_visit'] as const).map((kind) => ({ stream: kind, send_as: kind })),
    endpoints,
  }
  const parsed = parseConfiguration(given, { allowsKindsWithoutApp: true })
  const told = wrongIds.flat()
  if (parsed.ok && told.length === 0) {
    const keyLabels = apps.map(({ platform, key }) => {
      if (key !== null) return label(`${platform}_key`)
      return label(takesDevKey(platform, settings) ? 'dev_key' : 's2s_token')
    })
    return { ok: true, configuration: parsed.configuration, keyLabels }
  }
  const problems = (parsed.ok ? [] : parsed.problems).filter(({ path }) => {
    const index = /^apps\[(\d+)\]\.app_id$/.exec(path)?.[1]
    return index === undefined || wrongIds[Number(index)]?.length === 0
  })
  // Several apps may stand in one setting, and what is wrong with their key is wrong once.
  return {
    ok: false,
    message: [...new Set([...told, ...problems.map((problem) => sentenceOf(problem, apps))])].join(' '),
  }
}

function sentenceOf({ path, message }: Problem, apps: readonly NamedApp[]): string {
  if (path === 'apps') return 'No app is configured: fill in the S2S token and the id of at least one app.'
  const twice = sameApp(path, message, apps)
  return twice ?? `${labelOf(path, apps)} ${inLabels(message, apps)}.`
}

/** Two apps of one setting have one id: the setting's name alone would say nothing. */
function sameApp(path: string, message: string, apps: readonly NamedApp[]): string | undefined {
  const [first, second] = [
    /^is the same as apps\[(\d+)\]\.app_id/.exec(message),
    /^apps\[(\d+)\]\.app_id$/.exec(path),
  ].map((found) => (found === null ? undefined : apps[Number(found[1])]))
  if (first === undefined || second === undefined || first.platform !== second.platform) return undefined
  const id = completeAppId(first.platform, first.app_id)
  return `${label(`${second.platform}_app_id`)} lists ${id} twice.`
}

/** The apps of one platform. A key without an app is an app whose id was forgotten. */
function appsOf(platform: Platform, settings: Settings): readonly NamedApp[] {
  const key = ownKeyOf(platform, settings)
  const ids = partsOf(settings[`${platform}_app_id`])
  if (ids.length === 0) return key === null ? [] : [{ platform, app_id: '', key }]
  return ids.map((app_id) => ({ platform, app_id, key }))
}

/**
 * The key that stands beside the app's id. Of v2 it may be a dev key of the app's own; of the others it is one of earlier
 * days, which the S2S token replaces: Segment shows it no more, so it must not win over what is shown.
 */
function ownKeyOf(platform: Platform, settings: Settings): string | null {
  if (!takesDevKey(platform, settings) && isFilled(settings.s2s_token)) return null
  return orNull(settings[`${platform}_key`])
}

function takesDevKey(platform: Platform, settings: Settings): boolean {
  return platform !== 'web' && versionOf(platform, settings) === 'v2'
}

function versionOf(platform: 'ios' | 'android', settings: Settings): string | null {
  return orNull(settings[`${platform}_api_version`])
}

function forgottenId({ platform, app_id }: NamedApp, settings: Settings): readonly string[] {
  if (app_id !== '') return []
  const mend = takesDevKey(platform, settings) ? 'or clear the key' : `or the ${label('s2s_token')}, which replaces it`
  return [`${label(`${platform}_app_id`)} is empty, but a key is saved for it: fill in the id, ${mend}.`]
}

/** An id whose form leaves no doubt, in the setting of another platform. */
function misplacedId({ platform, app_id }: NamedApp): readonly string[] {
  // Its form says nothing where the setting says that it is a website.
  if (platform === 'web' && app_id.includes('.') && !/^website-/i.test(app_id)) {
    return [
      `${label('web_app_id')} holds the address of a website, not its id: AppsFlyer has the id under My apps, such as website-www.example.com.`,
    ]
  }
  const read = readAppId(app_id)
  if (!/^((id)?\d+$|website-)/i.test(app_id) || read.kind !== 'known' || read.platform === platform) return []
  const of = `the id of ${read.platform === 'ios' ? 'an' : 'a'} ${platformWords[read.platform]} app`
  return [`${label(`${platform}_app_id`)} is ${of}: move it to ${label(`${read.platform}_app_id`)}.`]
}

/** Texts with commas or line breaks between them, each once. */
function partsOf(list: string | undefined): string[] {
  const parts = (list ?? '').split(/[,\n]/).map((part) => part.trim())
  return [...new Set(parts)].filter((part) => part !== '')
}

const settingOf: Readonly<Record<string, string>> = {
  'event_names.style': 'event_names',
  'defaults.currency': 'default_currency',
  'defaults.phone_country': 'default_phone_country',
  'privacy.opted_out_users': 'opted_out_users',
  'privacy.sharing_filter': 'sharing_filter',
}

/** `apps[1].key` is the key of the second app. */
function labelOf(path: string, apps: readonly NamedApp[]): string {
  const app = /^apps\[(\d+)\]\.(\w+)$/.exec(path)
  if (app === null) return label(settingOf[path.replace(/\[\d+\]$/, '')] ?? path)
  return label(`${apps[Number(app[1])]?.platform}_${app[2]}`)
}

/** What a message says of other keys of the configuration, by the settings' labels. */
function inLabels(message: string, apps: readonly NamedApp[]): string {
  return message
    .replaceAll(/apps\[\d+\]\.\w+/g, (path) => labelOf(path, apps))
    .replaceAll(/apps\[(\d+)\]/g, (_path, index) => apps[Number(index)]?.app_id ?? 'an app')
    .replaceAll(/\b(s2s_token|dev_key)\b/g, (name) => label(name))
    .replaceAll('api_version', 'API version')
}

function label(setting: string): string {
  return definitions[setting]?.label ?? setting
}

/** Segment keeps an empty setting as blank text; the configuration takes null for "not set". */
function orNull(value: string | undefined): string | null {
  return isFilled(value) ? (value?.trim() ?? null) : null
}

function isFilled(value: string | undefined): boolean {
  return value !== undefined && value !== null && value.trim() !== ''
}
