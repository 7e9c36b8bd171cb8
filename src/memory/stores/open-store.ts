import type { MemorySettings } from '../../../spec/configuration/memory-form'
import type { Store } from '../store'
import { openPostgresStore } from './postgres-store'
import { openRedisStore } from './redis-store'
import { openSqliteStore } from './sqlite-store'

/** The store that the settings name; undefined: nothing is remembered. `now` is in milliseconds since 1970. */
export async function openStore(settings: MemorySettings, now: () => number): Promise<Store | undefined> {
  switch (settings.store) {
    case 'none':
      return undefined
    case 'sqlite':
      return openSqliteStore(settings.path, now)
    case 'postgres':
      return openPostgresStore(settings.url, now)
    case 'redis':
      return openRedisStore(settings.url, now)
  }
}
