import type { MobileEvent } from '../domain/event'
import type { FieldReader } from '../reading/field-reader'

/** What the user allows. */
export interface Tracking {
  readonly attStatus: MobileEvent['att_status']
  readonly adTrackingEnabled: boolean | undefined
  /** The user said no. */
  readonly hasOptedOut: boolean
  /** The user said something that cannot be read: no advertising id goes out on a guess. */
  readonly isUnreadable: boolean
}

type AttStatus = 0 | 1 | 2 | 3

/** As iOS, Segment, RudderStack, Flutter, Expo, React Native and Unity call them, less what they put before the word. */
const attStatuses: ReadonlyMap<string, AttStatus> = new Map([
  ...['0', 'notdetermined', 'undetermined'].map((word) => [word, 0] as const),
  ...['1', 'restricted'].map((word) => [word, 1] as const),
  ...['2', 'denied', 'blocked', 'rejected', 'optedout', 'notauthorized', 'declined', 'permanentlydenied'].map(
    (word) => [word, 2] as const,
  ),
  ...['3', 'authorized', 'authorised', 'granted', 'allowed', 'accepted', 'optedin'].map((word) => [word, 3] as const),
])
/** A device older than the question: then there is no ATT. */
const noAtt: ReadonlySet<string> = new Set([
  'notsupported',
  'unsupported',
  'unavailable',
  'notavailable',
  'notapplicable',
])
const longestWord = 80
const beforeTheWord =
  /^(attrackingmanager|apptrackingtransparency|att|apptracking|tracking|permission|ios)*(authorization|authorisation|tracking|permission)?(status)?/

/**
 * `att` decides on iOS; `aie` counts where there is no ATT, and on Android (mobile v3 OpenAPI, att and aie). Not
 * determined is no opt-out. What cannot be read is left out, with a finding.
 */
export function readTracking(fields: FieldReader, platform: MobileEvent['platform']): Tracking {
  const att = platform === 'ios' ? readAtt(fields) : undefined
  const aie = readAdTracking(fields)
  const attStatus = att === 'unreadable' ? undefined : att
  const adTrackingEnabled = aie === 'unreadable' || attStatus !== undefined ? undefined : aie
  const hasOptedOut = attStatus === undefined ? adTrackingEnabled === false : attStatus === 1 || attStatus === 2
  const isUnreadable = att === 'unreadable' || (attStatus === undefined && aie === 'unreadable')
  return { attStatus, adTrackingEnabled, hasOptedOut, isUnreadable }
}

/** Whether a person on the web said no: there are no advertising ids, but a hashed address follows a person all the same. */
export function hasOptedOutOnTheWeb(fields: FieldReader): boolean {
  return readAdTracking(fields) === false
}

function readAtt(fields: FieldReader): AttStatus | 'unreadable' | undefined {
  if (!fields.has('att_status')) return undefined
  const status = attStatusOf(fields.text('att_status') ?? '')
  if (status === 'unreadable') fields.note('invalid_tracking_dropped', 'att_status')
  return status
}

function attStatusOf(text: string): AttStatus | 'unreadable' | undefined {
  // As most libraries write it.
  const exact = attStatuses.get(text)
  if (exact !== undefined) return exact
  if (text.length > longestWord) return 'unreadable'
  const last = text.toLowerCase().split('.').at(-1) ?? ''
  const word = last.replace(/[\s_]+|(?<=[a-z])-(?=[a-z])/g, '')
  const bare = attStatuses.has(word) || noAtt.has(word) ? word : word.replace(beforeTheWord, '')
  return noAtt.has(bare) ? undefined : (attStatuses.get(bare) ?? 'unreadable')
}

/** `limit_ad_tracking` is the opposite of `ad_tracking_enabled`; where both are there, a no wins. */
function readAdTracking(fields: FieldReader): boolean | 'unreadable' | undefined {
  const enabled = readFlag(fields, 'ad_tracking_enabled')
  const limited = readFlag(fields, 'limit_ad_tracking')
  if (enabled === false || limited === true) return false
  if (enabled === 'unreadable' || limited === 'unreadable') return 'unreadable'
  return enabled ?? (limited === false ? true : undefined)
}

function readFlag(
  fields: FieldReader,
  name: 'ad_tracking_enabled' | 'limit_ad_tracking',
): boolean | 'unreadable' | undefined {
  if (!fields.has(name)) return undefined
  const flag = fields.flag(name)
  if (flag === undefined) fields.note('invalid_tracking_dropped', name)
  return flag ?? 'unreadable'
}
