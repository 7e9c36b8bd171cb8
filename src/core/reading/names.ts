/**
 * Names as people write them: `order_id`, `orderId`, `ORDER ID` and `order-id` are one name. Names repeat from record to
 * record, so what was worked out is kept, within bounds.
 */

const known = new Map<string, string>()
const knownMost = 10_000
/** A longer key is no name that anybody looks for. */
const longestName = 100

const separators = /[^\p{L}\p{N}]+/gu

/** The name in lower case without anything between its words; `''` for a key that is no name. */
export function plainName(key: string): string {
  if (key.length > longestName) return ''
  let name = known.get(key)
  if (name !== undefined) return name
  name = key.replace(separators, '').toLowerCase()
  if (known.size >= knownMost) known.clear()
  known.set(key, name)
  return name
}

const camelHump = /(\p{Ll}|\p{N})(\p{Lu})/gu

/** The words of a name: `orderId`, `Order id` and `order_id` as `order`, `id`. */
export function wordsOf(key: string): readonly string[] {
  if (key.length > longestName) return []
  return key.replace(camelHump, '$1 $2').toLowerCase().split(separators).filter(Boolean)
}
