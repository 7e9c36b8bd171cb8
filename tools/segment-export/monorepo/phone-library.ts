import { PhoneNumberFormat, PhoneNumberUtil } from 'google-libphonenumber'

const phones = PhoneNumberUtil.getInstance()

export interface PhoneReading {
  /** Such as +12133734253. */
  readonly e164: string
  /** As long as a number of its country may be. */
  readonly isPossible: boolean
  /** Such as its country gives out. */
  readonly isValid: boolean
}

/** Reads a number: an international one begins with a plus, any other is of the country (two letters, a listed one). */
export function readNumber(text: string, country?: string): PhoneReading | undefined {
  try {
    const number = phones.parse(text, country)
    return {
      e164: phones.format(number, PhoneNumberFormat.E164),
      // Without its area code a number is not one that can be called from elsewhere.
      isPossible: phones.isPossibleNumberWithReason(number) === PhoneNumberUtil.ValidationResult.IS_POSSIBLE,
      isValid: phones.isValidNumber(number),
    }
  } catch {
    // The library's way to say that a text is no number.
    return undefined
  }
}

/** The countries that numbers can be of, two letters each (ISO 3166-1). */
export function phoneCountries(): readonly string[] {
  return phones.getSupportedRegions()
}
