// Generated file. DO NOT MODIFY IT BY HAND.

export interface Settings {
  /**
   * One for the whole account, for all apps. An admin finds it in AppsFlyer under Security center, Manage AppsFlyer tokens: type S2S.
   */
  s2s_token?: string
  /**
   * Only for mobile apps on API version v2. In AppsFlyer it is in the settings of the app.
   */
  dev_key?: string
  /**
   * Only to pass deletion requests on to AppsFlyer’s OpenDSR API. It is beside the S2S token: type API.
   */
  erasure_token?: string
  /**
   * With its prefix: id123456789. In AppsFlyer it is beside the name of the app, under My apps. Leave it empty if you have no iOS app. Several of one platform: separated by commas.
   */
  ios_app_id?: string
  /**
   * The package name: com.example.app, as under My apps in AppsFlyer. Leave it empty if you have no Android app. Several of one platform: separated by commas.
   */
  android_app_id?: string
  /**
   * As AppsFlyer names the website under My apps: website-www.example.com, not its address. Leave it empty if you have none. Several of one platform: separated by commas.
   */
  web_app_id?: string
  /**
   * The time zone in the settings of the web app in AppsFlyer, as an IANA name such as America/New_York: it decides until when an event is on time. Empty: UTC.
   */
  web_time_zone?: string
  /**
   * For people-based attribution of a website: the id of the brand bundle, in AppsFlyer under My apps, View brand bundles. Leave it empty if you have none.
   */
  pba_bundle_id?: string
  /**
   * The web dev key of that brand bundle, which is beside its id.
   */
  pba_web_dev_key?: string
  /**
   * Apps on PCs, consoles and TVs, with the prefix of the platform, such as steam-480, roku-123 or playstation-abc. Leave it empty if you have none. Several: separated by commas.
   */
  device_app_id?: string
  /**
   * The dev key, which signs what is sent to these apps. In AppsFlyer it is in the settings of the app.
   */
  device_dev_key?: string
  /**
   * Which of AppsFlyer’s mobile APIs the iOS app uses.
   */
  ios_api_version?: string
  /**
   * Only for API version v2, and only if the iOS app has another dev key than the account. A key that was saved here for v3 counts until the S2S token is filled in.
   */
  ios_key?: string
  /**
   * Which of AppsFlyer’s mobile APIs the Android app uses.
   */
  android_api_version?: string
  /**
   * Only for API version v2, and only if the Android app has another dev key than the account. A key that was saved here for v3 counts until the S2S token is filled in.
   */
  android_key?: string
  /**
   * The S2S token has taken its place. A key that was saved here counts until that is filled in.
   */
  web_key?: string
  /**
   * Whether events of the Segment spec take the names AppsFlyer has for them.
   */
  event_names?: string
  /**
   * Which amount of an order is the revenue where it has both. Segment’s classic destination took the total. A field Revenue of your own mapping wins.
   */
  revenue_from?: string
  /**
   * AppsFlyer has the revenue of in-app purchases from the stores (ROI360). Then a purchase in an app with revenue, which it counts twice, is told.
   */
  store_revenue_measured?: boolean
  /**
   * Only if AppsFlyer has agreed to it for your account: an iOS event without an AppsFlyer ID carries the IDFV in its place. AppsFlyer’s documents require the AppsFlyer ID.
   */
  can_omit_appsflyer_id?: boolean
  /**
   * For events that name none: three letters, such as USD, which Segment’s classic destination took. Empty: AppsFlyer takes its own.
   */
  default_currency?: string
  /**
   * The country of national phone numbers whose event names none: two letters, such as US.
   */
  default_phone_country?: string
  /**
   * What to do with events of users who opted out of ad tracking.
   */
  opted_out_users?: string
  /**
   * Ids of partners that must not get the events, separated by commas; all blocks every partner. Mobile only.
   */
  sharing_filter?: string
  /**
   * AppsFlyer stamps events that come too late with the time of their arrival.
   */
  late_events?: string
}
