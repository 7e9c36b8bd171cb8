import type { z } from 'zod'
import { completeAppId } from '../../appsflyer/events/app-id'
import { readAppId } from '../../appsflyer/events/platform-of-id'
import { type AppPlatform, hasInstalls, isForDevices, platforms } from '../../appsflyer/events/platforms'
import type { Problem } from '../../files/problem'
import { fileApp } from '../app-form'
import type { App } from '../rules'
import { goodMembers } from './good-members'

/** An app as it stands in the configuration, without what is not well formed. */
type AppEntry = Partial<z.infer<typeof fileApp>> & { readonly app_id: string }

export interface Secrets {
  readonly s2s_token?: string | undefined
  readonly dev_key?: string | undefined
}

/** An app whose platform is known. */
export interface KnownApp {
  readonly entry: AppEntry
  readonly platform: AppPlatform
  /** As AppsFlyer has it. */
  readonly id: string
  /** Members that stand there and are not well formed. */
  readonly bad: ReadonlySet<string>
}

export interface KnownApps {
  /** Undefined where the id of an entry says nothing. */
  readonly apps: readonly (KnownApp | undefined)[]
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

/** Tells the platform of each entry of `apps` by its id. What is no entry at all, the schema tells. */
export function knowApps(entries: readonly unknown[]): KnownApps {
  const found = entries.map((entry, index) => {
    const { app_id, ...rest } = goodMembers(fileApp, entry) ?? {}
    if (app_id === undefined) return undefined
    const given = Object.entries(entry ?? {}).filter(([, member]) => member !== undefined)
    const bad = new Set(given.map(([key]) => key).filter((key) => key in fileApp.shape && !(key in rest)))
    return knowApp({ ...rest, app_id }, bad, `apps[${index}]`)
  })
  const apps = found.map((one) => (one === undefined || 'problem' in one ? undefined : one))
  return {
    apps,
    problems: [...found.flatMap((one) => (one !== undefined && 'problem' in one ? [one.problem] : [])), ...twice(apps)],
    warnings: apps.flatMap((app, index) => (app === undefined ? [] : warningsOf(app, `apps[${index}]`))),
  }
}

/** The apps with their keys, or which secrets are missing. */
export function keepApps(
  known: readonly (KnownApp | undefined)[],
  secrets: Secrets,
): { readonly apps: readonly App[]; readonly problems: readonly Problem[] } {
  const apps: App[] = []
  const own: Problem[] = []
  const lacking = { s2s_token: [] as string[], dev_key: [] as string[] }
  for (const [index, app] of known.entries()) {
    if (app === undefined || app.bad.has('key') || app.bad.has('api_version')) continue
    const name = secretNameOf(app)
    const key = app.entry.key ?? (name === 'key' ? undefined : secrets[name])
    if (key !== undefined) apps.push(withKey(app, key))
    else if (name === 'key') own.push({ path: `apps[${index}].key`, message: lacksOwnKey })
    else lacking[name].push(`apps[${index}]`)
  }
  return { apps, problems: [...missingSecrets(lacking.s2s_token, lacking.dev_key), ...own] }
}

function knowApp(
  entry: AppEntry,
  bad: ReadonlySet<string>,
  path: string,
): KnownApp | { readonly problem: Problem } | undefined {
  const read = readAppId(entry.app_id)
  const wrong = (message: string) => ({ problem: { path: `${path}.app_id`, message } })
  if (read.kind === 'other') return wrong(`is the id of an app for ${read.store}, to which no events can be sent`)
  if (entry.platform === undefined && websiteAddress.test(entry.app_id)) return wrong(isAddress)
  const { platform = read.kind === 'known' ? read.platform : read.kind === 'store' ? read.store : undefined } = entry
  if (platform === undefined) {
    // The right platform may make the id right.
    if (bad.has('platform')) return undefined
    return wrong(
      'is of no known form: id123456789 (iOS), com.example.app (Android), website-www.example.com (web) or steam-480 (by the prefix of its platform). Correct it, or give platform',
    )
  }
  if (noSuchId.test(entry.app_id)) {
    return wrong(
      'is not an app id, with a blank, a comma, a semicolon or an address in it: give the id of one app alone',
    )
  }
  if (platform === 'ios' && (read.kind !== 'known' || read.platform !== 'ios')) {
    return wrong('is not an iOS app id, which is id and digits, such as id123456789')
  }
  if (read.kind === 'known' && isContradiction(read.platform, platform, entry.app_id)) {
    return wrong(
      `is the id of an app for ${platformWords[read.platform]}, and platform says ${platform}: leave platform out`,
    )
  }
  if (read.kind === 'store' && read.store !== platform) {
    return wrong(
      `is the id of an app for ${platforms[read.store].title}, and platform says ${platform}: leave platform out`,
    )
  }
  if (isForDevices(platform) && !deviceAppId.test(entry.app_id))
    return wrong('is not an app id: it has letters, digits, points and dashes alone')
  // The prefix is lower case in AppsFlyer.
  const own = platform === 'ios' ? entry.app_id.toLowerCase() : entry.app_id
  return { entry: { ...entry, app_id: own }, platform, id: completeAppId(platform, own), bad }
}

/** PC/Console/CTV Events API, app-id. */
const deviceAppId = /^[A-Za-z0-9.-]+$/

const websiteAddress = /^(https?:\/\/|www\.)/i
const isAddress =
  'is the address of a website, not its id: AppsFlyer has the id under My apps, such as website-www.example.com'

/** What stands between two ids, or around one: no id of any platform has it. */
const noSuchId = /[\s,;]|:\/\//

const platformWords: Readonly<Record<'ios' | 'android' | 'web', string>> = {
  ios: 'iOS',
  android: 'Android',
  web: 'the web',
}

/** Digits or a dotted name may be anybody's where platform says so; `id…` and `website-…` are nobody else's. */
function isContradiction(said: AppPlatform, platform: AppPlatform, appId: string): boolean {
  return said !== platform && said !== 'android' && !/^\d+$/.test(appId)
}

function twice(apps: readonly (KnownApp | undefined)[]): readonly Problem[] {
  const firstOf = new Map<string, number>()
  return apps.flatMap((app, index) => {
    if (app === undefined) return []
    const first = firstOf.get(app.id)
    if (first === undefined) {
      firstOf.set(app.id, index)
      return []
    }
    return [{ path: `apps[${index}].app_id`, message: `is the same as apps[${first}].app_id: list each app once` }]
  })
}

function warningsOf({ entry, platform, bad }: KnownApp, path: string): readonly Problem[] {
  const version =
    entry.api_version === undefined || hasInstalls(platform)
      ? []
      : [{ path: `${path}.api_version`, message: 'has no effect: it is for mobile apps' }]
  if (platform !== 'web') {
    if (entry.time_zone === undefined) return version
    return [...version, { path: `${path}.time_zone`, message: 'has no effect: it is for web apps' }]
  }
  const warnings: Problem[] = []
  if (websiteAddress.test(entry.app_id)) warnings.push({ path: `${path}.app_id`, message: isAddress })
  warnings.push(...version)
  if (entry.time_zone === undefined && !bad.has('time_zone')) {
    const message =
      'is not set, so UTC decides until when a web event is on time: give the time zone of the app in AppsFlyer'
    warnings.push({ path: `${path}.time_zone`, message })
  }
  return warnings
}

const lacksOwnKey =
  'is missing: give the web dev key of the brand bundle, which is in AppsFlyer under My apps, View brand bundles'

/** Mobile v2 and devices take the dev key, mobile v3 and the web the S2S token, PBA a key of its own (spec/appsflyer/events). */
function secretNameOf({ platform, entry }: KnownApp): 's2s_token' | 'dev_key' | 'key' {
  const { hasOwnKey, secret } = platforms[platform]
  if (hasOwnKey === true) return 'key'
  return secret ?? (hasInstalls(platform) && entry.api_version === 'v2' ? 'dev_key' : 's2s_token')
}

function withKey({ entry, platform }: KnownApp, key: string): App {
  const { app_id } = entry
  if (platform === 'web') return { platform, app_id, key, time_zone: entry.time_zone ?? 'UTC' }
  if (platform === 'ios' || platform === 'android' || platform === 'windows')
    return { platform, app_id, key, api_version: entry.api_version ?? 'v3' }
  return { platform, app_id, key }
}

function missingSecrets(forToken: readonly string[], forDevKey: readonly string[]): readonly Problem[] {
  const problems: Problem[] = []
  if (forToken.length > 0) {
    const message = `is missing, and ${needing(forToken)} it: an admin finds it in AppsFlyer under Security center, Manage AppsFlyer tokens, type S2S`
    problems.push({ path: 's2s_token', message })
  }
  if (forDevKey.length > 0) {
    const message = `is missing, and ${needing(forDevKey)} it, for api_version v2 or for devices: it is in the settings of the app in AppsFlyer`
    problems.push({ path: 'dev_key', message })
  }
  return problems
}

function needing(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).join(', ') + (paths.length > 3 ? ` and ${paths.length - 3} more` : '')
  return `${shown} ${paths.length === 1 ? 'needs' : 'need'}`
}
