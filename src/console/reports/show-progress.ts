import { showCount } from '../preview/show-findings'
import { cutToWidth } from '../terminal/display-width'
import type { Style } from '../terminal/style'

/** How a send stands. */
export interface Standing {
  readonly readBytes: number
  /** Absent where the end is not known. */
  readonly sizeBytes?: number
  readonly bytesPerSecond: number
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
  const share = shareOf(standing)
  const percent = share === undefined ? [] : [showPercent(share).padStart(4)]
  const count = `${showCount(accepted)} accepted`
  if (trouble !== undefined) return style.yellow(cutToWidth([...percent, count, trouble].join('  '), width - 1))
  const parts = [
    ...percent,
    count,
    ...(rejected > 0 ? [`${showCount(rejected)} rejected`] : []),
    `${showCount(Math.round(settledPerSecond))}/s${isThrottled ? ' (throttled)' : ''}`,
    showRemaining(standing),
  ]
  const text = cutToWidth(parts.filter((part) => part !== '').join('  '), width - barColumns(width) - 2)
  const columns = barColumns(width)
  if (share === undefined || columns === 0) return text
  const filled = Math.round(share * columns)
  return `${style.green('█'.repeat(filled))}${style.dim('░'.repeat(columns - filled))} ${text}`
}

/** One line for a log. */
export function quietLine(standing: Standing): string {
  const { accepted, rejected, skipped, retries, settledPerSecond, isThrottled, trouble } = standing
  const share = shareOf(standing)
  const parts = [
    `${showCount(accepted)} accepted, ${showCount(rejected)} rejected, ${showCount(skipped)} skipped`,
    `${showCount(Math.round(settledPerSecond))} a second${isThrottled ? ' (throttled)' : ''}`,
    ...(retries > 0 ? [`${showCount(retries)} retries`] : []),
    ...(share === undefined ? [] : [`${showPercent(share)} read`]),
    trouble ?? showRemaining(standing),
  ]
  return parts.filter((part) => part !== '').join('; ')
}

function shareOf({ readBytes, sizeBytes }: Standing): number | undefined {
  return sizeBytes === undefined || sizeBytes === 0 ? undefined : Math.min(1, readBytes / sizeBytes)
}

/** Never 100 % before the end. */
function showPercent(share: number): string {
  return `${Math.floor(Math.min(share, 0.99) * 100)} %`
}

function showRemaining({ readBytes, sizeBytes, bytesPerSecond }: Standing): string {
  if (sizeBytes === undefined || bytesPerSecond <= 0) return ''
  return `${showDuration(((sizeBytes - readBytes) / bytesPerSecond) * 1_000)} left`
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
