const shape =
  /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(?:Z|UTC|GMT|([+-])(\d\d):?(\d\d)))?$/i

/**
 * A time of raw data in milliseconds since 1970, or undefined where the text is none. UTC, unless the text has an offset:
 * raw data is read in UTC, whatever time zone the app has.
 */
export function rawTime(text: string | undefined): number | undefined {
  const parts = text === undefined ? null : shape.exec(text.trim())
  if (parts === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number)
  const [fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = parts.slice(7)
  if (hour > 23 || minute > 59 || second > 59 || Number(offsetHours) > 23 || Number(offsetMinutes) > 59)
    return undefined
  const dayMs = Date.UTC(year, month - 1, day)
  const date = new Date(dayMs)
  // Date.UTC makes 2 March of 30 February, and 1999 of 99.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1)
  const millisecond = Number(fraction.padEnd(3, '0').slice(0, 3))
  return dayMs + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millisecond
}
