import { remembered } from '../domain/remembered'
import { wordsOf } from '../reading/names'
import type { SpecEvent } from './spec-events'

/** What an event says of money: it came in, it goes back, or its name sounds as if it did. */
export type MoneyKind = 'sale' | 'refund' | 'perhaps_refund' | 'none'

/** AppsFlyer's own names for events with money, and the usual ones for money that goes back. */
const named: ReadonlyMap<string, MoneyKind> = new Map([
  ['af purchase', 'sale'],
  ['af subscribe', 'sale'],
  ['af order completed', 'sale'],
  ['cancel purchase', 'refund'],
  ['af cancel purchase', 'refund'],
  ['af refund', 'refund'],
  ['refunded', 'refund'],
  ['purchase refunded', 'refund'],
  ['refund purchase', 'refund'],
  ['order refund', 'refund'],
  ['subscription refunded', 'refund'],
  ['non subscription purchase refunded', 'refund'],
  ['refund completed', 'refund'],
  ['order returned', 'perhaps_refund'],
  ['purchase returned', 'perhaps_refund'],
  ['item returned', 'perhaps_refund'],
  // Apple takes a refund back: the money comes in after all (App Store Server Notifications).
  ['refund reversed', 'sale'],
  ['charge succeeded', 'sale'],
  ['charge captured', 'sale'],
  ['payment intent succeeded', 'sale'],
  ['payment succeeded', 'sale'],
  ['payment completed', 'sale'],
  ['order placed', 'sale'],
  ['order completed', 'sale'],
  ['checkout completed', 'sale'],
])

const sale =
  /^(purchase|purchased|purchases|renewal|renew|renewed|renews|rebill|subscribe|subscribed|subscription|sale|sold|paid|charged)$/
const refund =
  /^(refund|refunded|refunds|chargeback|chargebacks|dispute|disputed|reversal|reversed|revoke|revoked|void|voided)$/
/** Beside these a word such as purchase tells of no money yet, or of none any more. */
const noSale =
  /^(start|started|begin|began|init|initiate|initiated|initiation|view|viewed|click|clicked|tap|tapped|fail|failed|failure|error|declined|won|attempt|attempted|cancel|cancelled|canceled|cancellation|expire|expired|expires|expiration|restore|restored|request|requested|pause|paused|free|trial|screen|page|intent|pending|hold|grace|change|changed|product|extended|un|unsubscribe|opened|shown|paywall|info|status|billing|issue|detected|transfer|alias)$/

/** What the names of an event (its own, and the one it goes out under) say of money, where its spec says nothing. */
export function moneyKindOf(specEvent: SpecEvent | undefined, ...names: readonly (string | undefined)[]): MoneyKind {
  let kind: MoneyKind = 'none'
  for (const name of names) {
    const said = name === undefined ? 'none' : kindOfName(name)
    if (said === 'refund') return said
    if (kind === 'none') kind = said
  }
  // A known event that is no sale stays none, however it is called.
  return specEvent !== undefined && kind === 'sale' ? 'none' : kind
}

const kindOfName = remembered((name) => {
  const words = wordsOf(name)
  return named.get(words.join(' ')) ?? kindOfWords(words)
})

function kindOfWords(words: readonly string[]): MoneyKind {
  if (words.some((word) => refund.test(word)) && !words.some((word) => cover.test(word)))
    return words.some((word) => noSale.test(word)) ? 'none' : 'perhaps_refund'
  return words.some((word) => sale.test(word)) && !words.some((word) => noSale.test(word)) ? 'sale' : 'none'
}

/** Whether a name says that an advertisement was shown: `ad_impression`, `af_ad_revenue`, `paid_ad_ilrd`. Its money is no purchase; that of `remove_ads` is. */
export const saysAd = remembered((name) => {
  const words = wordsOf(name)
  if (words.some((word) => /^(no|remove|removed|remover|free|without|purchase|purchased|bought)$/.test(word)))
    return false
  return words.some((word) =>
    /^(ad|ads|adrev|admob|ilrd|impression|impressions|interstitial|banner|rewarded)$/.test(word),
  )
})

/** Whether a name says that the event is a trial run: `af_purchase_sandbox`, `test_purchase`. */
export const saysTest = remembered((name) => {
  const words = wordsOf(name)
  if (words.some((word) => /^(sandbox|staging|dummy|debug)$/.test(word))) return true
  // A test drive is sold as well.
  const besideTest = words[0] === 'test' ? words[1] : words.at(-1) === 'test' ? words.at(-2) : undefined
  return besideTest !== undefined && (sale.test(besideTest) || /^(order|payment|transaction|event)$/.test(besideTest))
})

/** Words that say that no money came in: `charge.failed`, `EXPIRED`, `subscription_cancelled`, `GRACE_PERIOD_EXPIRED`. */
const unpaid =
  /^(fail|fails|failed|failure|failing|declined|decline|rejected|refused|denied|unsuccessful|deleted|cancel|cancels|cancelled|canceled|canceling|cancelling|cancellation|expire|expires|expired|expiring|expiration|expiry|pause|paused|pending|hold|grace|unsubscribe|unsubscribed|change|changed|changes|increase|abandoned|abandonment|unpaid|overdue|incomplete|upcoming|reminder|attempt|attempted|voided|revoke|revoked|deferred|uncancellation|uncancelled|uncanceled)$/
const unpaidPair =
  /\b(billing|payment|purchase) (issue|problem|error)\b|\b(refund|consumption) request(ed)?\b|\b(renewal|subscription) extended\b|\bnot (paid|completed)\b|\b(subscription|trial|membership|plan) ended\b|\binvoice (issuance|issued|created|drafted|sent|finali[sz]ed|draft)\b/
/** Whatever else the name says. */
const surelyUnpaid =
  /\b(subscription|trial|order|payment|purchase) (has )?expired\b|\bcancellation completed\b|\bnot (paid|completed)\b/
/** Beside these money came in after all: `billing_issue_resolved`, `order_changed_and_paid`. */
const paidAfterAll =
  /^(paid|purchased|bought|settled|fee|fees|purchase|succeeded|success|successful|completed|charged|captured|renewed|renews|recovered|recover|recovery|resolved|reactivated|resumed)$/
/** What is sold beside a word of the kind: `cancellation_insurance`, `refund_protection_purchase`. */
const cover = /^(insurance|protection|cover|coverage|guarantee|policy|waiver)$/
/** Words that with a thing for sale tell of what comes before a payment: `purchase_started`, `checkout_initiated`. */
const before =
  /^(start|starts|started|begin|begins|began|init|initiate|initiated|initiates|initiation|view|views|viewed|click|clicked|tap|tapped|shown|opened|intent|selected)$/
const forSale = /^(purchase|payment|checkout|order|paywall|cart|product|item|offer)$/
/** AppsFlyer's names of events with prices, not revenue (AppsFlyer's list of predefined events). */
const priced: ReadonlySet<string> = new Set([
  ...['af add to cart', 'af add to wishlist', 'af content view', 'af initiated checkout', 'af add payment info'],
  ...['af list view', 'af search', 'remove from cart', 'af remove from cart'],
])

/**
 * Whether a name says that no money came in with the event. Names of refunds say so in another way: there a minus is due.
 */
export const saysNoPayment = remembered((name) => {
  const words = wordsOf(name)
  if (priced.has(words.join(' '))) return true
  const joined = words.join(' ')
  if (surelyUnpaid.test(joined)) return true
  if (words.some((word) => cover.test(word)) && !/^(cancel\w{0,10}|fail\w{0,10}|expire\w?)$/.test(words.at(-1) ?? ''))
    return false
  // The thing itself at the end, not what became of it: one_click_purchase.
  const [first = '', last = ''] = [words.at(0), words.at(-1)]
  if (paidAfterAll.test(last) || words.some((word) => paidAfterAll.test(word) && word !== 'purchase')) return false
  if (words.some((word) => unpaid.test(word)) || unpaidPair.test(joined)) return true
  const isOrder = /^(order|payment)$/.test(last) && !/^(start|begin|init|initiate|attempt)/.test(first)
  return !isOrder && words.some((word) => before.test(word)) && words.some((word) => forSale.test(word))
})
