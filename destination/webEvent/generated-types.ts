// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * What happened, such as Order Completed; a track call needs it. Events of the Segment spec go out under the names AppsFlyer has for them (af_purchase); every other name goes out as it is.
   */
  event_name?: string
  /**
   * For screen and page calls, which have no event name: Home is sent as "Viewed Home Screen".
   */
  screen_name?: string
  /**
   * When it happened: ISO 8601, yyyy-MM-dd HH:mm:ss (UTC), or seconds, milliseconds, micro- or nanoseconds since 1970.
   */
  event_time?: string | number
  /**
   * Your own id of the user, as the SDK sends it. Not an e-mail address.
   */
  customer_user_id?: string
  /**
   * The AppsFlyer id of the browser (its afUserId cookie). It or the customer user id is needed.
   */
  appsflyer_id?: string
  /**
   * A plain amount, 48.00 or -48.00: no currency sign, no thousands. Empty: revenue or total of an order. Refunds are made negative.
   */
  revenue?: string
  /**
   * How the amount is written: major (10.99; so it is read where nothing is given), minor (by the digits of the currency: 1099 USD, 10 JPY), cents (1099), milli (10990) or micro (10990000).
   */
  revenue_unit?: string
  /**
   * Three letters, ISO 4217.
   */
  currency?: string
  /**
   * What was bought or seen. Each product needs an id or a SKU; a missing quantity is 1.
   */
  products?: {
    /**
     * Your id of the product.
     */
    product_id?: string
    /**
     * Used where there is no product id.
     */
    sku?: string
    /**
     * How many.
     */
    quantity?: string
    /**
     * The price of one.
     */
    price?: string
  }[]
  /**
   * Everything else to know about the event. Properties of the Segment spec get the names AppsFlyer has for them; those used by other fields are not repeated; e-mail addresses, phone numbers and names are taken out.
   */
  event_values?: {
    [k: string]: unknown
  }
  /**
   * The http(s) address of the page.
   */
  event_url?: string
  /**
   * The page before.
   */
  http_referrer?: string
  /**
   * Unique for each event, the same for each try.
   */
  dedup_id?: string
  /**
   * The user's device, not your server. Mobile takes IPv4 only.
   */
  ip?: string
  /**
   * The user's device or browser.
   */
  user_agent?: string
  /**
   * false when the user opted out of advertising ids.
   */
  ad_tracking_enabled?: string
  /**
   * Hashed before it is sent; a 64-digit hex value is taken as hashed already.
   */
  email?: string
  /**
   * Hashed before it is sent. International (+1…), or national together with a country.
   */
  phone?: string
  /**
   * Hashed before it is sent.
   */
  first_name?: string
  /**
   * Hashed before it is sent.
   */
  last_name?: string
  /**
   * The country of a national phone number: ISO code (US, DEU) or English name.
   */
  country?: string
  /**
   * SHA-256 in hex of the normalised value, made by you. Use it instead of the plain value.
   */
  email_hashed?: string
  /**
   * SHA-256 in hex of the normalised value, made by you. Use it instead of the plain value. Country code and number, digits only.
   */
  phone_number_hashed?: string
  /**
   * SHA-256 in hex of the normalised value, made by you. Use it instead of the plain value. With the leading +.
   */
  phone_number_e164_hashed?: string
  /**
   * SHA-256 in hex of the normalised value, made by you. Use it instead of the plain value.
   */
  first_name_hashed?: string
  /**
   * SHA-256 in hex of the normalised value, made by you. Use it instead of the plain value.
   */
  last_name_hashed?: string
  /**
   * Only to name one of the apps of the settings; else the platform decides.
   */
  app_id?: string
  /**
   * The same as Event Values, for a column that holds JSON as text. Event Values wins.
   */
  event_values_json?: string
  /**
   * Ids of other systems. One whose type contains "appsflyer" is the AppsFlyer id where that field is empty.
   */
  external_ids?: {
    /**
     * The id.
     */
    id?: string
    /**
     * The system it belongs to.
     */
    type?: string
  }[]
  /**
   * Segment’s kind of call: track, screen or page. row is for a row of a warehouse, whose columns are then read by their usual names.
   */
  call?: string
  /**
   * How a row of Reverse ETL changed: new, updated or deleted. Deleted rows are not sent.
   */
  row_change?: string
  /**
   * Hand events over in batches. AppsFlyer still gets one request for each event.
   */
  enable_batching?: boolean
  /**
   * The most events in one batch, up to 500.
   */
  batch_size?: number
}
