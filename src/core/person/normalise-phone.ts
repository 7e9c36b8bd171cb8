import type { CountryCode } from 'libphonenumber-js'

type PhoneLibrary = typeof import('libphonenumber-js')

/** North American numbers need no more than this. */
const northAmerican = /^\+1[2-9]\d{9}$/

/** E.164 without a zero right behind the country code, which may be a trunk prefix that has to go. */
const plainE164 = /^\+[2-9](?!\d{0,2}0)\d{6,14}$/

/** Loaded when a number first needs it: most are in E.164 already. */
let library: PhoneLibrary | undefined

/**
 * A phone number in E.164, such as +12133734253 (mobile v3 OpenAPI, phone_number_e164_hashed). A national number is read
 * in the first of `countries` that is one (two letters). Undefined when that makes no possible number.
 */
export function normalisePhone(text: string, countries: readonly (string | undefined)[]): string | undefined {
  const phone = text.trim()
  if (northAmerican.test(phone) || plainE164.test(phone)) return phone
  if (!/\d/.test(phone) || phone.length > 64) return undefined
  library ??= require('libphonenumber-js') as PhoneLibrary
  if (phone.startsWith('+')) return possible(library, phone, undefined)
  for (const country of countries) {
    if (country !== undefined && library.isSupportedCountry(country)) return possible(library, phone, country)
  }
  return undefined
}

function possible(phones: PhoneLibrary, text: string, country: CountryCode | undefined): string | undefined {
  const parsed = phones.parsePhoneNumberFromString(text, country === undefined ? {} : { defaultCountry: country })
  return parsed?.isPossible() ? parsed.number : undefined
}
