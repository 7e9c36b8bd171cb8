/** From a property to a parameter: the first of `from` that is set becomes each of `to`. */
export interface ParameterRule {
  readonly from: readonly string[]
  readonly to: readonly string[]
}

/** What a semantic event of Segment's spec becomes in AppsFlyer. */
export interface SpecEvent {
  readonly name: string
  /** Beside the shared parameters; these come first. */
  readonly parameters: readonly ParameterRule[]
  /** Which properties hold the revenue, the first that is set. */
  readonly revenue: readonly string[]
  /** Money goes back: revenue is negative, whatever its sign was. */
  readonly isRefund: boolean
  /** How `products` is sent: as parallel arrays of ids, quantities and prices, or as a list of ids. */
  readonly products: 'parallel_arrays' | 'content_list'
}

const rule = (from: string | readonly string[], ...to: string[]): ParameterRule => ({
  from: typeof from === 'string' ? [from] : from,
  to,
})

/** Parameters that every event of Segment's spec shares. */
export const sharedParameters: readonly ParameterRule[] = [
  rule('price', 'af_price'),
  rule('quantity', 'af_quantity'),
  rule(['product_id', 'sku'], 'af_content_id'),
  rule('category', 'af_content_type'),
]

function specEvent(name: string, parameters: readonly ParameterRule[] = [], rest: Partial<SpecEvent> = {}): SpecEvent {
  return { name, parameters, revenue: ['revenue'], isRefund: false, products: 'parallel_arrays', ...rest }
}

const order = rule('order_id', 'af_order_id', 'af_receipt_id')
const addToCart = specEvent('af_add_to_cart')
const refund = specEvent('cancel_purchase', [order], { revenue: ['revenue', 'total'], isRefund: true })
const share = specEvent('af_share', [rule('share_message', 'af_description')])
const registrationMethod = rule('method', 'af_registration_method')
const adType = rule('creative', 'af_adrev_ad_type')

/** Segment's spec: e-commerce, B2B SaaS and trial events, by normalised name. */
export const specEvents: ReadonlyMap<string, SpecEvent> = new Map([
  ['products searched', specEvent('af_search', [rule('query', 'af_search_string')])],
  ['product list viewed', specEvent('af_list_view', [], { products: 'content_list' })],
  ['product viewed', specEvent('af_content_view')],
  ['product added', addToCart],
  ['wishlist product added to cart', addToCart],
  ['product added to wishlist', specEvent('af_add_to_wishlist')],
  ['product removed', specEvent('remove_from_cart')],
  ['checkout started', specEvent('af_initiated_checkout', [rule(['value', 'total'], 'af_price')])],
  ['payment info entered', specEvent('af_add_payment_info')],
  ['order completed', specEvent('af_purchase', [rule('total', 'af_price'), order], { revenue: ['revenue', 'total'] })],
  ['order refunded', refund],
  ['order cancelled', refund],
  ['promotion viewed', specEvent('af_ad_view', [adType])],
  ['promotion clicked', specEvent('af_ad_click', [adType])],
  ['product shared', share],
  ['cart shared', share],
  ['product reviewed', specEvent('af_rate', [rule('rating', 'af_rating_value')])],
  ['signed up', specEvent('af_complete_registration', [registrationMethod])],
  ['signed in', specEvent('af_login', [registrationMethod])],
  ['trial started', specEvent('af_start_trial')],
  ['subscription started', specEvent('af_subscribe')],
])

/** Any case, blanks or underscores: `order_completed` is `Order Completed`. */
export function normaliseEventName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
}
