import fc from 'fast-check'
import { pullHeaders, rawColumns } from '../../spec/appsflyer/raw-data/columns'
import { columnName } from '../../src/raw-data/raw-row'

/** The headers of the Pull API's reports of events, and those of its additional fields. */
const headers: readonly (readonly [header: string, name: string])[] = [
  ['Attributed Touch Type', 'attributed_touch_type'],
  ['Attributed Touch Time', 'attributed_touch_time'],
  ['Install Time', 'install_time'],
  ['Event Time', 'event_time'],
  ['Event Name', 'event_name'],
  ['Event Value', 'event_value'],
  ['Event Revenue', 'event_revenue'],
  ['Event Revenue Currency', 'event_revenue_currency'],
  ['Event Revenue USD', 'event_revenue_usd'],
  ['Event Source', 'event_source'],
  ['Is Receipt Validated', 'is_receipt_validated'],
  ['Partner', 'af_prt'],
  ['Media Source', 'media_source'],
  ['Channel', 'af_channel'],
  ['Keywords', 'af_keywords'],
  ['Campaign', 'campaign'],
  ['Campaign ID', 'af_c_id'],
  ['Adset', 'af_adset'],
  ['Adset ID', 'af_adset_id'],
  ['Ad', 'af_ad'],
  ['Ad ID', 'af_ad_id'],
  ['Ad Type', 'af_ad_type'],
  ['Site ID', 'af_siteid'],
  ['Sub Site ID', 'af_sub_siteid'],
  ['Sub Param 1', 'af_sub1'],
  ['Sub Param 2', 'af_sub2'],
  ['Sub Param 3', 'af_sub3'],
  ['Sub Param 4', 'af_sub4'],
  ['Sub Param 5', 'af_sub5'],
  ['Cost Model', 'af_cost_model'],
  ['Cost Value', 'af_cost_value'],
  ['Cost Currency', 'af_cost_currency'],
  ['Contributor 1 Partner', 'contributor_1_af_prt'],
  ['Contributor 1 Media Source', 'contributor_1_media_source'],
  ['Contributor 1 Campaign', 'contributor_1_campaign'],
  ['Contributor 1 Touch Type', 'contributor_1_touch_type'],
  ['Contributor 1 Touch Time', 'contributor_1_touch_time'],
  ['Contributor 2 Partner', 'contributor_2_af_prt'],
  ['Contributor 2 Media Source', 'contributor_2_media_source'],
  ['Contributor 2 Campaign', 'contributor_2_campaign'],
  ['Contributor 2 Touch Type', 'contributor_2_touch_type'],
  ['Contributor 2 Touch Time', 'contributor_2_touch_time'],
  ['Contributor 3 Partner', 'contributor_3_af_prt'],
  ['Contributor 3 Media Source', 'contributor_3_media_source'],
  ['Contributor 3 Campaign', 'contributor_3_campaign'],
  ['Contributor 3 Touch Type', 'contributor_3_touch_type'],
  ['Contributor 3 Touch Time', 'contributor_3_touch_time'],
  ['Region', 'region'],
  ['Country Code', 'country_code'],
  ['State', 'state'],
  ['City', 'city'],
  ['Postal Code', 'postal_code'],
  ['DMA', 'dma'],
  ['IP', 'ip'],
  ['WIFI', 'wifi'],
  ['Operator', 'operator'],
  ['Carrier', 'carrier'],
  ['Language', 'language'],
  ['AppsFlyer ID', 'appsflyer_id'],
  ['Advertising ID', 'advertising_id'],
  ['IDFA', 'idfa'],
  ['Android ID', 'android_id'],
  ['Customer User ID', 'customer_user_id'],
  ['IMEI', 'imei'],
  ['IDFV', 'idfv'],
  ['Platform', 'platform'],
  ['Device Type', 'device_type'],
  ['OS Version', 'os_version'],
  ['App Version', 'app_version'],
  ['SDK Version', 'sdk_version'],
  ['App ID', 'app_id'],
  ['App Name', 'app_name'],
  ['Bundle ID', 'bundle_id'],
  ['Is Retargeting', 'is_retargeting'],
  ['Retargeting Conversion Type', 'retargeting_conversion_type'],
  ['Attribution Lookback', 'af_attribution_lookback'],
  ['Reengagement Window', 'af_reengagement_window'],
  ['Is Primary Attribution', 'is_primary_attribution'],
  ['User Agent', 'user_agent'],
  ['HTTP Referrer', 'http_referrer'],
  ['Original URL', 'original_url'],
  ['Store Reinstall', 'store_reinstall'],
  ['Impressions', 'impressions'],
  ['Contributor 3 Match Type', 'contributor_3_match_type'],
  ['Custom Dimension', 'custom_dimension'],
  ['Conversion Type', 'conversion_type'],
  ['Google Play Click Time', 'gp_click_time'],
  ['Match Type', 'match_type'],
  ['Mediation Network', 'mediation_network'],
  ['OAID', 'oaid'],
  ['Deeplink URL', 'deeplink_url'],
  ['Blocked Reason', 'blocked_reason'],
  ['Blocked Sub Reason', 'blocked_sub_reason'],
  ['Google Play Broadcast Referrer', 'gp_broadcast_referrer'],
  ['Google Play Install Begin Time', 'gp_install_begin'],
  ['Campaign Type', 'campaign_type'],
  ['Custom Data', 'custom_data'],
  ['Rejected Reason', 'rejected_reason'],
  ['Device Download Time', 'device_download_time'],
  ['Keyword Match Type', 'keyword_match_type'],
  ['Contributor 1 Match Type', 'contributor_1_match_type'],
  ['Contributor 2 Match Type', 'contributor_2_match_type'],
  ['Device Model', 'device_model'],
  ['Monetization Network', 'monetization_network'],
  ['Segment', 'segment'],
  ['Is LAT', 'is_lat'],
  ['Google Play Referrer', 'gp_referrer'],
  ['Blocked Reason Value', 'blocked_reason_value'],
  ['Store Product Page', 'store_product_page'],
  ['Device Category', 'device_category'],
  ['App Type', 'app_type'],
  ['Rejected Reason Value', 'rejected_reason_value'],
  ['Ad Unit', 'ad_unit'],
  ['Keyword ID', 'keyword_id'],
  ['Placement', 'placement'],
  ['Network Account ID', 'network_account_id'],
  ['Install App Store', 'install_app_store'],
  ['Amazon Fire ID', 'amazon_aid'],
  ['ATT', 'att'],
  ['Engagement Type', 'engagement_type'],
  ['Contributor 1 Engagement Type', 'contributor_1_engagement_type'],
  ['Contributor 2 Engagement Type', 'contributor_2_engagement_type'],
  ['Contributor 3 Engagement Type', 'contributor_3_engagement_type'],
  ['GDPR Applies', 'gdpr_applies'],
  ['Ad User Data Enabled', 'ad_user_data_enabled'],
  ['Ad Personalization Enabled', 'ad_personalization_enabled'],
  ['Total Candidates', 'total_candidates'],
  ['Engagement Destination', 'engagement_destination'],
]

test.each(headers)('%s is %s', (header, name) => {
  expect(columnName(header)).toBe(name)
  expect(rawColumns).toContain(name)
})

test('every column is called what it is called, however it is written', () => {
  const spelling = fc.record({
    column: fc.constantFrom(...rawColumns),
    isUpper: fc.boolean(),
    separator: fc.constantFrom('_', ' ', '-', '  '),
    blanks: fc.constantFrom('', ' ', '\uFEFF', '\r'),
  })
  fc.assert(
    fc.property(spelling, ({ column, isUpper, separator, blanks }) => {
      const written = blanks + column.replaceAll('_', separator) + blanks
      expect(columnName(isUpper ? written.toUpperCase() : written)).toBe(column)
    }),
  )
})

test('what was named stays named so, and no name is special to JavaScript', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', ...Object.keys(pullHeaders)))
  fc.assert(
    fc.property(text, (header) => {
      const name = columnName(header)
      expect(columnName(name)).toBe(name)
      expect(name).not.toBe('__proto__')
    }),
  )
  expect(columnName('constructor')).toBe('constructor')
})

test('a field is the same under the name that the Pull API is asked for', () => {
  expect(columnName('contributor1_match_type')).toBe('contributor_1_match_type')
})

test('no column is listed twice', () => {
  expect(rawColumns).toHaveLength(new Set(rawColumns).size)
})
