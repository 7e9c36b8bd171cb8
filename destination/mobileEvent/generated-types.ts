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
   * The id the AppsFlyer SDK made on the device. AppsFlyer refuses events of iOS and Android apps without it; those of PCs, consoles and TVs have ids of their own. Where it is empty, an external id of a type that names AppsFlyer is taken.
   */
  appsflyer_id?: string
  /**
   * Your own id of the user, as the SDK sends it. Not an e-mail address.
   */
  customer_user_id?: string
  /**
   * ios, android, or what a device app runs on (steam, roku …): it decides the app. iPadOS, tvOS, watchOS and visionOS count as ios. Events of a server name none: give a fixed value if all events of this mapping are of one platform.
   */
  platform?: string
  /**
   * Decides where the platform says neither ios nor android.
   */
  operating_system?: string
  /**
   * Such as 17.4.1. AppsFlyer asks for it on iOS.
   */
  os_version?: string
  /**
   * Apple's advertising id.
   */
  idfa?: string
  /**
   * Apple's vendor id.
   */
  idfv?: string
  /**
   * App Tracking Transparency: authorized, denied, restricted or notDetermined, or 0 to 3. What it decides is in the settings.
   */
  att_status?: string
  /**
   * Android's advertising id (GAID).
   */
  advertising_id?: string
  /**
   * Open advertising id of Android devices without Google services.
   */
  oaid?: string
  /**
   * Advertising id of Fire devices.
   */
  amazon_aid?: string
  /**
   * Only where it may be used.
   */
  imei?: string
  /**
   * Android's app set id: an object of scope (1 app, 2 developer) and id, or the id alone beside app_set_id_scope.
   */
  app_set_id?: {
    /**
     * 1 (app) or 2 (developer).
     */
    scope?: string
    /**
     * The UUID.
     */
    id?: string
  }
  /**
   * false when the user opted out of advertising ids.
   */
  ad_tracking_enabled?: string
  /**
   * Only for apps on PCs, consoles and TVs: first_open for the first launch, session for each later one. Empty: an in-app event.
   */
  send_as?: string
  /**
   * Ids of a PC, a console or a TV, by their types: {"rida": "…"}. Where it is empty, properties such as device_ids, rida, steam_id and device_id are taken.
   */
  device_ids?: {
    [k: string]: unknown
  }
  /**
   * Such as 3920X. A session of a PC, a console or a TV needs it.
   */
  device_model?: string
  /**
   * Of an event of a PC, a console or a TV: unique for each event, the same for each try.
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
   * AppsFlyer's consent_data: {"manual": {gdpr_applies, ad_user_data_enabled, ad_personalization_enabled}} or {"tcf": {…}}.
   */
  consent_data?: {
    [k: string]: unknown
  }
  /**
   * Ids of the partners that must not get the event, or all. Empty: what the settings say.
   */
  sharing_filter?: string[]
  /**
   * The version name of your app.
   */
  app_version?: string
  /**
   * com.example.app; many ad networks ask for it.
   */
  bundle_identifier?: string
  /**
   * The store the app came from (Android).
   */
  app_store?: string
  /**
   * app_clip for an event in an App Clip, else nothing.
   */
  app_type?: string
  /**
   * Digits.
   */
  fb_login_id?: string
  /**
   * Only to name one of the apps of the settings; else the platform decides.
   */
  app_id?: string
  /**
   * An object for the custom_data field of raw data.
   */
  custom_data?: {
    [k: string]: unknown
  }
  /**
   * The same as Event Values, for a column that holds JSON as text. Event Values wins.
   */
  event_values_json?: string
  /**
   * The same as Custom Data, for a column that holds JSON as text. Custom Data wins.
   */
  custom_data_json?: string
  /**
   * The same as Consent, for a column that holds JSON as text. Consent wins.
   */
  consent_data_json?: string
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
