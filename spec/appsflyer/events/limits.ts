/**
 * Lengths in characters, sizes in UTF-8 bytes; each with the document that gives it. No document says what a character is:
 * UTF-16 units everywhere, which is the stricter reading.
 */
export const limits = {
  /** Mobile v2 and v3 OpenAPI, "JSON payload limitation": up to 1KB. */
  mobileBodyBytes: 1_024,
  /** Ours: AppsFlyer gives no limit for the web; common gateways refuse bodies above 1 MiB, so no request is worth trying. */
  webBodyBytes: 1_048_576,
  /** Web S2S for PBA: JSON of at most 1KB. */
  pbaBodyBytes: 1_024,
  /** Web S2S for PBA, eventValue: 1,000 characters, and what is longer is cut. A body of 1 KB holds no more. */
  pbaEventValueLength: 1_000,
  /** Ours: AppsFlyer gives no limit for devices; see webBodyBytes. */
  deviceBodyBytes: 1_048_576,
  /** PC/Console/CTV Events API: event_custom_parameters, event_name, customer_user_id, user_agent, device_model, app_version. */
  deviceCustomParametersLength: 2_048,
  deviceEventNameLength: 64,
  deviceCustomerUserIdLength: 64,
  deviceUserAgentLength: 256,
  deviceModelLength: 50,
  deviceAppVersionLength: 24,
  /** The same, device_os_version: of a first open, and of sessions and events. */
  deviceFirstOsVersionLength: 24,
  deviceOsVersionLength: 12,
  /** AppsFlyer's limit on custom in-app event names. */
  mobileEventNameLength: 100,
  /** A longer name is missing from AppsFlyer's dashboard. */
  mobileEventNameShownLength: 45,
  /** A longer event value may be cut by AppsFlyer. */
  eventValueLength: 1_000,
  /** S2S API for Web Attribution, request body, event_name. */
  webEventNameLength: 64,
  /** S2S API for Web Attribution, user identification. */
  webCustomerUserIdLength: 64,
  /** S2S API for Web Attribution, request body, event_url. */
  urlLength: 4_096,
  /** S2S API for Web Attribution, request body, ip and user_agent. */
  webIpLength: 46,
  webUserAgentLength: 1_024,
  /** Mobile v3 OpenAPI, ip. */
  mobileIpLength: 16,
  /** At most this many decimals in af_revenue. */
  revenueDecimals: 5,
} as const
