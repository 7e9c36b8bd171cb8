/**
 * All that is asked of libphonenumber, so that a host which has another build of it can put that in this file's place
 * (Segment's repository has Google's own).
 */

export interface PhoneReading {
  /** Such as +12133734253. */
  readonly e164: string
  /** As long as a number of its country may be. */
  readonly isPossible: boolean
  /** Such as its country gives out. */
  readonly isValid: boolean
}

type Library = typeof import('libphonenumber-js')

/** Loaded when a number first needs it. */
let loaded: Library | undefined

function library(): Library {
  loaded ??= require('libphonenumber-js') as Library
  return loaded
}

/** Reads a number: an international one begins with a plus, any other is of the country (two letters, a listed one). */
export function readNumber(text: string, country?: string): PhoneReading | undefined {
  const { parsePhoneNumberFromString, isSupportedCountry } = library()
  if (country !== undefined && !isSupportedCountry(country)) return undefined
  const parsed = parsePhoneNumberFromString(text, country === undefined ? {} : { defaultCountry: country })
  return parsed && { e164: parsed.number, isPossible: parsed.isPossible(), isValid: parsed.isValid() }
}

/** The countries that numbers can be of, two letters each (ISO 3166-1). */
export function phoneCountries(): readonly string[] {
  return library().getCountries()
}
