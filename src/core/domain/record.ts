/** One input as it came in, unchanged: nothing is assumed of `data` but that it was JSON. */
export interface InputRecord {
  /** The name of its stream; absent for a file of events. */
  readonly stream?: string
  readonly namespace?: string
  readonly data: unknown
  /** Where the record's own key is: paths into `data`, as the catalog of its source gives them. */
  readonly primaryKey?: readonly (readonly string[])[]
  /** AppsFlyer accepted it once and has not recorded it: what remembers deliveries lets it pass. */
  readonly isResent?: boolean
}
