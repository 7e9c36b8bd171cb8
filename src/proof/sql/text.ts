/** Text as a literal of SQL: for names of files, columns and apps. What is secret travels as a parameter. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

export function list(texts: readonly string[]): string {
  return `[${texts.map(literal).join(', ')}]`
}

/** The hashes of src/ledger/entry.ts as the numbers that the tables hold. */
export const hashed = {
  id: (id: string) => `hash(sha256($key || chr(10) || ${id})[1:16])`,
  order: (id: string) => `hash(sha256($key || chr(10) || ${id})[1:10])`,
  value: (value: string) => `hash(sha256(${value})[1:16])`,
  /** Of the digits as the ledger has them. */
  digits: (digits: string) => `hash(${digits})`,
} as const

/** The whole second of a time in milliseconds. */
export function second(ms: string): string {
  return `(${ms} // 1000)`
}

/** Up to 12 digits before the point, to the millionth. A wider decimal takes DuckDB 30 µs a cast, a hundred times as long. */
export function decimal(text: string): string {
  return `TRY_CAST(${text} AS DECIMAL(18, 6))`
}
