/**
 * Columns of AppsFlyer's raw data, under the names of Data Locker and the Push API. AppsFlyer adds new ones without notice.
 * Documents: "Raw data field dictionary" (https://support.appsflyer.com/hc/en-us/articles/208387843), the Pull API's
 * reference (raw data reports, additional_fields), "Push API" (https://support.appsflyer.com/hc/en-us/articles/207034356).
 */
export const rawColumns = [
  // The columns of a Pull API report of events, in its order.
  ...['attributed_touch_type', 'attributed_touch_time', 'install_time', 'event_time', 'event_name', 'event_value'],
  ...['event_revenue', 'event_revenue_currency', 'event_revenue_usd', 'event_source', 'is_receipt_validated'],
  ...['af_prt', 'media_source', 'af_channel', 'af_keywords', 'campaign', 'af_c_id', 'af_adset', 'af_adset_id'],
  ...['af_ad', 'af_ad_id', 'af_ad_type', 'af_siteid', 'af_sub_siteid', 'af_sub1', 'af_sub2', 'af_sub3', 'af_sub4'],
  ...['af_sub5', 'af_cost_model', 'af_cost_value', 'af_cost_currency', 'contributor_1_af_prt'],
  ...['contributor_1_media_source', 'contributor_1_campaign', 'contributor_1_touch_type', 'contributor_1_touch_time'],
  ...['contributor_2_af_prt', 'contributor_2_media_source', 'contributor_2_campaign', 'contributor_2_touch_type'],
  ...['contributor_2_touch_time', 'contributor_3_af_prt', 'contributor_3_media_source', 'contributor_3_campaign'],
  ...['contributor_3_touch_type', 'contributor_3_touch_time', 'region', 'country_code', 'state', 'city'],
  ...['postal_code', 'dma', 'ip', 'wifi', 'operator', 'carrier', 'language', 'appsflyer_id', 'advertising_id'],
  ...['idfa', 'android_id', 'customer_user_id', 'imei', 'idfv', 'platform', 'device_type', 'os_version'],
  ...['app_version', 'sdk_version', 'app_id', 'app_name', 'bundle_id', 'is_retargeting'],
  ...['retargeting_conversion_type', 'af_attribution_lookback', 'af_reengagement_window', 'is_primary_attribution'],
  ...['user_agent', 'http_referrer', 'original_url'],
  // Further ones that the Pull API gives on request (additional_fields).
  ...['store_reinstall', 'impressions', 'contributor_3_match_type', 'custom_dimension', 'conversion_type'],
  ...['gp_click_time', 'match_type', 'mediation_network', 'oaid', 'deeplink_url', 'blocked_reason'],
  ...['blocked_sub_reason', 'gp_broadcast_referrer', 'gp_install_begin', 'campaign_type', 'custom_data'],
  ...['rejected_reason', 'device_download_time', 'keyword_match_type', 'contributor_1_match_type'],
  ...['contributor_2_match_type', 'device_model', 'monetization_network', 'segment', 'is_lat', 'gp_referrer'],
  ...['blocked_reason_value', 'store_product_page', 'device_category', 'app_type', 'rejected_reason_value'],
  ...['ad_unit', 'keyword_id', 'placement', 'network_account_id', 'install_app_store', 'amazon_aid', 'att'],
  ...['engagement_type', 'contributor_1_engagement_type', 'contributor_2_engagement_type'],
  ...['contributor_3_engagement_type', 'gdpr_applies', 'ad_user_data_enabled', 'ad_personalization_enabled'],
  ...['total_candidates', 'engagement_destination', 'is_organic'],
  // Further fields of Push API messages.
  ...['api_version', 'selected_currency', 'revenue_in_selected_currency', 'cost_in_selected_currency'],
  ...['attributed_touch_time_selected_timezone', 'install_time_selected_timezone', 'event_time_selected_timezone'],
  ...['selected_timezone', 'device_download_time_selected_timezone'],
  // Further columns of Data Locker files.
  ...['af_web_id', 'raw_consent_data', 'tagged_type', 'tagged_additional_data', 'is_tagged', 'detected_rule_name'],
  ...['detected_rule_id'],
] as const
export type RawColumn = (typeof rawColumns)[number]

/** The Pull API's headers that are another name than the column's, not merely another spelling; here in snake case. */
export const pullHeaders: Readonly<Record<string, string>> = {
  partner: 'af_prt',
  channel: 'af_channel',
  keywords: 'af_keywords',
  campaign_id: 'af_c_id',
  adset: 'af_adset',
  adset_id: 'af_adset_id',
  ad: 'af_ad',
  ad_id: 'af_ad_id',
  ad_type: 'af_ad_type',
  site_id: 'af_siteid',
  sub_site_id: 'af_sub_siteid',
  sub_param_1: 'af_sub1',
  sub_param_2: 'af_sub2',
  sub_param_3: 'af_sub3',
  sub_param_4: 'af_sub4',
  sub_param_5: 'af_sub5',
  cost_model: 'af_cost_model',
  cost_value: 'af_cost_value',
  cost_currency: 'af_cost_currency',
  attribution_lookback: 'af_attribution_lookback',
  reengagement_window: 'af_reengagement_window',
  google_play_click_time: 'gp_click_time',
  google_play_broadcast_referrer: 'gp_broadcast_referrer',
  google_play_install_begin_time: 'gp_install_begin',
  google_play_referrer: 'gp_referrer',
  amazon_fire_id: 'amazon_aid',
  contributor_1_partner: 'contributor_1_af_prt',
  contributor_2_partner: 'contributor_2_af_prt',
  contributor_3_partner: 'contributor_3_af_prt',
}
