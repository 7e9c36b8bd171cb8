import { asText } from '../reading/values'
import type { Mapping } from './mapping'
import { saysAd } from './money-events'
import type { NamedEvent } from './name-event'
import type { Money } from './read-money'

/**
 * Tells of revenue in an app whose revenue AppsFlyer has from the store already: of what the store sold it counts both (ROI360,
 * store revenue). Whatever a purchase is called it is one: what is shown, what brought no money in and what the record says was paid for
 * elsewhere is none of the store's. Which of the others are, only the sender knows.
 */
export function findStoreRevenue(mapping: Mapping, named: NamedEvent, { revenue }: Money): void {
  if (revenue === undefined || revenue === '0' || named.isNoPayment || !measuresStores(mapping)) return
  const names = [named.name, mapping.fields.text('event_name')]
  if (isMeasuredByStore(mapping, names) && !isPaidElsewhere(mapping))
    mapping.fields.note('store_revenue_twice', 'revenue')
}

/** Whether the money of an event of these names may be that of a store which AppsFlyer measures: the App Store or Google Play. */
export function isMeasuredByStore(mapping: Mapping, names: readonly (string | undefined)[]): boolean {
  const { platform } = mapping.choice.app
  if (!measuresStores(mapping)) return false
  return (platform === 'ios' || platform === 'android') && !names.some((name) => name !== undefined && saysAd(name))
}

function measuresStores({ plan }: Mapping): boolean {
  return plan.configuration.store_revenue_measured_by_appsflyer === true
}

/** What RevenueCat and others call what was not sold by Apple or Google (RevenueCat, Event fields: store). */
const otherStores = /^(stripe|paddle|paypal|braintree|adyen|rc ?billing|promotional|amazon|roku|web|external)$/

function isPaidElsewhere({ raw }: Mapping): boolean {
  const store = asText(raw.properties['store'])?.toLowerCase().replace(/[_-]/g, ' ').trim()
  return store !== undefined && otherStores.test(store)
}
