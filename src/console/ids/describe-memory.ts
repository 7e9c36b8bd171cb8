import type { MemorySettings } from '../../../spec/configuration/memory-form'
import type { Memory } from '../../memory/memory'
import { row } from '../reports/report-rows'
import { safeText } from '../terminal/safe-text'
import { fitted } from '../terminal/wrap-text'

/** What to add to a configuration that has no memory, in the file's own form. */
export function whyNoMemory(path: string): string {
  const lines = path.endsWith('.json')
    ? ['"memory": {', '  "store": "sqlite", "path": "appsflyer-memory.db"', '}']
    : ['memory:', '  store: sqlite', '  path: appsflyer-memory.db']
  return [
    `The configuration ${safeText(path)} has no memory. Add these three lines to it:`,
    '',
    ...lines.map((line) => `  ${line}`),
    '',
    'The file is made when it is not there. For several machines: store: postgres or redis (docs/configuration.md).',
  ].join('\n')
}

/** Said of a store that is a file, and was not made yet. */
export function whyNotThere(settings: MemorySettings): string {
  const place = settings.store === 'sqlite' ? `: there is no file ${safeText(settings.path)}` : ''
  return `The memory is not there yet${place}. ids learn makes and fills it; so does send.`
}

/** How much a memory holds, 80 columns wide. */
export function describeCounts(
  counts: Awaited<ReturnType<Memory['count']>>,
  settings: MemorySettings,
): readonly string[] {
  const days = settings.store === 'none' ? 0 : settings.remember_deliveries_days
  const deliveries =
    days === 0
      ? 'from before: none is remembered now'
      : `accepted by AppsFlyer, remembered for ${days} ${days === 1 ? 'day' : 'days'}`
  return [
    ...row('users', counts.users, 'whose installs are known, app by app'),
    ...row('installs', counts.installs, 'whose users are known'),
    ...row('deliveries', counts.deliveries, deliveries),
    ...row('erased', counts.erased, 'users and installs of which nothing is sent'),
  ]
}

/** What `ids forget` did; `isHeldBack`: nothing is sent for the user from now on. */
export function describeForgotten(
  forgotten: readonly { readonly appId: string; readonly count: number }[],
  isHeldBack: boolean,
): string {
  const some = forgotten.filter(({ count }) => count > 0)
  const total = some.reduce((sum, { count }) => sum + count, 0)
  const where = some.map(({ appId, count }) => (some.length === 1 ? safeText(appId) : `${count} in ${safeText(appId)}`))
  const what =
    total === 0
      ? 'The memory knew no install of this user, in no app that was asked for: there was nothing to take away.'
      : `The memory forgot the user, with ${total} ${total === 1 ? 'install' : 'installs'} (${where.join(', ')}).`
  return fitted(
    [
      what,
      isHeldBack
        ? 'Nothing is sent for the user from now on: such records are skipped as erased_user. AppsFlyer keeps what it has: an erasure there has to be requested.'
        : 'AppsFlyer keeps what it has: an erasure there is another matter, and has to be requested. A later record or row that names both ids would bring the user back here; with --hold-back it does not.',
    ].join('\n'),
  )
}
