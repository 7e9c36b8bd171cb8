import { MemoryError } from '../store'
import type { Install } from './install'

/**
 * A user's installs as they stand in a store: a semicolon between two, commas between the members in the order of `columns`,
 * times in milliseconds. Without quotes, since stores hand values over as JSON and would escape each of them.
 */
export function writeInstalls(installs: readonly Install[]): string {
  return installs
    .map(({ appsflyerId, source, firstSeenMs, lastSeenMs, installedAtMs, idfa, idfv, advertisingId, ...more }) =>
      [
        encodeURIComponent(appsflyerId),
        source,
        firstSeenMs,
        lastSeenMs,
        installedAtMs,
        idfa,
        idfv,
        advertisingId,
        more.osVersion && encodeURIComponent(more.osVersion),
        more.isShared && 'shared',
      ].join(','),
    )
    .join(';')
}

const columns = 10

export function readInstalls(text: string): readonly Install[] {
  return text.split(';').map(readInstall)
}

function readInstall(text: string): Install {
  const members = text.split(',')
  const [id = '', source, first, last, installed, idfa, idfv, advertisingId, osVersion, shared] = members
  const firstSeenMs = Number(first)
  const lastSeenMs = Number(last)
  const isOurs = members.length === columns && id !== '' && (source === 'sdk' || source === 'record')
  if (!isOurs || Number.isNaN(firstSeenMs) || Number.isNaN(lastSeenMs)) {
    throw new MemoryError(
      'The memory holds something that was not written by this program. Give it a store of its own.',
      'config_error',
    )
  }
  return {
    appsflyerId: decodeURIComponent(id),
    source,
    firstSeenMs,
    lastSeenMs,
    ...(installed && { installedAtMs: Number(installed) }),
    ...(idfa && { idfa }),
    ...(idfv && { idfv }),
    ...(advertisingId && { advertisingId }),
    ...(osVersion && { osVersion: decodeURIComponent(osVersion) }),
    ...(shared && { isShared: true }),
  }
}
