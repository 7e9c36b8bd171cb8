import type { Json } from '../../json/json'
import { instantOnTheWall } from './time-zone'
import { asText } from './values'

/** Date, optional time behind `T` or a blank, optional fraction, optional zone: ISO 8601 and what warehouses print. */
const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(?:([Zz]|UTC|GMT)|([+-])(\d{2}):?(\d{2})?)?)?$/
/** Also as a column of floating point writes it, with the digits of a second: `1.7956728E9`. */
const sinceEpoch = /^(?:\d{1,19}(?:\.\d{1,9})?|\d\.\d{7,18}[eE]\+?\d{1,2})$/
const longestTime = 40
/** yyyyMMddHHmm and yyyyMMddHHmmss: as milliseconds they would lie in 1976 and after 2600. */
const digitsAlone = /^((?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))((?:[01]\d|2[0-3])[0-5]\d)([0-5]\d)?$/

/** Numbers below count seconds (up to the year 5138), those from here on milliseconds (from 1973 on) … */
const firstMilliseconds = 1e11
/** … those of 16 digits microseconds, those of 19 nanoseconds: nothing else they could be lies in our time. */
const microseconds = [1e15, 1e16] as const
const nanoseconds = [1e18, 1e19] as const
/** Smaller numbers are no seconds of our time (they begin in 1973): a date such as 20240115 must not become 1970. */
const firstSeconds = 100_000_000
/** 9999-12-31T23:59:59.999Z, the last time four digits of a year can name. */
const lastMs = 253_402_300_799_999

/**
 * A time in milliseconds since 1970. A text without a zone is a time of `timeZone` (IANA name); a number is seconds,
 * milliseconds, microseconds or nanoseconds since 1970, by its digits. Undefined when the value is no time (`yesterday`,
 * February 30, zero, beyond the year 9999).
 */
export function parseTime(value: Json, timeZone = 'UTC'): number | undefined {
  const text = asText(value)
  if (text === undefined || text.length > longestTime) return undefined
  const commonMs = timeZone === 'UTC' || text.endsWith('Z') ? parseCommonTime(text) : undefined
  if (commonMs !== undefined) return commonMs
  const spelt = spellOut(text)
  const timeMs = sinceEpoch.test(spelt) ? epochMs(Number(spelt)) : parseDateTime(spelt, timeZone)
  return timeMs !== undefined && timeMs > 0 && timeMs <= lastMs ? timeMs : undefined
}

/** A date and a time in digits alone, as they would be written; all else as it is. */
function spellOut(text: string): string {
  const written = digitsAlone.exec(text)
  if (written === null) return text
  const [, date = '', clock = '', seconds = '00'] = written
  return `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)} ${clock.slice(0, 2)}:${clock.slice(2)}:${seconds}`
}

function epochMs(value: number): number | undefined {
  if (value < firstSeconds) return undefined
  if (value < firstMilliseconds) return Math.floor(value * 1_000)
  if (value < microseconds[0]) return Math.floor(value)
  if (value < microseconds[1]) return Math.floor(value / 1_000)
  return value >= nanoseconds[0] && value < nanoseconds[1] ? Math.floor(value / 1_000_000) : undefined
}

function parseDateTime(text: string, timeZone: string): number | undefined {
  const match = dateTime.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', utc, sign, zoneHour, zoneMinute] =
    match
  const midnightMs = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const sameDay = new Date(midnightMs)
  // A day that the month does not have lands in another month, a year below 100 in another century.
  if (sameDay.getUTCFullYear() !== Number(year) || sameDay.getUTCMonth() !== Number(month) - 1) return undefined
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const zone = Number(zoneHour ?? 0) * 60 + Number(zoneMinute ?? 0)
  if (zone > 18 * 60 || Number(zoneMinute ?? 0) > 59) return undefined
  const timeOfDayMs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000
  const wallMs = midnightMs + timeOfDayMs + Number(fraction.slice(0, 3).padEnd(3, '0'))
  if (utc === undefined && sign === undefined) return instantOnTheWall(wallMs, timeZone)
  return wallMs - (sign === '-' ? -zone : zone) * 60_000
}

/**
 * `yyyy-MM-ddTHH:mm:ss.SSSZ` and `yyyy-MM-dd HH:mm:ss` with or without the fraction and the Z, of UTC: what nearly every record has,
 * read sign by sign. On a day that every month has, from 1971 to 9999; undefined for all else, which the expressions read.
 */
function parseCommonTime(text: string): number | undefined {
  const end = text.charCodeAt(text.length - 1) === zulu ? text.length - 1 : text.length
  if ((end !== secondsEnd && end !== fractionEnd) || !hasSeparators(text, end)) return undefined
  const year = digitsAt(text, 0, 4)
  const month = digitsAt(text, 5, 2)
  const day = digitsAt(text, 8, 2)
  const hour = digitsAt(text, 11, 2)
  const minute = digitsAt(text, 14, 2)
  const second = digitsAt(text, 17, 2)
  const ms = end === fractionEnd ? digitsAt(text, 20, 3) : 0
  // NaN, for what is no digit, is in no range.
  const isDate = year > 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 28
  if (!isDate || !(hour <= 23 && minute <= 59 && second <= 59 && ms <= 999)) return undefined
  return Date.UTC(year, month - 1, day, hour, minute, second, ms)
}

const [secondsEnd, fractionEnd] = ['yyyy-MM-dd HH:mm:ss'.length, 'yyyy-MM-dd HH:mm:ss.SSS'.length]
const [blank, dash, point, zero, colon, tee, zulu] = [0x20, 0x2d, 0x2e, 0x30, 0x3a, 0x54, 0x5a]

function hasSeparators(text: string, end: number): boolean {
  const behindDate = text.charCodeAt(10)
  return (
    (behindDate === tee || behindDate === blank) &&
    text.charCodeAt(4) === dash &&
    text.charCodeAt(7) === dash &&
    text.charCodeAt(13) === colon &&
    text.charCodeAt(16) === colon &&
    (end === secondsEnd || text.charCodeAt(secondsEnd) === point)
  )
}

/** The number of so many digits; NaN where one of them is none. */
function digitsAt(text: string, start: number, count: number): number {
  let number = 0
  for (let index = start; index < start + count; index++) {
    const digit = text.charCodeAt(index) - zero
    if (digit < 0 || digit > 9) return Number.NaN
    number = number * 10 + digit
  }
  return number
}
