import { remembered } from '../domain/remembered'

/** Names as people write them: `order_id`, `orderId`, `ORDER ID` and `order-id` are one name. */

/** A longer key is no name that anybody looks for. */
const longestName = 100

const separators = /[^\p{L}\p{N}]+/gu

/** The name in lower case without anything between its words; `''` for a key that is no name. */
export const plainName = remembered((key) =>
  key.length > longestName ? '' : key.replace(separators, '').toLowerCase(),
)

const camelHump = /(\p{Ll}|\p{N})(\p{Lu})/gu

/** The words of a name: `orderId`, `Order id` and `order_id` as `order`, `id`. */
export function wordsOf(key: string): readonly string[] {
  if (key.length > longestName) return []
  return key.replace(camelHump, '$1 $2').toLowerCase().split(separators).filter(Boolean)
}
