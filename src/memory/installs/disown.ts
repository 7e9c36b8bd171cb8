import type { Entry, Values } from '../store'
import type { Install } from './install'
import { writeInstalls } from './installs-text'
import { installsIn, readOwners, writeOwners } from './learning'

/** An install that is a user's no more, with the keys of both. */
export interface Disowned {
  readonly user: string
  readonly install: string
  readonly appsflyerId: string
}

/** What is left of installs that are a user's no more: where one other user has it, that one shares it no more. */
export function disown(all: readonly Disowned[], values: Values): readonly Entry[] {
  const owners = new Map<string, readonly string[]>()
  const others = new Map<string, readonly Install[]>()
  for (const { user, install, appsflyerId } of all) {
    const left = (owners.get(install) ?? readOwners(values.owners.get(install))).filter((owner) => owner !== user)
    owners.set(install, left)
    const [only] = left
    if (only === undefined || left.length > 1) continue
    const theirs = others.get(only) ?? installsIn(values, only)
    others.set(
      only,
      theirs.map((one) => (one.appsflyerId === appsflyerId ? unshared(one) : one)),
    )
  }
  const told = [...others].filter(([, theirs]) => theirs.length > 0)
  return [
    ...[...owners].map(([key, left]) => ({
      table: 'owners' as const,
      key,
      value: left.length === 0 ? null : writeOwners(left),
    })),
    ...told.map(([key, theirs]) => ({ table: 'users' as const, key, value: writeInstalls(theirs) })),
  ]
}

function unshared({ isShared: _shared, ...install }: Install): Install {
  return install
}
