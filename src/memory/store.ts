/**
 * What a memory keeps, as tables of keys and values:
 * `users`: a customer user's installs, `owners`: an install's users, `deliveries`: requests that AppsFlyer accepted,
 * `erased`: users whose erasure was requested, `meta`: what the memory needs itself. docs/memory.md says what stands in each.
 */
export const tables = ['users', 'owners', 'deliveries', 'erased', 'meta'] as const
export type Table = (typeof tables)[number]

export interface Entry {
  readonly table: Table
  /** At most 64 ASCII characters. */
  readonly key: string
  /** Text without U+0000, usually JSON; half a surrogate pair comes back as U+FFFD. null takes the entry away. */
  readonly value: string | null
  /** Whole milliseconds since 1970; from then on the entry counts as absent. Absent: it stays. */
  readonly expiresAtMs?: number
}

export type Keys = { readonly [Name in Table]?: readonly string[] }
/** The values of the keys that are there, by table; a table that was not asked for has none. */
export type Values = { readonly [Name in Table]: ReadonlyMap<string, string> }

/** Where a memory is kept. Every method rejects with a MemoryError when the store cannot do it. */
export interface Store {
  /** What its server is set up for that a memory should not have, in words for the user. */
  readonly warnings?: readonly string[]
  /** Values of keys in any tables, in one round trip. A key may stand there twice. */
  read(keys: Keys): Promise<Values>
  /**
   * Writes all entries or none, in one round trip, the last of those with the same key. Once it resolves they outlive the
   * process, killed or not.
   */
  write(entries: readonly Entry[]): Promise<void>
  /**
   * Reads, lets `change` decide, and writes, as though nobody else wrote those keys in between. `change` may be called
   * again when somebody did; it must have no effects. What it throws comes through, and nothing is written.
   */
  update(keys: Keys, change: (values: Values) => readonly Entry[]): Promise<void>
  /** Resolves when what was written outlives the machine, too, as far as the store can promise that. */
  flush(): Promise<void>
  /**
   * Every entry of a table that has not expired, in no order, in blocks; entries written meanwhile may be among them, and
   * one may come twice.
   */
  entries(table: Table): AsyncIterable<readonly (readonly [key: string, value: string])[]>
  /** How many of a table have not expired. */
  count(table: Table): Promise<number>
  /** Takes away what has expired of a table, where the store does not do so itself. It looks at every entry. */
  tidy(table: Table): Promise<void>
  close(): Promise<void>
}

/**
 * A memory that cannot be used. The message is shown to the user: it names the store and what to do, never a password or
 * what was asked. `config_error`: it never will, until somebody mends the configuration.
 */
export class MemoryError extends Error {
  override readonly name = 'MemoryError'
  readonly failureType: 'config_error' | 'transient_error'

  constructor(message: string, failureType: MemoryError['failureType'] = 'transient_error') {
    super(message)
    this.failureType = failureType
  }
}
