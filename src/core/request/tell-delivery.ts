import { own } from '../../json/json'
import type { CleanText, CleanValues, Event } from '../domain/event'

/**
 * The event with its delivery id where AppsFlyer gives it back or knows it: on mobile as `did` in `custom_data`, which
 * comes back in its raw data (S2S mobile API, custom_data); on the web in `customer_dedup_id`, unless the record has one of
 * its own. Undefined where the record's own `custom_data` has a `did`.
 */
export function tellDelivery(event: Event, id: string): Event | undefined {
  // Digits and letters of ours are clean.
  if (event.kind === 'web_event' || event.kind === 'web_visit')
    return { ...event, dedup_id: event.dedup_id ?? (id as CleanText) }
  // People-based attribution and devices have no place for it.
  if (event.kind !== 'mobile_event') return event
  const { custom_data: customData } = event
  if (customData === undefined) return { ...event, custom_data: { did: id } as unknown as CleanValues }
  return own(customData, 'did') === undefined ? { ...event, custom_data: { ...customData, did: id } } : undefined
}
