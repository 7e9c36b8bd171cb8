import type { HashedPerson, Sha256Hex } from '../domain/event'
import { type Finding, finding } from '../domain/finding'
import { alreadyHashed } from './already-hashed'
import { normaliseEmail } from './normalise-email'
import { type NoPhone, normalisePhone, type PhoneCountry } from './normalise-phone'
import { sha256 } from './sha256'

/** A person as a record names them. A plain field may hold a hash; a `…Hashed` field must. */
export interface RawPerson {
  readonly email: string | undefined
  readonly phone: string | undefined
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly emailHashed: string | undefined
  readonly phoneDigitsHashed: string | undefined
  readonly phoneE164Hashed: string | undefined
  readonly firstNameHashed: string | undefined
  readonly lastNameHashed: string | undefined
}

/**
 * The person in hashes (AppsFlyer's rules: mobile v3 OpenAPI, the `*_hashed` fields; S2S API for Web Attribution,
 * "Hashed PII fields"). What cannot be normalised is left out, with a finding; a hash given by the record wins, and one that
 * is none costs only itself.
 */
export function hashPerson(raw: RawPerson, country: PhoneCountry, findings: Finding[]): HashedPerson {
  const email = given(raw.emailHashed, 'email_hashed', findings) ?? hashEmail(raw.email, findings)
  const phone = hashPhone(raw.phone, country, findings)
  const phoneDigits = given(raw.phoneDigitsHashed, 'phone_number_hashed', findings) ?? phone.digits
  const phoneE164 = given(raw.phoneE164Hashed, 'phone_number_e164_hashed', findings) ?? phone.e164
  const firstName = given(raw.firstNameHashed, 'first_name_hashed', findings) ?? hashName(raw.firstName)
  const lastName = given(raw.lastNameHashed, 'last_name_hashed', findings) ?? hashName(raw.lastName)
  return {
    email_hashed: email,
    phone_number_hashed: phoneDigits,
    phone_number_e164_hashed: phoneE164,
    first_name_hashed: firstName,
    last_name_hashed: lastName,
  }
}

function given(text: string | undefined, field: string, findings: Finding[]): Sha256Hex | undefined {
  if (text === undefined) return undefined
  const hash = alreadyHashed(text)
  if (hash === undefined) findings.push(finding('invalid_hash_dropped', field))
  return hash
}

function hashEmail(text: string | undefined, findings: Finding[]): Sha256Hex | undefined {
  if (text === undefined) return undefined
  const hash = alreadyHashed(text)
  if (hash !== undefined) return hash
  const email = normaliseEmail(text)
  if (email === undefined) findings.push(finding('invalid_email_dropped', 'email'))
  return email === undefined ? undefined : sha256(email)
}

interface HashedPhone {
  readonly digits?: Sha256Hex
  readonly e164?: Sha256Hex
}

function hashPhone(text: string | undefined, country: PhoneCountry, findings: Finding[]): HashedPhone {
  if (text === undefined) return {}
  const hash = alreadyHashed(text)
  if (hash !== undefined) return { digits: hash }
  const phone = normalisePhone(text, country)
  if (typeof phone === 'string') {
    findings.push(noPhoneFindings[phone])
    return {}
  }
  if (phone.isMended) findings.push(finding('number_mended', 'phone'))
  return { e164: sha256(phone.e164), digits: sha256(phone.e164.slice(1)) }
}

const noPhoneFindings: Readonly<Record<NoPhone, Finding>> = {
  lost_digits: finding('invalid_number_dropped', 'phone'),
  unreadable_country: finding('phone_without_country_dropped', 'phone', 'The country cannot be read.'),
  no_number: finding('phone_without_country_dropped', 'phone'),
}

function hashName(text: string | undefined): Sha256Hex | undefined {
  if (text === undefined) return undefined
  return alreadyHashed(text) ?? sha256(text.trim().toLowerCase())
}
