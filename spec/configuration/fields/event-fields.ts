import type { Field } from './field'

/** What happened, when, where, and whose event it is. */
export const eventFields = {
  event_name: {
    title: 'Event name',
    description: 'What happened, such as af_purchase or Order Completed.',
    aliases: ['event_text', 'event'],
    on: 'all',
    type: 'string',
    read: 'own',
  },
  event_time: {
    title: 'Event time',
    description:
      'When it happened: ISO 8601, yyyy-MM-dd HH:mm:ss (UTC), or seconds, milliseconds, micro- or nanoseconds since 1970.',
    aliases: ['timestamp', 'occurred_at', 'created_at', 'original_timestamp'],
    on: 'all',
    type: 'string',
    read: 'own',
  },
  platform: {
    title: 'Platform',
    description: 'ios, android, web, windows, or that of a PC, a console or a TV.',
    aliases: ['os_name', 'device_type', 'device_os'],
    on: 'all',
    type: 'string',
    read: 'own',
  },
  app_id: {
    title: 'App id',
    description: 'One of the configured apps: id123456789, com.example.app or website-www.example.com.',
    on: 'all',
    type: 'string',
    read: 'own',
    isWhole: true,
  },
  appsflyer_id: {
    title: 'AppsFlyer id',
    description: 'The id the AppsFlyer SDK made on the device or in the browser.',
    aliases: ['af_id', 'af_uid', 'appsflyer_device_id'],
    on: 'all',
    type: 'string',
    read: 'own',
    isWhole: true,
    erasedAs: ['appsflyer_id'],
  },
  customer_user_id: {
    title: 'Customer user id',
    description: 'Your own id of the user, as the SDK sends it. Not an e-mail address.',
    aliases: ['user_id', 'cuid'],
    propertyNames: ['customer_user_id'],
    on: 'all',
    type: 'string',
    read: 'own',
    isWhole: true,
    erasedAs: ['customer_user_id'],
    mobile: 'customer_user_id',
    pba: 'customerUserId',
    devices: 'customer_user_id',
  },
} as const satisfies Record<string, Field>

export const moneyFields = {
  revenue: {
    title: 'Revenue',
    description: 'A plain amount, 48.00 or -48.00 for a refund: no currency sign, no thousands.',
    aliases: ['event_revenue', 'af_revenue'],
    on: 'all',
    type: 'number',
    read: 'own',
    web: 'event_revenue',
    pba: 'eventRevenue',
  },
  currency: {
    title: 'Currency',
    description: 'Three letters, ISO 4217.',
    aliases: ['event_currency', 'event_revenue_currency', 'af_currency', 'currency_code'],
    on: 'all',
    type: 'string',
    read: 'own',
    mobile: 'eventCurrency',
    web: 'event_revenue_currency',
    pba: 'eventRevenueCurrency',
  },
} as const satisfies Record<string, Field>

/** The page of a website. */
export const pageFields = {
  event_url: {
    title: 'Page URL',
    description: 'The http(s) address of the page.',
    aliases: ['url', 'page_url'],
    on: 'web',
    type: 'string',
    read: 'own',
    web: 'event_url',
  },
  http_referrer: {
    title: 'Referrer',
    description: 'The page before.',
    aliases: ['referrer', 'page_referrer'],
    on: 'web',
    type: 'string',
    read: 'own',
    web: 'http_referrer',
    pba: 'referrer',
  },
  dedup_id: {
    title: 'De-duplication id',
    description: 'Unique for each event, the same for each try.',
    aliases: ['message_id', 'customer_dedup_id'],
    propertyNames: ['customer_dedup_id'],
    on: 'web',
    type: 'string',
    read: 'own',
    isWhole: true,
    web: 'customer_dedup_id',
    devices: 'request_id',
  },
} as const satisfies Record<string, Field>

export const valueFields = {
  event_values: {
    title: 'Event values',
    description:
      'An object, or JSON as text, whose members become event values. af_revenue and af_currency in it are the money.',
    aliases: ['event_value'],
    on: 'all',
    type: 'object',
    read: 'own',
  },
} as const satisfies Record<string, Field>
