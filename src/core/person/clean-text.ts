import { mobileAppsflyerIdPattern } from '../../../spec/appsflyer/events/app-id'
import type { CleanText, Sha256Hex } from '../domain/event'
import { wellFormed } from './clean-values'
import { holdsPersonalData, type OwnContacts, withoutPersonalData } from './personal-data'

/** The text, if there is no personal data in it. An AppsFlyer id is known by its shape, whatever its digits resemble. */
export function cleanText(text: string, contacts: OwnContacts): CleanText | undefined {
  if (mobileAppsflyerIdPattern.test(text)) return text as CleanText
  return holdsPersonalData(text, contacts) ? undefined : (wellFormed(text) as CleanText)
}

/** The text with `removed` in place of personal data, for texts that a request cannot do without: a name, a page's address. */
export function redactedText(text: string, contacts: OwnContacts): CleanText {
  return wellFormed(withoutPersonalData(text, contacts)) as CleanText
}

/** At most the first `length` UTF-16 units of a clean text: clean too. A pair of surrogates is not split, it goes as one. */
export function shorten(text: CleanText, length: number): CleanText {
  if (text.length <= length) return text
  return text.slice(0, isHighSurrogate(text.charCodeAt(length - 1)) ? length - 1 : length) as CleanText
}

/** In a well-formed text its other half follows. */
function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

/** A hash is clean, whatever it was made of. */
export function asCleanText(hash: Sha256Hex): CleanText {
  return hash as string as CleanText
}
