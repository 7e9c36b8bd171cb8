import type { FieldReader } from '../core/reading/field-reader'
import { isNobody } from '../core/reading/values'

/**
 * The customer user id by which a user is erased; undefined where it names nobody: nothing, a placeholder (`null`), zeros, or an id
 * that many share who are not logged in (`guest`). Whoever is nobody is everybody of whom nothing is known.
 */
export function userIdToErase(fields: FieldReader): string | undefined {
  const userId = fields.text('customer_user_id')
  return userId === undefined || isNobody(userId) ? undefined : userId
}
