import { own } from '../../json/json'
import type { Event } from '../domain/event'
import { noCleanValues, withText } from '../person/clean-parts'
import { idOfOurs } from '../person/clean-text'

/**
 * The event with its delivery id where AppsFlyer gives it back or knows it: on mobile as `did` in `custom_data`, which
 * comes back in its raw data (S2S mobile API, custom_data); on the web in `customer_dedup_id`, unless the record has one of
 * its own. Undefined where the record's own `custom_data` has a `did`.
 */
export function tellDelivery(event: Event, id: string): Event | undefined {
  const told = idOfOurs(id)
  if (event.kind === 'web_event' || event.kind === 'web_visit') return { ...event, dedup_id: event.dedup_id ?? told }
  // People-based attribution and devices have no place for it.
  if (event.kind !== 'mobile_event') return event
  const { custom_data: customData = noCleanValues } = event
  return own(customData, 'did') === undefined ? { ...event, custom_data: withText(customData, 'did', told) } : undefined
}
