/** What the configuration editor starts with: nothing is sent, so any token will do. */
export const exampleConfiguration = `{
  "s2s_token": "any-token",
  "dev_key": "any-token",
  "apps": [
    { "app_id": "id123456789" },
    { "app_id": "com.example.shop" },
    { "app_id": "website-www.example.com", "time_zone": "America/New_York" }
  ],
  "streams": [
    {
      "stream": "orders",
      "event_name": "af_purchase",
      "app_id": "com.example.shop",
      "columns": [
        { "column": "order_total", "field": "revenue" },
        { "column": "ordered_at", "field": "event_time" }
      ]
    }
  ],
  "defaults": { "phone_country": "US", "currency": "USD" },
  "privacy": { "opted_out_users": "strip_ids" },
  "late_events": "send"
}
`
