import type { Configuration } from '../spec/configuration/configuration'
import { parseConfiguration } from '../spec/configuration/parse-configuration'
import type { Settings } from './generated-types'
import { settings as definitions } from './settings'

export type ReadSettings =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly message: string }

const platforms = ['ios', 'android', 'web'] as const
type Platform = (typeof platforms)[number]

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
  const used = platforms.filter((name) => isFilled(settings[`${name}_app_id`]) || isFilled(settings[`${name}_key`]))
  if (used.length === 0) {
    return { ok: false, message: 'No app is configured: fill in the app id and the key of at least one app.' }
  }
  const parsed = parseConfiguration({
    apps: used.map((name) => readApp(name, settings)),
    event_names: { style: orNull(settings.event_names) },
    defaults: { currency: orNull(settings.default_currency), phone_country: orNull(settings.default_phone_country) },
    privacy: {
      opted_out_users: orNull(settings.opted_out_users),
      sharing_filter: partners(settings.sharing_filter),
    },
    late_events: orNull(settings.late_events),
    // An action is for one kind of event, as a configured stream is.
    streams: (['mobile_event', 'web_event', 'web_visit'] as const).map((kind) => ({ stream: kind, send_as: kind })),
    endpoints,
  })
  if (parsed.ok) return parsed
  const problems = parsed.problems.map(({ path, message }) => `${labelOf(path, used)} ${message}.`)
  return { ok: false, message: problems.join(' ') }
}

function readApp(name: Platform, settings: Settings): Record<string, unknown> {
  const app = { platform: name, app_id: settings[`${name}_app_id`] ?? '', key: settings[`${name}_key`] ?? '' }
  if (name === 'web') return { ...app, time_zone: orNull(settings.web_time_zone) }
  return { ...app, api_version: orNull(settings[`${name}_api_version`]) }
}

function partners(filter: string | undefined): string[] {
  return (filter ?? '')
    .split(',')
    .map((partner) => partner.trim())
    .filter((partner) => partner !== '')
}

const settingOf: Readonly<Record<string, string>> = {
  'event_names.style': 'event_names',
  'defaults.currency': 'default_currency',
  'defaults.phone_country': 'default_phone_country',
  'privacy.opted_out_users': 'opted_out_users',
  'privacy.sharing_filter': 'sharing_filter',
}

/** `apps[1].key` is the key of the second app that is filled in. */
function labelOf(path: string, used: readonly Platform[]): string {
  const app = /^apps\[(\d+)\]\.(\w+)$/.exec(path)
  const setting = app === null ? (settingOf[path] ?? path) : `${used[Number(app[1])]}_${app[2]}`
  return definitions[setting]?.label ?? setting
}

/** Segment keeps an empty setting as blank text; the configuration takes null for "not set". */
function orNull(value: string | undefined): string | null {
  return isFilled(value) ? (value?.trim() ?? null) : null
}

function isFilled(value: string | undefined): boolean {
  return value !== undefined && value !== null && value.trim() !== ''
}
