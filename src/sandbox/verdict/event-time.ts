import type { SentBody } from '../../../spec/appsflyer/answers/sent-body'
import { isStampedOnArrival } from './is-stamped-on-arrival'

/** When AppsFlyer says that an event happened. */
export interface EventTime {
  /** Milliseconds since 1970. */
  readonly ms: number
  /** Why that is the moment of its arrival though another was sent; null when it is the one sent, or none was. */
  readonly stamped: ReturnType<typeof isStampedOnArrival>
}

/** The time of an accepted event. Without a readable one it is the moment of its arrival. */
export function eventTimeOf(family: 'mobile' | 'web', body: SentBody, arrivalMs: number, timeZone: string): EventTime {
  const sentMs = family === 'mobile' ? mobileTimeMs(body) : body.timestamp
  if (typeof sentMs !== 'number' || Number.isNaN(sentMs)) return { ms: arrivalMs, stamped: null }
  const stamped = isStampedOnArrival(sentMs, arrivalMs, family, timeZone)
  return { ms: stamped === null ? sentMs : arrivalMs, stamped }
}

function mobileTimeMs({ eventTime }: SentBody): number | undefined {
  return typeof eventTime === 'string' ? Date.parse(`${eventTime.replace(' ', 'T')}Z`) : undefined
}
