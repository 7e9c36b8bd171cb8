import type { RawRow } from './raw-row'

/** Where rows stood. The parts of a path are Data Locker's: `t=inapps/dt=2026-11-20/h=7/app_id=id123456789/part-…`. */
export interface RawSource {
  /** The file or the report, for people. */
  readonly name: string
  readonly topic?: string
  /** The day on which the rows reached AppsFlyer, UTC: `2026-11-20`. */
  readonly day?: string
  /** And the hour: `0` to `23`, or `late`. */
  readonly hour?: string
  /** The app of all rows, where it does not stand in a column. */
  readonly appId?: string
  /** Data Locker still writes to the folder: more rows may come. */
  readonly isUnfinished?: true
}

/** Some rows of one source, in their order. */
export interface RawBlock {
  readonly rows: readonly RawRow[]
  readonly source: RawSource
}

/** A line that cannot be read. It is left out. */
export interface Damage {
  readonly name: string
  readonly line: number
  /** In a whole sentence, without anything of the line. */
  readonly why: string
}

export interface ReadingOptions {
  /** The only columns that rows get, by name. Absent: all. Fewer make reading faster, and smaller for parquet. */
  readonly columns?: ReadonlySet<string>
  /** Told of each line that is left out. */
  readonly onDamage: (damage: Damage) => void
  /** Told in whole sentences what else the user should know. */
  readonly onWarning: (warning: string) => void
}
