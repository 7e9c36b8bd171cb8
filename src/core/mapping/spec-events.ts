import { remembered } from '../domain/remembered'
import { wordsOf } from '../reading/names'

/** From a property to a parameter: the first of `from` that is set becomes each of `to`. Names of properties in plain form. */
export interface ParameterRule {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** What a semantic event of Segment's spec, or one of Google Analytics' recommended events, becomes in AppsFlyer. */
export interface SpecEvent {
  readonly name: string
  /** Beside the shared parameters; these come first. */
  readonly parameters: readonly ParameterRule[]
  /** Which properties hold the revenue, the first that is set; in plain form. */
  readonly revenue: readonly string[]
  /** What the event says of money: that it came in, that it goes back (revenue is negative then, whatever its sign was), or nothing. */
  readonly money: 'sale' | 'refund' | 'none'
  /** How `products` is sent: as parallel arrays of ids, quantities and prices, or as a list of ids. */
  readonly products: 'parallel_arrays' | 'content_list'
}

const rule = (from: string | readonly string[], ...to: string[]): ParameterRule => ({
  from: typeof from === 'string' ? [from] : from,
  to,
})

/** Parameters that every event of the specs shares. */
export const sharedParameters: readonly ParameterRule[] = [
  rule('price', 'af_price'),
  rule('quantity', 'af_quantity'),
  rule(['productid', 'sku', 'itemid'], 'af_content_id'),
  rule(['category', 'contenttype'], 'af_content_type'),
  rule(['coupon', 'couponcode'], 'af_coupon_code'),
]

function specEvent(name: string, parameters: readonly ParameterRule[] = [], rest: Partial<SpecEvent> = {}): SpecEvent {
  return { name, parameters, revenue: ['revenue'], money: 'none', products: 'parallel_arrays', ...rest }
}

const order = rule(['orderid', 'transactionid'], 'af_order_id', 'af_receipt_id')
/** What Google Analytics calls the value of an event that is no sale. */
const worth = rule(['price', 'value'], 'af_price')
const saleAmounts = ['revenue', 'total', 'value']

const purchase = specEvent('af_purchase', [rule('total', 'af_price'), order], { revenue: saleAmounts, money: 'sale' })
const refund = specEvent('cancel_purchase', [order], { revenue: saleAmounts, money: 'refund' })
const search = specEvent('af_search', [rule(['query', 'searchterm', 'searchstring'], 'af_search_string')])
const listView = specEvent('af_list_view', [], { products: 'content_list' })
const contentView = specEvent('af_content_view', [worth])
const addToCart = specEvent('af_add_to_cart', [worth])
const addToWishlist = specEvent('af_add_to_wishlist', [worth])
const removeFromCart = specEvent('remove_from_cart', [worth])
const checkout = specEvent('af_initiated_checkout', [rule(['value', 'total'], 'af_price')])
const paymentInfo = specEvent('af_add_payment_info', [worth])
const share = specEvent('af_share', [rule('sharemessage', 'af_description')])
const registrationMethod = rule('method', 'af_registration_method')
const registration = specEvent('af_complete_registration', [registrationMethod])
const login = specEvent('af_login', [registrationMethod])
const adType = rule('creative', 'af_adrev_ad_type')

/**
 * By normalised name: Segment's spec (e-commerce, B2B SaaS, trials), its older names (spec v1), and Google Analytics'
 * recommended events.
 */
export const specEvents: ReadonlyMap<string, SpecEvent> = new Map([
  ['products searched', search],
  ['searched products', search],
  ['search', search],
  ['view search results', search],
  ['product list viewed', listView],
  ['viewed product category', listView],
  ['viewed product list', listView],
  ['view item list', listView],
  ['product viewed', contentView],
  ['viewed product', contentView],
  ['view item', contentView],
  ['product added', addToCart],
  ['added product', addToCart],
  ['add to cart', addToCart],
  ['wishlist product added to cart', addToCart],
  ['product added to wishlist', addToWishlist],
  ['added product to wishlist', addToWishlist],
  ['add to wishlist', addToWishlist],
  ['product removed', removeFromCart],
  ['removed product', removeFromCart],
  ['remove from cart', removeFromCart],
  ['checkout started', checkout],
  ['started checkout', checkout],
  ['begin checkout', checkout],
  ['payment info entered', paymentInfo],
  ['add payment info', paymentInfo],
  ['order completed', purchase],
  ['completed order', purchase],
  ['purchase', purchase],
  ['ecommerce purchase', purchase],
  ['order refunded', refund],
  ['refunded order', refund],
  ['order cancelled', refund],
  ['order canceled', refund],
  ['cancelled order', refund],
  ['refund', refund],
  ['purchase refund', refund],
  ['promotion viewed', specEvent('af_ad_view', [adType])],
  ['promotion clicked', specEvent('af_ad_click', [adType])],
  ['product shared', share],
  ['cart shared', share],
  ['share', share],
  ['product reviewed', specEvent('af_rate', [rule('rating', 'af_rating_value')])],
  ['signed up', registration],
  ['sign up', registration],
  ['signed in', login],
  ['login', login],
  ['trial started', specEvent('af_start_trial')],
  ['subscription started', specEvent('af_subscribe', [], { money: 'sale' })],
])

/** Any case, blanks or underscores: `order_completed` is `Order Completed`. */
export const normaliseEventName = remembered((name) =>
  name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' '),
)

/** The spec event of a name in any spelling: `order_completed`, `orderCompleted` and `order-completed` are `Order Completed`. */
export const specEventOf = remembered((name) => specEvents.get(wordsOf(name).join(' ')))
