/** What the configuration editor starts with. */
export const exampleConfiguration = `{
  "apps": [
    {
      "platform": "ios", "app_id": "id123456789",
      "key": "your-s2s-key", "api_version": "v3"
    },
    {
      "platform": "android", "app_id": "com.example.shop",
      "key": "your-dev-key", "api_version": "v2"
    },
    {
      "platform": "web", "app_id": "website-www.example.com",
      "key": "your-web-token", "time_zone": "America/New_York"
    }
  ],
  "event_names": { "style": "appsflyer", "rename": [] },
  "defaults": { "phone_country": "US", "currency": "USD" },
  "privacy": {
    "opted_out_users": "strip_ids",
    "personal_data_in_event_values": "remove"
  },
  "late_events": "send"
}
`
