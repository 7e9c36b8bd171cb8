import type { Install, Sighting } from './install'

/** A user with more installs than that is a test device, or no user: the ones seen last are kept. */
const mostInstalls = 20

/** The installs of a user with one more sighting, in the order in which they are to be taken: whatever the order of sightings. */
export function mergeSighting(installs: readonly Install[], sighting: Sighting): readonly Install[] {
  const { appId: _app, userHash: _user, seenAtMs, ...seen } = sighting
  const known = installs.find(({ appsflyerId }) => appsflyerId === seen.appsflyerId)
  const fresh: Install = { ...seen, firstSeenMs: seenAtMs, lastSeenMs: seenAtMs }
  const merged = known === undefined ? fresh : mergeSame(known, fresh)
  const others = installs.filter((install) => install !== known)
  return rankInstalls([...others, merged]).slice(0, mostInstalls)
}

/** Of one install: what the later sighting says wins; AppsFlyer's own word wins over a record's. */
function mergeSame(known: Install, fresh: Install): Install {
  const later = winsOver(fresh, known) ? fresh : known
  const earlier = later === fresh ? known : fresh
  const { idfa, idfv, advertisingId, osVersion, installedAtMs } = { ...earlier, ...defined(later) }
  return {
    appsflyerId: known.appsflyerId,
    source: later.source,
    firstSeenMs: Math.min(known.firstSeenMs, fresh.firstSeenMs),
    // A record echoes what a server has stored: it does not make AppsFlyer's own sighting any later.
    lastSeenMs: known.source === fresh.source ? Math.max(known.lastSeenMs, fresh.lastSeenMs) : later.lastSeenMs,
    ...(installedAtMs !== undefined && { installedAtMs }),
    ...(idfa !== undefined && { idfa }),
    ...(idfv !== undefined && { idfv }),
    ...(advertisingId !== undefined && { advertisingId }),
    ...(osVersion !== undefined && { osVersion }),
    ...(known.isShared && { isShared: true }),
  }
}

function defined(install: Install): Partial<Install> {
  return Object.fromEntries(Object.entries(install).filter(([, value]) => value !== undefined))
}

/**
 * The order in which a user's installs are to be taken: first those that no newer install on the same device has
 * replaced; of these the one that AppsFlyer's SDK saw last, since that device is in use; records, which echo what a server
 * has stored, come after. The same for any order of the given ones.
 */
export function rankInstalls(installs: readonly Install[]): readonly Install[] {
  const replaced = new Set(installs.filter((old) => installs.some((other) => replaces(other, old))))
  return [...installs].sort((left, right) => {
    const byReplacement = Number(replaced.has(left)) - Number(replaced.has(right))
    return byReplacement === 0 ? (winsOver(left, right) ? -1 : 1) : byReplacement
  })
}

/** An app that was installed again on a device has a new AppsFlyer id; the one before is dead. */
function replaces(newer: Install, older: Install): boolean {
  if (newer.installedAtMs === undefined || older.installedAtMs === undefined) return false
  return newer.installedAtMs > older.installedAtMs && isSameDevice(newer, older)
}

function isSameDevice(left: Install, right: Install): boolean {
  return deviceIds.some((name) => left[name] !== undefined && left[name] === right[name])
}

const deviceIds = ['idfv', 'idfa', 'advertisingId'] as const

/** A total order, so that nothing depends on which came first. */
function winsOver(left: Install, right: Install): boolean {
  if (left.source !== right.source) return left.source === 'sdk'
  if (left.lastSeenMs !== right.lastSeenMs) return left.lastSeenMs > right.lastSeenMs
  const leftInstalled = left.installedAtMs ?? 0
  const rightInstalled = right.installedAtMs ?? 0
  if (leftInstalled !== rightInstalled) return leftInstalled > rightInstalled
  return left.appsflyerId > right.appsflyerId
}
