const dayMs = 86_400_000
/** Events come from few days: their dates need not be worked out again. */
let lastDay = { day: Number.NaN, date: '' }

/** `yyyy-MM-dd HH:mm:ss.SSS` in UTC, as `eventTime` wants it (mobile v3 OpenAPI). */
export function mobileEventTime(timeMs: number): string {
  const day = Math.floor(timeMs / dayMs)
  if (day !== lastDay.day) lastDay = { day, date: new Date(timeMs).toISOString().slice(0, 10) }
  const ms = timeMs - day * dayMs
  const seconds = Math.floor(ms / 1_000)
  const minutes = Math.floor(seconds / 60)
  const clock = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:${twoDigits(seconds % 60)}`
  return `${lastDay.date} ${clock}.${String(ms % 1_000).padStart(3, '0')}`
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}
