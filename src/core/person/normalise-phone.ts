import { wholeNumber } from '../../json/whole-number'
import { countryCodeOf } from './country-code'
import { asciiDigits } from './fold-text'
import { phoneCountries, readNumber } from './phone-library'

/** Where a national number may be from. */
export interface PhoneCountry {
  /** What the record says: an ISO code or an English name. */
  readonly given: string | undefined
  /** The configured default, two letters; it counts only where the record says nothing. */
  readonly fallback: string | undefined
}

export interface PhoneNumber {
  /** Such as +12133734253 (mobile v3 OpenAPI, phone_number_e164_hashed). */
  readonly e164: string
  /** It came through a column of floating point. */
  readonly isMended: boolean
}

/** Why a text is no number: its digits are gone, its country cannot be read, or it is none there. */
export type NoPhone = 'lost_digits' | 'unreadable_country' | 'no_number'

/** North American numbers need no more than this: the library reads them alike (a property test). */
const northAmerican = /^\+1[2-9]\d{9}$/
const longestPhone = 100

/**
 * A phone number in E.164, as libphonenumber reads it. `00` stands for the plus sign, `tel:` (RFC 3966) and the digits of
 * other scripts are read. Digits alone are tried in the country, then as an international number; without any country
 * they could be anybody's.
 */
export function normalisePhone(text: string, country: PhoneCountry): PhoneNumber | NoPhone {
  const trimmed = text.trim()
  if (northAmerican.test(trimmed)) return { e164: trimmed, isMended: false }
  if (trimmed.length > longestPhone) return 'no_number'
  const whole = wholeNumber(trimmed)
  if (whole === 'lost') return 'lost_digits'
  const phone = withoutScheme(plainText(asciiDigits(whole?.digits ?? trimmed)))
  if (!/\d/.test(phone)) return 'no_number'
  const e164 = readPhone(phone, country)
  return typeof e164 === 'string' ? { e164, isMended: whole !== undefined } : e164.why
}

/** Without marks that nobody sees, a spreadsheet's apostrophe and underscores between the digits. */
function plainText(text: string): string {
  return text.replace(invisible, '').replace(/^'/, '').replace(/_/g, ' ').trim()
}

const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** E.164, or why there is none. */
function readPhone(phone: string, { given, fallback }: PhoneCountry): string | { why: NoPhone } {
  if (phone.startsWith('+')) return possible(phone) ?? noNumber
  const international = /^\(?00\)?(?=[\s().-]*[1-9])/.exec(phone)
  if (international !== null) {
    const e164 = possible(`+${phone.slice(international[0].length).trim()}`)
    if (e164 !== undefined) return e164
  }
  const code = given === undefined ? fallback : countryCodeOf(given, phoneCountries())
  if (given !== undefined && code === undefined) return { why: 'unreadable_country' }
  return code === undefined ? noNumber : (nationalNumber(phone, code) ?? noNumber)
}

/** So many digits alone are rather an international number than one of a country that has none such. */
const internationalDigits = 11

/** A number that its country has; else an international one that is written without its plus; else one that the country could have. */
function nationalNumber(phone: string, country: string): string | undefined {
  if (!phoneCountries().includes(country)) return undefined
  const national = readNumber(phone, country)
  if (national?.isValid) return national.e164
  const abroad = valid(phone)
  if (abroad !== undefined && (phone.length >= internationalDigits || !national?.isPossible)) return abroad
  return national?.isPossible ? national.e164 : undefined
}

const noNumber = { why: 'no_number' } as const

function possible(text: string): string | undefined {
  const number = readNumber(text)
  return number?.isPossible ? number.e164 : undefined
}

/** Digits that are no number of their country may carry the code of another: held to the numbers that there are. */
function valid(text: string): string | undefined {
  const digits = text.replace(/\s/g, '')
  if (!/^[1-9]\d{6,14}$/.test(digits)) return undefined
  const number = readNumber(`+${digits}`)
  return number?.isValid ? number.e164 : undefined
}

/** `tel:+1-213-373-4253;ext=5` without what is not its number; a local number's context stands before it (RFC 3966). */
function withoutScheme(text: string): string {
  const match = /^(?:tel|callto|sms|whatsapp):\/{0,2}/i.exec(text)
  if (match === null) return text
  const [number = '', ...parameters] = text.slice(match[0].length).split(';')
  const context = parameters.map((parameter) => /^phone-context=(\+\d+)$/i.exec(parameter)?.[1]).find(Boolean)
  return number.startsWith('+') || context === undefined ? number : context + number
}
