import { completeAppId, mobileAppsflyerIdPattern } from '../../../spec/appsflyer/events/app-id'
import { asText, isNobody, isPlaceholder } from '../../core/reading/values'
import type { RawRow } from '../../raw-data/raw-row'
import { rawTime } from '../../raw-data/raw-time'
import { hashOfUser } from './hash-of-user'
import type { Sighting } from './install'

/** Why a row of raw data names no install of a user. `not_sdk`: it echoes what a server had sent. */
export type NoSighting = 'not_sdk' | 'no_user' | 'no_id' | 'id_not_mobile' | 'no_app' | 'no_time'

/** The columns of a row that it looks at. */
export const sightingColumns: ReadonlySet<string> = new Set([
  ...['event_source', 'customer_user_id', 'appsflyer_id', 'app_id', 'event_time', 'install_time'],
  ...['idfa', 'idfv', 'advertising_id', 'os_version'],
] satisfies (keyof RawRow)[])

/**
 * What a row of raw data says of a user's install, or why it says nothing. `appId` holds where the row names no app. A row
 * without an event source counts as the SDK's: some topics of Data Locker have no such column.
 */
export function sightingOf(row: RawRow, { appId }: { readonly appId?: string }): Sighting | NoSighting {
  if ((set(row.event_source)?.toUpperCase() ?? 'SDK') !== 'SDK') return 'not_sdk'
  const customerUserId = set(row.customer_user_id)
  if (customerUserId === undefined || isNobody(customerUserId)) return 'no_user'
  const appsflyerId = set(row.appsflyer_id)
  if (appsflyerId === undefined) return 'no_id'
  if (!mobileAppsflyerIdPattern.test(appsflyerId)) return 'id_not_mobile'
  const app = set(row.app_id) ?? set(appId)
  if (app === undefined) return 'no_app'
  const seenAtMs = rawTime(row.event_time)
  if (seenAtMs === undefined) return 'no_time'
  const installedAtMs = rawTime(row.install_time)
  const idfa = deviceId(row.idfa)?.toUpperCase()
  const idfv = deviceId(row.idfv)?.toUpperCase()
  const advertisingId = deviceId(row.advertising_id)?.toLowerCase()
  const osVersion = set(row.os_version)
  return {
    // Of digits alone are ids of iOS apps only.
    appId: completeAppId('ios', app),
    userHash: hashOfUser(customerUserId),
    appsflyerId,
    source: 'sdk',
    seenAtMs,
    ...(installedAtMs !== undefined && { installedAtMs }),
    ...(idfa !== undefined && { idfa }),
    ...(idfv !== undefined && { idfv }),
    ...(advertisingId !== undefined && { advertisingId }),
    ...(osVersion !== undefined && { osVersion }),
  }
}

/** A text that says something: an SDK that is told to set no user may set `null`. */
function set(value: string | undefined): string | undefined {
  const text = asText(value)
  return text === undefined || isPlaceholder(text) ? undefined : text
}

/** Zeros stand where the user or the system withholds the id. What is no UUID is none of these ids. */
function deviceId(value: string | undefined): string | undefined {
  const text = set(value)
  return text === undefined || !uuid.test(text) || /^[0-]+$/.test(text) ? undefined : text
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
