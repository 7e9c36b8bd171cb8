/**
 * AppsFlyer's own names of event parameters (In-app events: predefined parameters), so that a warehouse's spelling of
 * them (`AF_CONTENT_ID`, `afContentId`) is known. The money has fields of its own: af_revenue, af_currency.
 */
export const appsflyerParameters: readonly string[] = [
  ...['af_price', 'af_quantity', 'af_content', 'af_content_id', 'af_content_type', 'af_content_list'],
  ...['af_order_id', 'af_receipt_id', 'af_coupon_code', 'af_payment_info_available', 'af_validated', 'af_product'],
  ...['af_registration_method', 'af_search_string', 'af_description', 'af_rating_value', 'af_max_rating_value'],
  ...['af_level', 'af_score', 'af_success', 'af_tutorial_id', 'af_achievement_id', 'af_virtual_currency_name'],
  ...['af_date_a', 'af_date_b', 'af_destination_a', 'af_destination_b', 'af_destination_list', 'af_class'],
  ...['af_departing_departure_date', 'af_departing_arrival_date', 'af_returning_departure_date'],
  ...['af_returning_arrival_date', 'af_num_adults', 'af_num_children', 'af_num_infants', 'af_city', 'af_region'],
  ...['af_country', 'af_suggested_destinations', 'af_suggested_hotels', 'af_user_score', 'af_hotel_score'],
  ...['af_purchase_currency', 'af_preferred_star_ratings', 'af_preferred_price_range', 'af_preferred_neighborhoods'],
  ...['af_preferred_num_stops', 'af_customer_segment', 'af_old_version', 'af_new_version', 'af_review_text'],
  ...['af_adrev_ad_type', 'af_event_start', 'af_event_end', 'af_lat', 'af_long', 'af_param_1', 'af_param_2'],
]
