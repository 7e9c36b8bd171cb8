/** Which raw data has a row: the reports of non-organic and of organic installs, of retargeting, and of blocked events. */
export const rowKinds = ['non_organic', 'organic', 'retargeting', 'blocked'] as const
export type RowKind = (typeof rowKinds)[number]

/** What a reader of a row should know. */
export type RowNote =
  | 'stamped_on_arrival'
  | 'revenue_lost'
  | 'currency_assumed'
  | 'value_cut'
  | 'answer_lost'
  | 'counted_twice'
  | 'data_locker_only'

/** One row of raw data, without most of its columns: a line of a list. */
export interface ListedRow {
  /** The id of the request in the inbox. */
  readonly request: number
  readonly kind: RowKind
  /** Milliseconds since 1970; raw data has whole seconds. */
  readonly eventMs: number
  readonly eventName: string
  readonly appId: string
  readonly appsflyerId: string
  /** As digits; "" where AppsFlyer read none. */
  readonly revenue: string
  readonly currency: string
  readonly notes: readonly RowNote[]
}

/** A page of rows, newest requests first. */
export interface RowPage {
  readonly rows: readonly ListedRow[]
  /** Where to go on (`before`), or null at the end. A page may be short, even empty, and yet go on. */
  readonly next: number | null
  /** How many requests have left the inbox since its start or clearing, and their rows with them. */
  readonly gone: number
}
