/**
 * A JSON value without its nulls: Airbyte clients send every unset field as null, and it means "not set". Keys that hold
 * null are left out of objects, null items out of lists; a null by itself becomes undefined.
 */
export function stripNulls(value: unknown): unknown {
  if (value === null) return undefined
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(stripNulls)
  if (typeof value !== 'object') return value
  const set = Object.entries(value).filter(([, item]) => item !== null)
  return Object.fromEntries(set.map(([key, item]) => [key, stripNulls(item)]))
}
