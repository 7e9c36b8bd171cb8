/** Exit codes of the commands for people. Airbyte's own know 0 and 1 only. A signal ends each with 128 and its number. */
export const exitCodes = {
  fine: 0,
  failed: 1,
  /** Arguments, configuration or file cannot be used. */
  unusable: 2,
  someRejected: 3,
  /** AppsFlyer accepted something that is not in its raw data. */
  someMissing: 4,
} as const
