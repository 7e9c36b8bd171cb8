/**
 * The host-neutral fields a record can carry: what a column may be mapped to, what a marketer sees in data activation.
 * `aliases` are the other column names that mean the same (any case, spaces or dashes for underscores).
 */
export interface Field {
  readonly title: string
  readonly description: string
  readonly aliases: readonly string[]
  /** Which kinds of event carry it. */
  readonly on: 'all' | 'mobile' | 'web' | 'devices'
  readonly type: 'string' | 'number' | 'boolean' | 'object' | 'array'
}

function field(
  title: string,
  description: string,
  aliases: readonly string[] = [],
  on: Field['on'] = 'all',
  type: Field['type'] = 'string',
): Field {
  return { title, description, aliases, on, type }
}

const hashed = 'SHA-256 in hex of the normalised value, made by you. Use it instead of the plain value.'

export const fields = {
  event_name: field('Event name', 'What happened, such as af_purchase or Order Completed.', ['event_text', 'event']),
  event_time: field(
    'Event time',
    'When it happened: ISO 8601, yyyy-MM-dd HH:mm:ss (UTC), or seconds, milliseconds, micro- or nanoseconds since 1970.',
    ['timestamp', 'occurred_at', 'created_at', 'original_timestamp'],
  ),
  platform: field('Platform', 'ios, android, web, windows, or that of a PC, a console or a TV.', [
    'os_name',
    'device_type',
    'device_os',
  ]),
  app_id: field('App id', 'One of the configured apps: id123456789, com.example.app or website-www.example.com.'),
  appsflyer_id: field('AppsFlyer id', 'The id the AppsFlyer SDK made on the device or in the browser.', [
    'af_id',
    'af_uid',
    'appsflyer_device_id',
  ]),
  customer_user_id: field('Customer user id', 'Your own id of the user, as the SDK sends it. Not an e-mail address.', [
    'user_id',
    'cuid',
  ]),
  idfa: field('IDFA', "Apple's advertising id.", [], 'mobile'),
  idfv: field('IDFV', "Apple's vendor id.", [], 'mobile'),
  advertising_id: field(
    'Google advertising id',
    "Android's advertising id (GAID).",
    ['gaid', 'google_advertising_id', 'aaid'],
    'mobile',
  ),
  oaid: field('OAID', 'Open advertising id of Android devices without Google services.', [], 'mobile'),
  amazon_aid: field('Amazon advertising id', 'Advertising id of Fire devices.', [], 'mobile'),
  imei: field('IMEI', 'Only where it may be used.', [], 'mobile'),
  app_set_id: field(
    'App set id',
    "Android's app set id: an object of scope (1 app, 2 developer) and id, or the id alone beside app_set_id_scope.",
    [],
    'mobile',
    'object',
  ),
  app_set_id_scope: field('App set id scope', '1 (app) or 2 (developer).', [], 'mobile'),
  email: field('E-mail', 'Hashed before it is sent; a 64-digit hex value is taken as hashed already.'),
  phone: field('Phone', 'Hashed before it is sent. International (+1…), or national together with a country.', [
    'phone_number',
  ]),
  first_name: field('First name', 'Hashed before it is sent.'),
  last_name: field('Last name', 'Hashed before it is sent.'),
  email_hashed: field('E-mail, hashed', hashed),
  phone_number_hashed: field('Phone, hashed', `${hashed} Country code and number, digits only.`, ['phone_hashed']),
  phone_number_e164_hashed: field('Phone in E.164, hashed', `${hashed} With the leading +.`, ['phone_e164_hashed']),
  first_name_hashed: field('First name, hashed', hashed),
  last_name_hashed: field('Last name, hashed', hashed),
  country: field('Country', 'The country of a national phone number: ISO code (US, DEU) or English name.', [
    'country_code',
  ]),
  ip: field('IP address', "The user's device, not your server. Mobile takes IPv4 only.", ['ip_address', 'request_ip']),
  user_agent: field('User agent', "The user's device or browser.", ['ua', 'http_user_agent']),
  os_version: field('OS version', 'Such as 17.4.1. AppsFlyer asks for it on iOS.', ['os'], 'mobile'),
  app_version: field('App version', 'The version name of your app.', ['app_version_name'], 'mobile'),
  app_store: field('App store', 'The store the app came from (Android).', [], 'mobile'),
  app_type: field('App type', 'app_clip for an event in an App Clip, else nothing.', [], 'mobile'),
  bundle_identifier: field(
    'Bundle identifier',
    'com.example.app; many ad networks ask for it.',
    ['bundle_id'],
    'mobile',
  ),
  fb_login_id: field('Facebook login id', 'Digits.', [], 'mobile'),
  revenue: field(
    'Revenue',
    'A plain amount, 48.00 or -48.00 for a refund: no currency sign, no thousands.',
    ['event_revenue', 'af_revenue'],
    'all',
    'number',
  ),
  currency: field('Currency', 'Three letters, ISO 4217.', [
    'event_currency',
    'event_revenue_currency',
    'af_currency',
    'currency_code',
  ]),
  att_status: field(
    'ATT status',
    'iOS App Tracking Transparency: 0 not determined, 1 restricted, 2 denied, 3 authorized.',
    ['att'],
    'mobile',
  ),
  ad_tracking_enabled: field(
    'Ad tracking enabled',
    'false when the user opted out of advertising ids.',
    ['aie'],
    'all',
    'boolean',
  ),
  limit_ad_tracking: field(
    'Limit ad tracking',
    'The opposite: true when the user opted out of advertising ids.',
    ['is_lat', 'limit_ad_tracking_enabled', 'lat_enabled'],
    'all',
    'boolean',
  ),
  event_url: field('Page URL', 'The http(s) address of the page.', ['url', 'page_url'], 'web'),
  http_referrer: field('Referrer', 'The page before.', ['referrer', 'page_referrer'], 'web'),
  dedup_id: field(
    'De-duplication id',
    'Unique for each event, the same for each try.',
    ['message_id', 'customer_dedup_id'],
    'web',
  ),
  consent_data: field('Consent', "AppsFlyer's consent_data object: tcf or manual.", [], 'mobile', 'object'),
  gdpr_applies: field(
    'GDPR applies',
    'Consent by hand: whether the GDPR applies to the user.',
    [],
    'mobile',
    'boolean',
  ),
  ad_user_data_enabled: field(
    'Ad user data',
    'Consent by hand: whether the user lets data be used for advertising.',
    [],
    'mobile',
    'boolean',
  ),
  ad_personalization_enabled: field(
    'Ad personalization',
    'Consent by hand: whether the user lets ads be personalized.',
    [],
    'mobile',
    'boolean',
  ),
  tcf_string: field('TCF string', 'Consent by TCF: the string.', ['IABTCF_TCString', 'tcstring'], 'mobile'),
  tcf_gdpr_applies: field('TCF: GDPR applies', 'Consent by TCF: 1, 0 or -1.', ['IABTCF_gdprApplies'], 'mobile'),
  tcf_policy_version: field(
    'TCF policy version',
    'Consent by TCF: an integer.',
    ['IABTCF_PolicyVersion', 'IABTCF_TcfPolicyVersion', 'IABTCF_PolicyVesrion'],
    'mobile',
  ),
  tcf_cmp_sdk_id: field('TCF CMP id', 'Consent by TCF: an integer.', ['IABTCF_CmpSdkID'], 'mobile'),
  tcf_cmp_sdk_version: field('TCF CMP version', 'Consent by TCF: an integer.', ['IABTCF_CmpSdkVersion'], 'mobile'),
  sharing_filter: field('Sharing filter', 'Partner ids that must not get the event, or all.', [], 'mobile', 'array'),
  event_values: field(
    'Event values',
    'An object, or JSON as text, whose members become event values. af_revenue and af_currency in it are the money.',
    ['event_value'],
    'all',
    'object',
  ),
  device_ids: field(
    'Device ids',
    'Ids of a PC, a console or a TV: an object of types and values, {"rida": "…"}, or a list of {"type": …, "value": …}.',
    [],
    'devices',
    'object',
  ),
  device_id: field(
    'Device id',
    'Your own id of the device, a GUID: AppsFlyer reports it as the AppsFlyer id.',
    [],
    'devices',
  ),
  rida: field('RIDA', "Roku's advertising id.", [], 'devices'),
  tifa: field('TIFA', "Samsung Tizen's advertising id.", [], 'devices'),
  lgudid: field('LGUDID', "LG webOS's advertising id.", [], 'devices'),
  vida: field('VIDA', "VIZIO SmartCast's advertising id.", [], 'devices'),
  vidaaid: field('VIDAA id', "VIDAA's advertising id.", [], 'devices'),
  steam_id: field('Steam id', "The player's Steam id.", ['steamid'], 'devices'),
  epic_id: field('Epic id', "The player's Epic Games id.", ['epicid'], 'devices'),
  ps_id: field('PlayStation id', "The player's PlayStation id.", ['psid'], 'devices'),
  vegaid: field('Vega id', "Amazon Vega OS's advertising id.", ['vega_id'], 'devices'),
  device_model: field('Device model', 'Such as 3920X. A session of a PC, a console or a TV needs it.', [], 'devices'),
  custom_data: field('Custom data', 'An object for the custom_data field of raw data.', [], 'mobile', 'object'),
} as const satisfies Record<string, Field>

export type FieldName = keyof typeof fields
export const fieldNames = Object.keys(fields) as readonly FieldName[]
