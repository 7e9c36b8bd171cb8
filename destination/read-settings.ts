import type { App, BaseUrls, Rules } from '../spec/configuration/rules'
import type { Settings } from './generated-types'
import { settings as definitions } from './settings'
import { appsOf, type SettingsApp } from './settings-apps'
import { moreAppsOf } from './settings-more-apps'
import { appProblems } from './settings-problems'
import { filled, partnersOf, timeZoneOf } from './settings-values'

export type ReadSettings =
  | {
      readonly ok: true
      readonly configuration: Rules
      /** For each app of the configuration the label of the setting that its key stands in. */
      readonly keyLabels: readonly string[]
      /** Whether an iOS event may go out with its IDFV where the AppsFlyer id belongs. */
      readonly takesIdfv: boolean
    }
  | { readonly ok: false; readonly message: string }

/**
 * Segment hands over a fresh object for each event, so what was read is found again by its content. The one that was asked
 * for longest ago is first.
 */
const known = new Map<string, ReadSettings>()
/** Workspaces that one process serves in turn; some ten kilobytes each. */
const knownMost = 1_000

/**
 * The settings as the rules of every host of the core, or why nothing can be sent with them, by the settings' labels.
 * What costs less than the event is for saving to refuse (settings-problems): here it counts as not set.
 */
export function readSettings(settings: Settings, endpoints: BaseUrls): ReadSettings {
  const key = JSON.stringify([settings, endpoints])
  const read = known.get(key) ?? parse(settings, endpoints)
  known.delete(key)
  known.set(key, read)
  const [oldest] = known.size > knownMost ? known.keys() : []
  if (oldest !== undefined) known.delete(oldest)
  return read
}

function parse(settings: Settings, endpoints: BaseUrls): ReadSettings {
  const problems = appProblems(settings)
  if (problems.length > 0) return { ok: false, message: problems.join(' ') }
  const apps = appsOf(settings).filter(({ id }) => id !== '')
  const more = moreAppsOf(settings).filter(({ app }) => app !== undefined)
  return {
    ok: true,
    configuration: rulesOf(
      settings,
      [...apps.map((app) => toApp(app, settings)), ...more.flatMap(({ app }) => app ?? [])],
      endpoints,
    ),
    takesIdfv: settings.can_omit_appsflyer_id === true,
    keyLabels: [...apps, ...more].map(({ keySetting }) => definitions[keySetting]?.label ?? keySetting),
  }
}

function toApp({ platform, id, key = '', apiVersion }: SettingsApp, settings: Settings): App {
  if (platform !== 'web') return { platform, app_id: id, key, api_version: apiVersion }
  return { platform, app_id: id, key, time_zone: timeZoneOf(settings.web_time_zone) ?? 'UTC' }
}

function rulesOf(settings: Settings, apps: readonly App[], endpoints: BaseUrls): Rules {
  return {
    apps,
    // An action is for one kind of event, as a configured stream is.
    streams: (['mobile_event', 'first_open', 'session', 'web_event', 'web_visit'] as const).map((kind) => ({
      stream: kind,
      send_as: kind,
      columns: [],
      event_values: [],
      constants: [],
      where: [],
    })),
    event_names: { style: oneOf(settings.event_names, ['appsflyer', 'as_is']), rename: [] },
    revenue_from: oneOf(settings.revenue_from, ['revenue', 'total']),
    defaults: {
      currency: matching(settings.default_currency, /^[A-Z]{3}$/),
      phone_country: matching(settings.default_phone_country, /^[A-Z]{2}$/),
    },
    privacy: {
      opted_out_users: oneOf(settings.opted_out_users, ['strip_ids', 'strip_advertising_ids', 'skip', 'send']),
      sharing_filter: partnersOf(settings.sharing_filter),
      personal_data_in_event_values: 'remove',
      event_values: ['all'],
    },
    store_revenue_measured_by_appsflyer: settings.store_revenue_measured === true,
    late_events: oneOf(settings.late_events, ['send', 'reject']),
    endpoints,
  }
}

/** The choice, or the first one, which is the default. */
function oneOf<Choice extends string>(
  value: string | undefined,
  choices: readonly [Choice, ...(readonly Choice[])],
): Choice {
  return choices.find((choice) => choice === value) ?? choices[0]
}

function matching(value: string | undefined, form: RegExp): string | undefined {
  const text = filled(value)?.toUpperCase()
  return text !== undefined && form.test(text) ? text : undefined
}
