/** AppsFlyer's own examples, value by value as its documents print them (typographic quotes and double blanks mended). */

/** The API as first published, "Request Body Example". */
export const firstPublished = {
  appsflyer_id: '1415211453000-6513894',
  advertising_id: '38412345-8cf0-aa78-b23a-10b96e40000d',
  eventName: 'af_purchase',
  eventValue: '{"af_revenue":"6" ,"af_content_type":"wallets", "af_content_id":"15854", "af_quantity":1}',
  eventCurrency: 'USD',
  ip: '1.2.3.4',
  eventTime: '2014-05-15 12:17:00.000',
  af_events_api: 'true',
}

const person = {
  customer_user_id: 'customer_user_id',
  email_hashed: '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f',
  phone_number_hashed: 'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176',
  phone_number_e164_hashed: '9f7ec22d72092cd3c0b58726ed9c2d91b92e51a3f29837508fb2948bb22dd2fd',
  fb_login_id: '10293847561029384',
}

const event = {
  appsflyer_id: '1234567890123-1234567',
  eventName: 'af_purchase',
  eventValue:
    '{ "af_revenue": "6", "af_content_type": "wallets", "af_content_id": "15854", "your_custom_attribute" :"456.123" }',
  eventTime: '2019-05-15 12:17:01.123',
  eventCurrency: 'USD',
  ip: '192.0.2.1',
  app_version_name: 'my_app_version',
  app_store: 'my_android_store_is_best',
  bundleIdentifier: 'com.myapp',
  sharing_filter: ['googleadwords_int', 'adcolony_int'],
  custom_data: '{"key_group" : { "key_a1" : "value a1", "key_a2" : "value a2" }, "key_b" : "value b"}',
  os: '14.5.1',
  aie: true,
}

/** Mobile OpenAPI files, AndroidIds: the example of every property that both files have. */
export const android = {
  ...event,
  ...person,
  advertising_id: '9c9a82fb-d5de-4cd1-90c3-527441c11828',
  oaid: '1fe9a970-efbb-29e0-0bdd-f5dbbf751ab5',
  imei: 'AA-BBBBBB-CCCCCC-D',
  app_set_id: { scope: 1, id: 'f47ac10b-58cc-4372-a567-0e02b2c3d479' },
  consent_data: {
    tcf: { policy_version: 4, gdpr_applies: 1, cmp_sdk_id: 7, cmp_sdk_version: 2, tcstring: 'CPokAsAPokAsABEACBENC7' },
  },
}

/** Mobile OpenAPI files, IosIds. */
export const ios = {
  ...event,
  ...person,
  idfa: '9876F1AA-2983-3855-27BB-2C626772EFAB',
  idfv: '95C9BD22-4A4C-41C8-9548-ED07C5C8C145',
  att: 3,
  app_type: 'app_clip',
  consent_data: { manual: { gdpr_applies: true, ad_user_data_enabled: true, ad_personalization_enabled: false } },
}

/** Only v3 has it (mobile v3 OpenAPI, ua). */
export const userAgent = {
  ua: 'Mozilla/5.0 (iPhone; CPU iPhone OS 13_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/13.0.3',
}

/** S2S API for Web Attribution, "Measure an event", example request. */
export const webEvent = {
  user_id: { customer_user_id: '15667737-366d-4994-ac8b-653fe6b2be4a' },
  event_name: 'af_purchase',
  event_revenue: 49.99,
  event_revenue_currency: 'USD',
  event_value: { af_content_id: 'SKU-001', af_quantity: 2, custom_parameters: { promo_code: 'SUMMER10' } },
  event_url: 'https://example.com/checkout/success',
  timestamp: 1712000000000,
  ip: '35.244.183.10',
  user_agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ...',
  email_hashed: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
}

/** S2S API for Web Attribution, "Measure a visit", example request. */
export const webVisit = {
  user_id: { appsflyer_id: '1234567890abcdef', customer_user_id: '15667737-366d-4994-ac8b-653fe6b2be4a' },
  event_url: 'https://example.com/products/sneakers',
  timestamp: 1712000000000,
  ip: '35.244.183.10',
  user_agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) ...',
  http_referrer: 'https://www.google.com/',
  email_hashed: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2',
}

/** Web S2S API for PBA, the examples of its fields. */
export const pbaEvent = {
  customerUserId: '1234567890abcdef',
  afUserId: '9999999-f848-4963-a091-568f0bf9a361',
  webDevKey: '99999999-9999-9999-9999-999999999999',
  eventType: 'EVENT',
  eventName: 'my_web_event',
  timestamp: 1234567890123,
  eventValue: { sku: 'A-1' },
  eventRevenue: 1234.56,
  eventRevenueCurrency: 'EUR',
  referrer: 'https://www.google.com/',
  UserAgent: 'Chrome/80.0.3987',
  ip: '192.0.2.1',
}

export const pbaSetCuid = {
  customerUserId: '1234567890abcdef',
  afUserId: '9999999-f848-4963-a091-568f0bf9a361',
  webDevKey: '99999999-9999-9999-9999-999999999999',
}

/** PC/Console/CTV Events API, the examples of its fields. */
const device = {
  timestamp: 1625576172928,
  request_id: '71dad7da-7926-40d8-9b15-b94a6d46e15a',
  ip: '35.244.183.10',
  user_agent: 'Roku/DVP-9.21 (AE9.21E04090A)',
  device_os_version: '9.3.0',
  device_model: '3920X',
  device_ids: [
    { type: 'rida', value: 'fa73d67d-f55c-5af3-883a-726253dc7d0e' },
    { type: 'custom', value: '045f4137-57b7-45e6-8a45-c303101a086a' },
  ],
  limit_ad_tracking: true,
  customer_user_id: '15667737-366d-4994-ac8b-653fe6b2be4a',
  app_version: '1.0.5',
  sharing_filter: ['all'],
}

export const deviceFirstOpen = device
export const deviceSession = device
export const deviceInapp = {
  ...device,
  event_name: 'af_purchase',
  event_parameters: { af_revenue: 1.99, af_currency: 'MYR' },
  event_custom_parameters:
    '{"test_param": "test_data", "af_price":6.66, "player_level": 55, "af_duration_seconds": 100}',
}
