import type { Install } from '../../memory/installs/install'
import { safeText } from '../terminal/safe-text'
import { shellWord } from '../terminal/shell-word'
import type { Style } from '../terminal/style'
import { wrapped } from '../terminal/wrap-text'

/** What is known of a user in an app. */
export interface KnownUser {
  readonly appId: string
  /** The one to take first. */
  readonly installs: readonly Install[]
  /** An erasure of the user was requested. */
  readonly isErased: boolean
}

/** For people: each install with what is known of it, app by app. */
export function showUser(known: readonly KnownUser[], style: Style, width: number): readonly string[] {
  const apps = known.map((user) => [style.bold(safeText(user.appId)), ...showApp(user, style, width)])
  return apps.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]))
}

export function isKnown({ installs, isErased }: KnownUser): boolean {
  return installs.length > 0 || isErased
}

function showApp({ installs, isErased }: KnownUser, style: Style, width: number): readonly string[] {
  const erased = 'An erasure of this user was requested: nothing is sent.'
  return [
    ...(isErased ? wrapped(erased, width - 2).map((line) => `  ${style.yellow(line)}`) : []),
    ...installs.flatMap((install, index) => {
      const mark = index === 0 ? `  ${style.green(isErased ? '' : 'taken')}`.trimEnd() : ''
      return [
        `  ${safeText(install.appsflyerId)}${mark}`,
        ...wrapped(describe(install), width - 4).map((line) => `    ${line}`),
      ]
    }),
  ]
}

function describe(install: Install): string {
  const { firstSeenMs, lastSeenMs, installedAtMs, osVersion, source, isShared } = install
  const [first, last] = [dayOf(firstSeenMs), dayOf(lastSeenMs)]
  const ids = deviceIdsOf(install)
  return [
    first === last ? `seen on ${first}` : `seen from ${first} to ${last}`,
    ...(installedAtMs === undefined ? [] : [`installed on ${dayOf(installedAtMs)}`]),
    source === 'sdk' ? "from AppsFlyer's raw data" : 'from a record that had both ids',
    osVersion === undefined ? 'OS version not known' : `OS version ${safeText(osVersion)}`,
    `device ids: ${ids.length === 0 ? 'none' : ids.join(' and ')}`,
    isShared ? 'other users were seen on it, too' : 'no other user was seen on it',
  ].join('; ')
}

/** For programs. Device ids are named, not shown. */
export function userJson(known: readonly KnownUser[]): object {
  const apps = known.map(({ appId, installs, isErased }) => ({
    appId,
    isErased,
    installs: installs.map((install, index) => ({
      appsflyerId: install.appsflyerId,
      isTaken: index === 0 && !isErased,
      firstSeen: dayOf(install.firstSeenMs),
      lastSeen: dayOf(install.lastSeenMs),
      installed: install.installedAtMs === undefined ? null : dayOf(install.installedAtMs),
      source: install.source,
      osVersion: install.osVersion ?? null,
      deviceIds: deviceIdsOf(install),
      isShared: install.isShared === true,
    })),
  }))
  return { apps }
}

/** Why there may be nothing, and what to do. */
export function whyNobody(appIds: readonly string[], config: string): string {
  const where = appIds.length === 1 ? `in ${safeText(appIds[0] ?? '')}` : `in any of the ${appIds.length} mobile apps`
  return [
    `The memory knows nothing of this user ${where}. Ids are compared letter by letter, as the app gave them to AppsFlyer's SDK.`,
    'To fill the memory from raw data, as files or from the Pull API:',
    '',
    `  appsflyer-destination ids learn --config ${shellWord(config)} FILES`,
    `  appsflyer-destination ids learn --config ${shellWord(config)} --pull`,
  ].join('\n')
}

function deviceIdsOf(install: Install): readonly string[] {
  const names = { idfa: 'idfa', idfv: 'idfv', advertisingId: 'advertising_id' } as const
  return (['idfa', 'idfv', 'advertisingId'] as const).flatMap((key) => (install[key] === undefined ? [] : [names[key]]))
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
