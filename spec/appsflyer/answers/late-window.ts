/**
 * Until when an event may arrive and keep its own time. Later, AppsFlyer stamps it with the time of its arrival.
 * Mobile: 02:00 UTC of the next day (the API as first published, section on real time; the mobile guide, "Time stamping
 * S2S events"). Web: 00:30 of the next calendar day in the app's time zone (S2S API for Web Attribution, timestamp).
 */
export const lateWindow = {
  mobile: { minutesIntoNextDay: 120, zone: 'UTC' },
  web: { minutesIntoNextDay: 30, zone: 'app' },
} as const
