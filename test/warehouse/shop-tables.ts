import { spawnSync } from 'node:child_process'
import type { Client } from 'pg'

/** A warehouse of a shop with an app: made by PostgreSQL itself, the same every time but for the hour. */

export const counts = { orders: 3_000, subscriptions: 2_000, users: 1_000 }

export const address = {
  host: '127.0.0.1',
  port: 5432,
  user: 'postgres',
  database: 'test',
  connectionTimeoutMillis: 2_000,
}

/** Whether a PostgreSQL is there; asked by another process, since a test file must know it before its tests. */
export function postgresAnswers(): boolean {
  const ask = `const { Client } = require('pg')
    new Client(${JSON.stringify(address)}).connect().then(() => process.exit(0), () => process.exit(1))`
  return spawnSync(process.execPath, ['-e', ask], { cwd: __dirname }).status === 0
}

/**
 * Orders of two apps, some without an AppsFlyer id or with a currency that is none; subscriptions that start, renew and
 * are refunded, in a table whose rows name their event and their app; users that sign up on the website, some unknown.
 */
export function createTables(schema: string): string {
  return `
    DROP SCHEMA IF EXISTS ${schema} CASCADE;
    CREATE SCHEMA ${schema};
    CREATE TABLE ${schema}.orders AS SELECT
      9007199254740993 + n AS order_id,
      now() - n * interval '1 second' AS placed_at,
      CASE WHEN n % 3 = 0 THEN 'ios' ELSE 'android' END AS os_name,
      CASE WHEN n % 50 = 0 THEN NULL ELSE (1700000000000 + n)::text || '-' || (1000000000 + n)::text END AS appsflyer_id,
      CASE WHEN n % 3 = 0 THEN upper(md5(n::text)::uuid::text) END AS idfa,
      CASE WHEN n % 3 <> 0 THEN md5(n::text)::uuid::text END AS gaid,
      'buyer' || n || '@example.com' AS buyer_mail,
      (n * 37 % 100000)::numeric / 100 AS order_total,
      CASE WHEN n % 70 = 0 THEN 'dollars' ELSE (ARRAY['USD', 'EUR', 'JPY'])[1 + n % 3] END AS currency,
      'sku-' || n % 40 AS sku,
      '17.4' AS os_version, '203.0.113.7' AS ip, 'Shop/1.0' AS user_agent
    FROM generate_series(1, ${counts.orders}) AS n;
    CREATE TABLE ${schema}.subscriptions AS SELECT
      n AS subscription_event,
      (ARRAY['Subscription Started', 'subscription_renewed', 'Order Refunded'])[1 + n % 3] AS what,
      (ARRAY['com.example.shop', '123456789'])[1 + n % 2] AS app,
      now() - n * interval '1 second' AS happened_at,
      (1700000000000 + n)::text || '-' || (2000000000 + n)::text AS appsflyer_id,
      4.99 + n % 7 AS amount,
      CASE WHEN n % 90 = 0 THEN NULL ELSE 'GBP' END AS currency,
      '17.4' AS os_version, '203.0.113.7' AS ip, 'Shop/1.0' AS user_agent
    FROM generate_series(1, ${counts.subscriptions}) AS n;
    CREATE TABLE ${schema}.users AS SELECT
      n AS user_number,
      CASE WHEN n % 100 = 0 THEN NULL ELSE 'user-' || n END AS login,
      now() - n * interval '1 second' AS signed_up_at,
      'user' || n || '@example.com' AS email,
      '203.0.113.7' AS ip, 'Mozilla/5.0' AS user_agent
    FROM generate_series(1, ${counts.users}) AS n;
  `
}

/** The mapping of the tables, with everything a stream can say. */
export const streams = [
  {
    stream: 'orders',
    send_as: 'mobile_event',
    event_name: 'af_purchase',
    columns: [
      { column: 'placed_at', field: 'event_time' },
      { column: 'buyer_mail', field: 'email' },
      { column: 'order_total', field: 'revenue' },
    ],
    event_values: [
      { name: 'af_content_id', column: 'sku' },
      { name: 'source', value: 'warehouse' },
    ],
  },
  {
    stream: 'subscriptions',
    send_as: 'mobile_event',
    columns: [
      { column: 'what', field: 'event_name' },
      { column: 'app', field: 'app_id' },
      { column: 'happened_at', field: 'event_time' },
      { column: 'amount', field: 'revenue' },
    ],
  },
  {
    stream: 'users',
    send_as: 'web_event',
    event_name: 'Signed Up',
    columns: [
      { column: 'login', field: 'customer_user_id' },
      { column: 'signed_up_at', field: 'event_time' },
      { column: 'user_number', field: 'dedup_id' },
    ],
    event_values: [{ name: 'user_number', column: 'user_number' }],
    constants: [{ field: 'event_url', value: 'https://www.example.com/sign-up' }],
  },
]

/** What the warehouse says of the revenue that can be sent, in hundredths, by currency. */
export async function revenueInTables(client: Client, schema: string): Promise<Readonly<Record<string, number>>> {
  const { rows } = await client.query<{ currency: string; hundredths: string }>(`
    SELECT currency, sum(amount * 100)::bigint::text AS hundredths FROM (
      SELECT currency, order_total AS amount FROM ${schema}.orders
        WHERE appsflyer_id IS NOT NULL AND currency <> 'dollars'
      UNION ALL
      SELECT coalesce(currency, 'USD'), CASE WHEN what = 'Order Refunded' THEN -amount ELSE amount END
        FROM ${schema}.subscriptions
    ) AS sent GROUP BY currency`)
  return Object.fromEntries(rows.map(({ currency, hundredths }) => [currency, Number(hundredths)]))
}
