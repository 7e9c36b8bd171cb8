import type { RawColumn } from './columns'

/**
 * How raw data of in-app events is written down: the headers of the Pull API's reports in their order, the columns that are
 * added on request, and the columns of Data Locker's files.
 * Documents: the Pull API's reference (raw data reports, additional_fields); "Raw data field dictionary"
 * (https://support.appsflyer.com/hc/en-us/articles/208387843); "Data Locker"
 * (https://support.appsflyer.com/hc/en-us/articles/360000877538).
 */

/** The 81 columns of every report of events: the header, and its column under the name of Data Locker and the Push API. */
export const reportColumns = {
  'Attributed Touch Type': 'attributed_touch_type',
  'Attributed Touch Time': 'attributed_touch_time',
  'Install Time': 'install_time',
  'Event Time': 'event_time',
  'Event Name': 'event_name',
  'Event Value': 'event_value',
  'Event Revenue': 'event_revenue',
  'Event Revenue Currency': 'event_revenue_currency',
  'Event Revenue USD': 'event_revenue_usd',
  'Event Source': 'event_source',
  'Is Receipt Validated': 'is_receipt_validated',
  Partner: 'af_prt',
  'Media Source': 'media_source',
  Channel: 'af_channel',
  Keywords: 'af_keywords',
  Campaign: 'campaign',
  'Campaign ID': 'af_c_id',
  Adset: 'af_adset',
  'Adset ID': 'af_adset_id',
  Ad: 'af_ad',
  'Ad ID': 'af_ad_id',
  'Ad Type': 'af_ad_type',
  'Site ID': 'af_siteid',
  'Sub Site ID': 'af_sub_siteid',
  'Sub Param 1': 'af_sub1',
  'Sub Param 2': 'af_sub2',
  'Sub Param 3': 'af_sub3',
  'Sub Param 4': 'af_sub4',
  'Sub Param 5': 'af_sub5',
  'Cost Model': 'af_cost_model',
  'Cost Value': 'af_cost_value',
  'Cost Currency': 'af_cost_currency',
  'Contributor 1 Partner': 'contributor_1_af_prt',
  'Contributor 1 Media Source': 'contributor_1_media_source',
  'Contributor 1 Campaign': 'contributor_1_campaign',
  'Contributor 1 Touch Type': 'contributor_1_touch_type',
  'Contributor 1 Touch Time': 'contributor_1_touch_time',
  'Contributor 2 Partner': 'contributor_2_af_prt',
  'Contributor 2 Media Source': 'contributor_2_media_source',
  'Contributor 2 Campaign': 'contributor_2_campaign',
  'Contributor 2 Touch Type': 'contributor_2_touch_type',
  'Contributor 2 Touch Time': 'contributor_2_touch_time',
  'Contributor 3 Partner': 'contributor_3_af_prt',
  'Contributor 3 Media Source': 'contributor_3_media_source',
  'Contributor 3 Campaign': 'contributor_3_campaign',
  'Contributor 3 Touch Type': 'contributor_3_touch_type',
  'Contributor 3 Touch Time': 'contributor_3_touch_time',
  Region: 'region',
  'Country Code': 'country_code',
  State: 'state',
  City: 'city',
  'Postal Code': 'postal_code',
  DMA: 'dma',
  IP: 'ip',
  WIFI: 'wifi',
  Operator: 'operator',
  Carrier: 'carrier',
  Language: 'language',
  'AppsFlyer ID': 'appsflyer_id',
  'Advertising ID': 'advertising_id',
  IDFA: 'idfa',
  'Android ID': 'android_id',
  'Customer User ID': 'customer_user_id',
  IMEI: 'imei',
  IDFV: 'idfv',
  Platform: 'platform',
  'Device Type': 'device_type',
  'OS Version': 'os_version',
  'App Version': 'app_version',
  'SDK Version': 'sdk_version',
  'App ID': 'app_id',
  'App Name': 'app_name',
  'Bundle ID': 'bundle_id',
  'Is Retargeting': 'is_retargeting',
  'Retargeting Conversion Type': 'retargeting_conversion_type',
  'Attribution Lookback': 'af_attribution_lookback',
  'Reengagement Window': 'af_reengagement_window',
  'Is Primary Attribution': 'is_primary_attribution',
  'User Agent': 'user_agent',
  'HTTP Referrer': 'http_referrer',
  'Original URL': 'original_url',
} as const satisfies Readonly<Record<string, RawColumn>>

/** The reports of events that name users and ids. */
export type EventReport =
  | 'in_app_events_report'
  | 'organic_in_app_events_report'
  | 'in-app-events-retarget'
  | 'blocked_in_app_events_report'

/** What `additional_fields` may name, and the header of the column; in every report of events unless `lacking` says otherwise. */
export const additionalFields = {
  store_reinstall: 'Store Reinstall',
  impressions: 'Impressions',
  contributor3_match_type: 'Contributor 3 Match Type',
  custom_dimension: 'Custom Dimension',
  conversion_type: 'Conversion Type',
  gp_click_time: 'Google Play Click Time',
  match_type: 'Match Type',
  mediation_network: 'Mediation Network',
  oaid: 'OAID',
  deeplink_url: 'Deeplink URL',
  blocked_reason: 'Blocked Reason',
  blocked_sub_reason: 'Blocked Sub Reason',
  gp_broadcast_referrer: 'Google Play Broadcast Referrer',
  gp_install_begin: 'Google Play Install Begin Time',
  campaign_type: 'Campaign Type',
  custom_data: 'Custom Data',
  rejected_reason: 'Rejected Reason',
  device_download_time: 'Device Download Time',
  keyword_match_type: 'Keyword Match Type',
  contributor1_match_type: 'Contributor 1 Match Type',
  contributor2_match_type: 'Contributor 2 Match Type',
  device_model: 'Device Model',
  monetization_network: 'Monetization Network',
  segment: 'Segment',
  is_lat: 'Is LAT',
  gp_referrer: 'Google Play Referrer',
  blocked_reason_value: 'Blocked Reason Value',
  store_product_page: 'Store Product Page',
  device_category: 'Device Category',
  app_type: 'App Type',
  rejected_reason_value: 'Rejected Reason Value',
  ad_unit: 'Ad Unit',
  keyword_id: 'Keyword ID',
  placement: 'Placement',
  network_account_id: 'Network Account ID',
  install_app_store: 'Install App Store',
  amazon_aid: 'Amazon Fire ID',
  att: 'ATT',
  engagement_type: 'Engagement Type',
  gdpr_applies: 'GDPR Applies',
  ad_user_data_enabled: 'Ad User Data Enabled',
  ad_personalization_enabled: 'Ad Personalization Enabled',
  total_candidates: 'Total Candidates',
  engagement_destination: 'Engagement Destination',
  is_organic: 'Is Organic',
} as const
export type AdditionalField = keyof typeof additionalFields

/** The additional fields that a report has no column for. */
export const lacking: { readonly [report in EventReport]: readonly AdditionalField[] } = {
  in_app_events_report: ['is_organic'],
  organic_in_app_events_report: ['is_lat', 'store_product_page', 'engagement_destination', 'is_organic'],
  'in-app-events-retarget': ['is_organic'],
  blocked_in_app_events_report: [
    'gdpr_applies',
    'ad_user_data_enabled',
    'ad_personalization_enabled',
    'engagement_destination',
  ],
}

/**
 * The columns of a file of Data Locker's topic inapps. A file of one app's own folder (`app_id=`) has no column app_id;
 * here it is the first.
 */
export const lockerColumns = [
  'app_id',
  ...['attributed_touch_type', 'attributed_touch_time', 'install_time', 'event_time', 'event_name'],
  ...['event_value', 'event_revenue', 'event_revenue_currency', 'event_revenue_usd', 'af_cost_model'],
  ...['af_cost_value', 'af_cost_currency', 'event_source', 'is_receipt_validated', 'af_prt', 'media_source'],
  ...['af_channel', 'af_keywords', 'install_app_store', 'campaign', 'af_c_id', 'af_adset', 'af_adset_id'],
  ...['af_ad', 'af_ad_id', 'af_ad_type', 'af_siteid', 'af_sub_siteid', 'af_sub1', 'af_sub2', 'af_sub3'],
  ...['af_sub4', 'af_sub5', 'region', 'country_code', 'state', 'city', 'postal_code', 'dma', 'ip', 'wifi'],
  ...['operator', 'carrier', 'language', 'appsflyer_id', 'customer_user_id', 'android_id', 'advertising_id'],
  ...['imei', 'idfa', 'idfv', 'amazon_aid', 'device_type', 'device_category', 'platform', 'os_version'],
  ...['app_version', 'sdk_version', 'app_name', 'bundle_id', 'is_retargeting', 'is_primary_attribution'],
  ...['af_attribution_lookback', 'match_type', 'user_agent', 'http_referrer', 'original_url', 'gp_referrer'],
  ...['gp_click_time', 'gp_install_begin', 'gp_broadcast_referrer', 'custom_data', 'network_account_id'],
  ...['keyword_match_type', 'af_web_id', 'device_download_time', 'deeplink_url', 'oaid', 'conversion_type'],
  ...['campaign_type', 'device_model', 'att', 'custom_dimension', 'is_lat', 'app_type', 'keyword_id'],
  ...['is_organic', 'store_product_page', 'engagement_type', 'gdpr_applies', 'ad_user_data_enabled'],
  ...['ad_personalization_enabled', 'raw_consent_data', 'total_candidates', 'tagged_type'],
  ...['tagged_additional_data', 'is_tagged', 'store_reinstall', 'engagement_destination', 'detected_rule_name'],
  ...['detected_rule_id'],
] as const satisfies readonly RawColumn[]
