/** One input as it came in, unchanged: nothing is assumed of `data` but that it was JSON. */
export interface InputRecord {
  /** The name of the Airbyte stream; absent for a file of events. */
  readonly stream?: string
  readonly namespace?: string
  readonly data: unknown
  /** Where the record's own key is: paths into `data`, as Airbyte's catalog gives them. */
  readonly primaryKey?: readonly (readonly string[])[]
}
