/**
 * Until when an event may arrive and keep its own time. Later, AppsFlyer stamps it with the time of its arrival.
 * Mobile: 02:00 UTC of the next day (the API as first published, section on real time; the mobile guide, "Time stamping
 * S2S events"). Web: 00:30 of the next calendar day in the app's time zone (S2S API for Web Attribution, timestamp).
 * PBA: "an event occurring on Monday must be processed before midnight UTC Tuesday" (Web S2S OpenAPI, timestamp), which
 * may mean the beginning of Tuesday or its end: in doubt from the one, late from the other.
 * Devices: 96 hours (PC/Console/CTV Events API, timestamp).
 */
export const lateWindow = {
  mobile: { minutesIntoNextDay: 120, zone: 'UTC' },
  web: { minutesIntoNextDay: 30, zone: 'app' },
  pba: { minutesIntoNextDay: 1_440, zone: 'UTC', doubtfulFromMinutes: 0 },
  devices: { afterHours: 96 },
} as const satisfies Record<string, LateWindow>

export type LateRule = keyof typeof lateWindow

/** So many hours, or until a minute that is counted from the midnight that ends the day of the event. */
export type LateWindow = { readonly afterHours: number } | DayWindow

export interface DayWindow {
  readonly minutesIntoNextDay: number
  /** Whose midnight: UTC's, or that of the app's time zone. */
  readonly zone: 'UTC' | 'app'
  /** From here on the documents can be read either way. */
  readonly doubtfulFromMinutes?: number
}
