import type { JsonObject } from '../../json/json'
import { remembered } from '../domain/remembered'
import { rememberedByKeys } from '../domain/remembered-by-keys'
import { isDeletionMark, isRawDataSource } from './bookkeeping'
import { isSwitch } from './integration'
import { plainName } from './names'
import { isRejectedRow } from './rejected-row'

/** What the names of a record's keys may say beside the fields they are. */
export interface RowSigns {
  /** A loader's mark of a deleted row. */
  readonly mayBeDeleted: boolean
  /** A switch of integrations. */
  readonly mayBeExcluded: boolean
  /** AppsFlyer's own data, or an event that it gave to Segment. */
  readonly mayBeAppsflyers: boolean
  /** A column of a flat table, which an event in objects does not have. */
  readonly isFlat: boolean
  /** It was rejected before, and says why in columns of its own. */
  readonly wasRejected: boolean
}

const [deletion, exclusion, appsflyers, flat] = [1, 2, 4, 8]

/**
 * One look at every key, since nearly all records have none of these: what their values say is asked only where the names
 * give reason to.
 */
export function signsOf(record: JsonObject): RowSigns {
  return signsOfKeys(Object.keys(record))
}

const signsOfKeys = rememberedByKeys((keys): RowSigns => {
  let signs = 0
  for (const key of keys) signs |= signsOfKey(key)
  return {
    mayBeDeleted: (signs & deletion) !== 0,
    mayBeExcluded: (signs & exclusion) !== 0,
    mayBeAppsflyers: (signs & appsflyers) !== 0,
    isFlat: (signs & flat) !== 0,
    wasRejected: isRejectedRow(keys),
  }
})

const signsOfKey = remembered(
  (key) =>
    (isDeletionMark(key) ? deletion : 0) |
    (isSwitch(key) ? exclusion : 0) |
    (isRawDataSource(key) || plainName(key) === 'provider' ? appsflyers : 0) |
    (isFlat(key) ? flat : 0),
)

function isFlat(column: string): boolean {
  return /^context[_.]/i.test(column) || flatColumns.has(plainName(column))
}

const flatColumns: ReadonlySet<string> = new Set([
  'appsflyerid',
  'afid',
  'platform',
  'eventname',
  'eventtime',
  'devicetype',
])
