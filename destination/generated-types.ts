// Generated file. DO NOT MODIFY IT BY HAND.

export interface Settings {
  /**
   * With its prefix: id123456789. Leave it empty if you have no iOS app.
   */
  ios_app_id?: string
  /**
   * v3: the S2S key. v2: the dev key. Both are in the AppsFlyer dashboard, under the settings of the app.
   */
  ios_key?: string
  /**
   * Which of AppsFlyer’s mobile APIs the iOS app uses.
   */
  ios_api_version?: string
  /**
   * The package name: com.example.app. Leave it empty if you have no Android app.
   */
  android_app_id?: string
  /**
   * v3: the S2S key. v2: the dev key. Both are in the AppsFlyer dashboard, under the settings of the app.
   */
  android_key?: string
  /**
   * Which of AppsFlyer’s mobile APIs the Android app uses.
   */
  android_api_version?: string
  /**
   * As the AppsFlyer dashboard names the website: website-www.example.com. Leave it empty if you have none.
   */
  web_app_id?: string
  /**
   * The token of the S2S API for web attribution.
   */
  web_key?: string
  /**
   * The time zone of the web app in AppsFlyer, such as America/New_York: it decides until when an event is on time. Empty: UTC.
   */
  web_time_zone?: string
  /**
   * Whether events of the Segment spec take the names AppsFlyer has for them.
   */
  event_names?: string
  /**
   * For events that name none: three letters, such as USD.
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
   * Ids of partners that must not get the events, with commas between them; all blocks every partner. Mobile only.
   */
  sharing_filter?: string
  /**
   * AppsFlyer stamps events that come too late with the time of their arrival.
   */
  late_events?: string
  /**
   * AppsFlyer’s API V2 token (Security Center). Needed only to pass deletion requests on to AppsFlyer’s OpenDSR API.
   */
  erasure_token?: string
}
