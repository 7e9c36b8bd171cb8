import type { FieldReader } from '../core/reading/field-reader'
import { isNobody } from '../core/reading/values'
import { wholeNumber } from '../json/whole-number'

/**
 * The customer user id by which a user is erased; undefined where it names nobody: nothing, a placeholder (`null`), zeros, or an id
 * that many share who are not logged in (`guest`). Whoever is nobody is everybody of whom nothing is known.
 */
export function userIdToErase(fields: FieldReader): string | undefined {
  const value = fields.value('customer_user_id')
  const written = typeof value === 'string' ? value.trim() : ''
  const number = wholeNumber(written)
  // A text is a text: `7e0` and `15.0` are no users 7 and 15. Elsewhere such ids are mended; whoever is erased is so for good.
  if (number === 'lost' || (number !== undefined && !isNobody(number.digits))) return written
  const userId = fields.text('customer_user_id')
  return userId === undefined || isNobody(userId) ? undefined : userId
}
