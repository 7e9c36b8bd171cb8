import { asText, isMeant, isSet } from '../core/reading/values'
import type { Json } from '../json/json'

/**
 * Whether a value names an app or a platform, and cannot be read: a list, an object, true and false, or a word for what is not known.
 * Whoever is erased is so for good: it is no leave to ask all apps. What databases write where nothing is set (`null`) names none.
 */
export function namesUnreadably(value: Json | undefined): boolean {
  if (!isSet(value)) return false
  const text = asText(value)
  return text === undefined || (!isMeant(text) && /unknown|object/i.test(text))
}

/** Whether a platform is every platform. */
export function namesAll(value: Json | undefined): boolean {
  return /^(all|any|every)\b/i.test(asText(value) ?? '')
}
