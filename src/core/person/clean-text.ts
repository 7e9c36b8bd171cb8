import { mobileAppsflyerIdPattern } from '../../../spec/appsflyer/events/app-id'
import type { CleanText, Sha256Hex } from '../domain/event'
import { wellFormed } from './clean-values'
import type { OwnPerson } from './own-person'
import { holdsContact, holdsPersonalData, withoutPersonalData } from './personal-data'

/** 13 digits, a dash, seven more. */
const shortestAppsflyerId = 21

/**
 * The text of a field, if no contact data is in it; a name may be somebody's id. An AppsFlyer id is known by its shape,
 * whatever its digits resemble.
 */
export function cleanText(text: string, own: OwnPerson): CleanText | undefined {
  // The length first: most texts are shorter.
  if (text.length >= shortestAppsflyerId && mobileAppsflyerIdPattern.test(text)) return text as CleanText
  return holdsContact(text, own) ? undefined : (wellFormed(text) as CleanText)
}

/** The text, if there is no personal data in it, the person's name included. */
export function wholeText(text: string, own: OwnPerson): CleanText | undefined {
  return holdsPersonalData(text, own) ? undefined : (wellFormed(text) as CleanText)
}

/** The text with `removed` in place of personal data, for texts that a request cannot do without: a name, a page's address. */
export function redactedText(text: string, own: OwnPerson): CleanText {
  return wellFormed(withoutPersonalData(text, own)) as CleanText
}

/** At most the first `length` UTF-16 units of a clean text, no pair of them cut in two: clean too. */
export function shorten(text: CleanText, length: number): CleanText {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 1)
  const isCutInTwo = last >= 0xd800 && last <= 0xdbff
  return wellFormed(text.slice(0, isCutInTwo ? length - 1 : length)) as CleanText
}

/**
 * What is made of a clean text alone is clean: a part of it, other signs in place of some, another encoding. `make` is told nothing of
 * the record.
 */
export function madeOf<Made extends string | undefined>(
  text: CleanText,
  make: (text: string) => Made,
): CleanText | Exclude<Made, string> {
  return make(text) as CleanText | Exclude<Made, string>
}

/** A hash is clean, whatever it was made of. */
export function asCleanText(hash: Sha256Hex): CleanText {
  return hash as string as CleanText
}

/** An id that we make, of the time and of a hash: clean, whatever it stands for. */
export function idOfOurs(id: string): CleanText {
  return id as CleanText
}

/** What a memory knows of an install was read as clean text, in a checked form, before it was remembered. */
export function textOfMemory(text: string): CleanText {
  return text as CleanText
}
