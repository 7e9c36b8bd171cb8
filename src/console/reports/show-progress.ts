import { showCount } from '../preview/show-findings'
import { cutToWidth, displayWidth } from '../terminal/display-width'
import type { Style } from '../terminal/style'

/** How a send stands. */
export interface Standing {
  /** How much of the input is settled, from 0 to 1; absent where its length is not known. */
  readonly share?: number
  /** How long it will take; absent while nobody can say. */
  readonly remainingMs?: number
  /** The input's length is not known and will not be before its end: stdin. */
  readonly isEndless?: boolean
  readonly settledPerSecond: number
  readonly accepted: number
  readonly rejected: number
  readonly skipped: number
  readonly retries: number
  readonly isThrottled: boolean
  /** What keeps it from going on: "waiting for api3.appsflyer.com (connection_refused)". */
  readonly trouble?: string
}

/** Narrow terminals get no bar. */
const barColumns = (width: number) => (width >= 72 ? 12 : 0)

/** One line for a terminal, rewritten as it goes. */
export function progressLine(standing: Standing, style: Style, width: number): string {
  const { accepted, rejected, settledPerSecond, isThrottled, trouble } = standing
  const { share } = standing
  const percent = share === undefined ? [] : [showPercent(share).padStart(4)]
  const count = `${showCount(accepted)} accepted`
  if (trouble !== undefined) return style.yellow(cutToWidth([...percent, count, trouble].join('  '), width - 1))
  const counts = [...percent, count, ...(rejected > 0 ? [`${showCount(rejected)} rejected`] : [])]
  const rate = `${showCount(Math.round(settledPerSecond))}/s${isThrottled ? ' (throttled)' : ''}`
  const remaining = showRemaining(standing)
  const joined = (parts: readonly string[]) => parts.filter((part) => part !== '').join('  ')
  const room = width - barColumns(width) - 2
  const whole = joined([...counts, rate, remaining])
  // How long it takes is worth more than how fast it goes.
  const text = cutToWidth(displayWidth(whole) > room && remaining !== '' ? joined([...counts, remaining]) : whole, room)
  const columns = barColumns(width)
  if (share === undefined || columns === 0) return text
  // Full at the end alone.
  const filled = Math.floor(Math.min(share, 0.999) * columns)
  return `${style.green('█'.repeat(filled))}${style.dim('░'.repeat(columns - filled))} ${text}`
}

/** One line for a log. */
export function quietLine(standing: Standing): string {
  const { accepted, rejected, skipped, retries, settledPerSecond, isThrottled, trouble } = standing
  const { share } = standing
  const parts = [
    `${showCount(accepted)} accepted, ${showCount(rejected)} rejected, ${showCount(skipped)} skipped`,
    `${showCount(Math.round(settledPerSecond))} a second${isThrottled ? ' (throttled)' : ''}`,
    ...(retries > 0 ? [`${showCount(retries)} retries`] : []),
    ...(share === undefined ? [] : [`${showPercent(share)} settled`]),
    trouble ?? showRemaining(standing),
  ]
  return parts.filter((part) => part !== '').join('; ')
}

/** Never 100 % before the end. */
function showPercent(share: number): string {
  return `${Math.floor(Math.min(share, 0.99) * 100)} %`
}

function showRemaining({ remainingMs, isEndless, share }: Standing): string {
  if (remainingMs !== undefined) return `${showRoughly(remainingMs)} left`
  return isEndless === true && share === undefined ? 'end not known' : ''
}

/** An estimate has no seconds where it has minutes: "about 3 min". */
function showRoughly(durationMs: number): string {
  const seconds = Math.max(1, Math.ceil(durationMs / 1_000))
  if (seconds < 10) return `${seconds} s`
  if (seconds < 100) return `about ${Math.ceil(seconds / 5) * 5} s`
  const minutes = Math.ceil(seconds / 60)
  return `about ${showDuration(minutes * 60_000).replace(/ 0 (s|min)$/, '')}`
}

/** "3 s", "2 min 5 s", "1 h 20 min". */
export function showDuration(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1_000))
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (hours > 0) return `${showCount(hours)} h ${minutes % 60} min`
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`
}

/** The same, to a tenth of a second where it is short: "3.2 s". */
export function showShortDuration(durationMs: number): string {
  return durationMs < 10_000 ? `${(durationMs / 1_000).toFixed(1)} s` : showDuration(durationMs)
}
